package emanet.backups;

import emanet.jobs.Job;
import emanet.register.Tenants;
import emanet.store.Store;
import emanet.store.Table;
import emanet.subjects.Rebuilding;
import emanet.subjects.Remains;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a drill looks for in tables that were brought back, a while at a time. All of it reads, and
/// counts.
final class DrillChecks {
  static final String PRESENT = "present";
  static final String KNOWN = "known";
  static final String LINKS = "links";
  static final String OPENING = "opening";

  /// Behind a name: how many were looked at, and how many should not be there.
  static final String LOOKED = ".looked";

  static final String FOUND = ".found";

  private static final Duration STEP = Duration.ofSeconds(4);

  private final BackupRows rows;
  private final Restoring restoring;
  private final Store live;
  private final Tenants tenants;
  private final InstantSource clock;

  /// @param live the tables in use, which are only read
  DrillChecks(
      Verifying verifying, Restoring restoring, Store live, Tenants tenants, InstantSource clock) {
    this.rows = new BackupRows(verifying, clock);
    this.restoring = restoring;
    this.live = live;
    this.tenants = tenants;
    this.clock = clock;
  }

  /// What a while came to.
  ///
  /// @param next empty when all is done
  record Done(Optional<String> next, Map<String, Long> counts) {}

  /// The targets, of some tenants after others.
  ///
  /// @param within how many are through, and the strictest of those
  Done targets(Job job, String within) {
    var all = restoring.open(job.id(), Restoring.tenants(tenants));
    var end = clock.instant().plus(STEP);
    int comma = within.indexOf(',');
    int next = within.isEmpty() ? 0 : Integer.parseInt(within.substring(0, comma));
    var seen =
        within.isEmpty()
            ? Optional.<Targets>empty()
            : Optional.of(Targets.parse(within.substring(comma + 1)));
    int from = next;
    while (next < all.size() && (next == from || clock.instant().isBefore(end))) {
      var own = Targets.of(tenants.settings(all.get(next++)));
      seen = Optional.of(seen.map(own::strictest).orElse(own));
    }
    var strictest = seen.orElse(Targets.DEFAULT);
    return next < all.size()
        ? new Done(Optional.of(next + "," + strictest.text()), Map.of())
        : new Done(Optional.empty(), strictest.counts());
  }

  /// People who live here and are erased in the tables in use, or were certified to be, and what
  /// leads to them.
  ///
  /// @param what `PRESENT`, `KNOWN` or `LINKS`
  Done erased(Job job, Quarantine scratch, String what, String within) {
    // of whoever was passed over nothing was replayed
    var known = restoring.open(job.id(), Restoring.tenants(scratch.tenants()));
    var from = within.isEmpty() ? Restoring.At.START.toString() : within;
    var done = restoring.step(from, at -> page(job, scratch, known, what, at));
    return new Done(done.next().map(Restoring.At::toString), without(done.counts()));
  }

  private static Map<String, Long> without(Map<String, Long> counts) {
    var own = new java.util.HashMap<>(counts);
    own.remove("steps");
    return own;
  }

  private Restoring.Done page(
      Job job, Quarantine scratch, List<TenantId> known, String what, Restoring.At at) {
    if (at.tenant() >= known.size()) {
      return new Restoring.Done(Optional.empty(), Map.of());
    }
    var tenant = known.get(at.tenant());
    var page =
        switch (what) {
          case PRESENT -> scratch.remains().present(tenant, at.part(), at.id(), live, job.at());
          case KNOWN -> scratch.remains().known(tenant, at.id(), job.at());
          default -> scratch.links().page(tenant, at.id());
        };
    int parts = what.equals(PRESENT) ? Rebuilding.SHARDS : 1;
    var next =
        page.next()
            .map(after -> new Restoring.At(at.tenant(), at.part(), after))
            .orElseGet(() ->
                at.part() + 1 < parts
                    ? new Restoring.At(at.tenant(), at.part() + 1, "")
                    : new Restoring.At(at.tenant() + 1, 0, ""));
    return new Restoring.Done(Optional.of(next), counts(what, page));
  }

  private static Map<String, Long> counts(String what, Remains.Page page) {
    return Map.of(what + LOOKED, page.looked(), what + FOUND, page.found());
  }

  /// Whether any of what the backup holds of people whose keys are gone opens by what is here: its
  /// objects are read once more, to try.
  Done opening(Manifest manifest, Quarantine scratch, String within) throws BrokenBackup {
    var walked =
        rows.walk(
            manifest,
            Table.RECORDS,
            Rows.Form.ITEMS,
            "",
            within.isEmpty() ? BackupRows.START : within,
            _ -> true,
            page -> counts(OPENING, scratch.remains().opening(page)));
    return new Done(walked.next(), walked.counts());
  }
}
