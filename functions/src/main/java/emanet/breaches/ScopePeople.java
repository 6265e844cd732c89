package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.breaches.Tally.Reached;
import emanet.register.KnownPeople;
import emanet.register.SubjectGroup;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Gatherers;

/// Writes people of a scope's list, some at a time, and counts them.
final class ScopePeople {
  /// Characters; a person takes some hundred.
  private static final int PIECE = 100_000;

  private static final int WINDOW = 100;
  private static final int WINDOWS_AT_ONCE = 4;

  private final BreachStore documents;
  private final Store store;
  private final KnownPeople people;

  ScopePeople(BreachStore documents, Store store, KnownPeople people) {
    this.documents = documents;
    this.store = store;
    this.people = people;
  }

  /// @param living with their groups
  private record Standing(SortedMap<String, Set<SubjectGroup>> living, int erased) {}

  /// Writes the living among these, from the list's document `first` on.
  ///
  /// @return what they came to, with how many people each document has
  ObjectNode write(
      TenantId tenant, String breach, String scope, int first, SortedMap<String, Reached> reached) {
    var standing = standing(tenant, reached.keySet());
    var living = new TreeMap<>(reached);
    living.keySet().retainAll(standing.living().keySet());
    var all = JsonNodeFactory.instance.arrayNode();
    living.forEach((id, person) -> all.add(json(id, person)));
    var pieces = Pieces.of(all, PIECE);
    var list = new TreeMap<String, JsonNode>();
    var sums = new ScopeSums();
    living.forEach((id, person) -> sums.add(person, standing.living().getOrDefault(id, Set.of())));
    sums.addErased(standing.erased());
    for (int i = 0; i < pieces.size(); i++) {
      sums.addDocument(pieces.get(i).size());
      list.put(ScopeResult.piece(scope, first + i), pieces.get(i));
    }
    if (!list.isEmpty()) {
      documents.write(tenant, breach, list);
    }
    return sums.json();
  }

  private Standing standing(TenantId tenant, Set<String> ids) {
    var living = new TreeMap<String, Set<SubjectGroup>>();
    int erased = 0;
    var calls = new ArrayList<Callable<Standing>>();
    ids.stream()
        .gather(Gatherers.windowFixed(WINDOW))
        .forEach(window -> calls.add(() -> standing(tenant, window)));
    for (var some : calls.stream().gather(Gatherers.windowFixed(WINDOWS_AT_ONCE)).toList()) {
      for (var one : Stage.all(some)) {
        living.putAll(one.living());
        erased += one.erased();
      }
    }
    return new Standing(living, erased);
  }

  private Standing standing(TenantId tenant, List<String> ids) {
    var living = new TreeMap<String, Set<SubjectGroup>>();
    int erased = 0;
    var keys = new HashSet<Key>();
    ids.forEach(id -> keys.addAll(people.keysFor(tenant, new SubjectId(id))));
    var read = store.readAll(keys);
    for (var id : ids) {
      var known = people.known(read, tenant, new SubjectId(id));
      switch (known.standing()) {
        case LIVING -> living.put(id, known.groups());
        case ERASED -> erased++;
        case ABSENT -> {} // a creation that stopped half-way: there is nobody
      }
    }
    return new Standing(living, erased);
  }

  private static ObjectNode json(String id, Reached person) {
    var json = JsonNodeFactory.instance.objectNode().put("subject", id);
    json.put("found", person.found());
    var list = json.putArray("categories");
    person
        .categories()
        .forEach((code, reach) -> {
          var one = list.addObject().put("category", code);
          var records = one.putArray("records");
          reach.records().forEach(records::add);
          var fields = one.putArray("fields");
          reach.fields().forEach(fields::add);
        });
    return json;
  }
}
