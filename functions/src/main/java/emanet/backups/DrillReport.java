package emanet.backups;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.jobs.Job;
import emanet.register.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a drill came to, as JSON: measures against their targets, and checks, by their counts. It
/// names nobody, and no tenant.
final class DrillReport {
  static final String FORMAT = "emanet-drill-v1";
  static final String PASSED = "PASSED";
  static final String FAILED = "FAILED";

  private static final Title RECOVERY_TIME =
      new Title("Geri yükleme süresi (RTO)", "Time to restore (RTO)");
  private static final Title RECOVERY_POINT =
      new Title("Kaybolabilecek süre (RPO)", "Time of writes that may be lost (RPO)");

  private DrillReport() {}

  /// What is known of a drill beside its counts.
  ///
  /// @param at as of when the backup is; empty where it has no manifest that can be read
  /// @param flaw what is wrong with it
  /// @param stopped why the drill came to no end
  /// @param freeze how long a promotion keeps writes waiting, which a restore's time has in it
  record Known(
      String deployment,
      Optional<Instant> at,
      Optional<Restores.Flawed> flaw,
      List<String> stopped,
      Duration freeze) {
    Known {
      stopped = List.copyOf(stopped);
    }
  }

  static ObjectNode of(Job job, Known known, Instant now) {
    var report = JsonNodeFactory.instance.objectNode();
    report.put("format", FORMAT).put("id", job.id()).put("deployment", known.deployment());
    report.put("region", job.input(DrillJob.REGION)).put("by", job.by());
    report.put("startedAt", job.at().toString()).put("endedAt", now.toString());
    var backup = report.putObject("backup").put("id", job.input(DrillJob.BACKUP));
    known.at().ifPresent(at -> backup.put("at", at.toString()));
    known.flaw().ifPresent(one -> backup.put("flaw", one.flaw()).put("object", one.object()));
    boolean passed = measures(job, known, report);
    passed &= checks(job, known, report);
    report.put("result", passed ? PASSED : FAILED);
    known.stopped().forEach(report.putArray("stopped")::add);
    report.put("closed", job.count("closed"));
    report.put("waitedSeconds", job.count(DrillJob.WAITED));
    report.put("drillIntervalDays", Targets.of(job).drillDays());
    var counts = report.putObject("counts");
    job.counts().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return report;
  }

  /// Whether it came so far that it was measured for how long there was no backup.
  static boolean measuredLoss(DrillReports.Standing standing) {
    return standing.report().path("counts").has(DrillJob.LOSS);
  }

  private static boolean measures(Job job, Known known, ObjectNode report) {
    var targets = Targets.of(job);
    var all = report.putArray("measures");
    boolean restored = job.count(DrillJob.Phase.RESTORE.count()) > 0;
    var time =
        Optional.of(Duration.ofSeconds(job.count(DrillJob.RECOVERY)).plus(known.freeze()))
            .filter(_ -> restored);
    var gap = Duration.ofSeconds(job.count(DrillJob.LOSS));
    var loss =
        Optional.of(job.input(DrillJob.NEWEST))
            .filter(text -> !text.isEmpty())
            .map(text -> Duration.between(Instant.parse(text), job.at()))
            .map(age -> Gaps.longer(age, gap));
    boolean met =
        measure(all.addObject(), "RECOVERY_TIME", RECOVERY_TIME, time, targets.recoveryMinutes());
    met &= measure(all.addObject(), "RECOVERY_POINT", RECOVERY_POINT, loss, targets.lossMinutes());
    return met;
  }

  private static boolean measure(
      ObjectNode into, String name, Title title, Optional<Duration> measured, long minutes) {
    var target = Duration.ofMinutes(minutes);
    boolean met = measured.filter(is -> is.compareTo(target) <= 0).isPresent();
    into.put("name", name);
    title(into, title);
    measured.ifPresent(is -> into.put("seconds", Math.max(0, is.toSeconds())));
    into.put("targetSeconds", target.toSeconds()).put("met", met);
    return met;
  }

  private static void title(ObjectNode into, Title title) {
    into.putObject("title").put("tr", title.tr()).put("en", title.en());
  }

  private static boolean checks(Job job, Known known, ObjectNode report) {
    var all = report.putArray("checks");
    boolean passed = true;
    for (var check : DrillCheck.values()) {
      var came = check.came(job, known.flaw().isPresent(), known.stopped());
      var one = all.addObject().put("name", check.name());
      title(one, check.title());
      one.put("result", came.name());
      one.put("looked", check.looked(job)).put("wrong", check.found(job));
      passed &= came == DrillCheck.Came.PASSED;
    }
    return passed;
  }
}
