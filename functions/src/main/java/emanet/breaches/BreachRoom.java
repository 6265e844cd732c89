package emanet.breaches;

import emanet.alerts.Delivery;
import emanet.alerts.Sends;
import emanet.envelope.Envelope;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Worker;
import emanet.keys.Keyring;
import emanet.ledger.Footprints;
import emanet.ledger.Ledger;
import emanet.register.KnownPeople;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The room's parts, put together.
///
/// @param kinds what the worker goes on with
public record BreachRoom(
    Breaches breaches,
    Scopes scopes,
    Notifications notifications,
    Counterpart counterpart,
    Incidents incidents,
    BreachPapers papers,
    List<Kind> kinds) {
  public BreachRoom {
    kinds = List.copyOf(kinds);
  }

  /// What the room needs.
  ///
  /// @param delivery sends at once; made where it is needed
  /// @param workers makes what works jobs of these kinds
  public record Needs(
      Store store,
      Ledger ledger,
      Footprints footprints,
      Keyring keyring,
      Envelope envelope,
      Register register,
      KnownPeople people,
      Sends sends,
      Supplier<Delivery> delivery,
      ContactTopics topics,
      Jobs jobs,
      Function<List<Kind>, Worker> workers,
      InstantSource clock) {}

  public static BreachRoom over(Needs needs) {
    var clock = needs.clock();
    var jobs = needs.jobs();
    var tenants = needs.register().tenants();
    var store = new BreachStore(needs.store(), needs.keyring(), needs.envelope());
    var trail = new Trail(needs.ledger());
    var mail = new ContactMail(needs.sends(), clock);
    var reminding = new ClockJob(store, jobs, new Reminders(tenants, mail, clock), clock);
    var breaches = new Breaches(store, reminding, needs.register().access(), trail, clock);
    var results =
        new ScopeResult(store, needs.store(), needs.people(), needs.register().categories());
    var scoping = new ScopeJob(store, needs.footprints(), results);
    var letters = new CounterpartLetters(needs.topics(), needs.delivery(), mail);
    var telling = new CounterpartJob(store, jobs, letters, clock);
    var entering = new IncidentJob(store, breaches, telling, trail, clock);
    // what calls work on by themselves
    var worker = needs.workers().apply(List.of(scoping, telling, entering));
    return new BreachRoom(
        breaches,
        new Scopes(breaches, store, results, jobs, worker, clock),
        new Notifications(breaches, needs.register().proposals(), trail, clock),
        new Counterpart(breaches, telling, worker, clock),
        new Incidents(store, breaches, entering, telling, tenants, jobs, worker, clock),
        new BreachPapers(
            breaches, results, tenants, needs.register().categories(), needs.sends(), clock),
        List.of(scoping, reminding, telling, entering));
  }
}
