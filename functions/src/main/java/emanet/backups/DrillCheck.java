package emanet.backups;

import emanet.backups.DrillJob.Phase;
import emanet.jobs.Job;
import emanet.register.Title;
import java.util.List;

/// What a drill has to show.
enum DrillCheck {
  BACKUP_WHOLE("Yedek bütün ve imzalı", "The backup is whole and signed", Phase.RESTORE),
  LEDGER_WHOLE(
      "Kayıt defteri son imzalı köküyle aynı",
      "The ledger has the root that was signed last",
      Phase.RESTORE),
  REPLAYED(
      "Yedekten sonra yapılanlar yeniden uygulandı",
      "What was done after the backup is done again",
      Phase.RESTORE),
  RECORDS_OPEN("Anahtarı yaşayan kayıtlar açılıyor", "Records whose key lives open", Phase.RESTORE),
  KEYS_PRESENT(
      "Silinmemiş herkesin anahtarı yerinde ve kurulumun anahtarıyla açılıyor",
      "The keys of everybody who was not erased are there, and the deployment's key opens them",
      Phase.RESTORE),
  ERASED_ABSENT("Silinmiş kişiler yok", "People who were erased are not there", Phase.KNOWN),
  ERASED_UNLINKABLE(
      "Hiçbir değer silinmiş bir kişiye götürmüyor",
      "No value leads to anybody who was erased",
      Phase.LINKS),
  ERASED_SEALED(
      "Silinmiş kişilerden yedekte kalan açılamıyor",
      "What the backup holds of erased people does not open",
      Phase.OPENING),
  TABLES_GONE("Geçici tablolar silindi", "The scratch tables are deleted", Phase.CLEAN);

  /// What came of one.
  enum Came {
    PASSED,
    FAILED,
    /// The drill ended before.
    NOT_REACHED
  }

  private static final String REPLAY_FAILED = ".impossible";
  private static final String UNREADABLE = ".unreadable";

  private final Title title;
  private final Phase phase;

  DrillCheck(String tr, String en, Phase phase) {
    this.title = new Title(tr, en);
    this.phase = phase;
  }

  Title title() {
    return title;
  }

  /// How many things it looked at.
  long looked(Job job) {
    return switch (this) {
      case BACKUP_WHOLE -> job.count("verified");
      case LEDGER_WHOLE -> job.count("rows.ledger") + job.count("entries");
      case REPLAYED -> sum(job, List.of(".done", ".stood", ".nothing")) + found(job);
      case RECORDS_OPEN -> job.count("opened") + found(job);
      case KEYS_PRESENT -> job.count("people") + job.count("opened") + found(job);
      case ERASED_ABSENT ->
          job.count(DrillChecks.KNOWN + DrillChecks.LOOKED)
              + job.count(DrillChecks.PRESENT + DrillChecks.LOOKED);
      case ERASED_UNLINKABLE -> job.count(DrillChecks.LINKS + DrillChecks.LOOKED);
      case ERASED_SEALED -> job.count(DrillChecks.OPENING + DrillChecks.LOOKED);
      case TABLES_GONE -> emanet.store.Table.ofGenerations().size();
    };
  }

  /// How many of them are not as they should be.
  long found(Job job) {
    return switch (this) {
      case BACKUP_WHOLE, LEDGER_WHOLE, TABLES_GONE -> 0;
      case REPLAYED -> sum(job, List.of(REPLAY_FAILED, UNREADABLE));
      case RECORDS_OPEN -> job.count("tampered");
      case KEYS_PRESENT -> job.count("keyless") + job.count(Restoring.DEPLOYMENT_CLOSED);
      case ERASED_ABSENT ->
          job.count(DrillChecks.KNOWN + DrillChecks.FOUND)
              + job.count(DrillChecks.PRESENT + DrillChecks.FOUND);
      case ERASED_UNLINKABLE -> job.count(DrillChecks.LINKS + DrillChecks.FOUND);
      case ERASED_SEALED -> job.count(DrillChecks.OPENING + DrillChecks.FOUND);
    };
  }

  private static long sum(Job job, List<String> ends) {
    return job.counts().entrySet().stream()
        .filter(count -> ends.stream().anyMatch(count.getKey()::endsWith))
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  /// @param broken whether the backup has a flaw
  /// @param stopped why the drill came to no end; `LEDGER` where the ledger is not what was signed
  Came came(Job job, boolean broken, List<String> stopped) {
    if (found(job) > 0
        || (this == BACKUP_WHOLE && broken)
        || (this == LEDGER_WHOLE && stopped.contains(DrillJob.LEDGER))) {
      return Came.FAILED;
    }
    return job.count(phase.count()) > 0 ? Came.PASSED : Came.NOT_REACHED;
  }
}
