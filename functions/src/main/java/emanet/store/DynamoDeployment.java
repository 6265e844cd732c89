package emanet.store;

import emanet.fault.Fault;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/// The deployment's item in DynamoDB. Its attributes are told at `Generation`.
public final class DynamoDeployment implements Deployment {
  private static final String BY = "by";

  private final DynamoDbClient client;

  public DynamoDeployment(DynamoDbClient client) {
    this.client = client;
  }

  @Override
  public State read() {
    return guarded(() -> {
      var item =
          client
              .getItem(request ->
                  request.tableName(Generation.TABLE).key(Generation.KEY).consistentRead(true))
              .item();
      var labels = Generation.frozen(item);
      var frozen = EnumSet.noneOf(Table.class);
      Arrays.stream(Table.values())
          .filter(table -> labels.contains(table.label()))
          .forEach(frozen::add);
      var by = item.get(BY);
      return new State(Generation.generations(item), frozen, by == null ? "" : by.s());
    });
  }

  @Override
  public boolean freeze(Generations seen, Set<Table> tables, String by) {
    var labels = tables.stream().map(Table::label).sorted().toList();
    var values = new HashMap<>(of(seen));
    values.put(":labels", AttributeValue.fromSs(labels));
    values.put(":by", AttributeValue.fromS(by));
    return update(
        "SET frozen = :labels, #by = :by",
        "generation = :number AND (attribute_not_exists(frozen) OR #by = :by)",
        values);
  }

  @Override
  public void thaw(String by) {
    var _ = update("REMOVE frozen", "#by = :by", Map.of(":by", AttributeValue.fromS(by)));
  }

  @Override
  public boolean change(Generations seen, Generations next, String by) {
    var state = read();
    if (state.generations().equals(next) && state.by().equals(by)) {
      return true;
    }
    var apart = new HashMap<String, AttributeValue>();
    next.apart()
        .forEach((table, number) ->
            apart.put(table.label(), AttributeValue.fromN(Long.toString(number))));
    var values = new HashMap<>(of(seen));
    values.put(":next", AttributeValue.fromN(Long.toString(next.number())));
    values.put(":apart", AttributeValue.fromM(apart));
    values.put(":by", AttributeValue.fromS(by));
    return update(
        "SET generation = :next, apart = :apart, #by = :by REMOVE frozen",
        "generation = :number AND #by = :by AND attribute_exists(frozen)",
        values);
  }

  private static Map<String, AttributeValue> of(Generations seen) {
    return Map.of(":number", AttributeValue.fromN(Long.toString(seen.number())));
  }

  private boolean update(String change, String condition, Map<String, AttributeValue> values) {
    return guarded(() -> {
      try {
        client.updateItem(request ->
            request
                .tableName(Generation.TABLE)
                .key(Generation.KEY)
                .updateExpression(change)
                .conditionExpression(condition)
                .expressionAttributeNames(Map.of("#by", BY))
                .expressionAttributeValues(values));
        return true;
      } catch (ConditionalCheckFailedException e) {
        return false;
      }
    });
  }

  @Override
  public boolean exist(Generations generations, Set<Table> tables) {
    return guarded(() -> {
      try {
        for (var table : tables) {
          client.describeTable(request -> request.tableName(generations.name(table)));
        }
        return true;
      } catch (ResourceNotFoundException e) {
        return false;
      }
    });
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }
}
