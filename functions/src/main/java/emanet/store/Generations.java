package emanet.store;

import java.util.Map;

/// Which generation each table is of.
///
/// @param number of all but those that are apart
/// @param apart tables that stayed where they were when the others were brought back
public record Generations(long number, Map<Table, Long> apart) {
  public Generations {
    apart = Map.copyOf(apart);
  }

  public long of(Table table) {
    return apart.getOrDefault(table, number);
  }

  /// The table's full name.
  String name(Table table) {
    return table == Table.DEPLOYMENT
        ? Generation.TABLE
        : "emanet-" + table.label() + "-" + of(table);
  }
}
