package emanet.requests;

import emanet.envelope.Envelope;
import emanet.keys.BlindIndex;
import emanet.keys.Keyring;
import emanet.ledger.Ledger;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.subjects.Holdings;
import emanet.subjects.Identification;
import java.time.InstantSource;
import java.util.Map;

/// The room's parts, put together.
public final class RequestsRoom {
  private final Requests requests;
  private final Decisions decisions;
  private final Answers answers;

  private RequestsRoom(Requests requests, Decisions decisions, Answers answers) {
    this.requests = requests;
    this.decisions = decisions;
    this.answers = answers;
  }

  /// What the room needs.
  public record Needs(
      Store store,
      Ledger ledger,
      Keyring keyring,
      BlindIndex index,
      Envelope envelope,
      Register register,
      InstantSource clock) {}

  /// Puts the room together.
  public static RequestsRoom over(Needs needs) {
    var store = needs.store();
    var keyring = needs.keyring();
    var envelope = needs.envelope();
    var register = needs.register();
    var clock = needs.clock();
    var filings = new Filings(store, keyring, envelope);
    var holdings = new Holdings(store, keyring, envelope);
    var copies = new Copies(store, keyring, envelope);
    var identification =
        new Identification(store, needs.ledger(), keyring, needs.index(), envelope);
    var requests =
        new Requests(
            filings,
            new Applicants(identification, register.categories()),
            holdings,
            register.access(),
            new Trail(needs.ledger()),
            clock);
    var facts = new Facts(register, new Uses(needs.ledger(), clock), Disclosed.nothing(), clock);
    var execution = new Execution(filings, facts, copies, holdings, Map.of(), clock);
    return new RequestsRoom(
        requests,
        new Decisions(requests, execution, facts, holdings, register.categories(), clock),
        new Answers(
            requests,
            filings,
            copies,
            register.tenants(),
            register.categories(),
            needs.ledger(),
            clock));
  }

  Requests requests() {
    return requests;
  }

  Decisions decisions() {
    return decisions;
  }

  Answers answers() {
    return answers;
  }
}
