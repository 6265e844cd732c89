package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.ledger.Action;
import emanet.ledger.Entry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts together what a scope's parts found: whom entries without an outcome name, and what of
/// them. An intent that was refused, or came to nothing, names nobody.
final class Tally {
  /// One entry about a person, as a part keeps it.
  private record Line(
      String subject, String category, String record, JsonNode fields, boolean found) {}

  private final Map<String, Line> lines = new TreeMap<>();
  private final Set<String> undone = new HashSet<>();
  private final Set<String> matched = new HashSet<>();

  /// As a part keeps an entry: `i` its id, `s` the subject, `c` category, `r` record, `f` fields,
  /// `h` where it is a hit of a search.
  static ObjectNode line(Entry entry, String subject) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("i", entry.id()).put("s", subject);
    entry.category().ifPresent(category -> json.put("c", category));
    entry.record().ifPresent(record -> json.put("r", record));
    if (!entry.fields().isEmpty()) {
      var fields = json.putArray("f");
      entry.fields().forEach(fields::add);
    }
    if (entry.action() == Action.FOUND) {
      json.put("h", true);
    }
    return json;
  }

  /// Takes a part in; one that was taken in already changes nothing.
  void add(JsonNode part) {
    part.path("lines")
        .forEach(line ->
            lines.put(
                line.path("i").asText(),
                new Line(
                    line.path("s").asText(),
                    line.path("c").asText(),
                    line.path("r").asText(),
                    line.path("f"),
                    line.path("h").asBoolean())));
    part.path("undone").forEach(id -> undone.add(id.asText()));
    part.path("matched").forEach(suspect -> matched.add(suspect.asText()));
  }

  Set<String> matched() {
    return matched;
  }

  /// What was reached of one category of a person.
  ///
  /// @param fields `*` for all that the activity showed
  record Reach(Set<String> records, Set<String> fields) {
    Reach() {
      this(new TreeSet<>(), new TreeSet<>());
    }
  }

  /// A person that was reached.
  static final class Reached {
    private final Map<String, Reach> categories = new TreeMap<>();
    private boolean found;

    /// By category; empty where no category was named, as in a list of what there is.
    Map<String, Reach> categories() {
      return categories;
    }

    /// Whether a search named the person.
    boolean found() {
      return found;
    }
  }

  /// By the person's id.
  Map<String, Reached> people() {
    var people = new TreeMap<String, Reached>();
    lines.forEach((id, line) -> {
      if (undone.contains(id)) {
        return;
      }
      var person = people.computeIfAbsent(line.subject(), _ -> new Reached());
      person.found |= line.found();
      if (!line.category().isEmpty()) {
        var reach = person.categories.computeIfAbsent(line.category(), _ -> new Reach());
        if (!line.record().isEmpty()) {
          reach.records().add(line.record());
        }
        line.fields().forEach(field -> reach.fields().add(field.asText()));
      }
    });
    return people;
  }
}
