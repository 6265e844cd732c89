package emanet.store;

/// The primary key of an item. The partition key starts with the tenant.
public record Key(Table table, String partition, String sort) {
  /// The attribute names of the primary key, in every table.
  static final String PARTITION = "pk";

  static final String SORT = "sk";

  /// What all partition keys of a tenant's begin with.
  public static String prefix(String tenant) {
    return "T#" + tenant + "#";
  }
}
