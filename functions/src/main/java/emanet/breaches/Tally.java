package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.ledger.Action;
import emanet.ledger.Entry;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts together what a scope's parts found: whom entries without an outcome name, and what of
/// them. An intent that was refused, or came to nothing, names nobody.
///
/// What it keeps goes with the people and what was reached of them, not with the entries.
final class Tally {
  private final SortedMap<String, Reached> people = new TreeMap<>();
  private final Set<String> undone;

  /// @param undone ids of entries that name nobody
  Tally(Set<String> undone) {
    this.undone = Set.copyOf(undone);
  }

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
    for (var line : part.path("lines")) {
      if (!undone.contains(line.path("i").asText())) {
        add(line, people.computeIfAbsent(line.path("s").asText(), _ -> new Reached()));
      }
    }
  }

  private static void add(JsonNode line, Reached person) {
    person.found |= line.path("h").asBoolean();
    var category = line.path("c").asText();
    if (!category.isEmpty()) {
      var reach = person.categories.computeIfAbsent(category, _ -> new Reach());
      var record = line.path("r").asText();
      if (!record.isEmpty()) {
        reach.records().add(record);
      }
      line.path("f").forEach(field -> reach.fields().add(field.asText()));
    }
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
  SortedMap<String, Reached> people() {
    return people;
  }
}
