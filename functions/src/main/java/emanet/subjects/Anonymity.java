package emanet.subjects;

import emanet.subjects.Generalising.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Which of some people can be let go into one release, so that nobody is known from it.
///
/// - k: in every group of rows whose QUASI fields are alike there are at least k people.
/// - l: in each such group every SENSITIVE field of which anything is kept has at least l values.
/// - A text that fewer than k people of the release share is not kept: it may be a name.
/// - Earlier releases count as known: whoever sees two of them sees what came between. So a group
///   is never filled up by people of earlier releases; each release is anonymous alone. Groups are
///   cut alike in all of them, so that none cuts into another's.
final class Anonymity {
  /// In the place of a text that too few share.
  static final String OTHER = "*";

  private Anonymity() {}

  /// What can be let go.
  ///
  /// @param people ids of those whose rows are among `rows`
  /// @param rows in an order that says nothing of the people's
  record Release(Set<String> people, List<Row> rows) {}

  /// @param rowsOf each one's rows; none of them is empty
  static Release of(Map<String, List<Row>> rowsOf, int k, int l) {
    var people = new LinkedHashMap<>(rowsOf);
    while (true) {
      // who is left out takes their share of every count along: what is left is judged anew
      var coarse = withoutRareTexts(people, k);
      var out = tooFew(coarse, k, l);
      if (out.isEmpty()) {
        var rows = new ArrayList<Row>();
        coarse.values().forEach(rows::addAll);
        rows.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new Release(new LinkedHashSet<>(coarse.keySet()), rows);
      }
      people.keySet().removeAll(out);
    }
  }

  private static Set<String> tooFew(Map<String, List<Row>> people, int k, int l) {
    var groups = new HashMap<SortedMap<String, String>, Map<String, List<Row>>>();
    people.forEach((id, rows) ->
        rows.forEach(row ->
            groups
                .computeIfAbsent(row.quasi(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(id, _ -> new ArrayList<>())
                .add(row)));
    var out = new HashSet<String>();
    for (var group : groups.values()) {
      if (group.size() < k || !isDiverse(group, l)) {
        out.addAll(group.keySet());
      }
    }
    return out;
  }

  private static boolean isDiverse(Map<String, List<Row>> group, int l) {
    var values = new HashMap<String, Set<String>>();
    for (var rows : group.values()) {
      for (var row : rows) {
        row.sensitive()
            .forEach((field, value) -> {
              var all = values.computeIfAbsent(field, _ -> new HashSet<>());
              if (!value.equals(OTHER)) {
                all.add(value);
              }
            });
      }
    }
    // a field of which nothing is kept tells nothing
    return values.values().stream().allMatch(all -> all.isEmpty() || all.size() >= l);
  }

  private static Map<String, List<Row>> withoutRareTexts(Map<String, List<Row>> people, int k) {
    var quasi = sharers(people, Row::quasi);
    var sensitive = sharers(people, Row::sensitive);
    var coarse = new LinkedHashMap<String, List<Row>>();
    people.forEach((id, rows) ->
        coarse.put(
            id,
            rows.stream()
                .map(row ->
                    new Row(
                        shared(row, row.quasi(), quasi, k),
                        shared(row, row.sensitive(), sensitive, k),
                        row.texts()))
                .toList()));
    return coarse;
  }

  /// By field and value, who has it.
  private static Map<Map.Entry<String, String>, Set<String>> sharers(
      Map<String, List<Row>> people, Function<Row, SortedMap<String, String>> part) {
    var sharers = new HashMap<Map.Entry<String, String>, Set<String>>();
    people.forEach((id, rows) ->
        rows.forEach(row ->
            part.apply(row)
                .forEach((field, value) ->
                    sharers
                        .computeIfAbsent(Map.entry(field, value), _ -> new HashSet<>())
                        .add(id))));
    return sharers;
  }

  private static SortedMap<String, String> shared(
      Row row,
      SortedMap<String, String> values,
      Map<Map.Entry<String, String>, Set<String>> sharers,
      int k) {
    var kept = new TreeMap<String, String>();
    values.forEach((field, value) -> {
      boolean rare = sharers.getOrDefault(Map.entry(field, value), Set.of()).size() < k;
      kept.put(field, rare && row.texts().contains(field) ? OTHER : value);
    });
    return kept;
  }
}
