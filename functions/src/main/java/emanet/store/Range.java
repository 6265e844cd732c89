package emanet.store;

import java.util.Optional;

/// Items of one partition in the order of their sort keys, or of an index.
///
/// @param index none for the table itself, which is read strongly
/// @param from the lowest sort key, inclusive
/// @param to the highest sort key, inclusive
/// @param after the sort key after which to go on, exclusive; not for an index read backwards
public record Range(
    Table table,
    Optional<Index> index,
    String partition,
    String from,
    String to,
    Optional<String> after,
    int limit,
    boolean descending) {
  /// Sorts after every sort key in use: those are printable ASCII.
  private static final String HIGHEST = "\u007f";

  private static final int PAGE = 1000;

  /// All sort keys that start with `prefix`, read strongly.
  public static Range prefix(Table table, String partition, String prefix) {
    return new Range(
        table,
        Optional.empty(),
        partition,
        prefix,
        prefix + HIGHEST,
        Optional.empty(),
        PAGE,
        false);
  }

  public static Range between(Table table, String partition, String from, String to) {
    return new Range(table, Optional.empty(), partition, from, to, Optional.empty(), PAGE, false);
  }

  public static Range ofIndex(Table table, Index index, String partition, String from, String to) {
    return new Range(table, Optional.of(index), partition, from, to, Optional.empty(), PAGE, false);
  }

  public Range limit(int most) {
    return new Range(table, index, partition, from, to, after, most, descending);
  }

  public Range after(String sort) {
    return new Range(table, index, partition, from, to, Optional.of(sort), limit, descending);
  }

  public Range backwards() {
    return new Range(table, index, partition, from, to, after, limit, true);
  }
}
