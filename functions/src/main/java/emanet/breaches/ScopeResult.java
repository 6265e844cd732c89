package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private final BreachStore documents;

  ScopeResult(BreachStore documents) {
    this.documents = documents;
  }

  Optional<ObjectNode> find(TenantId tenant, String breach, String scope) {
    return documents.document(tenant, breach, "R#" + scope).map(document -> (ObjectNode) document);
  }

  /// Those of every scope that was worked out, by the ids of the scopes.
  List<JsonNode> all(TenantId tenant, String breach) {
    return documents.documents(tenant, breach, "R#");
  }

  static String piece(String scope, int number) {
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

  /// The codes of what was reached.
  ///
  /// @param reached figures, or one of the people of a list
  static List<CategoryCode> categories(JsonNode reached) {
    return reached
        .path("categories")
        .valueStream()
        .map(one -> new CategoryCode(one.path("category").asText()))
        .toList();
  }

  void write(TenantId tenant, String breach, String scope, ObjectNode figures) {
    documents.write(tenant, breach, Map.of("R#" + scope, figures.put(SCOPE, scope)));
  }
}
