package emanet.benchmarks.cold;

import emanet.benchmarks.Goals;
import emanet.benchmarks.House;
import emanet.benchmarks.Place;
import emanet.benchmarks.report.Bars;
import emanet.benchmarks.report.Cpu;
import emanet.benchmarks.report.Profile;
import emanet.benchmarks.report.Table;
import emanet.wiring.Environment;
import emanet.wiring.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// From the start of a process to its first answer, for each way of starting it; and, where a
/// snapshot stands in between (SnapStart), from its restore to the first answer.
///
/// Ways alternate: each round runs every way once, so that what the machine does besides falls on
/// all alike. The snapshot is simulated: the process waits where it would be taken and goes on
/// where it would be restored, so the time that Lambda itself needs to load one is not in the
/// figures.
public final class ColdStart {
  private static final int ROUNDS = 15;
  private static final int QUICK_ROUNDS = 2;
  private static final int WARMED = 100;
  private static final int QUICK_WARMED = 50;
  private static final double MOST_OF_HELLO = 0.85;
  private static final double MOST_RESTORE_MILLIS = 25;
  private static final double LEAST_TIMES_UNPRIMED = 8;
  private static final String WHY = "docs/performance.md, what a first answer waits for";
  private static final String HELLO = "hello world (RequestHandler<Map,Map>), plain JVM";
  private static final String AOT = "records, Serial + C1 + AOT cache";
  private static final String PRIMED = "records, restored, primed";
  private static final String UNPRIMED = "records, restored, unprimed";

  private final Map<String, Measured> cold = new LinkedHashMap<>();
  private final Map<String, Measured> restored = new LinkedHashMap<>();
  private final byte[] event;
  private final Path work;

  private final int rounds;

  private ColdStart(byte[] event, Path work, int rounds) {
    this.event = event;
    this.work = work;
    this.rounds = rounds;
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    try (var house = House.start()) {
      var person = house.person();
      house.record(person);
      warm(house, Event.read(person), quick ? QUICK_WARMED : WARMED);
      var work = Files.createDirectories(Place.home().resolve("benchmarks/target/cold"));
      var start = new ColdStart(Event.read(person), work, quick ? QUICK_ROUNDS : ROUNDS);
      start.measure(house.environment());
      return start.report(out);
    }
  }

  /// The same requests by a function of this process: what is measured is the function, and the
  /// edge that it calls must not be cold as well.
  private static void warm(House house, byte[] event, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      // each is a first one, which asks for a session and for keys
      var function = Wiring.records(new Environment(house.environment()));
      var answer = new ByteArrayOutputStream();
      function.endpoint().handle(new ByteArrayInputStream(event), answer);
      var _ = Measured.checked(answer.toString(StandardCharsets.UTF_8));
    }
  }

  private void measure(Map<String, String> environment) throws IOException, InterruptedException {
    var ways = ways(environment);
    if (Profile.isAsked()) {
      ways.get(2).with("", Profile.flags("records").toArray(String[]::new)).rehearse(event);
    }
    var snapshot = ways.get(1).with(UNPRIMED, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        cold(ways.get((i + round) % ways.size()));
      }
      restored(UNPRIMED, snapshot, false);
      restored(PRIMED, snapshot, true);
    }
  }

  private List<Launch> ways(Map<String, String> environment)
      throws IOException, InterruptedException {
    var jars = new ArrayList<>(client());
    jars.addAll(Place.shipped());
    var classpath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    var hello = new Launch(HELLO, HelloWorld.class.getName(), helloPath(), List.of(), environment);
    var plain =
        new Launch(
            "records, plain JVM",
            "emanet.functions.RecordsFunction",
            classpath,
            List.of(),
            environment);
    var light = plain.with("records, Serial + C1", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    var archive = work.resolve("records.jsa");
    Files.deleteIfExists(archive);
    light.with("", "-XX:ArchiveClassesAtExit=" + archive).rehearse(event);
    var cache = AotCache.of(work, jars, light.command());
    if (!Files.exists(cache)) {
      light.with("", "-XX:AOTCacheOutput=" + cache).rehearse(event);
    }
    return List.of(
        hello,
        plain,
        light,
        light.with("records, Serial + C1 + AppCDS", "-XX:SharedArchiveFile=" + archive),
        light.with(AOT, "-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
  }

  private static List<Path> client() {
    var names =
        List.of(
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "utils-lite-");
    var lib = Place.home().resolve("benchmarks/target/lib");
    try (var files = Files.list(lib)) {
      return files
          .filter(f -> names.stream().anyMatch(n -> f.getFileName().toString().startsWith(n)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// The client, the interfaces, and the one class.
  private String helloPath() throws IOException {
    var directory = work.resolve("hello");
    var name = HelloWorld.class.getName().replace('.', '/') + ".class";
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (var bytes = HelloWorld.class.getClassLoader().getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IOException(name + " is not on the class path");
      }
      Files.write(file, bytes.readAllBytes());
    }
    var parts = new ArrayList<Path>();
    parts.add(directory);
    parts.addAll(client());
    try (var files = Files.list(Place.home().resolve("benchmarks/target/lib"))) {
      files
          .filter(f -> f.getFileName().toString().startsWith("aws-lambda-java-core-"))
          .forEach(parts::add);
    }
    return parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private void cold(Launch way) throws IOException, InterruptedException {
    try (var api = RuntimeApi.start()) {
      long began = System.nanoTime();
      var process = way.start(api, false);
      try {
        RuntimeApi.give(api.awaitReady(), event);
        var _ = Measured.checked(api.awaitAnswer());
        double wall = (System.nanoTime() - began) / 1e6;
        cold.computeIfAbsent(way.name(), Measured::new).add(Cpu.millis(process), wall);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private void restored(String name, Launch way, boolean hooks)
      throws IOException, InterruptedException {
    try (var api = RuntimeApi.start()) {
      var process = way.start(api, hooks);
      try {
        var snapshot = hooks ? api.awaitSnapshot() : api.awaitReady();
        double before = Cpu.millis(process);
        long began = System.nanoTime();
        if (hooks) {
          RuntimeApi.restore(snapshot);
          RuntimeApi.give(api.awaitReady(), event);
        } else {
          RuntimeApi.give(snapshot, event);
        }
        var _ = Measured.checked(api.awaitAnswer());
        double wall = (System.nanoTime() - began) / 1e6;
        restored.computeIfAbsent(name, Measured::new).add(Cpu.millis(process) - before, wall);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private boolean report(Path out) throws IOException {
    var table =
        new Table(
                "cold-start",
                "way",
                "CPU ms",
                "CPU ms, quartiles from",
                "to",
                "wall ms",
                "wall ms, quartiles from",
                "to")
            .method(
                "From the start of the process to its first answer, a read of one record, under the"
                    + " open source runtime interface client; CPU of the whole process. Medians and"
                    + " quartiles of %d rounds, each of which ran every way once. Restored: from"
                        .formatted(rounds)
                    + " where a snapshot would be taken to the first answer; what Lambda itself"
                    + " needs to load one is not in it.");
    var bars = new Bars("Start of the process to its first answer, ms of CPU, median", false);
    var restores = new Bars("Restore to the first answer, ms, median", false);
    cold.values().forEach(m -> row(table, bars, m, m.cpuMedian()));
    restored.values().forEach(m -> row(table, restores, m, m.wallMedian()));
    System.out.println(table);
    table.write(out);
    bars.write(out, "cold-start");
    restores.write(out, "restore");
    var goals = new Goals("cold");
    goals.most(
        "records with AOT / plain hello world, CPU",
        of(cold, AOT).cpuMedian() / of(cold, HELLO).cpuMedian(),
        MOST_OF_HELLO,
        WHY);
    double primed = of(restored, PRIMED).wallMedian();
    goals.most("primed restore to first answer, ms", primed, MOST_RESTORE_MILLIS, WHY);
    goals.least(
        "unprimed / primed restore to first answer",
        of(restored, UNPRIMED).wallMedian() / primed,
        LEAST_TIMES_UNPRIMED,
        WHY);
    goals.write(out);
    return goals.met();
  }

  private static Measured of(Map<String, Measured> measured, String name) {
    var found = measured.get(name);
    if (found == null) {
      throw new IllegalStateException("not measured: " + name);
    }
    return found;
  }

  private static void row(Table table, Bars bars, Measured measured, double shown) {
    table.row(
        measured.name,
        measured.cpuMedian(),
        measured.cpuLow(),
        measured.cpuHigh(),
        measured.wallMedian(),
        measured.wallLow(),
        measured.wallHigh());
    bars.bar(measured.name, shown, !measured.name.startsWith("hello"));
  }
}
