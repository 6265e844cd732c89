package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.FieldCode;
import emanet.register.Categories;
import emanet.register.Category;
import emanet.register.Tenant;
import emanet.register.Tenants;
import emanet.values.CategoryCode;
import emanet.values.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Writes the letters of a notice to people, and judges beforehand whether they can be written.
final class PeopleTexts {
  private final Tenants tenants;
  private final Categories categories;

  PeopleTexts(Tenants tenants, Categories categories) {
    this.tenants = tenants;
    this.categories = categories;
  }

  /// The letters to these people.
  ///
  /// @param people with `categories`, as a scope's list has them
  PeopleLetters letters(TenantId tenant, PeopleNotice notice, Collection<JsonNode> people) {
    var controller = tenants.find(tenant).map(Tenant::title).orElse("");
    return new PeopleLetters(notice, controller, known(tenant, people));
  }

  private Map<CategoryCode, Category> known(TenantId tenant, Collection<JsonNode> people) {
    var codes = new HashSet<CategoryCode>();
    people.forEach(person -> codes.addAll(ScopeResult.categories(person)));
    return categories.find(tenant, List.copyOf(codes));
  }

  /// What was typed goes into an SMS as well: no address of the web, no special category's name,
  /// and not more than one message takes.
  ///
  /// @param figures of the scope: of nobody was more reached
  /// @throws emanet.fault.FaultException `Invalid`
  void judge(TenantId tenant, PeopleNotice notice, JsonNode figures) {
    var reader = new BreachReader();
    var known = known(tenant, List.of(figures)).values();
    var words = notice.words();
    judge(reader, "/measures", words.measures(), known);
    judge(reader, "/advice", words.advice(), known);
    judge(reader, "/contact", words.contact(), known);
    reader.requireRight();
    if (!letters(tenant, notice, List.of(figures)).fit(figures)) {
      reader.wrong("/measures", FieldCode.LENGTH);
    }
    reader.requireRight();
  }

  private static void judge(
      BreachReader reader, String pointer, String text, Collection<Category> known) {
    if (PlainWords.of(text).isEmpty()) {
      reader.wrong(pointer, FieldCode.FORMAT);
    }
    if (PlainWords.namesSpecial(text, known)) {
      reader.wrong(pointer, FieldCode.FORBIDDEN);
    }
  }
}
