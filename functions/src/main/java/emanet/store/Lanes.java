package emanet.store;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Bounds how many calls are under way at once.
///
/// A stage of a batch makes a call for each of up to 100 records. Each call needs a connection, and
/// a connection that is new costs a TLS handshake, which is far dearer than the call: a few
/// connections that are kept and used again are less work than one for each call, and quicker.
final class Lanes {
  private final Semaphore free;

  Lanes(int lanes) {
    free = new Semaphore(lanes);
  }

  /// Makes the call when a lane is free. Calls do not nest.
  <T> T take(Supplier<T> call) {
    free.acquireUninterruptibly();
    try {
      return call.get();
    } finally {
      free.release();
    }
  }
}
