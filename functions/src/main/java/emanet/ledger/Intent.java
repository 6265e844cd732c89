package emanet.ledger;

import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a caller is about to be shown or to do.
///
/// @param activityVersion the version last seen of the activity; where the strong read shows
///   another one, an outcome `VERSION` follows
/// @param fields the fields asked for; empty means all (`*`)
/// @param view the view asked for; `WIDEST` where the caller left it open
/// @param target the code of what is asked for in the register, an actor's id, or a route
public record Intent(
    Caller caller,
    Action action,
    Optional<ActivityCode> activity,
    OptionalLong activityVersion,
    Optional<SubjectId> subject,
    Optional<CategoryCode> category,
    Optional<RecordId> record,
    Set<String> fields,
    Optional<String> view,
    Optional<String> target) {
  public Intent {
    fields = Set.copyOf(fields);
  }

  public static Intent of(Caller caller, Action action) {
    return new Intent(
        caller,
        action,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  public Intent under(ActivityCode code) {
    return new Intent(
        caller,
        action,
        Optional.of(code),
        activityVersion,
        subject,
        category,
        record,
        fields,
        view,
        target);
  }

  public Intent under(ActivityCode code, long version) {
    return new Intent(
        caller,
        action,
        Optional.of(code),
        OptionalLong.of(version),
        subject,
        category,
        record,
        fields,
        view,
        target);
  }

  public Intent about(SubjectId person) {
    return new Intent(
        caller,
        action,
        activity,
        activityVersion,
        Optional.of(person),
        category,
        record,
        fields,
        view,
        target);
  }

  public Intent in(CategoryCode code) {
    return new Intent(
        caller,
        action,
        activity,
        activityVersion,
        subject,
        Optional.of(code),
        record,
        fields,
        view,
        target);
  }

  public Intent at(RecordId id) {
    return new Intent(
        caller,
        action,
        activity,
        activityVersion,
        subject,
        category,
        Optional.of(id),
        fields,
        view,
        target);
  }

  public Intent ofFields(Set<String> names) {
    return new Intent(
        caller, action, activity, activityVersion, subject, category, record, names, view, target);
  }

  public Intent seenAs(String wanted) {
    return new Intent(
        caller,
        action,
        activity,
        activityVersion,
        subject,
        category,
        record,
        fields,
        Optional.of(wanted),
        target);
  }

  public Intent towards(String code) {
    return new Intent(
        caller,
        action,
        activity,
        activityVersion,
        subject,
        category,
        record,
        fields,
        view,
        Optional.of(code));
  }
}
