package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local in this process and in memory, one store whatever the access key or Region.
///
/// It is held to what tables with multi-Region strong consistency allow: no transactions, no TTL,
/// no local secondary indexes.
public final class DynamoService implements AwsService {
  private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";
  private static final Set<String> TRANSACTIONS =
      Set.of("TransactWriteItems", "TransactGetItems", "ExecuteTransaction");

  private final LocalDynamoDBRequestHandler engine;
  private final LocalDynamoDBServerHandler protocol;

  public DynamoService() {
    // in memory: a path, even an empty one, would contradict that
    engine = new LocalDynamoDBRequestHandler(0, true, null, true, false);
    protocol = new LocalDynamoDBServerHandler(engine, "");
  }

  @Override
  public String operation(Call call) {
    return call.target();
  }

  @Override
  public Answer answer(Call call) {
    refuseWhatStrongTablesLack(call);
    var kept = keptOfThePast(call);
    if (kept.isPresent()) {
      return Answer.json(200, "application/x-amz-json-1.0", kept.get());
    }
    var collected = new Collected(call.request());
    try {
      protocol.handle(new Inward(call), collected, Callback.NOOP);
    } catch (Exception e) {
      // the engine declares Exception; whatever it is, the caller sees DynamoDB's own 500
      throw new AwsFailure(500, "InternalServerError", "The engine failed: " + e);
    }
    var answer = collected.answer();
    if (answer.status() == 500) {
      // the engine takes what is no JSON for a failure of its own
      var _ = JsonProtocol.parsed(call.body());
    }
    return answer;
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return JsonProtocol.failure("1.0", TYPE, failure);
  }

  /// Without it the engine's threads keep the process alive.
  @Override
  public void close() {
    engine.shutdown();
  }

  /// The engine keeps nothing of a table's past, and knows no operation to say so: in memory there
  /// is no recovery window and no backup.
  private Optional<JsonNode> keptOfThePast(Call call) {
    var json = JsonNodeFactory.instance.objectNode();
    return switch (operation(call)) {
      case "DescribeContinuousBackups" -> {
        var description = json.putObject("ContinuousBackupsDescription");
        description.put("ContinuousBackupsStatus", "ENABLED");
        description
            .putObject("PointInTimeRecoveryDescription")
            .put("PointInTimeRecoveryStatus", "DISABLED");
        yield Optional.of(json);
      }
      case "ListBackups" -> {
        json.putArray("BackupSummaries");
        yield Optional.of(json);
      }
      default -> Optional.empty();
    };
  }

  private void refuseWhatStrongTablesLack(Call call) {
    var operation = operation(call);
    if (TRANSACTIONS.contains(operation)) {
      throw AwsFailure.validation(
          "Transactional operations are not supported on tables with multi-Region strong"
              + " consistency.");
    }
    if (operation.equals("UpdateTimeToLive")) {
      throw AwsFailure.validation(
          "Time to Live is not supported on tables with multi-Region strong consistency.");
    }
    if (operation.equals("CreateTable")
        && JsonProtocol.parsed(call.body()).path("LocalSecondaryIndexes").size() > 0) {
      throw AwsFailure.validation(
          "Local secondary indexes are not supported on tables with multi-Region strong"
              + " consistency.");
    }
  }
}
