package emanet.local.edge.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/// The engine's tables in SQLite, of which is remembered how each is made up: the engine asks for
/// that with every call, and SQLite has a thread of its own, so that half of what a small call
/// costs was asking it once more, and waking two threads.
///
/// What is remembered goes with each call that may change it.
final class KnownTables extends SQLiteDBAccess {
  private final Map<String, TableInfo> known = new ConcurrentHashMap<>();

  /// Who reads what is remembered shares it; it is held alone while a table is made or changed.
  private final ReadWriteLock changing = new ReentrantReadWriteLock();

  @Override
  public TableInfo getTableInfo(String table) {
    var info = known.get(table);
    if (info != null) {
      return info;
    }
    changing.readLock().lock();
    try {
      return known.computeIfAbsent(table, super::getTableInfo);
    } finally {
      changing.readLock().unlock();
    }
  }

  private void changed(String table, Runnable change) {
    changing.writeLock().lock();
    try {
      change.run();
    } finally {
      known.remove(table);
      changing.writeLock().unlock();
    }
  }

  @Override
  public void createTable(
      String table,
      AttributeDefinition hash,
      AttributeDefinition range,
      List<AttributeDefinition> attributes,
      List<LocalSecondaryIndex> local,
      List<GlobalSecondaryIndex> global,
      ProvisionedThroughput provisioned,
      OnDemandThroughput onDemand,
      BillingMode billing,
      Boolean isProtected,
      StreamSpecification stream) {
    changed(
        table,
        () ->
            super.createTable(
                table,
                hash,
                range,
                attributes,
                local,
                global,
                provisioned,
                onDemand,
                billing,
                isProtected,
                stream));
  }

  @Override
  public void updateTable(
      String table,
      ProvisionedThroughput provisioned,
      OnDemandThroughput onDemand,
      BillingMode billing,
      long at,
      List<AttributeDefinition> attributes,
      List<GlobalSecondaryIndexDescription> global,
      Boolean isProtected,
      StreamSpecification stream) {
    changed(
        table,
        () ->
            super.updateTable(
                table,
                provisioned,
                onDemand,
                billing,
                at,
                attributes,
                global,
                isProtected,
                stream));
  }

  @Override
  public void updateTable(String table, String expiry) {
    changed(table, () -> super.updateTable(table, expiry));
  }

  @Override
  public void createGSIColumns(String table, String index) {
    changed(table, () -> super.createGSIColumns(table, index));
  }

  @Override
  public void backfillGSI(String table, String index) {
    changed(table, () -> super.backfillGSI(table, index));
  }

  @Override
  public void deleteGSI(String table, String index) {
    changed(table, () -> super.deleteGSI(table, index));
  }

  @Override
  public void deleteTable(String table) {
    changed(table, () -> super.deleteTable(table));
  }
}
