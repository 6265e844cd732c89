package emanet.store;

import emanet.fault.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Gatherers;
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

  private static final int ROUNDS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

  private final DynamoDbClient client;
  private final Generation generation;
  private final InstantSource clock;
  private final Lanes lanes;

  Batches(DynamoDbClient client, Generation generation, InstantSource clock, Lanes lanes) {
    this.client = client;
    this.generation = generation;
    this.clock = clock;
    this.lanes = lanes;
  }

  Map<Key, Item> read(Collection<Key> keys) {
    var distinct = new LinkedHashSet<>(keys);
    var found = new HashMap<Key, Item>();
    boolean refresh = distinct.size() % READS != 0 && generation.wantsRefresh();
    var calls = new ArrayList<Callable<List<Item>>>();
    for (var window : distinct.stream().gather(Gatherers.windowFixed(READS)).toList()) {
      boolean takeAlong = refresh && window.size() < READS;
      calls.add(() -> readWindow(window, takeAlong));
    }
    Stage.all(calls).forEach(items -> items.forEach(item -> found.put(item.key(), item)));
    return found;
  }

  private List<Item> readWindow(List<Key> keys, boolean takeAlong) {
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
    return readUntilDone(left, tables);
  }

  private List<Item> readUntilDone(
      Map<String, KeysAndAttributes> wanted, Map<String, Table> tables) {
    var items = new ArrayList<Item>();
    var left = wanted;
    for (int round = 0; !left.isEmpty(); round++) {
      pause(round);
      var asked = clock.instant();
      var request = BatchGetItemRequest.builder().requestItems(left).build();
      var answer = lanes.take(() -> client.batchGetItem(request));
      answer
          .responses()
          .forEach((name, rows) ->
              rows.forEach(row -> {
                if (name.equals(Generation.TABLE)
                    && row.entrySet().containsAll(Generation.KEY.entrySet())) {
                  generation.take(row, asked);
                } else {
                  var table = tables.get(name);
                  if (table != null) {
                    items.add(Attributes.item(table, row));
                  }
                }
              }));
      left = answer.unprocessedKeys();
    }
    return items;
  }

  void write(Collection<Item> puts, Collection<Key> deletions) {
    var all = new ArrayList<Map.Entry<String, WriteRequest>>(puts.size() + deletions.size());
    for (var item : puts) {
      var put = PutRequest.builder().item(Attributes.of(item)).build();
      all.add(
          Map.entry(
              generation.name(item.key().table()), WriteRequest.builder().putRequest(put).build()));
    }
    // DynamoDB refuses a call that names an item twice, and once gone is gone
    for (var key : new LinkedHashSet<>(deletions)) {
      var delete = DeleteRequest.builder().key(Attributes.of(key)).build();
      all.add(
          Map.entry(
              generation.name(key.table()), WriteRequest.builder().deleteRequest(delete).build()));
    }
    var calls = new ArrayList<Callable<Boolean>>();
    for (var window : all.stream().gather(Gatherers.windowFixed(WRITES)).toList()) {
      calls.add(() -> writeWindow(window));
    }
    var _ = Stage.all(calls);
  }

  private boolean writeWindow(List<Map.Entry<String, WriteRequest>> window) {
    Map<String, List<WriteRequest>> left = new HashMap<>();
    window.forEach(write ->
        left.computeIfAbsent(write.getKey(), _ -> new ArrayList<>()).add(write.getValue()));
    Map<String, List<WriteRequest>> open = left;
    for (int round = 0; !open.isEmpty(); round++) {
      pause(round);
      var request = BatchWriteItemRequest.builder().requestItems(open).build();
      open = lanes.take(() -> client.batchWriteItem(request)).unprocessedItems();
    }
    return true;
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
