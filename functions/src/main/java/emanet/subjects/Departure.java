package emanet.subjects;

import emanet.consents.ConsentAccount;
import emanet.keys.Keyring;
import emanet.store.Store;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Takes away the people of a tenant whose own keys are destroyed: their keys, the ciphertexts that
/// open for nobody, and the pointers. May be stopped anywhere, and run again: who is on the list of
/// people was not gone through to the end.
public final class Departure {
  private static final int PAGE = 20;

  private final Store store;
  private final Keyring keyring;
  private final Roster roster;
  private final Traces traces;
  private final InstantSource clock;

  public Departure(Store store, Keyring keyring, InstantSource clock) {
    this.store = store;
    this.keyring = keyring;
    this.roster = new Roster(store);
    this.traces = new Traces(store, clock);
    this.clock = clock;
  }

  /// Takes away a page of people.
  ///
  /// @return how many: none when nobody is left
  public int page(TenantId tenant) {
    var people = roster.page(tenant, PAGE, Optional.empty());
    people.forEach(subject -> person(tenant, subject));
    return people.size();
  }

  private void person(TenantId tenant, SubjectId subject) {
    keyring.end(tenant, subject);
    keyring.endCase(tenant, ConsentAccount.caseOf(subject));
    // nobody has been writing for two weeks: every trace is of a writer that has ended
    var _ =
        traces.wipe(
            tenant, subject, Optional.empty(), clock.instant(), _ -> false, _ -> Optional.empty());
    Clearance.rows(store, tenant, subject);
    store.writeAll(List.of(), List.of(Roster.key(tenant, subject)));
  }
}
