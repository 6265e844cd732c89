package emanet.register;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What became different between two inventories, row by row: a row is an activity and a category.
final class InventoryDiff {
  /// What says nothing about the processing itself.
  private static final Set<String> BESIDE = Set.of("version");

  private InventoryDiff() {}

  /// A difference.
  sealed interface Change {
    /// A row that there was not.
    record Added(ObjectNode row) implements Change {}

    /// A row that there is no more.
    record Removed(ObjectNode row) implements Change {}

    /// A row of which some fields say something else.
    record Changed(ObjectNode before, ObjectNode after, Set<String> fields) implements Change {
      public Changed {
        fields = Set.copyOf(fields);
      }
    }
  }

  /// By activity and category.
  static List<Change> between(List<ObjectNode> before, List<ObjectNode> after) {
    var old = byPlace(before);
    var now = byPlace(after);
    var places = new TreeSet<>(old.keySet());
    places.addAll(now.keySet());
    var changes = new ArrayList<Change>();
    for (var place : places) {
      var was = old.get(place);
      var is = now.get(place);
      if (was == null && is != null) {
        changes.add(new Change.Added(is));
      } else if (is == null && was != null) {
        changes.add(new Change.Removed(was));
      } else if (was != null && is != null) {
        var fields = fields(was, is);
        if (!fields.isEmpty()) {
          changes.add(new Change.Changed(was, is, fields));
        }
      }
    }
    return changes;
  }

  private static Map<String, ObjectNode> byPlace(List<ObjectNode> rows) {
    var places = new TreeMap<String, ObjectNode>();
    // "#" is in no code
    rows.forEach(row ->
        places.put(row.path("activity").asText() + "#" + row.path("category").asText(), row));
    return places;
  }

  private static Set<String> fields(ObjectNode before, ObjectNode after) {
    var names = new TreeSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.removeAll(BESIDE);
    names.removeIf(name -> before.path(name).equals(after.path(name)));
    return names;
  }
}
