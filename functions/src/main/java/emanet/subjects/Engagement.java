package emanet.subjects;

import emanet.register.Activity;
import emanet.register.Category;
import emanet.register.Retention;
import emanet.register.SubjectGroup;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which activities are engaged for a person's records, and what of a record they cover.
///
/// An activity is engaged for a record that was written under it, until it ends; and, whatever a
/// record was written under, while a consent to it stands. One that rests on consent is engaged by
/// nothing else. One that is no more in the register covers nothing.
///
/// @param activities by code, as the register has them now
/// @param consented to which the person's consent stands
/// @param groups the person's
/// @param ended what has ended
record Engagement(
    Map<ActivityCode, Activity> activities,
    Set<ActivityCode> consented,
    Set<SubjectGroup> groups,
    List<Ending> ended) {
  Engagement {
    activities = Map.copyOf(activities);
    consented = Set.copyOf(consented);
    groups = Set.copyOf(groups);
    ended = List.copyOf(ended);
  }

  static Set<SubjectGroup> groups(Collection<String> codes) {
    return codes.stream()
        .flatMap(code -> SubjectGroup.parse(code).stream())
        .collect(Collectors.toSet());
  }

  /// The activities engaged for a record, each with what it covers.
  ///
  /// @param over whether an activity of which that was said has ended for this record as it stands
  Map<ActivityCode, Activity.Use> engaged(
      CategoryCode category,
      RecordId record,
      Set<String> writtenUnder,
      Predicate<ActivityCode> over) {
    var candidates = new HashSet<>(consented);
    writtenUnder.forEach(code -> candidates.add(new ActivityCode(code)));
    var engaged = new HashMap<ActivityCode, Activity.Use>();
    for (var code : candidates) {
      var activity = activities.get(code);
      if (activity == null || (hasEnded(code, category, record) && over.test(code))) {
        continue;
      }
      boolean rests = !activity.legalBasis().isConsent() || consented.contains(code);
      if (rests && activity.coversAny(groups)) {
        activity.use(category).ifPresent(use -> engaged.put(code, use));
      }
    }
    return engaged;
  }

  private boolean hasEnded(ActivityCode code, CategoryCode category, RecordId record) {
    return ended.stream().anyMatch(ending -> ending.covers(code, category, record));
  }

  /// What the retention of a category counts from under each of these activities.
  Map<ActivityCode, Retention.Start> starts(Set<ActivityCode> engaged, CategoryCode category) {
    var starts = new HashMap<ActivityCode, Retention.Start>();
    for (var code : engaged) {
      var activity = activities.get(code);
      if (activity != null) {
        starts.put(code, activity.retentionOf(category).from());
      }
    }
    return starts;
  }

  /// The fields that one of them covers.
  static Set<String> covered(Category category, Collection<Activity.Use> uses) {
    return category.fields().keySet().stream()
        .filter(field -> uses.stream().anyMatch(use -> use.covers(field)))
        .collect(Collectors.toSet());
  }

  /// Whether something may have ended for records of that category: one that is named was the
  /// activity's, if it is not any more.
  boolean touches(CategoryCode category) {
    return ended.stream()
        .filter(ending -> ending.category().map(category::equals).orElse(true))
        .anyMatch(ending -> {
          var activity = activities.get(ending.activity());
          return ending.category().isPresent()
              || activity == null
              || activity.use(category).isPresent();
        });
  }
}
