package emanet.store;

import emanet.fault.Fault;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;

/// What calls about tables, and not about items, have in common: each is made seldom, and again
/// later where it fails.
final class TableCalls {
  /// What tables, their copies in buckets and logs are sealed with: the same in every deployment,
  /// as infrastructure/keys.yaml names it.
  static final String KEY = "alias/emanet-storage";

  private TableCalls() {}

  /// What a table can be shown as of by point-in-time recovery; empty where that is off.
  static Optional<PointInTimeRecoveryDescription> window(DynamoDbClient client, String table) {
    var backups =
        client
            .describeContinuousBackups(request -> request.tableName(table))
            .continuousBackupsDescription();
    return Optional.ofNullable(backups)
        .map(all -> all.pointInTimeRecoveryDescription())
        .filter(window -> window.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED);
  }

  static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }
}
