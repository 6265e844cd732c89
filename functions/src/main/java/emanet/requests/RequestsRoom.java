package emanet.requests;

import emanet.alerts.Sends;
import emanet.disclosures.DisclosureRoom;
import emanet.envelope.Envelope;
import emanet.keys.BlindIndex;
import emanet.keys.Keyring;
import emanet.ledger.Ledger;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.subjects.Holdings;
import emanet.subjects.Identification;
import emanet.subjects.RecordWrites;
import emanet.subjects.Restrictions;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The room's parts, put together.
///
/// @param requests from receipt to identity
public record RequestsRoom(
    Requests requests,
    Decisions decisions,
    Forwarding forwarding,
    Answers answers,
    Deadlines deadlines) {

  /// What the room needs.
  public record Needs(
      Store store,
      Ledger ledger,
      Keyring keyring,
      BlindIndex index,
      Envelope envelope,
      Register register,
      RecordWrites writes,
      Restrictions restrictions,
      Sends sends,
      DisclosureRoom disclosures,
      ErasureOrder erasures,
      InstantSource clock) {}

  /// Puts the room together.
  public static RequestsRoom over(Needs needs) {
    var register = needs.register();
    var clock = needs.clock();
    var ledger = needs.ledger();
    var filings = new Filings(needs.store(), needs.keyring(), needs.envelope());
    var holdings = new Holdings(needs.store(), needs.keyring(), needs.envelope());
    var copies = new Copies(needs.store(), needs.keyring(), needs.envelope());
    var trail = new Trail(ledger);
    var disclosed =
        new Disclosed(
            needs.disclosures().propagation(),
            needs.disclosures().tracking(),
            register.recipients());
    var facts = new Facts(register, new Uses(ledger, clock), disclosed, clock);
    var erasing = new Erasing(needs.erasures(), facts, holdings, copies, needs.keyring(), clock);
    var standing = new Standing(disclosed, erasing);
    var performers = performers(needs, facts, holdings, disclosed, erasing);
    var execution = new Execution(filings, facts, copies, holdings, performers, clock);
    var requests =
        new Requests(filings, applicants(needs), holdings, register.access(), trail, clock);
    return new RequestsRoom(
        requests,
        new Decisions(requests, execution, facts, standing, holdings, register.categories(), clock),
        new Forwarding(requests, register.activities(), needs.sends(), clock),
        new Answers(
            requests,
            filings,
            copies,
            standing,
            register.tenants(),
            register.categories(),
            ledger,
            clock),
        new Deadlines(
            filings,
            execution,
            new Reminders(register.tenants(), needs.sends(), clock),
            trail,
            clock));
  }

  /// An application that the tenant still owes an answer to.
  ///
  /// @param dueAt 24:00 of the last day
  public record Open(String id, State state, Instant dueAt) {}

  /// What is open, by its last day.
  public List<Open> open(TenantId tenant, int most) {
    return requests.open(tenant, most).stream()
        .map(head -> new Open(head.id(), head.state(), head.deadline().dueAt()))
        .toList();
  }

  /// For whoever erases: which erasures rest on an application.
  public static AcceptedErasures accepted(Store store, Keyring keyring, Envelope envelope) {
    return new AcceptedErasures(new Filings(store, keyring, envelope));
  }

  private static Applicants applicants(Needs needs) {
    return new Applicants(
        new Identification(
            needs.store(), needs.ledger(), needs.keyring(), needs.index(), needs.envelope()),
        needs.register().categories());
  }

  private static Map<Step.Kind, Execution.Performer> performers(
      Needs needs, Facts facts, Holdings holdings, Disclosed disclosed, Erasing erasing) {
    var performers = new EnumMap<Step.Kind, Execution.Performer>(Step.Kind.class);
    performers.put(
        Step.Kind.RECTIFICATION,
        new Rectifying(holdings, needs.writes(), needs.register().activities()));
    performers.put(Step.Kind.OBJECTION, new Objecting(facts, holdings, needs.restrictions()));
    performers.put(Step.Kind.ERASURE, erasing);
    performers.put(Step.Kind.NOTIFICATION, new Notifying(disclosed));
    return performers;
  }
}
