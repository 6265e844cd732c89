package emanet.jobs;

import emanet.store.Item;
import emanet.store.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A part of a job, which one worker at a time goes through; its item is its own lease.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `done` | BOOL | it is through |
/// | `cursor` | S | where its next step begins; absent at the beginning |
/// | `counts` | M of N | what its steps counted |
/// | `tries` | N | failures in a row |
/// | `token` | N | how often it was taken: the fencing token of what its worker saves |
/// | `holder` | S | random: the last taking |
/// | `until` | N | ms: nobody else takes it before |
///
/// @param number from 0
/// @param until ms
record Shard(
    int number,
    boolean done,
    Optional<String> cursor,
    Map<String, Long> counts,
    int tries,
    long token,
    String holder,
    long until) {
  static final String PREFIX = "SHARD#";
  static final String DONE = "done";
  static final String CURSOR = "cursor";
  static final String COUNTS = "counts";
  static final String TRIES = "tries";
  static final String TOKEN = "token";
  static final String HOLDER = "holder";
  static final String UNTIL = "until";

  Shard {
    counts = Map.copyOf(counts);
  }

  static Shard fresh(int number) {
    return new Shard(number, false, Optional.empty(), Map.of(), 0, 0, "", 0);
  }

  static Shard of(Item item) {
    var counts = new HashMap<String, Long>();
    if (item.has(COUNTS)) {
      item.tree(COUNTS)
          .forEach((name, value) -> {
            if (value instanceof Value.Whole(var count)) {
              counts.put(name, count);
            }
          });
    }
    return new Shard(
        Integer.parseInt(item.key().sort().substring(PREFIX.length())),
        item.flag(DONE),
        item.optionalText(CURSOR),
        counts,
        item.optionalNumber(TRIES).map(Math::toIntExact).orElse(0),
        item.number(TOKEN),
        item.text(HOLDER),
        item.number(UNTIL));
  }

  /// The counts with a step's added, as the item has them.
  Map<String, Value> plus(Map<String, Long> more) {
    var sum = new HashMap<>(counts);
    more.forEach((name, count) -> sum.merge(name, count, Long::sum));
    var tree = new HashMap<String, Value>();
    sum.forEach((name, count) -> tree.put(name, Value.of(count)));
    return tree;
  }
}
