package emanet.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.benchmarks.Goals;
import emanet.benchmarks.House;
import emanet.benchmarks.Place;
import emanet.benchmarks.report.Bars;
import emanet.benchmarks.report.Cpu;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// Requests a second, latencies and processor time a request, of the product and of handlers that
/// do less, on one machine.
///
/// The edge, the product's gateway and the peers' gateway are processes of their own, the gateways
/// with the same flags; load comes from this one. What is compared alternates in slices, so that
/// what the machine does besides falls on all alike. CPU is that of the gateway's process alone.
public final class Flow implements AutoCloseable {
  private static final double MOST_TIMES_SAME_CALLS = 1.15;
  private static final int[] CLIENTS = {1, 8, 64};
  private static final int COMPARED = 8;
  private static final int SLICES = 5;
  private static final int SLICES_BESIDE = 3;
  private static final int QUICK_SLICES = 2;
  private static final double OPEN_SHARE = 0.6;
  private static final String BATCH = "batch of " + Requests.BATCH;

  /// So many that each of 64 batches at once has people of its own. With 100 records a batch, 64 at
  /// once are more than two processors do in a function's ten seconds, and every one times out.
  private static final int PEOPLE = 64 * Requests.BATCH;

  private static final List<String> FUNCTIONS = Child.functions("-Xmx768m");
  private static final List<String> EDGE = List.of("-XX:+UseSerialGC", "-Xmx1g");

  private final Child edge;
  private final Child product;
  private final Child peers;
  private final Requests requests;
  private final Load load = new Load();
  private final Set<String> warmed = new HashSet<>();
  private final boolean quick;

  /// Batches at once that have nobody in common: more would measure how they overtake each other.
  private final int batches;

  private Flow(boolean quick, int people) throws IOException, InterruptedException {
    this.quick = quick;
    this.batches = people / Requests.BATCH;
    edge = Child.edge(quick, EDGE);
    House.provision(edge.url());
    product = Child.gateway(FUNCTIONS, Place.home().resolve("template.yaml"), edge.url());
    peers = Child.gateway(FUNCTIONS, unpacked(), edge.url());
    var house = House.over(edge.url(), product.url());
    var ids = house.people(people);
    requests = new Requests(product.url(), peers.url(), house.token(), ids);
    for (var peer : List.of("same", "one", "database")) {
      load.each(requests.write(peer), ids.size(), COMPARED);
    }
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    try (var flow = new Flow(quick, quick ? 200 : PEOPLE)) {
      flow.requireSameCalls();
      return flow.measure(out);
    }
  }

  /// The peers' template, in the project's own directory, as a gateway reads it.
  private static Path unpacked() throws IOException {
    var file = Place.home().resolve("benchmarks/target/peers.yaml");
    Files.createDirectories(file.getParent());
    try (var resource = Flow.class.getResourceAsStream("/emanet/benchmarks/peers.yaml")) {
      if (resource == null) {
        throw new IOException("peers.yaml is not on the class path");
      }
      Files.write(file, resource.readAllBytes());
    }
    return file;
  }

  /// Stops where the two sides' calls of AWS differ: then the comparison would not be one.
  private void requireSameCalls() throws IOException, InterruptedException {
    for (int warm = 0; warm < 3; warm++) {
      var _ = load.send(requests.read().apply(1));
      var _ = load.send(requests.write().apply(1));
    }
    require("read", calls(requests.read()), calls(requests.read("same")));
    require("write", calls(requests.write()), calls(requests.write("same")));
  }

  private static void require(String what, JsonNode ours, JsonNode same) {
    if (!ours.equals(same)) {
      throw new IllegalStateException(
          "a " + what + " makes other calls than its peer: " + ours + " and " + same);
    }
    System.out.println("calls of a " + what + ", ours and the peer's alike: " + ours);
  }

  private JsonNode calls(IntFunction<HttpRequest> request)
      throws IOException, InterruptedException {
    var url = edge.url().resolve("/_emanet/calls");
    var _ = load.send(HttpRequest.newBuilder(url).DELETE().build());
    var _ = load.send(request.apply(1));
    return Reply.JSON.readTree(load.send(HttpRequest.newBuilder(url).GET().build()));
  }

  private record Way(String name, Child child, IntFunction<HttpRequest> requests) {}

  private boolean measure(Path out) throws IOException, InterruptedException {
    var table =
        new Table(
                "flow",
                "request",
                "clients",
                "requests/s",
                "CPU ms a request",
                "lowest slice",
                "highest slice",
                "timed out",
                "open loop, requests/s",
                "p50 ms",
                "p95 ms",
                "p99 ms")
            .method(
                "CPU of the process of gateway and functions (Serial, C1, warm), edge and load left"
                    + " out; slices of what is compared alternate (%d of each with %d clients), and"
                        .formatted(slices(COMPARED), COMPARED)
                    + " the lowest and the highest are its spread. Requests a second by a closed"
                    + " loop"
                    + " of so many clients; latencies by an open loop at %.0f %% of that, counted from"
                        .formatted(100 * OPEN_SHARE)
                    + " when each request was due, so that a stall is felt by all that it kept"
                    + " waiting. The edge shares the processors.");
    var p99 = new Bars("p99 of an open loop, ms, 8 clients", true);
    var cpuAtEight = new LinkedHashMap<String, Double>();
    var failures = new ArrayList<String>();
    for (int clients : quick ? new int[] {COMPARED} : CLIENTS) {
      for (var group : groups()) {
        int at = group.getFirst().name().equals(BATCH) ? Math.min(clients, batches) : clients;
        try {
          for (var row : measured(group, at).entrySet()) {
            double slow = add(table, row.getKey(), at, row.getValue());
            if (clients == COMPARED) {
              var name = row.getKey().name();
              cpuAtEight.put(name, row.getValue().cpu());
              p99.bar(name, slow, !name.contains("handler"));
            }
          }
        } catch (IllegalStateException e) {
          // what is left is measured all the same, and the run has failed
          e.printStackTrace();
          failures.add(group.getFirst().name() + ", " + clients + " clients: " + e.getCause());
        }
        table.write(out);
      }
    }
    System.out.println(table);
    table.write(out);
    var bars = new Bars("CPU of the functions' process a request, ms, 8 clients", false);
    cpuAtEight.forEach((name, cpu) -> bars.bar(name, cpu, !name.contains("handler")));
    bars.write(out, "flow");
    p99.write(out, "flow-p99");
    var goals = new Goals("flow");
    for (var half : List.of("read", "write")) {
      goals.most(
          "our " + half + " / same-calls handler's " + half + ", CPU",
          value(cpuAtEight, half) / value(cpuAtEight, half + ", same-calls handler"),
          MOST_TIMES_SAME_CALLS,
          "docs/performance.md, what our own code does beyond the calls");
      goals.tell(
          "our "
              + half
              + " / one-call handler's "
              + half
              + " of plain JSON, CPU (no goal: the price)",
          value(cpuAtEight, half) / value(cpuAtEight, half + ", one-call handler, plain JSON"));
      goals.tell(
          "our " + half + " / Database Encryption SDK's one-call handler's " + half + ", CPU",
          value(cpuAtEight, half)
              / value(cpuAtEight, half + ", one-call handler, Database Encryption SDK"));
    }
    goals.write(out);
    if (!failures.isEmpty()) {
      throw new IllegalStateException("not all was measured: " + String.join("; ", failures));
    }
    return goals.met();
  }

  private static double value(Map<String, Double> values, String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  private List<List<Way>> groups() {
    return List.of(
        List.of(
            new Way("read", product, requests.read()),
            new Way("read, same-calls handler", peers, requests.read("same")),
            new Way("read, one-call handler, plain JSON", peers, requests.read("one")),
            new Way(
                "read, one-call handler, Database Encryption SDK",
                peers,
                requests.read("database"))),
        List.of(
            new Way("write", product, requests.write()),
            new Way("write, same-calls handler", peers, requests.write("same")),
            new Way("write, one-call handler, plain JSON", peers, requests.write("one")),
            new Way(
                "write, one-call handler, Database Encryption SDK",
                peers,
                requests.write("database"))),
        List.of(
            new Way("masked read", product, requests.readMasked()),
            new Way("search", product, requests.search())),
        List.of(new Way(BATCH, product, requests.batch())));
  }

  /// What one way gave over its slices.
  private static final class Sum {
    private final List<Double> slices = new ArrayList<>();
    private double cpuMillis;
    private long served;
    private long late;
    private double seconds;

    void add(double millis, Load.Outcome outcome) {
      if (outcome.served() > 0) {
        slices.add(millis / outcome.served());
      }
      cpuMillis += millis;
      served += outcome.served();
      late += outcome.late();
      seconds += outcome.seconds();
    }

    double cpu() {
      return cpuMillis / served;
    }

    double rate() {
      return served / seconds;
    }

    double lowest() {
      return slices.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
    }

    double highest() {
      return slices.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
    }
  }

  private Map<Way, Sum> measured(List<Way> ways, int clients)
      throws IOException, InterruptedException {
    var sums = new LinkedHashMap<Way, Sum>();
    var slice = Duration.ofMillis(quick ? 450 : 1_500);
    for (var way : ways) {
      warm(way, clients);
      sums.put(way, new Sum());
    }
    for (int i = 0; i < slices(clients); i++) {
      for (var sum : sums.entrySet()) {
        double before = Cpu.millis(sum.getKey().child().process());
        var outcome = load.closed(sum.getKey().requests(), clients, slice);
        sum.getValue().add(Cpu.millis(sum.getKey().child().process()) - before, outcome);
      }
    }
    return sums;
  }

  /// So many requests before any is measured that the compiler has done what it will do; after that
  /// as many clients as are measured, for a moment.
  private void warm(Way way, int clients) throws InterruptedException {
    if (warmed.add(way.name())) {
      int wanted = quick ? 300 : 2_000;
      if (way.name().equals(BATCH)) {
        load.each(way.requests(), wanted / Requests.BATCH, Math.min(COMPARED, batches));
      } else {
        load.each(way.requests(), wanted, COMPARED);
      }
    } else {
      var _ = load.closed(way.requests(), clients, Duration.ofMillis(500));
    }
  }

  private int slices(int clients) {
    return quick ? QUICK_SLICES : clients == COMPARED ? SLICES : SLICES_BESIDE;
  }

  /// @return the 99th percentile of its latency, ms
  private double add(Table table, Way way, int clients, Sum sum) throws InterruptedException {
    if (sum.served == 0) {
      throw new IllegalStateException(way.name() + ": none was served");
    }
    double rate = sum.rate() * OPEN_SHARE;
    var latencies =
        load.open(way.requests(), clients, rate, Duration.ofMillis(quick ? 350 : 3_000));
    table.row(
        way.name(),
        clients,
        sum.rate(),
        sum.cpu(),
        sum.lowest(),
        sum.highest(),
        sum.late,
        rate,
        latencies.getValueAtPercentile(50) / 1_000.0,
        latencies.getValueAtPercentile(95) / 1_000.0,
        latencies.getValueAtPercentile(99) / 1_000.0);
    return latencies.getValueAtPercentile(99) / 1_000.0;
  }

  @Override
  public void close() throws IOException {
    load.close();
    product.close();
    peers.close();
    edge.close();
  }
}
