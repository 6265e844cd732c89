package emanet.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/// What DynamoDB tells of its own recovery: the windows of point-in-time recovery, and every
/// backup, those that it makes by itself when a table is deleted included.
///
/// Tables of other generations count as well: those that a promotion left, and those that were
/// filled and never promoted. One that holds an item holds it as of any time. One that was made
/// ready and is empty holds back nobody.
public final class DynamoRecovery implements Recovery {
  private final DynamoDbClient client;
  private final Generation generation;

  public DynamoRecovery(DynamoDbClient client, InstantSource clock) {
    this.client = client;
    this.generation = new Generation(client, clock);
  }

  @Override
  public Optional<Instant> earliest(Table table) {
    return TableCalls.guarded(() -> {
      // any generation's: a table that was deleted leaves backups behind
      var prefix = "emanet-" + table.label() + "-";
      var moments = new ArrayList<>(backups(prefix));
      var inUse = generation.name(table);
      window(inUse).ifPresent(moments::add);
      client.listTablesPaginator().tableNames().stream()
          .filter(name -> name.startsWith(prefix) && !name.equals(inUse))
          .forEach(name -> {
            window(name).ifPresent(moments::add);
            if (holdsAnything(name)) {
              moments.add(Instant.EPOCH);
            }
          });
      return moments.stream().min(Comparator.naturalOrder());
    });
  }

  private Optional<Instant> window(String table) {
    return TableCalls.window(client, table).map(window -> window.earliestRestorableDateTime());
  }

  /// Nobody knows which keys lie in a table that is not in use, and DynamoDB's own count is hours
  /// old: so this asks whether there is any one item, and reads nothing of it.
  private boolean holdsAnything(String table) {
    var one =
        client.scan(
            request -> request.tableName(table).select(Select.COUNT).limit(1).consistentRead(true));
    return one.count() > 0 || one.hasLastEvaluatedKey();
  }

  private List<Instant> backups(String prefix) {
    var moments = new ArrayList<Instant>();
    var request = ListBackupsRequest.builder().backupType(BackupTypeFilter.ALL);
    for (String last = null; ; ) {
      var page = client.listBackups(request.exclusiveStartBackupArn(last).build());
      page.backupSummaries().stream()
          .filter(backup -> backup.tableName().startsWith(prefix))
          .map(BackupSummary::backupCreationDateTime)
          .forEach(moments::add);
      last = page.lastEvaluatedBackupArn();
      if (last == null) {
        return moments;
      }
    }
  }
}
