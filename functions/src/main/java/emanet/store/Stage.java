package emanet.store;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Calls that are made at once, on virtual threads: one stage of a request costs its slowest call.
///
/// A stage always waits for all of its calls, also when one of them fails, so that nothing of it is
/// still on its way when the next step is taken.
public final class Stage {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private Stage() {}

  /// Starts `call` now.
  public static <T> Pending<T> start(Callable<T> call) {
    return new Pending<>(THREADS.submit(call));
  }

  /// Runs all, and answers in their order; throws what the first failing one threw.
  public static <T> List<T> all(List<? extends Callable<T>> calls) {
    var pending = new ArrayList<Pending<T>>(calls.size());
    calls.forEach(call -> pending.add(start(call)));
    pending.forEach(Pending::settle);
    return pending.stream().map(Pending::get).toList();
  }

  /// Waits for all of `calls`, whatever comes of them.
  public static void settle(Pending<?>... calls) {
    for (var call : calls) {
      call.settle();
    }
  }

  /// A call under way.
  public static final class Pending<T> {
    private final Future<T> future;

    private Pending(Future<T> future) {
      this.future = future;
    }

    private void settle() {
      boolean interrupted = false;
      while (!future.isDone()) {
        try {
          var _ = future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          break; // `get` throws it again
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /// What the call gave.
    ///
    /// @throws RuntimeException the one that the call threw
    public T get() {
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Fault.Unavailable.shortly().exception(e);
      } catch (ExecutionException e) {
        throw rethrown(e);
      }
    }

    private static RuntimeException rethrown(ExecutionException e) {
      return switch (e.getCause()) {
        case FaultException fault -> fault;
        case RuntimeException runtime -> runtime;
        case Error error -> throw error;
        case null -> new IllegalStateException(e);
        default -> new IllegalStateException(e.getCause());
      };
    }
  }
}
