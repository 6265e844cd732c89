package emanet.disclosures;

import emanet.alerts.Sends;
import emanet.alerts.WebhookSecrets;
import emanet.envelope.Envelope;
import emanet.keys.Keyring;
import emanet.ledger.Ledger;
import emanet.register.KnownPeople;
import emanet.register.Policy;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.subjects.ErasureParticipant;
import java.time.InstantSource;

/// The room's parts, put together.
public record DisclosureRoom(
    Disclosures disclosures,
    History history,
    Propagation propagation,
    ErasureParticipant erasures,
    Tracking tracking,
    Confirmations confirmations,
    Duties duties) {
  /// What the room needs.
  public record Needs(
      Store store,
      Ledger ledger,
      Policy policy,
      Register register,
      KnownPeople people,
      Keyring keyring,
      Envelope envelope,
      Sends sends,
      WebhookSecrets secrets,
      InstantSource clock) {}

  public static DisclosureRoom over(Needs needs) {
    var store = needs.store();
    var clock = needs.clock();
    var register = needs.register();
    var trail = new Trail(needs.ledger());
    var papers = new Papers(store, needs.keyring(), needs.envelope());
    var check = new DisclosureCheck(needs.policy(), register, needs.people(), clock);
    var sender = new NoticeSender(store, needs.ledger(), register, papers, needs.sends(), clock);
    var people = new PersonParts(store);
    var propagation = new Propagation(store, people, needs.keyring(), papers, sender, clock);
    var confirmations =
        new Confirmations(store, trail, needs.policy(), papers, needs.sends(), clock);
    return new DisclosureRoom(
        new Disclosures(store, needs.ledger(), check, papers, register.proposals(), clock),
        new History(store, trail, needs.policy(), needs.people(), papers),
        propagation,
        new ErasureNotices(propagation, clock),
        new Tracking(store, people, confirmations),
        confirmations,
        new Duties(
            trail,
            register,
            new ContractTasks(register, clock),
            new Attestations(register, clock),
            needs.sends(),
            needs.secrets()));
  }
}
