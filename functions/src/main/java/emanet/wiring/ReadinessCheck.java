package emanet.wiring;

import emanet.alerts.Readiness;
import emanet.alerts.Readiness.Lack;
import java.time.InstantSource;
import java.util.List;

/// Tells CloudWatch whether messages would go out of this Region. It is told when they would, too,
/// so that silence is an alarm.
public final class ReadinessCheck {
  private final Readiness readiness;
  private final String region;
  private final InstantSource clock;

  ReadinessCheck(Readiness readiness, String region, InstantSource clock) {
    this.readiness = readiness;
    this.region = region;
    this.clock = clock;
  }

  /// Asks, and tells.
  public Readiness.Standing run() {
    var standing = readiness.standing();
    new MetricLine(clock.instant(), region)
        .metric("SmsUnready", "Count", standing.sms().size())
        .metric("EmailUnready", "Count", standing.email().size())
        .list("sms", names(standing.sms()))
        .list("email", names(standing.email()))
        .print();
    return standing;
  }

  private static List<String> names(List<Lack> lacks) {
    return lacks.stream().map(Lack::name).toList();
  }
}
