package emanet.register;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// What the policy grants to one call.
///
/// @param fields of the category, in its order
public record Granted(Filed<Activity> activity, Category category, Set<String> fields, View view) {
  public Granted {
    fields = Collections.unmodifiableSet(new LinkedHashSet<>(fields));
  }

  /// The activity's version.
  public long version() {
    return activity.version();
  }
}
