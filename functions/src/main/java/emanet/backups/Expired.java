package emanet.backups;

import emanet.fault.FaultException;
import emanet.store.Archive;
import java.time.InstantSource;

/// Destroys copies whose time is over, version by version, noncurrent ones and replicas included:
/// keys first, since an erasure is final only when no copy of them is left. The buckets' own rules
/// clear away what this misses.
final class Expired {
  private final Depots depots;
  private final Life life;
  private final InstantSource clock;

  Expired(Depots depots, Life life, InstantSource clock) {
    this.depots = depots;
    this.life = life;
    this.clock = clock;
  }

  /// In this Region, and in the other if it can be reached.
  void destroy() {
    destroy(depots.here());
    try {
      depots.other().ifPresent(this::destroy);
    } catch (FaultException e) {
      // that Region's own function does it when it is back
    }
  }

  private void destroy(Depot depot) {
    Life.prefixes(true).forEach(prefix -> destroy(depot.keys(), prefix));
    Life.prefixes(false).forEach(prefix -> destroy(depot.data(), prefix));
  }

  /// Names sort by moments, so the first that is not over ends it. One that cannot be destroyed,
  /// since it was locked for longer, or is named otherwise, keeps nothing that lies behind it.
  private void destroy(Archive archive, String prefix) {
    var now = clock.instant();
    archive.visit(
        prefix,
        object -> {
          boolean over = life.isOver(object.name(), now);
          var _ = over && archive.destroy(object);
          return over || !Life.isDated(object.name());
        });
  }
}
