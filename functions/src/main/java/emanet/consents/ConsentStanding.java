package emanet.consents;

import emanet.register.ConsentStates.State;
import emanet.values.ActivityCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Map;

/// Which activities a person's consents engage: an activity is engaged for a record, whatever it
/// was written under, while a consent in force for it covers the record.
public interface ConsentStanding {
  /// By one strong query: the activities that the person has consented to and not withdrawn from. A
  /// stale consent still covers what it was given for, so that a widened activity alone disposes of
  /// nothing; but nothing is read or written under it.
  Map<ActivityCode, State> of(TenantId tenant, SubjectId subject);
}
