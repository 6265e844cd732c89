package emanet.register;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Who may do something under an activity, before it is asked with what data.
///
/// @param roles those of the caller's roles that the grant and the activity leave
record Admission(Filed<Activity> activity, Set<Role> roles) {
  Admission {
    roles = Set.copyOf(roles);
  }

  /// Checks role, grant, activity, and its roles, in this order.
  ///
  /// @param grant the actor's, if it has one
  /// @param activity as it was read, if there is one
  static Admission of(
      Caller caller,
      Operation operation,
      ActivityCode code,
      Optional<Grant> grant,
      Optional<Filed<Activity>> activity,
      Instant now) {
    var roles = new HashSet<>(caller.roles());
    roles.removeIf(role -> !mayEver(role, operation));
    if (roles.isEmpty()) {
      throw refused(Refusal.ROLE);
    }
    if (operation == Operation.GLASS) {
      // the deployment's operators have no grants of the tenant's, and no activity is theirs
      return new Admission(activity.orElseThrow(() -> refused(Refusal.ACTIVITY)), roles);
    }
    if (grant.isPresent()) {
      roles.removeIf(role -> role != grant.get().role());
      if (roles.isEmpty() || !grant.get().holdsAt(now) || !grant.get().covers(code)) {
        throw refused(Refusal.GRANT);
      }
    }
    var known = activity.orElseThrow(() -> refused(Refusal.ACTIVITY));
    roles.removeIf(role -> !known.value().roles().contains(role));
    if (roles.isEmpty()) {
      throw refused(Refusal.ACTIVITY_ROLE);
    }
    return new Admission(known, roles);
  }

  /// Checks role and grant of a call on a person that names no activity.
  static void withoutActivity(
      Caller caller, Operation operation, Optional<Grant> grant, Instant now) {
    var roles = new HashSet<>(caller.roles());
    roles.removeIf(role -> !mayEver(role, operation));
    if (roles.isEmpty()) {
      throw refused(Refusal.ROLE);
    }
    boolean bound = grant.filter(g -> !roles.contains(g.role()) || !g.holdsAt(now)).isPresent();
    if (bound) {
      throw refused(Refusal.GRANT);
    }
  }

  /// An auditor reads, masked; a person reads their own data; the deployment's own roles reach no
  /// data at all, but through a broken glass.
  private static boolean mayEver(Role role, Operation operation) {
    return switch (role) {
      case ADMIN -> false;
      case OPERATOR -> operation == Operation.GLASS;
      case AUDITOR -> operation == Operation.READ || operation == Operation.LIST;
      case SUBJECT ->
          operation == Operation.READ
              || operation == Operation.LIST
              || operation == Operation.CONSENT;
      case SERVICE, AGENT, DPO -> operation != Operation.GLASS;
    };
  }

  /// A token that names a person is that person's own, whatever roles it has beside.
  static void requireOwnData(Caller caller, Optional<SubjectId> person) {
    boolean own = caller.is(Role.SUBJECT) || caller.subject().isPresent();
    if (own && (person.isEmpty() || !person.equals(caller.subject()))) {
      throw refused(Refusal.OWN_DATA);
    }
  }

  /// The widest view that a use gives here: an auditor never sees plaintext, nor an operator.
  View widest(Activity.Use use) {
    boolean masked = roles.equals(Set.of(Role.AUDITOR)) || roles.contains(Role.OPERATOR);
    return masked ? View.MASKED : use.view();
  }

  private static FaultException refused(Refusal reason) {
    return new Fault.Refused(reason).exception();
  }
}
