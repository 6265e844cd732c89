package emanet.benchmarks.appending;

import emanet.benchmarks.Goals;
import emanet.benchmarks.report.Profile;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What an entry of the ledger costs beyond the SDK's call, in processor time, as the functions
/// run: with the JVM's first compiler and the serial collector.
///
/// An append here is that of a call's first entry: its leaf made and hashed, its line of the access
/// log sealed, both put at once. Beside it, the same two puts by the SDK alone, requests made
/// beforehand. Neither has a network: the socket costs both the same.
public final class Append {
  private static final double MOST_MILLIS = 0.5;
  private static final double NANOS_A_MILLI = 1e6;
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m");

  private Append() {}

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    var ours = new ArrayList<Double>();
    var bare = new ArrayList<Double>();
    for (var slice : slices(quick ? 5 : 15, quick ? 1_000 : 5_000)) {
      var nanos = slice.split(" ", 2);
      ours.add(Double.parseDouble(nanos[0]) / NANOS_A_MILLI);
      bare.add(Double.parseDouble(nanos[1]) / NANOS_A_MILLI);
    }
    var beyond = new ArrayList<Double>();
    for (int i = 0; i < ours.size(); i++) {
      beyond.add(ours.get(i) - bare.get(i));
    }
    var table =
        new Table("append", "CPU of an append, ms", "median", "lowest slice", "highest slice")
            .method(
                "CPU of a process with the functions' flags (Serial, C1); ours and the SDK's alone in"
                    + " slices that alternate, %d of each; no network for either."
                        .formatted(ours.size()));
    row(table, "Emanet", ours);
    row(table, "the SDK's two puts alone", bare);
    row(table, "beyond the SDK", beyond);
    System.out.println(table);
    table.write(out);
    var goals = new Goals("append");
    goals.most("an append's own CPU beyond the SDK's call, ms", median(beyond), MOST_MILLIS);
    goals.write(out);
    return goals.met();
  }

  private static void row(Table table, String name, List<Double> slices) {
    table.row(
        name,
        median(slices),
        slices.stream().min(Double::compare).orElseThrow(),
        slices.stream().max(Double::compare).orElseThrow());
  }

  private static double median(List<Double> slices) {
    return slices.stream().sorted().toList().get(slices.size() / 2);
  }

  private static List<String> slices(int slices, int appends)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(Profile.flags("append"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Appending.class.getName()));
    command.addAll(List.of("" + slices, "" + appends));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    if (process.waitFor() != 0 || lines.size() != slices) {
      throw new IOException("the measuring process ended with " + process.exitValue());
    }
    return lines;
  }
}
