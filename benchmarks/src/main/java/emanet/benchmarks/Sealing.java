package emanet.benchmarks;

import emanet.benchmarks.PeersBenchmark.Peer;
import emanet.benchmarks.report.Bars;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What sealing costs beside the bare cipher and beside what a user would pick instead, held to its
/// goals.
final class Sealing {
  private static final double MOST_TIMES_RAW = 2.0;
  private static final double LEAST_TIMES_ESDK = 15.0;
  private static final double LEAST_TIMES_DATABASE = 100.0;
  private static final int MOST_ADDED = 160;
  private static final int RAW_ADDED = 28;
  private static final String RAW = "JDK AES-256-GCM, bare";
  private static final String OWN = "Emanet, envelope format 1";

  private final Map<String, Double> nanos = new HashMap<>();
  private final Map<String, Double> spread = new HashMap<>();
  private final boolean c1;

  private Sealing(boolean c1) {
    this.c1 = c1;
  }

  /// @param c1 with the JVM's first compiler alone, as the functions run
  static boolean run(boolean quick, boolean c1, Path out)
      throws RunnerException, IOException, GeneralSecurityException {
    var sealing = new Sealing(c1);
    sealing.measure(quick);
    return sealing.report(out);
  }

  private void measure(boolean quick) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(SealingBenchmark.class.getName() + ".*")
            .include(PeersBenchmark.class.getName() + ".*")
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 2 : 5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
            .verbosity(VerboseMode.SILENT);
    options.jvmArgsAppend(flags().toArray(String[]::new));
    for (var result : new Runner(options.build()).run()) {
      take(result);
    }
  }

  private List<String> flags() {
    var flags =
        new ArrayList<>(
            List.of("-Xmx512m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"));
    if (c1) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    return flags;
  }

  private void take(RunResult result) {
    var peer = result.getParams().getParam("peer");
    var name = (peer == null ? "" : peer + ".") + result.getPrimaryResult().getLabel();
    var counted = result.getSecondaryResults();
    nanos.put(name, counted.get("cpuNanos").getScore() / counted.get("operations").getScore());
    var wall = result.getPrimaryResult();
    spread.put(name, 100 * wall.getScoreError() / wall.getScore());
  }

  private boolean report(Path out) throws IOException, GeneralSecurityException {
    var table =
        new Table(
            c1 ? "sealing-c1" : "sealing",
            "one record of 10 fields, 1005 B",
            "seal, CPU ns",
            "± % (99.9 %)",
            "open, CPU ns",
            "± % (99.9 %)",
            "bytes added",
            "KMS calls seal",
            "KMS calls open",
            "KMS calls new person");
    var seals = new Bars("Sealing one record of ten fields, ns of CPU", true);
    var opens = new Bars("Opening one record of ten fields, ns of CPU", true);
    int added = SealingBenchmark.added();
    row(table, seals, opens, RAW, "rawSeal", "rawOpen", RAW_ADDED, 0, 0, 0);
    row(table, seals, opens, OWN, "seal", "open", added, 0, 0, 0);
    for (var peer : Peer.values()) {
      var counted = PeersBenchmark.counted(peer);
      row(
          table,
          seals,
          opens,
          peer.title,
          peer + ".seal",
          peer + ".open",
          counted.added(),
          counted.kmsOfSeal(),
          counted.kmsOfOpen(),
          counted.kmsOfNewPerson());
    }
    System.out.println(table);
    table.write(out);
    seals.write(out, table.name() + "-seal");
    opens.write(out, table.name() + "-open");
    return goals(added);
  }

  private void row(
      Table table,
      Bars seals,
      Bars opens,
      String title,
      String seal,
      String open,
      int added,
      long sealing,
      long opening,
      long person) {
    table.row(
        title,
        nanos.get(seal),
        spread.get(seal),
        nanos.get(open),
        spread.get(open),
        added,
        sealing,
        opening,
        person);
    seals.bar(title, nanos.get(seal), title.equals(OWN));
    opens.bar(title, nanos.get(open), title.equals(OWN));
  }

  private boolean goals(int added) {
    var goals = new Goals();
    goals.most("seal / bare cipher's seal", ratio("seal", "rawSeal"), MOST_TIMES_RAW);
    goals.most("open / bare cipher's open", ratio("open", "rawOpen"), MOST_TIMES_RAW);
    goals.most("bytes added", added, MOST_ADDED);
    for (var half : new String[] {"seal", "open"}) {
      goals.least(
          "Encryption SDK (hierarchical) / ours, " + half,
          ratio(Peer.ESDK_HIERARCHICAL + "." + half, half),
          LEAST_TIMES_ESDK);
      goals.least(
          "Database Encryption SDK (unsigned) / ours, " + half,
          ratio(Peer.DB_UNSIGNED + "." + half, half),
          LEAST_TIMES_DATABASE);
    }
    if (c1) {
      System.out.println("(goals are set for the JVM as it runs warm, with both compilers)");
      return true;
    }
    return goals.met();
  }

  private double ratio(String of, String to) {
    return nanos.get(of) / nanos.get(to);
  }
}
