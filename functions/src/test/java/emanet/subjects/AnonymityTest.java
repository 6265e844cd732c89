package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.BuiltInCategories;
import emanet.register.Category;
import emanet.subjects.Generalising.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnonymityTest {
  private static final Category PERSONNEL = BuiltInCategories.find("personnel").orElseThrow();

  private static ObjectNode fields(String department, String start, double salary) {
    var fields = JsonNodeFactory.instance.objectNode();
    fields.put("employeeNo", "E-7").put("department", department);
    return fields.put("startDate", start).put("salary", salary);
  }

  private static List<Row> rows(String department, String start, double salary) {
    return List.of(Generalising.row(PERSONNEL, fields(department, start, salary)));
  }

  private static Map<String, List<Row>> people(int many, String department, double... salaries) {
    var people = new LinkedHashMap<String, List<Row>>();
    for (int i = 0; i < many; i++) {
      people.put(
          department + i,
          rows(department, "198" + i % 10 + "-05-0" + (1 + i % 9), salaries[i % salaries.length]));
    }
    return people;
  }

  @Test
  void whatNamesOrDatesExactlyIsNotKept() {
    var row = rows("Satış", "1987-05-19", 43_250.75).getFirst();
    assertThat(row.quasi().get("startDate")).isEqualTo("1980s");
    assertThat(row.sensitive()).containsOnlyKeys("salary").containsValue("4e4");
    assertThat(row.quasi()).doesNotContainKey("employeeNo");
    assertThat(row.toString()).doesNotContain("E-7", "1987", "43250");
    for (var small : Map.of(0.0, "0", 7.0, "7e0", 0.042, "4e-2", -350.0, "-3e2").entrySet()) {
      assertThat(rows("x", "1980-01-01", small.getKey()).getFirst().sensitive().get("salary"))
          .isEqualTo(small.getValue());
    }
  }

  @Test
  void ofSpecialCategoriesAndOfWhatNamesPeopleNothingIsKept() {
    for (var code : List.of("health", "contact")) {
      var category = BuiltInCategories.find(code).orElseThrow();
      assertThat(Generalising.keepsAnything(category)).as(code).isFalse();
    }
    assertThat(Generalising.keepsAnything(PERSONNEL)).isTrue();
    for (var category : BuiltInCategories.all().values()) {
      assertThat(category.special() && Generalising.keepsAnything(category)).isFalse();
    }
  }

  @Test
  void fewerThanKAreNotLetGo() {
    assertThat(Anonymity.of(people(4, "Satış", 40_000, 50_000), 5, 2).people()).isEmpty();
    var release = Anonymity.of(people(5, "Satış", 40_000, 50_000), 5, 2);
    assertThat(release.people()).hasSize(5);
    assertThat(release.rows()).hasSize(5);
  }

  @Test
  void aGroupWithOneValueIsNotLetGo() {
    assertThat(Anonymity.of(people(9, "Satış", 40_000), 5, 2).people()).isEmpty();
  }

  @Test
  void aTextThatFewShareIsNotKept() {
    var all = people(5, "Satış", 40_000, 50_000);
    for (int i = 0; i < 5; i++) {
      all.put("own" + i, rows("Işıl Aslan'ın ekibi " + i, "1985-01-01", i < 2 ? 1 : 20));
    }
    var release = Anonymity.of(all, 5, 2);
    assertThat(release.people()).hasSize(10);
    assertThat(release.toString()).doesNotContain("Işıl", "ışıl");
  }

  /// One person's many rows are no crowd.
  @Test
  void peopleAreCountedAndNotRows() {
    var all = new HashMap<>(people(3, "Satış", 40_000, 50_000));
    all.put(
        "many",
        people(9, "Satış", 40_000, 50_000).values().stream().flatMap(List::stream).toList());
    assertThat(Anonymity.of(all, 5, 2).people()).isEmpty();
  }

  /// Whoever is left out is missing from every other count, too.
  @Test
  void whatIsLetGoIsAnonymousWhateverTheCrowd() {
    for (long seed = 1; seed <= 300; seed++) {
      var random = new Random(seed);
      var all = new HashMap<String, List<Row>>();
      int many = random.nextInt(40);
      for (int i = 0; i < many; i++) {
        var own = new java.util.ArrayList<Row>();
        for (int j = 0; j <= random.nextInt(3); j++) {
          own.addAll(
              rows(
                  "d" + random.nextInt(4),
                  (197 + random.nextInt(3)) + "1-01-01",
                  Math.pow(10, random.nextInt(3))));
        }
        all.put("p" + i, own);
      }
      int k = 2 + random.nextInt(5);
      var release = Anonymity.of(all, k, 2);
      hold(all, release, k, seed);
    }
  }

  private static void hold(
      Map<String, List<Row>> all, Anonymity.Release release, int k, long seed) {
    var people = new HashMap<String, Integer>();
    var values = new HashMap<String, Set<String>>();
    for (var row : release.rows()) {
      people.merge(row.quasi().toString(), 1, Integer::sum);
      values
          .computeIfAbsent(row.quasi().toString(), _ -> new HashSet<>())
          .add(row.sensitive().get("salary"));
    }
    assertThat(people.values()).as("seed " + seed).allMatch(count -> count >= k);
    assertThat(values.values()).as("seed " + seed).allMatch(some -> some.size() >= 2);
    int rows = release.people().stream().mapToInt(id -> all.get(id).size()).sum();
    assertThat(release.rows()).as("seed " + seed).hasSize(rows);
  }
}
