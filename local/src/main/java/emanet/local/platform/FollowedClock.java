package emanet.local.platform;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Real time, moved as the edge's clock is. One for each edge; who serves requests tells it.
public final class FollowedClock implements InstantSource {
  private static final Map<URI, FollowedClock> BY_EDGE = new ConcurrentHashMap<>();

  private final InstantSource real = InstantSource.system();
  private volatile Duration offset = Duration.ZERO;

  private FollowedClock() {}

  public static FollowedClock of(URI edge) {
    return BY_EDGE.computeIfAbsent(edge, _ -> new FollowedClock());
  }

  @Override
  public Instant instant() {
    return real.instant().plus(offset);
  }

  public void follow(Duration edgesOffset) {
    offset = edgesOffset;
  }
}
