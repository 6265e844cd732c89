package emanet.local.edge.kms;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// Where keys come from.
public abstract sealed class Making {
  /// What a new key of that kind is made of.
  abstract Material of(KeySpec spec) throws GeneralSecurityException;

  /// Each key anew.
  public static Making anew() {
    return new Anew();
  }

  /// Each key anew, but for RSA keys, which take seconds of a processor: the first, the second and
  /// so on are the same for all edges of this process that want it so. For those who start many.
  public static Making sparingly() {
    return new Sparingly();
  }

  private static final class Anew extends Making {
    @Override
    Material of(KeySpec spec) throws GeneralSecurityException {
      return spec.generated();
    }
  }

  private static final class Sparingly extends Making {
    private static final Map<Nth, FutureTask<Material>> SHARED = new ConcurrentHashMap<>();

    private record Nth(KeySpec spec, int number) {}

    private final Map<KeySpec, AtomicInteger> numbers = new ConcurrentHashMap<>();

    @Override
    Material of(KeySpec spec) throws GeneralSecurityException {
      if (!spec.isRsa()) {
        return spec.generated();
      }
      int number = numbers.computeIfAbsent(spec, _ -> new AtomicInteger()).getAndIncrement();
      var task =
          SHARED.computeIfAbsent(
              new Nth(spec, number), nth -> new FutureTask<>(nth.spec()::generated));
      task.run(); // by the first who needs it
      try {
        return task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GeneralSecurityException("stopped while a key was made", e);
      } catch (ExecutionException e) {
        throw new GeneralSecurityException(e.getCause());
      }
    }
  }
}
