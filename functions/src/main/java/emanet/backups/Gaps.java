package emanet.backups;

import java.time.Duration;
import java.time.Instant;

/// How long there was nothing newer to go back to: what a drill measures of what may be lost. The
/// age of the newest backup alone says how soon after one the drill was begun.
final class Gaps {
  private final Manifests manifests;
  private final DrillReports reports;

  Gaps(Manifests manifests, DrillReports reports) {
    this.manifests = manifests;
    this.reports = reports;
  }

  /// The longest time between two backups that are ours, and from the last of them until `until`.
  /// It begins at the drill before, which has measured what was earlier; without one, at the first
  /// backup that there is.
  ///
  /// @return nothing where no backup came since the drill before
  Duration longest(Instant until) {
    var before =
        reports.all().stream()
            .filter(named -> named.at().isBefore(until))
            .filter(named -> reports.read(named).filter(DrillReport::measuredLoss).isPresent())
            .map(DrillReports.Named::at)
            .findFirst();
    var moments =
        manifests.all().stream()
            .filter(named -> !named.at().isAfter(until))
            .takeWhile(named -> before.stream().allMatch(named.at()::isAfter))
            .filter(manifests::isOurs)
            .map(Manifests.Named::at)
            .toList();
    var longest = Duration.ZERO;
    var end = until;
    for (var moment : moments) {
      longest = longer(longest, Duration.between(moment, end));
      end = moment;
    }
    return moments.isEmpty() || before.isEmpty()
        ? longest
        : longer(longest, Duration.between(before.get(), end));
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
