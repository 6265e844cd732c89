package emanet.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a caller wants a record to become.
///
/// @param fields as sent; in a merge a `null` takes a field away
/// @param eventDate `null` node takes it away, empty leaves it
/// @param merge whether what is not named stays
public record Change(
    ObjectNode fields, Optional<JsonNode> eventDate, Optional<JsonNode> asOf, boolean merge) {

  Set<String> names() {
    var names = new TreeSet<String>();
    fields.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public String toString() {
    return "Change[" + fields.size() + "]";
  }
}
