package emanet.subjects;

import emanet.store.Store;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Looks for erasures whose certificate is not final though its time has come. It goes by nothing
/// that the jobs of erasure do, so that it sees what they failed to do, and reads only what waits.
public final class ErasureWatch {
  /// The job that makes a certificate final comes by within minutes; where it failed, it tries
  /// again for a while.
  private static final Duration GRACE = Duration.ofDays(1);

  private static final int MOST = 100;

  private final ErasureItems items;
  private final InstantSource clock;

  public ErasureWatch(Store store, InstantSource clock) {
    this.items = new ErasureItems(store);
    this.clock = clock;
  }

  /// Ids of a tenant's erasures that are late, the longest waiting first.
  public List<String> late(TenantId tenant) {
    return items.notFinal(tenant, clock.instant().minus(GRACE), MOST);
  }
}
