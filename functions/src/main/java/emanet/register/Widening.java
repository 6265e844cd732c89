package emanet.register;

import emanet.register.Activity.Use;
import emanet.values.CategoryCode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/// Whether a version of an activity lets more happen than the one before it: another purpose,
/// group, category, field, recipient or role; a view in plain that was masked; a search; a longer
/// time to be kept, or one that counts from what is yet to come; another legal basis or capacity,
/// because then other conditions hold. Such a version needs a second person.
final class Widening {
  private Widening() {}

  static boolean between(Activity before, Activity after, Map<CategoryCode, Category> categories) {
    return !before.purposes().containsAll(after.purposes())
        || !before.subjectGroups().containsAll(after.subjectGroups())
        || !before.roles().containsAll(after.roles())
        || !before.recipients().containsAll(after.recipients())
        || before.legalBasis() != after.legalBasis()
        || before.role() != after.role()
        || after.uses().stream()
            .anyMatch(use -> widens(before.use(use.category()), use, categories))
        || after.uses().stream()
            .map(Use::category)
            .anyMatch(
                category -> keepsLonger(before.retentionOf(category), after.retentionOf(category)));
  }

  /// A record was made on a known day; its own date may be unknown, or to come; and a relationship
  /// may never end.
  private static boolean keepsLonger(Retention before, Retention after) {
    boolean countsLater =
        switch (after.from()) {
          case CREATED -> false;
          case EVENT_DATE, RELATIONSHIP_END -> before.from() != after.from();
        };
    return countsLater || Periods.isLonger(after.period(), before.period());
  }

  private static boolean widens(
      Optional<Use> before, Use after, Map<CategoryCode, Category> categories) {
    if (before.isEmpty()) {
      return true;
    }
    var old = before.get();
    return (old.view() == View.MASKED && after.view() == View.PLAIN)
        || widensFields(old, after)
        || widensSearch(old, after, Optional.ofNullable(categories.get(after.category())));
  }

  /// All fields are more than any list of them: the category may come to have others.
  private static boolean widensFields(Use old, Use after) {
    if (old.fields().isEmpty()) {
      return false;
    }
    return after.fields().map(fields -> !old.fields().get().containsAll(fields)).orElse(true);
  }

  private static boolean widensSearch(Use old, Use after, Optional<Category> category) {
    var more = new HashSet<String>();
    category.ifPresent(known ->
        known
            .fields()
            .forEach((name, spec) -> {
              if (after.searches(name, spec) && !old.searches(name, spec)) {
                more.add(name);
              }
            }));
    return !more.isEmpty();
  }
}
