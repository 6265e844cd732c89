package emanet.store;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends what its thread is at, when it takes too long: the thread is interrupted, which closes the
/// socket that a virtual thread waits for. A platform thread is not moved by that; for it the
/// connection's own time-outs are all there is.
///
/// Whatever is closed in time costs an entry in a queue and its removal; nobody is woken.
final class TimeLimit implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final Thread thread = Thread.currentThread();
  private final Future<?> ending;

  /// Both guarded by `this`: nobody is interrupted for what is over.
  private boolean closed;

  private boolean interrupted;

  private TimeLimit(Duration most) {
    this.ending = WATCH.schedule(this::end, most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// For what the calling thread does from now on until it is closed.
  static TimeLimit of(Duration most) {
    return new TimeLimit(most);
  }

  private static ScheduledThreadPoolExecutor watch() {
    var watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("time-limit").daemon().factory());
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  // the thread is this call's own, and waits for nothing but the call
  @SuppressWarnings("Interruption")
  private synchronized void end() {
    if (!closed) {
      interrupted = true;
      thread.interrupt();
    }
  }

  @Override
  public void close() {
    var _ = ending.cancel(false);
    synchronized (this) {
      closed = true;
      if (interrupted) {
        var _ = Thread.interrupted(); // it was for this alone
      }
    }
  }
}
