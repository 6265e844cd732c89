package emanet.benchmarks.scale;

import emanet.benchmarks.Goals;
import emanet.benchmarks.report.Bars;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The same calls, and the same long work, with more and more people: what one of them costs must
/// not grow with how many there are.
///
/// Long work has a part that does not grow (a cold function, empty shards, a report), which would
/// make the first people look dear. So what is held to the goal is a further item: between the
/// second size and the third, beside between the first and the second. The quick form has two
/// sizes, and shows how calls and work go, not how they grow.
public final class Scale {
  private static final int[] SIZES = {1_000, 10_000, 100_000};
  private static final int[] QUICK = {60, 360};

  /// What is called noise.
  private static final double MOST_TIMES = 1.25;

  private final boolean quick;
  private final Path out;
  private final Map<String, List<Crowd.Calls>> calls = new LinkedHashMap<>();
  private final Map<String, List<Crowd.Cost>> costs = new LinkedHashMap<>();
  private final List<Integer> sizes = new ArrayList<>();

  private Scale(boolean quick, Path out) {
    this.quick = quick;
    this.out = out;
  }

  public static boolean run(boolean quick, Path out) throws IOException, InterruptedException {
    var scale = new Scale(quick, out);
    for (int size : quick ? QUICK : SIZES) {
      scale.measure(size);
    }
    return scale.goals();
  }

  private void measure(int size) throws IOException, InterruptedException {
    sizes.add(size);
    try (var crowd = new Crowd(quick)) {
      crowd.warmBackups();
      note(size, "people taken up, with a record each", crowd.populate(size));
      for (var one : crowd.calls()) {
        calls.computeIfAbsent(one.name(), _ -> new ArrayList<>()).add(one);
      }
      note(size, "entries of the ledger sealed", crowd.seal());
      note(size, "people in a breach's scope", crowd.scope());
      var backup = crowd.backup();
      note(size, "people backed up", backup.cost());
      note(size, "people restored", crowd.restore(backup));
      note(size, "records disposed of by retention", crowd.retain());
    }
  }

  /// Kept at once: whatever fails later, this was seen.
  private void note(int size, String work, Crowd.Cost cost) throws IOException {
    costs.computeIfAbsent(work, _ -> new ArrayList<>()).add(cost);
    System.out.printf(
        "%,d people: %s: %,d, %.2f ms of CPU each, %.1f s%n",
        size, work, cost.items(), cost.each(), cost.seconds());
    write();
  }

  private void write() throws IOException {
    var items =
        new Table(
                "scale-items",
                "work",
                "people",
                "items",
                "CPU ms",
                "CPU ms an item",
                "CPU ms a further item",
                "seconds")
            .method(
                "One run each, in a product and an edge of their own with the functions' flags"
                    + " (Serial, C1); CPU of the process of gateway and functions. A further item"
                    + " is what is more than at the size before; at the first size all of it. The"
                    + " edge shares the processors."
                    + (quick
                        ? ""
                        : " While a backup waits for the export, it is asked for every ten seconds;"
                            + " of backups, the median of five, or of those begun within two"
                            + " minutes, after four of no people."));
    costs.forEach((work, all) -> {
      for (int i = 0; i < all.size(); i++) {
        var cost = all.get(i);
        double further = i == 0 ? cost.each() : all.get(i - 1).further(cost);
        items.row(
            work,
            sizes.get(i),
            cost.items(),
            cost.cpuMillis(),
            cost.each(),
            further,
            cost.seconds());
      }
    });
    items.write(out);
    writeCalls();
  }

  private void writeCalls() throws IOException {
    var table =
        new Table(
                "scale-calls",
                "call",
                "people",
                "CPU ms a call",
                "lowest slice",
                "highest slice",
                "p50 ms",
                "p95 ms")
            .method(
                "Four clients; the median, the lowest and the highest of %d slices; latencies of an"
                        .formatted(quick ? 2 : 5)
                    + " open loop at half the rate, from when each call was due.");
    var bars = new Bars("CPU of a call, ms, by people that there are", false);
    calls.forEach((name, all) -> {
      for (int i = 0; i < all.size(); i++) {
        var one = all.get(i);
        table.row(
            name, sizes.get(i), one.cpuMillis(), one.lowest(), one.highest(), one.p50(), one.p95());
        bars.bar("%s, %,d people".formatted(name, sizes.get(i)), one.cpuMillis(), true);
      }
    });
    table.write(out);
    bars.write(out, "scale-calls");
  }

  private boolean goals() throws IOException {
    System.out.println(Table.read(out, "scale-calls"));
    System.out.println(Table.read(out, "scale-items"));
    var bars = new Bars("CPU of a further item, ms, by people that there are", true);
    var goals = new Goals("scale");
    var most = "%,d people / %,d people".formatted(sizes.getLast(), sizes.getFirst());
    calls.forEach((name, all) ->
        held(
            goals,
            "CPU of a %s, %s".formatted(name, most),
            all.getLast().cpuMillis() / all.getFirst().cpuMillis()));
    costs.forEach((work, all) -> {
      var further = new ArrayList<Double>();
      for (int i = 1; i < all.size(); i++) {
        further.add(all.get(i - 1).further(all.get(i)));
        bars.bar("%s, to %,d people".formatted(work, sizes.get(i)), further.getLast(), true);
      }
      if (further.size() > 1) {
        goals.most(
            "CPU of a further item (%s), to %,d people / to %,d people"
                .formatted(work, sizes.get(2), sizes.get(1)),
            further.get(1) / further.get(0),
            MOST_TIMES);
      }
    });
    bars.write(out, "scale-items");
    goals.write(out);
    return goals.met();
  }

  /// So few as in the quick form are told, and held to nothing: noise is most of them.
  private void held(Goals goals, String what, double times) {
    if (quick) {
      goals.tell(what, times);
    } else {
      goals.most(what, times, MOST_TIMES);
    }
  }
}
