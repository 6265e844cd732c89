package emanet.store;

import emanet.fault.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;

/// What DynamoDB tells of its own recovery: the window of point-in-time recovery, and every backup,
/// those that it makes by itself when a table is deleted included.
public final class DynamoRecovery implements Recovery {
  private final DynamoDbClient client;
  private final Generation generation;

  public DynamoRecovery(DynamoDbClient client, InstantSource clock) {
    this.client = client;
    this.generation = new Generation(client, clock);
  }

  @Override
  public Optional<Instant> earliest(Table table) {
    try {
      var moments = new ArrayList<Instant>();
      window(generation.name(table)).ifPresent(moments::add);
      // any generation's: a table that was deleted leaves backups behind
      var prefix = "emanet-" + table.label() + "-";
      var request =
          software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest.builder()
              .backupType(BackupTypeFilter.ALL);
      for (String last = null; ; ) {
        var page = client.listBackups(request.exclusiveStartBackupArn(last).build());
        page.backupSummaries().stream()
            .filter(backup -> backup.tableName().startsWith(prefix))
            .map(BackupSummary::backupCreationDateTime)
            .forEach(moments::add);
        last = page.lastEvaluatedBackupArn();
        if (last == null) {
          return moments.stream().min(Comparator.naturalOrder());
        }
      }
    } catch (SdkException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  private Optional<Instant> window(String table) {
    var backups =
        client
            .describeContinuousBackups(request -> request.tableName(table))
            .continuousBackupsDescription();
    return Optional.ofNullable(backups)
        .map(all -> all.pointInTimeRecoveryDescription())
        .filter(window -> window.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED)
        .map(window -> window.earliestRestorableDateTime());
  }
}
