package emanet.consents;

import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.View;
import emanet.values.CategoryCode;
import emanet.values.Sha256;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an activity's version does, one text a part, so that what it does now can be compared with
/// what was consented to: whatever is no part of that makes the consent stale, and doing less never
/// does.
///
/// | part | what |
/// |---|---|
/// | `p:<SHA-256>` | a purpose, by its text |
/// | `f:<category>/<field>`, `f:<category>/*` | a field; all that the category comes to have |
/// | `r:<recipient>@<country>` | a recipient where it is |
/// | `v:<category>` | shown in plain |
/// | `s:<category>` | searched |
/// | `g:<group>`, `o:<role>`, `b:<basis>`, `c:<capacity>` | whom it is about, who uses it, on what law, in which capacity |
final class Scope {
  private static final Set<Character> HASHED = Set.of('p', 'f', 'r');

  private Scope() {}

  /// The parts of an activity's version.
  ///
  /// @param countries of its recipients, by their ids
  static SortedSet<String> of(Activity activity, Map<String, String> countries) {
    var parts = new TreeSet<String>();
    activity.purposes().forEach(purpose -> parts.add("p:" + sha256(purpose)));
    activity.subjectGroups().forEach(group -> parts.add("g:" + group.name()));
    activity.roles().forEach(role -> parts.add("o:" + role.label()));
    activity.recipients().forEach(id -> parts.add("r:" + id + "@" + countries.get(id)));
    parts.add("b:" + activity.legalBasis().name());
    parts.add("c:" + activity.role().name());
    for (var use : activity.uses()) {
      var category = use.category();
      use.fields()
          .ifPresentOrElse(
              fields -> fields.forEach(field -> parts.add(field(category, field))),
              () -> parts.add(field(category, "*")));
      if (use.view() == View.PLAIN) {
        parts.add("v:" + category);
        if (use.search().orElse(true)) {
          parts.add("s:" + category);
        }
      }
    }
    return parts;
  }

  /// What is given by consenting to that version: of all fields, those that the category has now.
  static SortedSet<String> given(
      Activity activity, Map<String, String> countries, Map<CategoryCode, Category> categories) {
    var parts = of(activity, countries);
    for (var use : activity.uses()) {
      var category = categories.get(use.category());
      if (use.fields().isEmpty() && category != null) {
        category.fields().keySet().forEach(name -> parts.add(field(use.category(), name)));
      }
    }
    return parts;
  }

  static String field(CategoryCode category, String name) {
    return "f:" + category + "/" + name;
  }

  /// SHA-256, in hex, over purpose, fields, and recipients with their countries, in their order,
  /// one a line.
  static String hash(SortedSet<String> parts) {
    var text = new StringBuilder();
    for (var part : parts) {
      if (HASHED.contains(part.charAt(0))) {
        text.append(part).append('\n');
      }
    }
    return sha256(text.toString());
  }

  private static String sha256(String text) {
    return Sha256.of(text).toHex();
  }
}
