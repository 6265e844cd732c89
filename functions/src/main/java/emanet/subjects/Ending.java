package emanet.subjects;

import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import java.util.Optional;

/// The end of an activity for a person: for all of their records, or for some.
///
/// @param category empty for all
/// @param record empty for all of the category
public record Ending(
    ActivityCode activity, Optional<CategoryCode> category, Optional<RecordId> record) {
  /// For all of the person's records.
  public static Ending of(ActivityCode activity) {
    return new Ending(activity, Optional.empty(), Optional.empty());
  }

  boolean covers(ActivityCode code, CategoryCode of, RecordId id) {
    return activity.equals(code)
        && category.map(of::equals).orElse(true)
        && record.map(id::equals).orElse(true);
  }
}
