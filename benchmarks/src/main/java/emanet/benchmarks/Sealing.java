package emanet.benchmarks;

import emanet.benchmarks.PeersBenchmark.Counted;
import emanet.benchmarks.PeersBenchmark.Peer;
import emanet.benchmarks.report.Bars;
import emanet.benchmarks.report.Profile;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
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
  private static final String RAW = "JDK AES-256-GCM, bare";
  private static final String OWN = "Emanet, envelope format 1";

  private final Map<String, List<Double>> nanos = new HashMap<>();
  private final boolean c1;

  private Sealing(boolean c1) {
    this.c1 = c1;
  }

  /// Of CPU an operation, over all iterations of all processes.
  private record Nanos(double median, double lowest, double highest) {
    static Nanos of(List<Double> iterations) {
      var sorted = new ArrayList<>(iterations);
      Collections.sort(sorted);
      return new Nanos(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
    }
  }

  /// @param c1 with the JVM's first compiler alone, as the functions run
  static boolean run(boolean quick, boolean c1, Path out)
      throws RunnerException, IOException, GeneralSecurityException {
    var sealing = new Sealing(c1);
    sealing.measure(quick);
    return sealing.report(quick, out);
  }

  private static int forks(boolean quick) {
    return quick ? 1 : 2;
  }

  private int rounds(boolean quick) {
    return quick ? 1 : c1 ? 2 : 4;
  }

  private void measure(boolean quick) throws RunnerException {
    // what is held to twice the bare cipher is measured when the second compiler is done, also
    // quickly
    int warm = c1 ? 1 : quick ? 4 : 3;
    // one process of each after the other, in rounds: a machine that grows slower does so for both
    for (int round = 0; round < rounds(quick); round++) {
      run(SealingBenchmark.class.getName() + "\\.(seal|open|rawSeal|rawOpen)", quick, warm, 1);
    }
    run(PeersBenchmark.class.getName() + ".*", quick, c1 || quick ? 1 : 3, forks(quick));
  }

  private void run(String which, boolean quick, int warm, int forks) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(which)
            .forks(forks)
            .warmupIterations(warm)
            .warmupTime(TimeValue.milliseconds(c1 ? 300 : quick ? 500 : 1000))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 150 : 500))
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend(flags().toArray(String[]::new))
            .build();
    for (var result : new Runner(options).run()) {
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
    flags.addAll(Profile.flags("sealing"));
    return flags;
  }

  private void take(RunResult result) {
    var peer = result.getParams().getParam("peer");
    var name = (peer == null ? "" : peer + ".") + result.getPrimaryResult().getLabel();
    var each = nanos.computeIfAbsent(name, _ -> new ArrayList<>());
    for (var fork : result.getBenchmarkResults()) {
      for (var iteration : fork.getIterationResults()) {
        var counted = iteration.getSecondaryResults();
        each.add(counted.get("cpuNanos").getScore() / counted.get("operations").getScore());
      }
    }
  }

  private boolean report(boolean quick, Path out) throws IOException, GeneralSecurityException {
    var table =
        new Table(
                c1 ? "sealing-c1" : "sealing",
                "one record of 10 fields, 1005 B",
                "seal, CPU ns",
                "lowest",
                "highest",
                "open, CPU ns",
                "lowest",
                "highest",
                "bytes added",
                "KMS calls seal",
                "KMS calls open",
                "KMS calls new person")
            .method(
                "JMH, %d processes each of the bare cipher and ours, in turn, and %d of each other; CPU of the measuring thread; the median of all iterations,"
                        .formatted(rounds(quick), forks(quick))
                    + " and the lowest and highest of them. Ours: the person's key unwrapped,"
                    + " commitment compared, sealed or opened. All have the same KMS without a"
                    + " network, its calls counted; keys of tenants and branches are warm."
                    + (c1 ? " The JVM's first compiler alone, as functions run." : ""));
    var seals = new Bars("Sealing one record of ten fields, ns of CPU", true);
    var opens = new Bars("Opening one record of ten fields, ns of CPU", true);
    var ours = SealingBenchmark.counted();
    var bare = new Counted(SealingBenchmark.rawAdded(), 0, 0, 0);
    row(table, seals, opens, RAW, "rawSeal", "rawOpen", bare);
    row(table, seals, opens, OWN, "seal", "open", ours);
    for (var peer : Peer.values()) {
      var counted = PeersBenchmark.counted(peer);
      row(table, seals, opens, peer.title, peer + ".seal", peer + ".open", counted);
    }
    System.out.println(table);
    table.write(out);
    seals.write(out, table.name() + "-seal");
    opens.write(out, table.name() + "-open");
    return goals(ours, out);
  }

  private void row(
      Table table,
      Bars seals,
      Bars opens,
      String title,
      String seal,
      String open,
      Counted counted) {
    var sealing = of(seal);
    var opening = of(open);
    table.row(
        title,
        sealing.median(),
        sealing.lowest(),
        sealing.highest(),
        opening.median(),
        opening.lowest(),
        opening.highest(),
        counted.added(),
        counted.kmsOfSeal(),
        counted.kmsOfOpen(),
        counted.kmsOfNewPerson());
    seals.bar(title, sealing.median(), title.equals(OWN));
    opens.bar(title, opening.median(), title.equals(OWN));
  }

  private boolean goals(Counted ours, Path out) throws IOException {
    var goals = new Goals(c1 ? "sealing-c1" : "sealing");
    for (var half : new String[] {"seal", "open"}) {
      var raw = "raw" + half.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + half.substring(1);
      times(goals, "our " + half + " / bare cipher's " + half, ratio(half, raw), MOST_TIMES_RAW);
      tell(goals, "our " + half + " / Tink's (its key never wrapped)", half, Peer.TINK);
      tell(goals, "our " + half + " / Tink's with KMS, network not in it", half, Peer.TINK_KMS);
      atLeast(
          goals,
          "Encryption SDK's (hierarchical) " + half + " / ours",
          ratio(Peer.ESDK_HIERARCHICAL + "." + half, half),
          LEAST_TIMES_ESDK);
      atLeast(
          goals,
          "Database Encryption SDK's (unsigned) " + half + " / ours",
          ratio(Peer.DB_UNSIGNED + "." + half, half),
          LEAST_TIMES_DATABASE);
    }
    goals.most("bytes that we add", ours.added(), MOST_ADDED);
    goals.most(
        "KMS calls of our seal and open, warm", (int) (ours.kmsOfSeal() + ours.kmsOfOpen()), 0);
    goals.most("KMS calls of ours for a new person, warm", (int) ours.kmsOfNewPerson(), 0);
    goals.write(out);
    return goals.met();
  }

  /// Goals of time are set for the JVM as it runs warm, with both compilers.
  private void times(Goals goals, String what, double measured, double bound) {
    if (c1) {
      goals.tell(what, measured);
    } else {
      goals.most(what, measured, bound, "docs/performance.md, what unwrapping costs");
    }
  }

  private void atLeast(Goals goals, String what, double measured, double bound) {
    if (c1) {
      goals.tell(what, measured);
    } else {
      goals.least(what, measured, bound);
    }
  }

  private void tell(Goals goals, String what, String half, Peer peer) {
    goals.tell(what, ratio(half, peer + "." + half));
  }

  private double ratio(String of, String to) {
    return of(of).median() / of(to).median();
  }

  private Nanos of(String name) {
    var found = nanos.get(name);
    if (found == null) {
      throw new IllegalStateException("not measured: " + name);
    }
    return Nanos.of(found);
  }
}
