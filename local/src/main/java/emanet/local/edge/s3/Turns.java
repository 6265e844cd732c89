package emanet.local.edge.s3;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One writer of an object at a time, so that what is conditional is decided and done at once.
final class Turns {
  private static final int STRIPES = 64;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  Turns() {
    for (var i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  <T> T of(Target target, Supplier<T> work) {
    var stripe = stripes[Math.floorMod(target.hashCode(), STRIPES)];
    stripe.lock();
    try {
      return work.get();
    } finally {
      stripe.unlock();
    }
  }
}
