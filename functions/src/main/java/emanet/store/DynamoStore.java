package emanet.store;

import emanet.fault.Fault;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The store on DynamoDB.
///
/// The client retries throttling, lost answers and `ReplicatedWriteConflictException`, within its
/// own time-out (see `Clients` in wiring); what is left after that is `Fault.Unavailable`.
public final class DynamoStore implements Store {
  private static final int CLIENT_ERROR = 400;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /// Calls at once, and so connections, of one store.
  public static final int LANES = 32;

  private final DynamoDbClient client;
  private final Optional<Wire> wire;
  private final Optional<ItemCalls> quick;
  private final InstantSource clock;
  private final Generation generation;
  private final Batches batches;
  private final Lanes lanes;

  /// By the client alone.
  public DynamoStore(DynamoDbClient client, InstantSource clock) {
    this(client, Optional.empty(), clock, new Generation(client, clock), new Lanes(LANES));
  }

  /// What is called most often goes as bytes (`ItemCalls`), and by the client where that comes to
  /// nothing.
  ///
  /// @param http makes the calls that go as bytes
  public DynamoStore(DynamoDbClient client, SdkHttpClient http, InstantSource clock) {
    this(client, new Wire(client, http), clock, new Generation(client, clock));
  }

  private DynamoStore(
      DynamoDbClient client, Wire wire, InstantSource clock, Generation generation) {
    this(client, Optional.of(wire), clock, generation, new Lanes(LANES));
  }

  private DynamoStore(
      DynamoDbClient client,
      Optional<Wire> wire,
      InstantSource clock,
      Generation generation,
      Lanes lanes) {
    this.client = client;
    this.wire = wire;
    this.quick = wire.map(calls -> new ItemCalls(calls, generation));
    this.clock = clock;
    this.generation = generation;
    this.lanes = lanes;
    this.batches = new Batches(client, quick, generation, clock, lanes);
  }

  /// The tables of these generations, whichever is in use, and however frozen that is: for who
  /// brings them back, and so has much to move.
  ///
  /// @param http makes the calls that go as bytes
  /// @param volley makes those of a batch
  public static DynamoStore of(
      DynamoDbClient client,
      SdkHttpClient http,
      Volley volley,
      InstantSource clock,
      Generations generations) {
    return new DynamoStore(
        client,
        new Wire(client, http, Optional.of(volley)),
        clock,
        new FixedGeneration(client, clock, generations));
  }

  /// The tables in use, frozen or not: for who froze them.
  ///
  /// @param http makes the calls that go as bytes
  public static DynamoStore thawed(DynamoDbClient client, SdkHttpClient http, InstantSource clock) {
    return new DynamoStore(
        client, new Wire(client, http), clock, new ThawedGeneration(client, clock));
  }

  /// The same tables by another client: one that signs for somebody else. What is known of their
  /// generation is shared, and so is how many calls are under way at once.
  public DynamoStore by(DynamoDbClient other) {
    return new DynamoStore(
        other, wire.map(calls -> calls.by(other)), clock, generation.by(other), lanes);
  }

  @Override
  public Map<Key, Item> readAll(Collection<Key> keys) {
    return guarded(() -> batches.read(keys));
  }

  @Override
  public Optional<Item> read(Key key) {
    return guarded(() -> {
      long began = System.nanoTime();
      return quick
          .flatMap(calls -> lanes.take(() -> calls.read(key)))
          .orElseGet(() -> readByClient(key, began))
          .stream()
          .findFirst();
    });
  }

  private List<Item> readByClient(Key key, long began) {
    var request =
        GetItemRequest.builder()
            .tableName(generation.name(key.table()))
            .key(Attributes.of(key))
            .consistentRead(true);
    quick.map(calls -> calls.rest(began)).ifPresent(request::overrideConfiguration);
    var answer = lanes.take(() -> client.getItem(request.build()));
    return answer.hasItem() ? List.of(Attributes.item(key.table(), answer.item())) : List.of();
  }

  @Override
  public List<Item> query(Range range) {
    return guarded(() -> new Pages(client, quick, generation).query(range));
  }

  @Override
  public Written put(Item item, Condition condition) {
    return guarded(
        () -> {
          generation.requireThawed(item.key());
          long began = System.nanoTime();
          return quick
              .flatMap(calls -> lanes.take(() -> calls.put(item, condition)))
              .orElseGet(() -> putByClient(item, condition, began));
        },
        item.key().table());
  }

  private Written putByClient(Item item, Condition condition, long began) {
    var request =
        PutItemRequest.builder()
            .tableName(generation.name(item.key().table()))
            .item(Attributes.of(item));
    if (!(condition instanceof Condition.Always)) {
      var expression = new Expression();
      request
          .conditionExpression(expression.condition(condition))
          .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
      expression.fill(request::expressionAttributeNames, request::expressionAttributeValues);
    }
    quick.map(calls -> calls.rest(began)).ifPresent(request::overrideConfiguration);
    var _ = lanes.take(() -> client.putItem(request.build()));
    return new Written.Done(Optional.empty());
  }

  @Override
  public Written update(Key key, List<Change> changes, Condition condition) {
    return guarded(
        () -> {
          generation.requireThawed(key);
          var expression = new Expression();
          var request =
              UpdateItemRequest.builder()
                  .tableName(generation.name(key.table()))
                  .key(Attributes.of(key))
                  .updateExpression(expression.update(changes))
                  .returnValues(ReturnValue.ALL_NEW);
          if (!(condition instanceof Condition.Always)) {
            request
                .conditionExpression(expression.condition(condition))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
          }
          expression.fill(request::expressionAttributeNames, request::expressionAttributeValues);
          var answer = lanes.take(() -> client.updateItem(request.build()));
          return new Written.Done(Optional.of(Attributes.item(key.table(), answer.attributes())));
        },
        key.table());
  }

  @Override
  public Written delete(Key key, Condition condition) {
    return guarded(
        () -> {
          generation.requireThawed(key);
          var request =
              DeleteItemRequest.builder()
                  .tableName(generation.name(key.table()))
                  .key(Attributes.of(key));
          if (!(condition instanceof Condition.Always)) {
            var expression = new Expression();
            request
                .conditionExpression(expression.condition(condition))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
            expression.fill(request::expressionAttributeNames, request::expressionAttributeValues);
          }
          var _ = lanes.take(() -> client.deleteItem(request.build()));
          return new Written.Done(Optional.empty());
        },
        key.table());
  }

  @Override
  public void writeAll(Collection<Item> puts, Collection<Key> deletions) {
    guarded(() -> {
      puts.forEach(item -> generation.requireThawed(item.key()));
      deletions.forEach(generation::requireThawed);
      batches.write(puts, deletions);
      return true;
    });
  }

  @Override
  public void putRows(Collection<Row> rows) {
    guarded(() -> {
      rows.forEach(row -> generation.requireThawed(row.key()));
      batches.writeRows(rows, List.of());
      return true;
    });
  }

  private static Written guarded(Supplier<Written> write, Table table) {
    return guarded(() -> {
      try {
        return write.get();
      } catch (ConditionalCheckFailedException e) {
        return new Written.Conflict(
            e.hasItem() ? Optional.of(Attributes.item(table, e.item())) : Optional.empty());
      }
    });
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (ReplicatedWriteConflictException | SdkClientException e) {
      throw Fault.Unavailable.shortly().exception(e);
    } catch (DynamoDbException e) {
      throw (passing(e) ? Fault.Unavailable.shortly() : new Fault.Internal()).exception(e);
    }
  }

  private static boolean passing(DynamoDbException e) {
    return e.isThrottlingException()
        || e.statusCode() >= SERVER_ERROR
        || e.statusCode() == TOO_MANY
        || e.statusCode() < CLIENT_ERROR;
  }
}
