package emanet.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;

/// Exports by DynamoDB's point-in-time recovery.
public final class DynamoExports implements Exports {
  private final DynamoDbClient client;
  private final Generation generation;
  private final InstantSource clock;

  public DynamoExports(DynamoDbClient client, InstantSource clock) {
    this.client = client;
    this.generation = new Generation(client, clock);
    this.clock = clock;
  }

  @Override
  public Instant latest(Collection<Table> tables) {
    return TableCalls.guarded(() -> {
      var latest = clock.instant();
      for (var table : tables) {
        var of = restorable(generation.name(table));
        if (of.isPresent() && of.get().isBefore(latest)) {
          latest = of.get();
        }
      }
      return latest.truncatedTo(ChronoUnit.SECONDS);
    });
  }

  /// DynamoDB is some minutes behind with what it can show of the past.
  private Optional<Instant> restorable(String table) {
    return TableCalls.window(client, table).map(window -> window.latestRestorableDateTime());
  }

  @Override
  public String begin(Table table, Instant at, String bucket, String prefix, String token) {
    return TableCalls.guarded(() -> {
      var arn =
          client
              .describeTable(request -> request.tableName(generation.name(table)))
              .table()
              .tableArn();
      // said here, since what an export does of a bucket's own encryption is not told anywhere
      return client
          .exportTableToPointInTime(request ->
              request
                  .tableArn(arn)
                  .exportTime(at)
                  .s3Bucket(bucket)
                  .s3Prefix(prefix)
                  .s3SseAlgorithm(S3SseAlgorithm.KMS)
                  .s3SseKmsKeyId(TableCalls.KEY)
                  .exportFormat(ExportFormat.DYNAMODB_JSON)
                  .clientToken(token))
          .exportDescription()
          .exportArn();
    });
  }

  @Override
  public Progress progress(String export) {
    return TableCalls.guarded(() -> {
      var seen = client.describeExport(request -> request.exportArn(export)).exportDescription();
      if (seen.exportStatus() == ExportStatus.COMPLETED) {
        return new Progress(State.DONE, seen.exportManifest(), seen.itemCount());
      }
      var state = seen.exportStatus() == ExportStatus.FAILED ? State.FAILED : State.RUNNING;
      return new Progress(state, "", 0);
    });
  }
}
