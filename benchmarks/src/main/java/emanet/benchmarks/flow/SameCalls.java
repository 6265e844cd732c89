package emanet.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.benchmarks.House;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Makes the DynamoDB calls that the product makes for a read and for a write of a record: as many,
/// in the same stages, of items of the same keys and sizes. It seals nothing, checks no policy and
/// no token, and so is what the product would cost without its own code. The harness counts both
/// sides' calls, and stops where they differ.
public final class SameCalls extends Reply {
  private static final String T = "T#" + House.TENANT;
  private static final String RECORDS = "emanet-records-1";
  private static final String REGISTER = "emanet-register-1";
  private static final String KEYS = "emanet-keys-1";
  private static final String LEDGER = "emanet-ledger-1";
  private static final String LOOKUPS = "emanet-lookups-1";
  private static final String FRAGMENTS = "emanet-fragments-1";
  private static final String PLAIN = "plain";

  /// What a sealed line of the access log is long.
  private static final int FRAGMENT = 300;

  /// What a ledger entry's leaf is long.
  private static final String LEAF = "x".repeat(420);

  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  public SameCalls(Map<String, String> environment) {
    super(environment);
  }

  @Override
  JsonNode read(String person) {
    var both = all(List.of(() -> first(person), () -> entered(person), this::visited));
    return parsed(both.getFirst().flatMap(item -> text(item, PLAIN)));
  }

  @Override
  void write(String person, JsonNode fields) {
    var trace = key(T + "#X#" + person, "W#file#main#" + UUID.randomUUID());
    var _ =
        all(
            List.of(
                () -> first(person),
                () -> entered(person),
                this::visited,
                () -> looked(WriteRequest.builder().putRequest(put(trace)).build())));
    var record = new HashMap<>(recordKey(person));
    record.put("version", AttributeValue.fromN("1"));
    record.put("activities", AttributeValue.fromSs(List.of(House.ACTIVITY)));
    record.put(PLAIN, AttributeValue.fromS(fields.toString()));
    dynamo.putItem(request ->
        request
            .tableName(RECORDS)
            .item(record)
            .conditionExpression("attribute_not_exists(#n0) OR #n1 < :v0")
            .expressionAttributeNames(Map.of("#n0", "pk", "#n1", "version"))
            .expressionAttributeValues(Map.of(":v0", AttributeValue.fromN("9000000"))));
    var _ =
        all(
            List.of(
                () -> one(person),
                () ->
                    looked(
                        WriteRequest.builder()
                            .deleteRequest(DeleteRequest.builder().key(trace).build())
                            .build())));
  }

  private Optional<Map<String, AttributeValue>> first(String person) {
    var register =
        List.of(
            key(T + "#A#" + House.ACTIVITY, "CURRENT"),
            key(T + "#G#platform-1", "CURRENT"),
            key(T + "#CAT#file", "CURRENT"));
    var records = List.of(key(T + "#S#" + person, "S"), recordKey(person));
    var answer =
        dynamo.batchGetItem(request ->
            request.requestItems(
                Map.of(
                    REGISTER, strong(register),
                    RECORDS, strong(records),
                    KEYS, strong(List.of(key(T + "#P#" + person, "K"))))));
    return answer.responses().getOrDefault(RECORDS, List.of()).stream()
        .filter(item -> item.containsKey(PLAIN))
        .findFirst();
  }

  private Optional<Map<String, AttributeValue>> entered(String person) {
    var id = UUID.randomUUID().toString();
    var entry = new HashMap<>(key(T + "#E#20261101#" + (id.hashCode() & 7), id));
    entry.put("leaf", AttributeValue.fromS(LEAF));
    entry.put("gs1pk", AttributeValue.fromS(T + "#S#" + person + "#1"));
    entry.put("gs1sk", AttributeValue.fromS(id));
    entry.put("gs2pk", AttributeValue.fromS(T + "#A#platform-1#1"));
    entry.put("gs2sk", AttributeValue.fromS(id));
    dynamo.putItem(request ->
        request
            .tableName(LEDGER)
            .item(entry)
            .conditionExpression("attribute_not_exists(#n0)")
            .expressionAttributeNames(Map.of("#n0", "pk")));
    return Optional.empty();
  }

  /// The line of the access log.
  private Optional<Map<String, AttributeValue>> visited() {
    var id = UUID.randomUUID().toString();
    var line = new HashMap<>(key(T + "#F#20261101#" + (id.hashCode() & 7), id));
    line.put("sealed", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[FRAGMENT])));
    dynamo.putItem(request -> request.tableName(FRAGMENTS).item(line));
    return Optional.empty();
  }

  private Optional<Map<String, AttributeValue>> looked(WriteRequest write) {
    dynamo.batchWriteItem(request -> request.requestItems(Map.of(LOOKUPS, List.of(write))));
    return Optional.empty();
  }

  private Optional<Map<String, AttributeValue>> one(String person) {
    return Optional.of(
        dynamo
            .getItem(request ->
                request.tableName(KEYS).key(key(T + "#P#" + person, "K")).consistentRead(true))
            .item());
  }

  private static List<Optional<Map<String, AttributeValue>>> all(
      List<Callable<Optional<Map<String, AttributeValue>>>> calls) {
    var results = new ArrayList<Optional<Map<String, AttributeValue>>>();
    var futures = calls.stream().map(THREADS::submit).toList();
    for (var future : futures) {
      try {
        results.add(future.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  private static Map<String, AttributeValue> recordKey(String person) {
    return key(T + "#S#" + person, "R#file#same");
  }

  static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort));
  }

  private static KeysAndAttributes strong(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
  }

  private static PutRequest put(Map<String, AttributeValue> item) {
    return PutRequest.builder().item(item).build();
  }

  static Optional<String> text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }
}
