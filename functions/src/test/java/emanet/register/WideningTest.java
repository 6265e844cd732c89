package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.CategoryCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What needs a second person, and what does not.
class WideningTest {
  private static final Map<CategoryCode, Category> CATEGORIES = categories();

  private static Map<CategoryCode, Category> categories() {
    var categories = new HashMap<CategoryCode, Category>();
    BuiltInCategories.all().values().forEach(c -> categories.put(c.code(), c));
    return categories;
  }

  private static Activity read(ObjectNode document) {
    return ActivityDocument.read("payroll", document).judged();
  }

  /// Both ways: what one change widens, its reverse narrows.
  private static void widens(Consumer<ObjectNode> change) {
    var before = read(Samples.activity());
    var after = read(Samples.activity(change));
    assertThat(Widening.between(before, after, CATEGORIES)).as("there").isTrue();
    assertThat(Widening.between(after, before, CATEGORIES)).as("and back").isFalse();
  }

  private static void doesNotWiden(Consumer<ObjectNode> change) {
    var before = read(Samples.activity());
    var after = read(Samples.activity(change));
    assertThat(after).isNotEqualTo(before);
    assertThat(Widening.between(before, after, CATEGORIES)).isFalse();
  }

  private static ObjectNode use(ObjectNode document, int index) {
    return (ObjectNode) document.get("categories").get(index);
  }

  @Test
  void moreOfAnythingWidens() {
    widens(d -> d.withArray("purposes").add("Reklam"));
    widens(d -> d.withArray("subjectGroups").add("INTERN"));
    widens(d -> d.withArray("roles").add("subject"));
    widens(d -> d.withArray("recipients").add("bordro"));
    widens(d -> d.withArray("categories").addObject().put("category", "finance"));
    widens(d -> use(d, 1).withArray("fields").add("address"));
    widens(d -> use(d, 1).remove("fields"));
    widens(d -> use(d, 1).put("view", "PLAIN"));
    widens(d -> use(d, 2).put("search", true));
    widens(d -> use(d, 2).remove("search"));
    widens(d -> d.withObject("/retention").put("period", "P10Y1D"));
    widens(d ->
        use(d, 1).putObject("retention").put("period", "P11Y").put("from", "RELATIONSHIP_END"));
  }

  /// What counts from something that may never come, or that nobody knows, may be kept for ever.
  @Test
  void aTimeThatCountsFromWhatIsYetToComeWidens() {
    var made = read(Samples.activity(d -> d.withObject("/retention").put("from", "CREATED")));
    var dated = read(Samples.activity(d -> d.withObject("/retention").put("from", "EVENT_DATE")));
    var ended = read(Samples.activity());
    for (var later : List.of(dated, ended)) {
      assertThat(Widening.between(made, later, CATEGORIES)).isTrue();
      assertThat(Widening.between(later, made, CATEGORIES)).isFalse();
    }
    assertThat(Widening.between(dated, ended, CATEGORIES)).isTrue();
    assertThat(Widening.between(ended, dated, CATEGORIES)).isTrue();
  }

  @Test
  void anotherPurposeInPlaceOfOneWidens() {
    var before = read(Samples.activity());
    var after = read(Samples.activity(d -> d.putArray("purposes").add("Reklam")));
    assertThat(Widening.between(before, after, CATEGORIES)).isTrue();
    assertThat(Widening.between(after, before, CATEGORIES)).isTrue();
  }

  @Test
  void anotherBasisOrCapacityWidens() {
    var before = read(Samples.activity());
    var other = read(Samples.activity(d -> d.put("legalBasis", "LAW_EXPRESS")));
    assertThat(Widening.between(before, other, CATEGORIES)).isTrue();
    var processor = read(Samples.processorActivity("2027-01-01T00:00:00Z"));
    assertThat(Widening.between(processor, before, CATEGORIES)).isTrue();
  }

  @Test
  void theRestDoesNot() {
    doesNotWiden(d -> d.putObject("title").put("tr", "Maaş").put("en", "Wages"));
    doesNotWiden(d -> d.put("notice", "calisan"));
    doesNotWiden(d -> d.put("disposal", "DESTROY"));
    doesNotWiden(d -> d.putObject("retention").put("period", "P1Y").put("from", "CREATED"));
    doesNotWiden(d -> use(d, 0).put("view", "MASKED"));
    doesNotWiden(d -> use(d, 0).put("search", false));
    doesNotWiden(d -> use(d, 0).putArray("fields").add("nationalId"));
    doesNotWiden(d -> d.withArray("categories").remove(2));
    doesNotWiden(d -> d.putArray("roles").add("dpo"));
  }

  @Test
  void aSearchThatFindsNothingMoreDoesNot() {
    // contact is masked, so that no search of it is granted, whatever `search` says
    doesNotWiden(d -> use(d, 1).put("search", false));
    var off = read(Samples.activity(d -> use(d, 1).put("search", false)));
    assertThat(Widening.between(off, read(Samples.activity()), CATEGORIES)).isFalse();
  }
}
