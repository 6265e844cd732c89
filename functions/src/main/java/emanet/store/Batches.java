package emanet.store;

import emanet.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.stream.Gatherers;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Batch calls, and what they leave unprocessed.
final class Batches {
  /// BatchGetItem's limit.
  private static final int READS = 100;

  /// BatchWriteItem's limit.
  private static final int WRITES = 25;

  /// A call's body has no more than this where it can be less: DynamoDB takes 16 MB, and a function
  /// holds several at once. One row has 400 KB as DynamoDB counts, and up to six times as many
  /// bytes.
  private static final int BODY = 3 * 1024 * 1024;

  private static final int ROUNDS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  private final DynamoDbClient client;
  private final Optional<ItemCalls> quick;
  private final Generation generation;
  private final InstantSource clock;
  private final Lanes lanes;

  /// @param quick what is tried before the client
  Batches(
      DynamoDbClient client,
      Optional<ItemCalls> quick,
      Generation generation,
      InstantSource clock,
      Lanes lanes) {
    this.client = client;
    this.quick = quick;
    this.generation = generation;
    this.clock = clock;
    this.lanes = lanes;
  }

  Map<Key, Item> read(Collection<Key> keys) {
    var distinct = new LinkedHashSet<>(keys);
    var found = new HashMap<Key, Item>();
    boolean refresh = distinct.size() % READS != 0 && generation.wantsRefresh();
    var windows = distinct.stream().gather(Gatherers.windowFixed(READS)).toList();
    var volleys = volleys().filter(_ -> !refresh);
    if (volleys.isPresent()) {
      for (var some : windows.stream().gather(Gatherers.windowFixed(Volley.MOST)).toList()) {
        readTogether(volleys.get(), some).forEach(item -> found.put(item.key(), item));
      }
      return found;
    }
    var calls = new ArrayList<Callable<List<Item>>>();
    for (var window : windows) {
      boolean takeAlong = refresh && window.size() < READS;
      calls.add(() -> readWindow(window, takeAlong));
    }
    Stage.all(calls).forEach(items -> items.forEach(item -> found.put(item.key(), item)));
    return found;
  }

  private Optional<ItemCalls> volleys() {
    return quick.filter(ItemCalls::hasVolleys);
  }

  /// From one thread; what came to nothing by the client.
  private List<Item> readTogether(ItemCalls calls, List<List<Key>> windows) {
    long began = System.nanoTime();
    var items = new ArrayList<Item>();
    var open = new ArrayList<Callable<List<Item>>>();
    var answers = calls.readAll(windows);
    for (int i = 0; i < windows.size(); i++) {
      var window = windows.get(i);
      answers
          .get(i)
          .ifPresentOrElse(items::addAll, () -> open.add(() -> readByClient(window, false, began)));
    }
    Stage.all(open).forEach(items::addAll);
    return items;
  }

  private List<Item> readWindow(List<Key> keys, boolean takeAlong) {
    long began = System.nanoTime();
    return quick
        .flatMap(calls -> readQuickly(calls, keys, takeAlong))
        .orElseGet(() -> readByClient(keys, takeAlong, began));
  }

  private Optional<List<Item>> readQuickly(ItemCalls calls, List<Key> keys, boolean takeAlong) {
    var wanted = new LinkedHashSet<>(keys);
    if (takeAlong) {
      wanted.add(Generation.ITEM);
    }
    var asked = clock.instant();
    return lanes
        .take(() -> calls.read(wanted))
        .map(items -> {
          var others = new ArrayList<Item>(items.size());
          for (var item : items) {
            if (item.key().equals(Generation.ITEM)) {
              generation.take(Attributes.of(item), asked);
            } else {
              others.add(item);
            }
          }
          return others;
        });
  }

  private List<Item> readByClient(List<Key> keys, boolean takeAlong, long began) {
    var tables = new HashMap<String, Table>();
    var byTable = new HashMap<String, List<Map<String, AttributeValue>>>();
    for (var key : keys) {
      var name = generation.name(key.table());
      tables.put(name, key.table());
      byTable.computeIfAbsent(name, _ -> new ArrayList<>()).add(Attributes.of(key));
    }
    if (takeAlong) {
      byTable.computeIfAbsent(Generation.TABLE, _ -> new ArrayList<>()).add(Generation.KEY);
    }
    Map<String, KeysAndAttributes> left = new HashMap<>();
    byTable.forEach((name, wanted) ->
        left.put(name, KeysAndAttributes.builder().keys(wanted).consistentRead(true).build()));
    return readUntilDone(left, tables, began);
  }

  private List<Item> readUntilDone(
      Map<String, KeysAndAttributes> wanted, Map<String, Table> tables, long began) {
    var items = new ArrayList<Item>();
    var left = wanted;
    for (int round = 0; !left.isEmpty(); round++) {
      pause(round);
      var asked = clock.instant();
      var request = BatchGetItemRequest.builder().requestItems(left);
      rest(round, began).ifPresent(request::overrideConfiguration);
      var answer = lanes.take(() -> client.batchGetItem(request.build()));
      answer
          .responses()
          .forEach((name, rows) -> rows.forEach(row -> keep(items, tables, name, row, asked)));
      left = answer.unprocessedKeys();
    }
    return items;
  }

  private void keep(
      List<Item> items,
      Map<String, Table> tables,
      String name,
      Map<String, AttributeValue> row,
      Instant asked) {
    if (name.equals(Generation.TABLE) && row.entrySet().containsAll(Generation.KEY.entrySet())) {
      generation.take(row, asked);
    } else {
      var table = tables.get(name);
      if (table != null) {
        items.add(Attributes.item(table, row));
      }
    }
  }

  void write(Collection<Item> puts, Collection<Key> deletions) {
    writeRows(puts.stream().map(Row::of).toList(), deletions);
  }

  /// @param puts are sent as the bytes that they are, where there is a quick way
  void writeRows(Collection<Row> puts, Collection<Key> deletions) {
    var writes = new ArrayList<ItemCalls.Write>(puts.size() + deletions.size());
    puts.forEach(row -> writes.add(ItemCalls.Write.of(row)));
    // DynamoDB refuses a call that names an item twice, and once gone is gone
    new LinkedHashSet<>(deletions).forEach(key -> writes.add(ItemCalls.Write.deletion(key)));
    var windows = windows(writes, WRITES, ItemCalls.Write::length);
    var volleys = volleys();
    if (volleys.isPresent()) {
      windows(windows, Volley.MOST, Batches::length)
          .forEach(some -> writeTogether(volleys.get(), some));
    } else {
      var _ = Stage.all(windows.stream().map(this::writing).toList());
    }
  }

  private static int length(List<ItemCalls.Write> window) {
    int length = 0;
    for (var write : window) {
      length += write.length();
    }
    return length;
  }

  /// In their order, so many together at most, and no more than `BODY` of them where that is more
  /// than one.
  private static <T> List<List<T>> windows(List<T> all, int most, ToIntFunction<T> length) {
    var windows = new ArrayList<List<T>>();
    var window = new ArrayList<T>();
    int bytes = 0;
    for (var one : all) {
      int more = length.applyAsInt(one);
      if (window.size() == most || (!window.isEmpty() && bytes + more > BODY)) {
        windows.add(List.copyOf(window));
        window.clear();
        bytes = 0;
      }
      window.add(one);
      bytes += more;
    }
    if (!window.isEmpty()) {
      windows.add(List.copyOf(window));
    }
    return windows;
  }

  /// From one thread; what came to nothing by the client, the same once more.
  private void writeTogether(ItemCalls calls, List<List<ItemCalls.Write>> windows) {
    long began = System.nanoTime();
    var open = new ArrayList<Callable<Boolean>>();
    var done = calls.writeAll(windows);
    for (int i = 0; i < windows.size(); i++) {
      var window = windows.get(i);
      if (!done.get(i)) {
        open.add(() -> {
          writeByClient(window, began);
          return false;
        });
      }
    }
    var _ = Stage.all(open);
  }

  private Callable<Boolean> writing(List<ItemCalls.Write> window) {
    return () -> {
      long began = System.nanoTime();
      boolean done = quick.filter(calls -> lanes.take(() -> calls.write(window))).isPresent();
      if (!done) {
        // what was written already is written once more, the same
        writeByClient(window, began);
      }
      return done;
    };
  }

  private void writeByClient(List<ItemCalls.Write> window, long began) {
    Map<String, List<WriteRequest>> left = new HashMap<>();
    window.forEach(write ->
        left.computeIfAbsent(generation.name(write.key().table()), _ -> new ArrayList<>())
            .add(request(write)));
    Map<String, List<WriteRequest>> open = left;
    for (int round = 0; !open.isEmpty(); round++) {
      pause(round);
      var request = BatchWriteItemRequest.builder().requestItems(open);
      rest(round, began).ifPresent(request::overrideConfiguration);
      open = lanes.take(() -> client.batchWriteItem(request.build())).unprocessedItems();
    }
  }

  /// The first call by the client has what is left of the time for one.
  private Optional<AwsRequestOverrideConfiguration> rest(int round, long began) {
    return round == 0 ? quick.map(calls -> calls.rest(began)) : Optional.empty();
  }

  private static WriteRequest request(ItemCalls.Write write) {
    return write
        .row()
        .map(row -> {
          var put = PutRequest.builder().item(Attributes.of(row.item())).build();
          return WriteRequest.builder().putRequest(put).build();
        })
        .orElseGet(() -> {
          var deletion = DeleteRequest.builder().key(Attributes.of(write.key())).build();
          return WriteRequest.builder().deleteRequest(deletion).build();
        });
  }

  private static void pause(int round) {
    if (round >= ROUNDS) {
      throw Fault.Unavailable.shortly().exception();
    }
    if (round > 0) {
      LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << (round - 1)).toNanos());
    }
  }
}
