package emanet.benchmarks.flow;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Sends requests, and checks that each was served: a refusal must not be measured as quick work.
public final class Load implements AutoCloseable {
  private static final long LONGEST_MICROS = 60_000_000;
  private static final int LATE = 504;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicInteger numbers = new AtomicInteger();

  /// What a stretch of load gave.
  ///
  /// @param served requests
  /// @param late requests that the gateway answered with a time-out
  /// @param seconds that it took
  public record Outcome(long served, long late, double seconds) {}

  /// A request that the gateway answered with a time-out: nothing was served, and it is told.
  private static final class LateException extends IOException {
    private static final long serialVersionUID = 1;

    LateException(String message) {
      super(message);
    }
  }

  /// What one thread of the load does.
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /// Threads that are begun one by one and awaited together.
  private static final class Crew {
    private final List<Thread> threads = new ArrayList<>();

    /// Guarded by itself.
    private final List<Throwable> failures = new ArrayList<>();

    void begin(Work work) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              work.run();
            } catch (IOException | InterruptedException | RuntimeException e) {
              synchronized (failures) {
                failures.add(e);
              }
            }
          }));
    }

    /// @throws IllegalStateException if one of them failed
    void await() throws InterruptedException {
      for (var thread : threads) {
        thread.join();
      }
      synchronized (failures) {
        if (!failures.isEmpty()) {
          throw new IllegalStateException(failures.size() + " failed", failures.getFirst());
        }
      }
    }
  }

  /// As many requests as `clients`, each waiting for its answer, get through in a time.
  public Outcome closed(IntFunction<HttpRequest> requests, int clients, Duration length)
      throws InterruptedException {
    var served = new AtomicLong();
    var late = new AtomicLong();
    long began = System.nanoTime();
    long end = began + length.toNanos();
    var crew = new Crew();
    for (int i = 0; i < clients; i++) {
      crew.begin(() -> {
        while (System.nanoTime() < end) {
          if (isServed(requests.apply(numbers.incrementAndGet()))) {
            served.incrementAndGet();
          } else {
            late.incrementAndGet();
          }
        }
      });
    }
    crew.await();
    return new Outcome(served.get(), late.get(), (System.nanoTime() - began) / 1e9);
  }

  /// Requests at a steady rate, whatever the answers take. A latency counts from when its request
  /// was due, so that a stall is felt by all that it kept waiting (no coordinated omission).
  ///
  /// @return microseconds
  public Histogram open(
      IntFunction<HttpRequest> requests, int clients, double perSecond, Duration length)
      throws InterruptedException {
    var latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
    var free = new Semaphore(clients);
    long began = System.nanoTime();
    long count = Math.max(1, Math.round(perSecond * length.toNanos() / 1e9));
    var crew = new Crew();
    for (long i = 0; i < count; i++) {
      long due = began + Math.round(i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      crew.begin(() -> {
        free.acquire();
        try {
          // one that came too late has taken its time as well
          var _ = isServed(requests.apply(numbers.incrementAndGet()));
        } finally {
          free.release();
        }
        latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - due) / 1_000));
      });
    }
    crew.await();
    return latencies;
  }

  /// The first so many requests, each once, `clients` of them at a time.
  public void each(IntFunction<HttpRequest> requests, int count, int clients)
      throws InterruptedException {
    var next = new AtomicInteger();
    var crew = new Crew();
    for (int i = 0; i < clients; i++) {
      crew.begin(() -> {
        for (int at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
          var _ = send(requests.apply(at));
        }
      });
    }
    crew.await();
  }

  public String send(HttpRequest request) throws IOException, InterruptedException {
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == LATE) {
      throw new LateException(request.method() + " " + request.uri().getPath());
    }
    if (answer.statusCode() >= 300) {
      throw new IOException(
          request.method()
              + " "
              + request.uri().getPath()
              + ": "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return answer.body();
  }

  private boolean isServed(HttpRequest request) throws IOException, InterruptedException {
    try {
      var _ = send(request);
      return true;
    } catch (LateException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
