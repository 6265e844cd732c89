package emanet.register;

import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import java.util.Optional;
import java.util.Set;

/// A call on a record, put to the policy.
///
/// @param fields what is asked for; empty means all that the activity covers
/// @param view what is asked for; empty means the widest that is granted
public record Question(
    Caller caller,
    ActivityCode activity,
    Operation operation,
    SubjectId person,
    CategoryCode category,
    Set<String> fields,
    Optional<View> view) {
  public Question {
    fields = Set.copyOf(fields);
  }
}
