package emanet.benchmarks.importing;

import emanet.benchmarks.Goals;
import emanet.benchmarks.Place;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What `./emanet import` costs a sealed record: processor time of the command line and of the
/// gateway with the functions, the edge's process left out; and how much memory the command takes
/// for a small file and for one eight times its size.
///
/// Each run starts `./emanet local` anew, so that the functions are as cold as they can be.
public final class Import {
  private static final int ROUNDS = 5;
  private static final int ROWS = 1_136;
  private static final int TIMES = 8;
  private static final double MOST_MILLIS = 1.5;
  private static final String WHY = "docs/performance.md, where the time of an import goes";
  private static final double MOST_TIMES_MEMORY = 1.25;
  private static final double KIB_A_MIB = 1024.0;

  private final Path work;
  private final Table table =
      new Table(
          "import", "rows", "records", "functions ms", "command ms", "ms a record", "command MiB");

  private Import(Path work) {
    this.work = work;
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    var work = Files.createDirectories(Place.home().resolve("benchmarks/target/import"));
    return new Import(work).measure(quick, out);
  }

  private boolean measure(boolean quick, Path out) throws IOException, InterruptedException {
    var costs = new ArrayList<Double>();
    long small = 0;
    for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
      var once = once(round, ROWS);
      costs.add(once.millisARecord());
      small = Math.max(small, once.mostKib());
    }
    var goals = new Goals("import");
    Collections.sort(costs);
    if (!quick) {
      var large = once(ROUNDS, ROWS * TIMES);
      goals.most(
          "memory for " + TIMES + " times the rows, times",
          (double) large.mostKib() / small,
          MOST_TIMES_MEMORY);
    }
    table.method(
        "Each row is a run of ./emanet import against ./emanet local that was started for it; CPU of"
            + " both processes, the edge's left out; the spread is that of the rows.");
    System.out.println(table);
    table.write(out);
    goals.most("CPU a sealed record, ms, median", costs.get(costs.size() / 2), MOST_MILLIS, WHY);
    goals.write(out);
    return goals.met();
  }

  private record Once(double millisARecord, long mostKib) {}

  private Once once(long seed, int rows) throws IOException, InterruptedException {
    var file = work.resolve("employees.csv");
    Employees.write(file, seed, rows);
    int port = freePort();
    int awsPort = freePort();
    var place = List.of("--url", "http://127.0.0.1:" + port, "--aws-port", "" + awsPort);
    try (var serving = Running.serving(port, awsPort)) {
      prepare(place);
      double before = serving.cpuMillis();
      var words = new ArrayList<>(List.of("import", file.toString()));
      words.addAll(List.of("--tenant", "sample"));
      words.addAll(place);
      var command = Running.run(words);
      double functions = serving.cpuMillis() - before;
      int records = rows * Employees.RECORDS;
      if (!command.printed().replace(",", "").contains("with " + records + " records")) {
        throw new IOException("not all was imported: " + command.printed());
      }
      double each = (functions + command.cpuMillis()) / records;
      table.row(rows, records, functions, command.cpuMillis(), each, command.mostKib() / KIB_A_MIB);
      return new Once(each, command.mostKib());
    }
  }

  /// The sample tenant and its activities.
  private void prepare(List<String> place) throws IOException, InterruptedException {
    put(place, "/v1/tenants/sample", "tenant.json", "platform", "admin");
    for (var activity : List.of("staff-administration", "staff-health")) {
      put(place, "/v1/activities/" + activity, activity + ".json", "sample", "dpo");
    }
  }

  private void put(List<String> place, String path, String sample, String tenant, String role)
      throws IOException, InterruptedException {
    var file = work.resolve(sample);
    try (var resource = Import.class.getResourceAsStream("/emanet/sample/" + sample)) {
      if (resource == null) {
        throw new IOException(sample + " is not on the class path");
      }
      Files.write(file, resource.readAllBytes());
    }
    var words = new ArrayList<>(List.of("call", "PUT", path, "--data", "@" + file));
    words.addAll(List.of("--tenant", tenant, "--actor", "bench", "--roles", role));
    words.addAll(place);
    var _ = Running.run(words);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
