package emanet.subjects;

import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import java.time.Instant;
import java.util.Set;

/// What stops the use of a person's data: a dispute over it, an objection, a doubt of its accuracy.
///
/// @param categories empty where all are restricted
/// @param activities empty where all are restricted
/// @param reason sealed under the person's own key
public record Restriction(
    String id,
    Kind kind,
    Set<CategoryCode> categories,
    Set<ActivityCode> activities,
    String by,
    Instant at,
    Bytes reason) {
  public Restriction {
    categories = Set.copyOf(categories);
    activities = Set.copyOf(activities);
  }

  /// Why.
  public enum Kind {
    DISPUTE,
    OBJECTION,
    ACCURACY
  }

  /// Whether it stops the use of that category under that activity.
  boolean stops(ActivityCode activity, CategoryCode category) {
    return stops(activity) && (categories.isEmpty() || categories.contains(category));
  }

  /// Whether it stops the whole use of the person's data under that activity.
  boolean stopsAll(ActivityCode activity) {
    return stops(activity) && categories.isEmpty();
  }

  private boolean stops(ActivityCode activity) {
    return activities.isEmpty() || activities.contains(activity);
  }

  /// Whether it stops every use of all of the person's data.
  boolean stopsEverything() {
    return activities.isEmpty() && categories.isEmpty();
  }
}
