package emanet.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What sealing costs beside the bare cipher, held to its goals.
final class Sealing {
  private static final double MOST_TIMES = 2.0;
  private static final int MOST_ADDED = 160;

  private Sealing() {}

  /// @param c1 with the JVM's first compiler alone, as the functions run
  static boolean run(boolean quick, boolean c1) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(SealingBenchmark.class.getName() + ".*")
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgsAppend("-Xmx256m", "-XX:+UseSerialGC")
            .verbosity(VerboseMode.SILENT);
    if (c1) {
      options.jvmArgsAppend("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }
    var nanos = new HashMap<String, Double>();
    for (var result : new Runner(options.build()).run()) {
      var counted = result.getSecondaryResults();
      nanos.put(
          result.getPrimaryResult().getLabel(),
          counted.get("cpuNanos").getScore() / counted.get("operations").getScore());
    }
    return report(nanos);
  }

  private static boolean report(Map<String, Double> nanos) {
    int added = SealingBenchmark.added();
    double seal = nanos.get("seal") / nanos.get("rawSeal");
    double open = nanos.get("open") / nanos.get("rawOpen");
    System.out.printf(
        """
        A record of ten fields, %,d bytes of JSON; thread CPU, ns an operation.

                       bare AES-256-GCM   envelope   times   goal
        seal             %,14.0f   %,8.0f   %5.2f   ≤ %.1f
        open             %,14.0f   %,8.0f   %5.2f   ≤ %.1f
        bytes added      %,14d   %,8d           ≤ %d
        one tag                           %,8.0f
        """,
        EmployeeRecord.LENGTH,
        nanos.get("rawSeal"),
        nanos.get("seal"),
        seal,
        MOST_TIMES,
        nanos.get("rawOpen"),
        nanos.get("open"),
        open,
        MOST_TIMES,
        28,
        added,
        MOST_ADDED,
        nanos.get("tag"));
    return seal <= MOST_TIMES && open <= MOST_TIMES && added <= MOST_ADDED;
  }
}
