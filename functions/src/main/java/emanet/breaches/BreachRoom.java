package emanet.breaches;

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

/// The room's parts, put together.
public record BreachRoom(
    Breaches breaches, Scopes scopes, Notifications notifications, List<Kind> kinds) {
  /// What the room needs.
  ///
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
      Jobs jobs,
      Function<List<Kind>, Worker> workers,
      InstantSource clock) {}

  public static BreachRoom over(Needs needs) {
    var clock = needs.clock();
    var store = new BreachStore(needs.store(), needs.keyring(), needs.envelope());
    var trail = new Trail(needs.ledger());
    var reminders = new Reminders(needs.register().tenants(), needs.sends(), clock);
    var reminding = new ClockJob(store, needs.jobs(), reminders, clock);
    var breaches = new Breaches(store, reminding, needs.register().access(), trail, clock);
    var results =
        new ScopeResult(store, needs.store(), needs.people(), needs.register().categories());
    var scoping = new ScopeJob(store, needs.footprints(), results);
    var worker = needs.workers().apply(List.of(scoping));
    return new BreachRoom(
        breaches,
        new Scopes(breaches, store, results, needs.jobs(), worker, clock),
        new Notifications(breaches, needs.register().proposals(), trail, clock),
        List.of(scoping, reminding));
  }
}
