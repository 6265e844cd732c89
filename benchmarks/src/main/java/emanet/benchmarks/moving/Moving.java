package emanet.benchmarks.moving;

import emanet.benchmarks.Goals;
import emanet.benchmarks.House;
import emanet.benchmarks.Operator;
import emanet.benchmarks.Place;
import emanet.benchmarks.flow.Child;
import emanet.benchmarks.report.Memory;
import emanet.benchmarks.report.Table;
import emanet.local.provision.Provisioning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/// What a backup and a restore cost: processor time of the functions' process, the edge's left out,
/// and the most memory that it takes, for so many people and for several times as many. They are
/// made again and again in one process with the flags of the functions that make them, which have
/// both compilers: what is held to the goal is what the larger one costs more when those are nearly
/// done, after as much was moved in either.
///
/// The two take turns, each in a process of its own: a machine that others use as well is quicker
/// in one minute than in the next by more than what is looked for, and so what is compared is what
/// was measured side by side. What is still compiled falls into some rounds and not into others, so
/// of the last third of the rounds the median is taken, of what the larger cost more in each.
///
/// The tables are brought back into empty ones beside living keys, as after a mistaken change; with
/// all that a restore does: objects are hashed, rows are put back, what was done since is replayed,
/// every record is opened, and look-ups are made anew. What moves the data is told apart from what
/// is made of it (`Phases`).
///
/// Megabytes are told as the objects have them, which are packed, and as DynamoDB counts rows.
public final class Moving implements AutoCloseable {
  private static final int PEOPLE = 2_000;
  private static final int FEW = 100;
  private static final int TIMES = 4;
  private static final int ROUNDS = 18;
  private static final int THIRD = 3;
  private static final double LEAST_MEGABYTES = 20;
  private static final double MOST_TIMES_MEMORY = 1.25;
  private static final String WHY =
      "small items cost by the item, not by the byte: docs/performance.md, backups and restores";
  private static final double KIB_A_MIB = 1024;

  private static final String BACKUP = "backup";
  private static final String BACK = "restore: hashed and put back";
  private static final String LOOKUPS = "restore: replayed, opened, look-ups made";
  private static final String RESTORE = "restore, all of it";

  /// It keeps all tables, all buckets and pictures of the tables in memory.
  private static final List<String> EDGE = List.of("-XX:+UseSerialGC", "-Xmx2g");

  private final Child edge;
  private final Child product;
  private final House house;
  private final Operator operator;
  private final Tables tables;

  private Moving(boolean quick, int people) throws IOException, InterruptedException {
    edge = Child.edge(quick, EDGE);
    House.provision(edge.url());
    if (!quick) {
      populate(people);
    }
    product = Child.gateway(flags(quick), template(), edge.url());
    house = House.over(edge.url(), product.url());
    if (quick) {
      var _ = house.people(people);
    }
    operator = new Operator(house);
    tables = new Tables(edge.url());
  }

  /// Takes people up in a process that is not measured.
  private void populate(int people) throws IOException, InterruptedException {
    try (var taking = Child.gateway(Child.functions("-Xmx512m"), template(), edge.url());
        var full = House.over(edge.url(), taking.url())) {
      var _ = full.people(people);
    }
  }

  private static Path template() {
    return Place.home().resolve("template.yaml");
  }

  /// Those of both functions, which share a process here; but for seconds, in which the second
  /// compiler would not come to an end, those of all others.
  private static List<String> flags(boolean quick) {
    var heap = "-Xmx512m";
    if (quick) {
      return Child.functions(heap);
    }
    var flags = Child.of("Restore", heap);
    if (!flags.equals(Child.of("Continuity", heap))) {
      throw new IllegalStateException("what backs up and what restores have flags of their own");
    }
    return flags;
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    int rounds = quick ? 1 : ROUNDS;
    var table =
        new Table(
                "moving",
                "what",
                "people",
                "round",
                "MB packed",
                "MB of rows",
                "CPU ms",
                "MB packed a CPU second",
                "MB of rows a CPU second",
                "seconds",
                "most MiB")
            .method(method(quick));
    int people = quick ? FEW : PEOPLE;
    int oftener = quick ? 1 : TIMES;
    var pairs = new ArrayList<Pair>();
    try (var small = new Moving(quick, people);
        var large = new Moving(quick, people * TIMES)) {
      for (int round = 0; round < rounds; round++) {
        var some = new ArrayList<Round>();
        for (int turn = 0; turn < oftener; turn++) {
          some.add(small.round());
        }
        pairs.add(new Pair(some, large.round()));
      }
    }
    var late = pairs.subList(rounds - Math.max(1, rounds / THIRD), rounds);
    rows(table, people, "1", pairs.getFirst().some().getFirst());
    rows(table, people * TIMES, "1", pairs.getFirst().large());
    if (rounds > 1) {
      int from = rounds - late.size();
      rows(table, people, told(from * oftener, rounds * oftener), late(smalls(late)));
      rows(table, people * TIMES, told(from, rounds), late(larges(late)));
    }
    System.out.println(table);
    table.write(out);
    var goals = new Goals("moving");
    goals(quick, goals, late);
    goals.write(out);
    return goals.met();
  }

  private static String told(int from, int to) {
    return (from + 1) + " to " + to;
  }

  /// What was measured side by side.
  ///
  /// @param some of the smaller, each of as many rounds as move what one of the larger does
  private record Pair(List<Round> some, Round large) {
    Round small() {
      return late(some);
    }
  }

  private static List<Round> smalls(List<Pair> pairs) {
    return pairs.stream().flatMap(pair -> pair.some().stream()).toList();
  }

  private static List<Round> larges(List<Pair> pairs) {
    return pairs.stream().map(Pair::large).toList();
  }

  private static String method(boolean quick) {
    var way =
        quick
            ? "A backup and a restore of so many people in a process of their own (Serial, here the"
                + " first compiler alone, 512 MiB of heap)."
            : "A process of its own for so many people, with the flags of the functions that back up"
                + " and restore (Serial, both compilers, 512 MiB of heap), which makes a backup and"
                + " a restore of it in turn: "
                + ROUNDS
                + " times, and of fewer people as much oftener, in turn with the other;"
                + " the first of them, and of the last third the one whose cost is the median. What"
                + " is held to the goals is the median of what the larger one cost more in each turn"
                + " of the last third.";
    return way
        + " CPU and the most resident memory of the process of gateway and functions; MB packed as"
        + " they lie in the bucket, of rows as DynamoDB counts them: all that are backed up, those"
        + " that are put back.";
  }

  private static void goals(boolean quick, Goals goals, List<Pair> late) {
    var packed = "each further MB packed a second of CPU: ";
    var rows = "each further MB of rows a second of CPU: ";
    speed(quick, goals, packed + BACKUP, further(late, Round::backup, Cost::furtherPacked));
    speed(quick, goals, packed + BACK, further(late, Round::back, Cost::furtherPacked));
    speed(quick, goals, rows + RESTORE, further(late, Round::all, Cost::furtherRows));
    goals.tell(packed + RESTORE, further(late, Round::all, Cost::furtherPacked));
    goals.tell(rows + BACK, further(late, Round::back, Cost::furtherRows));
    var times = "memory for " + TIMES + " times the people, times: ";
    var small = late(smalls(late));
    var large = late(larges(late));
    goals.most(times + BACKUP, small.backup().growth(large.backup()), MOST_TIMES_MEMORY);
    goals.most(times + "restore", small.all().growth(large.all()), MOST_TIMES_MEMORY);
  }

  /// @return the median of the pairs' own
  private static double further(
      List<Pair> pairs, Function<Round, Cost> of, ToDoubleBiFunction<Cost, Cost> speed) {
    var speeds =
        pairs.stream()
            .map(pair -> speed.applyAsDouble(of.apply(pair.small()), of.apply(pair.large())))
            .sorted()
            .toList();
    return speeds.get(speeds.size() / 2);
  }

  /// So few megabytes as in the quick form cost less than a function's own start: they are told,
  /// and held to nothing.
  private static void speed(boolean quick, Goals goals, String what, double megabytes) {
    if (quick) {
      goals.tell(what + " (too few for the goal)", megabytes);
    } else {
      goals.least(what, megabytes, LEAST_MEGABYTES, WHY);
    }
  }

  /// What one round cost: a backup, and a restore.
  ///
  /// @param back until the rows are there
  /// @param lookups the rest of the restore
  /// @param all of the restore
  private record Round(Cost backup, Cost back, Cost lookups, Cost all) {}

  /// Of each part of it the median.
  private static Round late(List<Round> rounds) {
    return new Round(
        median(rounds, Round::backup),
        median(rounds, Round::back),
        median(rounds, Round::lookups),
        median(rounds, Round::all));
  }

  private static Cost median(List<Round> rounds, Function<Round, Cost> of) {
    var costs =
        rounds.stream().map(of).sorted(Comparator.comparingDouble(Cost::cpuMillis)).toList();
    return costs.get(costs.size() / 2);
  }

  private static void rows(Table table, int people, String round, Round costs) {
    row(table, BACKUP, people, round, costs.backup());
    row(table, BACK, people, round, costs.back());
    row(table, LOOKUPS, people, round, costs.lookups());
    row(table, RESTORE, people, round, costs.all());
  }

  private static void row(Table table, String what, int people, String round, Cost cost) {
    table.row(
        what,
        people,
        round,
        cost.packed(),
        cost.rows(),
        cost.cpuMillis(),
        cost.speed(cost.packed()),
        cost.speed(cost.rows()),
        cost.seconds(),
        cost.mostKib() / KIB_A_MIB);
  }

  private Round round() throws IOException, InterruptedException {
    Memory.anew(product.process());
    var begun = Reading.of(product);
    var id = operator.started("/v1/backups", "{}");
    var made = operator.ended("/v1/backups/" + id, "Continuity", "{\"task\":\"WORK\"}");
    var backedUp = Reading.of(product);
    double packed =
        made.path("tables").valueStream().mapToLong(table -> table.path("bytes").asLong()).sum()
            / Cost.MILLION;
    var backup = Cost.between(begun, backedUp, packed, tables.megabytes(1));
    var round = restored(backup, id);
    tables.drop(2);
    return round;
  }

  /// What is brought back is all but the tables that stay.
  ///
  /// @param backup what it cost
  private Round restored(Cost backup, String backupId) throws IOException, InterruptedException {
    double packed = backup.packed();
    Provisioning.generation(Place.home().resolve("infrastructure"), edge.url(), House.REGION, 2);
    Memory.anew(product.process());
    var begun = Reading.of(product);
    var id = operator.started("/v1/restores", "{\"backup\":\"" + backupId + "\"}");
    try (var phases = new Phases(tables, id, product)) {
      var _ = operator.ended("/v1/restores/" + id, "Restore", "");
      var ended = Reading.of(product);
      double rows = tables.megabytes(2);
      return new Round(
          backup,
          Cost.between(begun, phases.filled(), packed, rows),
          Cost.between(phases.filled(), ended, packed, rows),
          Cost.between(begun, ended, packed, rows));
    }
  }

  @Override
  public void close() throws IOException {
    tables.close();
    operator.close();
    house.close();
    product.close();
    edge.close();
  }
}
