package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.breaches.Tally.Reached;
import emanet.register.SubjectGroup;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adds up what a scope reached: person by person, or figures of some with figures of others.
final class ScopeSums {
  private static final String SUBJECTS = "subjects";
  private static final String RECORDS = "records";
  private static final String CATEGORIES = "categories";
  private static final String CATEGORY = "category";

  /// Of a category; not known here, so that none is.
  static final String SPECIAL = "special";

  private static final String GROUPS = "groups";
  private static final String GROUP = "group";
  private static final String FOUND = "found";
  private static final String ERASED = "erased";

  /// People and records of a category.
  private record Sum(long subjects, long records) {
    Sum plus(Sum other) {
      return new Sum(subjects + other.subjects, records + other.records);
    }
  }

  private final SortedMap<String, Sum> categories = new TreeMap<>();
  private final SortedMap<String, Long> groups = new TreeMap<>();
  private final ArrayNode sizes = JsonNodeFactory.instance.arrayNode();
  private Sum all = new Sum(0, 0);
  private long found;
  private long erased;

  void add(Reached person, Collection<SubjectGroup> of) {
    long records = 0;
    for (var reach : person.categories().entrySet()) {
      var sum = new Sum(1, reach.getValue().records().size());
      categories.merge(reach.getKey(), sum, Sum::plus);
      records += sum.records();
    }
    all = all.plus(new Sum(1, records));
    found += person.found() ? 1 : 0;
    of.forEach(group -> groups.merge(group.name(), 1L, Long::sum));
  }

  void addErased(int people) {
    erased += people;
  }

  void addDocument(int people) {
    sizes.add(people);
  }

  /// @param figures as `json` has them
  void add(JsonNode figures) {
    all = all.plus(sum(figures));
    found += figures.path(FOUND).asLong();
    erased += figures.path(ERASED).asLong();
    figures
        .path(CATEGORIES)
        .forEach(one -> categories.merge(one.path(CATEGORY).asText(), sum(one), Sum::plus));
    figures
        .path(GROUPS)
        .forEach(one -> groups.merge(one.path(GROUP).asText(), sum(one).subjects(), Long::sum));
    figures.path(ScopeResult.SIZES).forEach(sizes::add);
  }

  private static Sum sum(JsonNode json) {
    return new Sum(json.path(SUBJECTS).asLong(), json.path(RECORDS).asLong());
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put(SUBJECTS, all.subjects()).put(RECORDS, all.records());
    var ofCategory = json.putArray(CATEGORIES);
    categories.forEach((code, sum) ->
        ofCategory
            .addObject()
            .put(CATEGORY, code)
            .put(SPECIAL, false)
            .put(SUBJECTS, sum.subjects())
            .put(RECORDS, sum.records()));
    var ofGroup = json.putArray(GROUPS);
    groups.forEach((group, people) -> ofGroup.addObject().put(GROUP, group).put(SUBJECTS, people));
    json.put(FOUND, found).put(ERASED, erased);
    json.set(ScopeResult.SIZES, sizes.deepCopy());
    return json;
  }
}
