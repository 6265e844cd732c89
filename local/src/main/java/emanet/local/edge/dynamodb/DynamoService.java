package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// DynamoDB Local in this process and in memory, one store whatever the access key or Region.
///
/// It is held to what tables with multi-Region strong consistency allow: no transactions, no TTL,
/// no local secondary indexes.
public final class DynamoService implements AwsService {
  private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";

  /// Operations that have been answered in this process. The engine sets itself up for one while it
  /// answers the first call, and where several engines did so at once all have failed for a second.
  private static final Set<String> SET_UP = ConcurrentHashMap.newKeySet();

  /// Engines of one process share what tells them their operations, and each that is made fills it
  /// anew: calls share this, and an engine is made while it is held alone.
  private static final ReadWriteLock MAKING = new ReentrantReadWriteLock(true);

  private static final Set<String> TRANSACTIONS =
      Set.of("TransactWriteItems", "TransactGetItems", "ExecuteTransaction");

  private static final Set<String> READS =
      Set.of("GetItem", "BatchGetItem", "Query", "Scan", "DescribeTable", "ListTables");

  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem");

  private final Engine engine;
  private final LocalDynamoDBServerHandler protocol;
  private final Tables tables;
  private final Exports exports;

  /// Calls that make or change tables share it, as do those of which it is not known what they
  /// write; it is held alone while the tables are read for a picture. It is taken before `writes`.
  private final ReadWriteLock others = new ReentrantReadWriteLock(true);

  /// Calls that write items share it; it is held alone in the moment that a picture is of.
  private final ReadWriteLock writes = new ReentrantReadWriteLock(true);

  /// What is being read for a picture. It changes while `writes` is held alone.
  private volatile Optional<Moment> moment = Optional.empty();

  /// @param exported puts what is exported into S3
  public DynamoService(InstantSource clock, Exported exported) {
    exports = new Exports(clock, exported::put, this::picture);
    engine = new Engine();
    tables = new Tables(engine);
    MAKING.writeLock().lock();
    try {
      protocol = new LocalDynamoDBServerHandler(engine, "");
    } finally {
      MAKING.writeLock().unlock();
    }
  }

  /// Takes the objects of an export.
  public interface Exported {
    void put(String bucket, String key, byte[] content);
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
    var answer = served(call);
    if (answer.status() >= 500) {
      // the engine takes what is no JSON for a failure of its own
      var _ = JsonProtocol.parsed(call.body());
      var said = new String(answer.body(), StandardCharsets.UTF_8);
      System.err.printf(
          "edge: the engine answered %d to %s: %s%n", answer.status(), call.target(), said);
    }
    return answer;
  }

  private Answer served(Call call) {
    var operation = operation(call);
    if (READS.contains(operation)) {
      return asked(call);
    }
    if (WRITES.contains(operation)) {
      writes.readLock().lock();
      try {
        var read = moment;
        if (read.isEmpty() || read.get().keeps(operation, JsonProtocol.parsed(call.body()))) {
          return asked(call);
        }
      } finally {
        writes.readLock().unlock();
      }
    }
    others.readLock().lock();
    try {
      return asked(call);
    } finally {
      others.readLock().unlock();
    }
  }

  private Answer asked(Call call) {
    var request = new Inward(call);
    if (SET_UP.contains(call.target())) {
      return handled(call, request);
    }
    synchronized (SET_UP) {
      var answer = handled(call, request);
      if (answer.status() == 200) {
        SET_UP.add(call.target());
      }
      return answer;
    }
  }

  private Answer handled(Call call, Inward request) {
    var collected = new Collected(call.request());
    MAKING.readLock().lock();
    try {
      protocol.handle(request, collected, Callback.NOOP);
    } catch (Exception e) {
      // the engine declares Exception; whatever it is, the caller sees DynamoDB's own 500
      System.err.println("edge: the engine failed at " + call.target() + ": " + e.getClass());
      throw new AwsFailure(500, "InternalServerError", "The engine failed: " + e);
    } finally {
      MAKING.readLock().unlock();
    }
    return collected.answer();
  }

  /// All tables as of now: writes are held back until that is fixed, and no longer.
  ///
  /// @param fixed is told of which tables, when it is
  private Map<String, Picture> picture(Consumer<Set<String>> fixed) throws InterruptedException {
    others.writeLock().lock();
    try {
      var read = begun();
      fixed.accept(read.names());
      try {
        return read.pictures();
      } finally {
        moment = Optional.empty();
      }
    } finally {
      others.writeLock().unlock();
    }
  }

  private Moment begun() {
    var read = new Moment(tables);
    writes.writeLock().lock();
    try {
      moment = Optional.of(read);
    } finally {
      writes.writeLock().unlock();
    }
    return read;
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return JsonProtocol.failure("1.0", TYPE, failure);
  }

  /// Without it the engine's threads keep the process alive.
  @Override
  public void close() {
    exports.close();
    engine.shutdown();
  }

  /// The engine keeps nothing of a table's past, and knows no operation to say so: in memory there
  /// is no recovery window and no backup but what is exported.
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
      case "ExportTableToPointInTime" ->
          Optional.of(exports.begin(JsonProtocol.parsed(call.body())));
      case "DescribeExport" -> Optional.of(exports.describe(JsonProtocol.parsed(call.body())));
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
