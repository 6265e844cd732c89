package emanet.store;

import emanet.values.TenantId;

/// The primary key of an item. The partition key starts with the tenant.
public record Key(Table table, String partition, String sort) {
  /// The attribute names of the primary key, in every table.
  static final String PARTITION = "pk";

  static final String SORT = "sk";

  /// The tenant whose item it is.
  public TenantId tenant() {
    return new TenantId(partition.substring(2, partition.indexOf('#', 2)));
  }

  /// What all partition keys of a tenant's begin with.
  public static String prefix(String tenant) {
    return "T#" + tenant + "#";
  }
}
