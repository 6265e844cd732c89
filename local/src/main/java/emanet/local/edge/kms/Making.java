package emanet.local.edge.kms;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Where keys come from.
public abstract sealed class Making {
  /// What a new key of that kind is made of. Nobody waits here for an RSA pair, which takes seconds
  /// of a processor that has the first compiler only: who first uses it does.
  abstract MaterialTask of(KeySpec spec) throws GeneralSecurityException;

  /// Each key anew; RSA pairs beside, when whoever starts has started.
  public static Making anew() {
    return new Anew();
  }

  /// Each key anew, but for RSA pairs: the first, the second and so on are the same for all edges
  /// of this process that want it so, and are made when one of them is first used. For those who
  /// start many.
  public static Making sparingly() {
    return new Sparingly();
  }

  private static final class Anew extends Making {
    private static final Executor BESIDE = CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS);

    @Override
    MaterialTask of(KeySpec spec) throws GeneralSecurityException {
      if (!spec.isRsa()) {
        return MaterialTask.done(spec.generated());
      }
      var task = MaterialTask.of(spec);
      BESIDE.execute(task);
      return task;
    }
  }

  private static final class Sparingly extends Making {
    private static final Map<Nth, MaterialTask> SHARED = new ConcurrentHashMap<>();

    private record Nth(KeySpec spec, int number) {}

    private final Map<KeySpec, AtomicInteger> numbers = new ConcurrentHashMap<>();

    @Override
    MaterialTask of(KeySpec spec) throws GeneralSecurityException {
      if (!spec.isRsa()) {
        return MaterialTask.done(spec.generated());
      }
      int number = numbers.computeIfAbsent(spec, _ -> new AtomicInteger()).getAndIncrement();
      return SHARED.computeIfAbsent(new Nth(spec, number), nth -> MaterialTask.of(nth.spec()));
    }
  }
}
