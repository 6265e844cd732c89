package emanet.local.edge.states;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a distributed Map runs: an execution for each item.
final class MapRun {
  final String arn;
  final Execution parent;
  final int items;
  final int atOnce;
  final double tolerated;
  final Instant started;

  private final List<Execution> children = new ArrayList<>();
  private Optional<Instant> stopped = Optional.empty();

  MapRun(String arn, Execution parent, State.Each each, int items, Instant started) {
    this.arn = arn;
    this.parent = parent;
    this.items = items;
    this.atOnce = each.atOnce();
    this.tolerated = each.tolerated();
    this.started = started;
  }

  synchronized void add(Execution child) {
    children.add(child);
  }

  synchronized List<Execution> children() {
    return List.copyOf(children);
  }

  synchronized void ended(Instant at) {
    stopped = Optional.of(at);
  }

  synchronized Optional<Instant> stopped() {
    return stopped;
  }

  long count(Execution.Status status) {
    return children().stream().filter(child -> child.standing().status() == status).count();
  }

  private long unsuccessful() {
    return children().stream()
        .map(child -> child.standing().status())
        .filter(
            status -> status != Execution.Status.RUNNING && status != Execution.Status.SUCCEEDED)
        .count();
  }

  /// Whether more failed than may.
  boolean isExceeded() {
    return unsuccessful() * 100.0 > tolerated * items;
  }

  String status() {
    if (stopped().isEmpty()) {
      return "RUNNING";
    }
    if (parent.standing().status() == Execution.Status.ABORTED) {
      return "ABORTED";
    }
    return isExceeded() ? "FAILED" : "SUCCEEDED";
  }
}
