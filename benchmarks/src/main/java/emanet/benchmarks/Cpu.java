package emanet.benchmarks;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The processor time of the measuring thread: what a busy machine does besides does not count.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Cpu {
  /// Nanoseconds of processor time, and operations done in them.
  public long cpuNanos;

  public long operations;

  private long started;

  @Setup(Level.Iteration)
  public void start() {
    operations = 0;
    started = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @TearDown(Level.Iteration)
  public void stop() {
    cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - started;
  }
}
