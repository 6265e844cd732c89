package emanet.keys;

import emanet.fault.Fault;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tenants' keys for at most five minutes, for a bounded number of tenants (the least recently used
/// one goes first), each loaded by one thread while the others wait.
///
/// Not guaranteed: that a key changed elsewhere is seen before its time is up.
final class TenantCache {
  static final Duration LIFE = Duration.ofMinutes(5);

  private static final long LIFE_MILLIS = LIFE.toMillis();

  private final int bound;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /// From the least to the most recently used. Guarded by `lock`, as are `loads`.
  private final Map<TenantId, TenantSecrets> kept = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<TenantId, CompletableFuture<Void>> loads = new HashMap<>();

  TenantCache(int bound, InstantSource clock) {
    this.bound = bound;
    this.clock = clock;
  }

  /// The tenant's keys, held for the caller, who closes them.
  TenantSecrets acquire(TenantId tenant, Function<TenantId, TenantSecrets> loader) {
    while (true) {
      CompletableFuture<Void> load;
      boolean mine = false;
      lock.lock();
      try {
        var secrets = fresh(tenant);
        if (secrets != null && secrets.acquire()) {
          return secrets;
        }
        load = loads.get(tenant);
        if (load == null) {
          load = new CompletableFuture<>();
          loads.put(tenant, load);
          mine = true;
        }
      } finally {
        lock.unlock();
      }
      if (mine) {
        return load(tenant, loader, load);
      }
      await(load);
    }
  }

  private TenantSecrets load(
      TenantId tenant, Function<TenantId, TenantSecrets> loader, CompletableFuture<Void> load) {
    try {
      var secrets = loader.apply(tenant);
      secrets.acquire();
      keep(tenant, secrets);
      return secrets;
    } finally {
      locked(() -> loads.remove(tenant));
      load.complete(null); // those who waited look again, and load themselves if this failed
    }
  }

  /// Keeps `secrets`, and closes what they replace.
  void keep(TenantId tenant, TenantSecrets secrets) {
    locked(() -> {
      var before = kept.put(tenant, secrets);
      if (before != null) {
        before.close();
      }
      var eldest = kept.entrySet().iterator();
      while (kept.size() > bound) {
        eldest.next().getValue().close();
        eldest.remove();
      }
    });
  }

  /// Forgets exactly these keys, if they are still the kept ones.
  void forget(TenantId tenant, TenantSecrets secrets) {
    locked(() -> {
      if (kept.remove(tenant, secrets)) {
        secrets.close();
      }
    });
  }

  void forget(TenantId tenant) {
    locked(() -> {
      var secrets = kept.remove(tenant);
      if (secrets != null) {
        secrets.close();
      }
    });
  }

  void clear() {
    locked(() -> {
      kept.values().forEach(TenantSecrets::close);
      kept.clear();
    });
  }

  int size() {
    lock.lock();
    try {
      return kept.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TenantSecrets fresh(TenantId tenant) {
    var secrets = kept.get(tenant);
    if (secrets == null) {
      return null;
    }
    long age = clock.millis() - secrets.loadedAt();
    if (age >= 0 && age < LIFE_MILLIS) {
      return secrets;
    }
    kept.remove(tenant);
    secrets.close();
    return null;
  }

  private static void await(CompletableFuture<Void> load) {
    try {
      load.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.Unavailable.shortly().exception(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a load ends without an answer", e);
    }
  }

  private void locked(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }
}
