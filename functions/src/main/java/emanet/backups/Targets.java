package emanet.backups;

import emanet.jobs.Job;
import emanet.register.Tenant;
import java.util.Map;

/// What a drill is held against: the strictest of what the tenants' settings say, since one restore
/// brings back all of them; the defaults where there is no tenant.
///
/// @param recoveryMinutes in which a restore is to be through (RTO)
/// @param lossMinutes of which what was written may be lost with all tables (RPO)
/// @param drillDays between drills that show so
record Targets(long recoveryMinutes, long lossMinutes, long drillDays) {
  static final Targets DEFAULT = of(Tenant.Settings.DEFAULT);
  private static final String RECOVERY = "target.recoveryMinutes";
  private static final String LOSS = "target.lossMinutes";
  private static final String DAYS = "target.drillDays";

  static Targets of(Tenant.Settings settings) {
    return new Targets(settings.recoveryMinutes(), settings.lossMinutes(), settings.drillDays());
  }

  Targets strictest(Targets other) {
    return new Targets(
        Math.min(recoveryMinutes, other.recoveryMinutes),
        Math.min(lossMinutes, other.lossMinutes),
        Math.min(drillDays, other.drillDays));
  }

  /// As a job counts them.
  Map<String, Long> counts() {
    return Map.of(RECOVERY, recoveryMinutes, LOSS, lossMinutes, DAYS, drillDays);
  }

  /// Those that a job counted; the defaults where it did not come so far.
  static Targets of(Job job) {
    return job.count(DAYS) == 0
        ? DEFAULT
        : new Targets(job.count(RECOVERY), job.count(LOSS), job.count(DAYS));
  }

  /// As a part of a cursor.
  String text() {
    return recoveryMinutes + "," + lossMinutes + "," + drillDays;
  }

  static Targets parse(String text) {
    var parts = text.split(",", 3);
    return new Targets(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
