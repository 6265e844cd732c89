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

/// What a backup and a restore cost: processor time of the functions' process, the edge's left out,
/// and the most memory that it takes, for so many people and for several times as many. They are
/// made again and again in one process with the flags of the functions that make them, which have
/// both compilers: what is held to the goal is what the larger one costs more when those are nearly
/// done, after as much was moved in either. What they still compile falls into some rounds and not
/// into others, so the median of the last third of the rounds is taken.
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
  private static final int ROUNDS = 15;
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
    var small = of(quick, people, quick ? rounds : rounds * TIMES, table);
    var large = of(quick, people * TIMES, rounds, table);
    System.out.println(table);
    table.write(out);
    var goals = new Goals("moving");
    goals(quick, goals, small, large);
    goals.write(out);
    return goals.met();
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
                + " times, and of fewer people as much oftener, so that as much was moved before;"
                + " the first of them, and of the last third the one whose cost is the median.";
    return way
        + " CPU and the most resident memory of the process of gateway and functions; MB packed as"
        + " they lie in the bucket, of rows as DynamoDB counts them: all that are backed up, those"
        + " that are put back.";
  }

  private static void goals(boolean quick, Goals goals, Round small, Round large) {
    var packed = "each further MB packed a second of CPU: ";
    var rows = "each further MB of rows a second of CPU: ";
    var few = small.restore();
    var many = large.restore();
    speed(quick, goals, packed + BACKUP, small.backup().furtherPacked(large.backup()));
    speed(quick, goals, packed + BACK, few.back().furtherPacked(many.back()));
    speed(quick, goals, rows + RESTORE, few.all().furtherRows(many.all()));
    goals.tell(packed + RESTORE, few.all().furtherPacked(many.all()));
    goals.tell(rows + BACK, few.back().furtherRows(many.back()));
    var times = "memory for " + TIMES + " times the people, times: ";
    goals.most(times + BACKUP, small.backup().growth(large.backup()), MOST_TIMES_MEMORY);
    goals.most(times + "restore", few.all().growth(many.all()), MOST_TIMES_MEMORY);
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

  /// What one round cost.
  private record Round(Cost backup, Restored restore) {}

  /// What a restore cost.
  ///
  /// @param back until the rows are there
  /// @param lookups the rest of it
  private record Restored(Cost back, Cost lookups, Cost all) {}

  /// @return of the last third of the rounds the median
  private static Round of(boolean quick, int people, int rounds, Table table)
      throws IOException, InterruptedException {
    try (var moving = new Moving(quick, people)) {
      var all = new ArrayList<Round>();
      for (int round = 0; round < rounds; round++) {
        all.add(moving.round());
      }
      rows(table, people, "1", all.getFirst());
      if (rounds == 1) {
        return all.getFirst();
      }
      int from = rounds - rounds / THIRD;
      var late = late(all.subList(from, rounds));
      rows(table, people, (from + 1) + " to " + rounds, late);
      return late;
    }
  }

  private static Round late(List<Round> rounds) {
    return new Round(
        median(rounds, Round::backup),
        new Restored(
            median(rounds, round -> round.restore().back()),
            median(rounds, round -> round.restore().lookups()),
            median(rounds, round -> round.restore().all())));
  }

  private static Cost median(List<Round> rounds, Function<Round, Cost> of) {
    var costs =
        rounds.stream().map(of).sorted(Comparator.comparingDouble(Cost::cpuMillis)).toList();
    return costs.get(costs.size() / 2);
  }

  private static void rows(Table table, int people, String round, Round costs) {
    row(table, BACKUP, people, round, costs.backup());
    row(table, BACK, people, round, costs.restore().back());
    row(table, LOOKUPS, people, round, costs.restore().lookups());
    row(table, RESTORE, people, round, costs.restore().all());
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
    var restore = restore(id, packed);
    tables.drop(2);
    return new Round(backup, restore);
  }

  /// What is brought back is all but the tables that stay.
  private Restored restore(String backup, double packed) throws IOException, InterruptedException {
    Provisioning.generation(Place.home().resolve("infrastructure"), edge.url(), House.REGION, 2);
    Memory.anew(product.process());
    var begun = Reading.of(product);
    var id = operator.started("/v1/restores", "{\"backup\":\"" + backup + "\"}");
    try (var phases = new Phases(tables, id, product)) {
      var _ = operator.ended("/v1/restores/" + id, "Restore", "");
      var ended = Reading.of(product);
      double rows = tables.megabytes(2);
      return new Restored(
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
