package emanet.subjects;

import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.SubjectId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The first stage of the calls on a person that name no activity: the strong read beside the
/// durable intent; then role and grant.
final class Visits {
  private final Store store;
  private final Access access;
  private final Ledger ledger;
  private final Policy policy;

  Visits(Store store, Access access, Ledger ledger, Policy policy) {
    this.store = store;
    this.access = access;
    this.ledger = ledger;
    this.policy = policy;
  }

  /// Who calls on whom, and what was found. The person may be absent, or erased.
  record Visit(
      Caller caller, SubjectId subject, Access.Entered entered, Person person, PersonMarks marks) {
    String receipt() {
      return entered.receipt().header();
    }
  }

  /// @param beside what else is to be read
  /// @throws emanet.fault.FaultException `Refused`, entered
  Visit enter(
      Caller caller, SubjectId subject, Intent intent, Operation operation, Set<Key> beside) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(Person.keysFor(tenant, subject));
    keys.addAll(policy.keysForGrant(caller));
    keys.addAll(beside);
    var about = intent.about(subject);
    var reading = Stage.start(() -> store.readAll(keys));
    var entering = Stage.start(() -> ledger.intent(tenant, about));
    Stage.settle(reading, entering);
    var receipt = entering.get();
    var entered = new Access.Entered(reading.get(), about, receipt);
    return access.recorded(
        tenant,
        entered,
        () -> {
          policy.checkGrant(caller, entered.items(), operation, Optional.of(subject));
          var person = Person.of(entered.items(), tenant, subject);
          return new Visit(
              caller, subject, entered, person, PersonMarks.of(entered.items(), tenant, subject));
        });
  }
}
