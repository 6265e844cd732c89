package emanet.register;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import emanet.fault.Refusal;
import emanet.values.CategoryCode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What of a category an activity covers, and how it is shown.
final class Coverage {
  private Coverage() {}

  static void requireFields(Category category, Set<String> fields) {
    if (!category.fields().keySet().containsAll(fields)) {
      throw new Fault.Malformed(Malformation.FIELD, "fields").exception();
    }
  }

  /// Fields that the category lacks pass: they are wrong inside what was sent (422), and that is
  /// judged after the policy.
  static Set<String> fields(Category category, Activity.Use use, Set<String> asked) {
    var shown = new LinkedHashSet<String>();
    for (var name : category.fields().keySet()) {
      boolean wanted = asked.isEmpty() || asked.contains(name);
      if (wanted && use.covers(name)) {
        shown.add(name);
      } else if (wanted && !asked.isEmpty()) {
        throw refused(Refusal.FIELD);
      }
    }
    return shown;
  }

  static View view(View widest, Optional<View> asked) {
    if (widest == View.MASKED && asked.equals(Optional.of(View.PLAIN))) {
      throw refused(Refusal.VIEW);
    }
    return asked.orElse(widest);
  }

  static Activity.Use use(Activity activity, CategoryCode category) {
    return activity.use(category).orElseThrow(() -> refused(Refusal.CATEGORY));
  }

  private static FaultException refused(Refusal reason) {
    return new Fault.Refused(reason).exception();
  }
}
