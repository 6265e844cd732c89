package emanet.local.edge.kms;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Where keys come from. An RSA pair takes seconds of a processor where only the first compiler is
/// had, as here.
public abstract sealed class Making {
  /// What a new key of that kind is made of.
  abstract MaterialTask of(KeySpec spec) throws GeneralSecurityException;

  /// Each key anew; RSA pairs when they are first used.
  public static Making whenUsed() {
    return new WhenUsed();
  }

  /// Each key anew, but for RSA pairs: the first, the second and so on are the same for all edges
  /// of this process that want it so. For those who start many.
  public static Making sparingly() {
    return new Sparingly();
  }

  private static final class WhenUsed extends Making {
    @Override
    MaterialTask of(KeySpec spec) throws GeneralSecurityException {
      var task = new MaterialTask(spec);
      return spec.isRsa() ? task : task.made();
    }
  }

  private static final class Sparingly extends Making {
    private static final Map<Nth, MaterialTask> SHARED = new ConcurrentHashMap<>();

    private record Nth(KeySpec spec, int number) {}

    private final Map<KeySpec, AtomicInteger> numbers = new ConcurrentHashMap<>();

    @Override
    MaterialTask of(KeySpec spec) throws GeneralSecurityException {
      return (spec.isRsa() ? shared(spec) : new MaterialTask(spec)).made();
    }

    private MaterialTask shared(KeySpec spec) {
      int number = numbers.computeIfAbsent(spec, _ -> new AtomicInteger()).getAndIncrement();
      return SHARED.computeIfAbsent(new Nth(spec, number), nth -> new MaterialTask(nth.spec()));
    }
  }
}
