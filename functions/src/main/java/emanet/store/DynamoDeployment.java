package emanet.store;

import emanet.values.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/// The deployment's item in DynamoDB. Its attributes are told at `Generation`.
public final class DynamoDeployment implements Deployment {
  private static final String BY = "by";
  private static final String FREE =
      "generation = :number AND (attribute_not_exists(frozen) OR #by = :by)";

  private final Supplier<DynamoDbClient> clients;

  /// @param clients is asked for the client when it is first needed
  public DynamoDeployment(Supplier<DynamoDbClient> clients) {
    this.clients = clients;
  }

  @Override
  public State read() {
    return TableCalls.guarded(() -> {
      var item =
          clients
              .get()
              .getItem(request ->
                  request.tableName(Generation.TABLE).key(Generation.KEY).consistentRead(true))
              .item();
      var by = item.get(BY);
      var since = item.get(Generation.SINCE);
      return new State(
          Generation.generations(item),
          Table.of(Generation.frozen(item)),
          Generation.frozenOf(item).map(TenantId::new),
          by == null ? "" : by.s(),
          since == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(since.n())));
    });
  }

  @Override
  public boolean freeze(Generations seen, Set<Table> tables, String by) {
    return update(
        "SET frozen = :labels, #by = :by REMOVE frozenOf", FREE, freezing(seen, tables, by));
  }

  @Override
  public boolean freeze(Generations seen, Set<Table> tables, TenantId tenant, String by) {
    var values = freezing(seen, tables, by);
    values.put(":of", AttributeValue.fromS(tenant.value()));
    return update("SET frozen = :labels, frozenOf = :of, #by = :by", FREE, values);
  }

  private static Map<String, AttributeValue> freezing(
      Generations seen, Set<Table> tables, String by) {
    var labels = tables.stream().map(Table::label).sorted().toList();
    var values = new HashMap<>(of(seen));
    values.put(":labels", AttributeValue.fromSs(labels));
    values.put(":by", AttributeValue.fromS(by));
    return values;
  }

  @Override
  public void thaw(String by) {
    var _ = update("REMOVE frozen, frozenOf", "#by = :by", Map.of(":by", AttributeValue.fromS(by)));
  }

  @Override
  public boolean change(Generations seen, Generations next, String by, Instant since) {
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
    values.put(":since", AttributeValue.fromN(Long.toString(since.toEpochMilli())));
    values.put(":by", AttributeValue.fromS(by));
    return update(
        "SET generation = :next, apart = :apart, since = :since, #by = :by",
        "generation = :number AND #by = :by AND attribute_exists(frozen)"
            + " AND attribute_not_exists(frozenOf)",
        values);
  }

  private static Map<String, AttributeValue> of(Generations seen) {
    return Map.of(":number", AttributeValue.fromN(Long.toString(seen.number())));
  }

  private boolean update(String change, String condition, Map<String, AttributeValue> values) {
    return TableCalls.guarded(() -> {
      try {
        clients
            .get()
            .updateItem(request ->
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
    return TableCalls.guarded(() -> {
      try {
        for (var table : tables) {
          clients.get().describeTable(request -> request.tableName(generations.name(table)));
        }
        return true;
      } catch (ResourceNotFoundException e) {
        return false;
      }
    });
  }
}
