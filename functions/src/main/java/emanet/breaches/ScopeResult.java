package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.breaches.Tally.Reached;
import emanet.register.Categories;
import emanet.register.KnownPeople;
import emanet.register.SubjectGroup;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Gatherers;

/// What a scope came to: figures, and the list of people behind them, both sealed under the
/// breach's key. The figures are of the living; those who were erased since are counted apart, and
/// are not on the list.
///
/// | document | what |
/// |---|---|
/// | `L#<scope>#<number, 6 digits>` | people of the list, in the order of their ids |
/// | `R#<scope>` | the figures, and how many people each document of the list has; written last |
final class ScopeResult {
  static final String SIZES = "sizes";
  static final String SCOPE = "scope";

  /// Characters; a person takes some hundred.
  private static final int PIECE = 100_000;

  private static final int WINDOW = 100;
  private static final int WRITES = 10;

  private final BreachStore documents;
  private final Store store;
  private final KnownPeople people;
  private final Categories categories;

  ScopeResult(BreachStore documents, Store store, KnownPeople people, Categories categories) {
    this.documents = documents;
    this.store = store;
    this.people = people;
    this.categories = categories;
  }

  Optional<ObjectNode> find(TenantId tenant, String breach, String scope) {
    return documents.document(tenant, breach, "R#" + scope).map(document -> (ObjectNode) document);
  }

  /// Those of every scope that was worked out, by the ids of the scopes.
  List<JsonNode> all(TenantId tenant, String breach) {
    return documents.documents(tenant, breach, "R#");
  }

  private static String piece(String scope, int number) {
    return "L#" + scope + "#%06d".formatted(number);
  }

  /// People of the list from `index` on, `limit` at most.
  List<JsonNode> list(TenantId tenant, String breach, String scope, int index, int limit) {
    var figures = find(tenant, breach, scope).orElseThrow();
    var found = new ArrayList<JsonNode>();
    int passed = 0;
    int number = 0;
    for (var size : figures.path(SIZES)) {
      int first = Math.max(0, index - passed);
      if (first < size.asInt() && found.size() < limit) {
        var listed = documents.document(tenant, breach, piece(scope, number)).orElseThrow();
        for (int i = first; i < listed.size() && found.size() < limit; i++) {
          found.add(listed.get(i));
        }
      }
      passed += size.asInt();
      number++;
    }
    return found;
  }

  void write(
      TenantId tenant,
      String breach,
      String scope,
      Inquiry inquiry,
      Map<String, Reached> reached,
      Set<String> matched) {
    var standing = standing(tenant, reached.keySet());
    var living = new TreeMap<>(reached);
    living.keySet().removeIf(id -> !standing.living().containsKey(id));
    var sizes = writeList(tenant, breach, scope, living);
    var figures = figures(tenant, living, standing);
    figures.put("from", inquiry.suspects().from().toString());
    figures.put("to", inquiry.to().toString());
    figures.put("unmatched", unmatched(inquiry.suspects(), matched));
    figures.put(SCOPE, scope);
    figures.set(SIZES, sizes);
    documents.write(tenant, breach, Map.of("R#" + scope, figures));
  }

  private static int unmatched(Suspects suspects, Set<String> matched) {
    var all = new HashSet<>(suspects.actors());
    all.addAll(suspects.addresses());
    all.removeAll(matched);
    return all.size();
  }

  /// @param living with their groups
  private record Standing(Map<String, Set<SubjectGroup>> living, int erased) {}

  private Standing standing(TenantId tenant, Set<String> ids) {
    var living = new TreeMap<String, Set<SubjectGroup>>();
    int erased = 0;
    for (var window : ids.stream().gather(Gatherers.windowFixed(WINDOW)).toList()) {
      var keys = new HashSet<Key>();
      window.forEach(id -> keys.addAll(people.keysFor(tenant, new SubjectId(id))));
      var read = store.readAll(keys);
      for (var id : window) {
        var known = people.known(read, tenant, new SubjectId(id));
        switch (known.standing()) {
          case LIVING -> living.put(id, known.groups());
          case ERASED -> erased++;
          case ABSENT -> {} // a creation that stopped half-way: there is nobody
        }
      }
    }
    return new Standing(living, erased);
  }

  private ArrayNode writeList(
      TenantId tenant, String breach, String scope, Map<String, Reached> living) {
    var all = JsonNodeFactory.instance.arrayNode();
    living.forEach((id, person) -> all.add(json(id, person)));
    var sizes = JsonNodeFactory.instance.arrayNode();
    var pieces = Pieces.of(all, PIECE);
    var batch = new TreeMap<String, JsonNode>();
    for (int i = 0; i < pieces.size(); i++) {
      sizes.add(pieces.get(i).size());
      batch.put(piece(scope, i), pieces.get(i));
      if (batch.size() == WRITES || i == pieces.size() - 1) {
        documents.write(tenant, breach, batch);
        batch.clear();
      }
    }
    return sizes;
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

  private ObjectNode figures(TenantId tenant, Map<String, Reached> living, Standing standing) {
    var ofCategory = new TreeMap<String, long[]>();
    var groups = new TreeMap<SubjectGroup, Integer>();
    long records = 0;
    int found = 0;
    for (var person : living.entrySet()) {
      found += person.getValue().found() ? 1 : 0;
      for (var reach : person.getValue().categories().entrySet()) {
        var sums = ofCategory.computeIfAbsent(reach.getKey(), _ -> new long[2]);
        sums[0]++;
        sums[1] += reach.getValue().records().size();
        records += reach.getValue().records().size();
      }
      standing
          .living()
          .getOrDefault(person.getKey(), Set.of())
          .forEach(group -> groups.merge(group, 1, Integer::sum));
    }
    var json = JsonNodeFactory.instance.objectNode();
    json.put("subjects", living.size()).put("records", records);
    json.set("categories", categories(tenant, ofCategory));
    var list = json.putArray("groups");
    groups.forEach(
        (group, people) -> list.addObject().put("group", group.name()).put("subjects", people));
    return json.put("found", found).put("erased", standing.erased());
  }

  private ArrayNode categories(TenantId tenant, Map<String, long[]> sums) {
    var codes = sums.keySet().stream().map(CategoryCode::new).toList();
    var known = categories.find(tenant, codes);
    var list = JsonNodeFactory.instance.arrayNode();
    sums.forEach((code, sum) -> {
      var category = known.get(new CategoryCode(code));
      list.addObject()
          .put("category", code)
          .put("special", category != null && category.special())
          .put("subjects", sum[0])
          .put("records", sum[1]);
    });
    return list;
  }
}
