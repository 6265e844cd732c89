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
import emanet.register.DocumentSeal;
import emanet.register.KnownPeople;
import emanet.register.Register;
import emanet.register.Trail;
import emanet.store.Store;
import emanet.subjects.Contacts;
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
    PeopleNotices people,
    BreachPapers papers,
    Suspicions suspicions,
    BreachDuties duties,
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
      DocumentSeal seal,
      KnownPeople people,
      Sends sends,
      Supplier<Delivery> delivery,
      ContactTopics topics,
      Jobs jobs,
      Function<List<Kind>, Worker> workers,
      Alarm alarm,
      InstantSource clock) {}

  public static BreachRoom over(Needs needs) {
    var clock = needs.clock();
    var jobs = needs.jobs();
    var tenants = needs.register().tenants();
    var categories = needs.register().categories();
    var store = new BreachStore(needs.store(), needs.keyring(), needs.envelope());
    var trail = new Trail(needs.ledger());
    var mail = new ContactMail(needs.sends(), clock);
    var reminders = new Reminders(tenants, mail, clock);
    var reminding = new ClockJob(store, jobs, reminders, needs.alarm(), clock);
    var breaches = new Breaches(store, reminding, needs.register().access(), trail, clock);
    var results = new ScopeResult(store);
    var listing = new ScopePeople(store, needs.store(), needs.people());
    var closing = new ScopeClosing(store, listing, results, categories);
    var scoping = new ScopeJob(store, needs.footprints(), closing);
    var letters = new CounterpartLetters(needs.topics(), needs.delivery(), mail);
    var telling = new CounterpartJob(store, jobs, letters, needs.alarm(), clock);
    var entering = new IncidentJob(store, breaches, telling, trail, clock);
    var texts = new PeopleTexts(tenants, categories);
    var contacts =
        new Contacts(needs.store(), needs.ledger(), needs.keyring(), needs.envelope(), categories);
    var told = new PeopleJob(store, results, contacts, texts, needs.delivery(), clock);
    var people = new PeopleResults(store, results, needs.sends(), jobs);
    var suspicions =
        new Suspicions(
            needs.store(),
            store,
            tenants,
            needs.sends(),
            needs.register().access(),
            trail,
            needs.seal(),
            clock);
    // what calls work on by themselves
    var worker = needs.workers().apply(List.of(scoping, telling, entering));
    return new BreachRoom(
        breaches,
        new Scopes(breaches, store, results, jobs, worker, clock),
        new Notifications(breaches, people, needs.register().proposals(), trail, clock),
        new Counterpart(breaches, telling, worker, clock),
        new Incidents(store, breaches, entering, telling, tenants, jobs, worker, clock),
        new PeopleNotices(breaches, store, results, texts, jobs, clock),
        new BreachPapers(
            breaches, results, people, tenants, categories, needs.sends(), needs.topics(), clock),
        suspicions,
        new BreachDuties(suspicions, store, jobs),
        List.of(scoping, reminding, telling, entering, told));
  }
}
