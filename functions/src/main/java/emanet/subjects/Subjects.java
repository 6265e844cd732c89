package emanet.subjects;

import emanet.envelope.Envelope;
import emanet.keys.BlindIndex;
import emanet.keys.Keyring;
import emanet.keys.Macs;
import emanet.keys.TenantKeys;
import emanet.ledger.Ledger;
import emanet.register.Policy;
import emanet.store.Store;
import emanet.values.Ids;
import java.time.InstantSource;

/// People and their records, put together.
public record Subjects(
    People people,
    PersonCard cards,
    Records records,
    RecordWrites writes,
    RecordBatches batches,
    Search search) {

  /// What the room needs.
  public record Needs(
      Store store,
      Ledger ledger,
      Policy policy,
      TenantKeys tenants,
      Keyring keyring,
      BlindIndex index,
      Envelope envelope,
      SearchLimits limits,
      Ids ids,
      InstantSource clock) {}

  static RecordSteps steps(Needs needs, Vault vault) {
    var traces = new Traces(needs.store(), needs.clock());
    var starts = starts(needs);
    var indexing = new Indexing(needs.index(), starts);
    return new RecordSteps(needs.store(), vault, indexing, traces, starts);
  }

  static Starts starts(Needs needs) {
    return new Starts(needs.store(), new Macs(needs.tenants()), needs.clock());
  }

  /// Puts the room together.
  public static Subjects over(Needs needs) {
    var store = needs.store();
    var ledger = needs.ledger();
    var policy = needs.policy();
    var keyring = needs.keyring();
    var ids = needs.ids();
    var access = new Access(store, ledger, policy, needs.tenants());
    var vault = new Vault(keyring, needs.envelope());
    var steps = steps(needs, vault);
    var customs = new Customs();
    var suppressions = new Suppressions(store, new Macs(needs.tenants()), needs.clock());
    return new Subjects(
        new People(store, ledger, policy, keyring, needs.index(), vault, customs, needs.clock()),
        new PersonCard(
            store, access, new Visits(store, access, ledger, policy), vault, starts(needs)),
        new Records(store, access, policy, vault),
        new RecordWrites(store, access, policy, keyring, steps, suppressions, ids),
        new RecordBatches(
            store, access, ledger, policy, keyring, steps, suppressions, customs, ids),
        new Search(
            store,
            access,
            ledger,
            policy,
            needs.index(),
            vault,
            new SearchBudget(store, needs.clock()),
            needs.limits(),
            ids));
  }
}
