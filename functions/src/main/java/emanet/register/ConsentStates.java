package emanet.register;

import emanet.store.Item;
import emanet.store.Key;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Map;
import java.util.Set;

/// Whether a person's consent to an activity is in force. A port: whoever keeps consents fills it.
public interface ConsentStates {
  /// What the caller has to read strongly beside its own items.
  Set<Key> keysFor(TenantId tenant, SubjectId subject, ActivityCode activity);

  /// The state of consent, by what was read.
  ///
  /// @param read what of those keys was found
  State state(Map<Key, Item> read, TenantId tenant, SubjectId subject, Filed<Activity> activity);

  /// The same, for a call that touches fields by name: a consent to all fields of a category is one
  /// to those that it had then.
  ///
  /// @param fields of `category`, that will be shown, changed or searched
  default State state(
      Map<Key, Item> read,
      TenantId tenant,
      SubjectId subject,
      Filed<Activity> activity,
      CategoryCode category,
      Set<String> fields) {
    return state(read, tenant, subject, activity);
  }

  /// A consent's state.
  enum State {
    IN_FORCE,
    MISSING,
    /// Given to a version that covered less.
    STALE
  }

  /// Where nobody keeps consents, there are none.
  static ConsentStates none() {
    return new ConsentStates() {
      @Override
      public Set<Key> keysFor(TenantId tenant, SubjectId subject, ActivityCode activity) {
        return Set.of();
      }

      @Override
      public State state(
          Map<Key, Item> read, TenantId tenant, SubjectId subject, Filed<Activity> activity) {
        return State.MISSING;
      }
    };
  }
}
