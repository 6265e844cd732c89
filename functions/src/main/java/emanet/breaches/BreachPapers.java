package emanet.breaches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.alerts.Send;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.fault.Fault;
import emanet.ledger.Action;
import emanet.register.Categories;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a breach is documented by (Art. 12/5; decision 2019/10): the notice to the Board, and the
/// whole file.
public final class BreachPapers {
  /// All that was typed is in the form.
  static final Set<Role> PREPARERS = Set.of(Role.DPO);

  private final Breaches breaches;
  private final ScopeResult results;
  private final PeopleResults people;
  private final Tenants tenants;
  private final Categories categories;
  private final Sends sends;
  private final ContactTopics topics;
  private final InstantSource clock;

  BreachPapers(
      Breaches breaches,
      ScopeResult results,
      PeopleResults people,
      Tenants tenants,
      Categories categories,
      Sends sends,
      ContactTopics topics,
      InstantSource clock) {
    this.breaches = breaches;
    this.results = results;
    this.people = people;
    this.tenants = tenants;
    this.categories = categories;
    this.sends = sends;
    this.topics = topics;
    this.clock = clock;
  }

  Recorded<ObjectNode> form(Caller caller, String id) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        Breaches.target(id) + "/authority-form",
        PREPARERS,
        () -> {
          var breach = breaches.found(caller.tenant(), id);
          var tenant =
              tenants.find(caller.tenant()).orElseThrow(() -> new Fault.Absent().exception());
          var scope = scope(caller.tenant(), breach);
          var codes = scope.map(ScopeResult::categories).orElse(List.of());
          var known = categories.find(caller.tenant(), codes);
          var facts =
              new BoardForm.Facts(tenant, scope, known, people.lines(caller.tenant(), breach));
          return BoardForm.of(breach, facts, clock.instant());
        });
  }

  private Optional<ObjectNode> scope(TenantId tenant, Breach breach) {
    return breach.scope().flatMap(scope -> results.find(tenant, breach.id(), scope));
  }

  /// All that there is of a breach: its record, with what was corrected; scopes; whom it was told
  /// to; receipts; decisions; what was sent to those who answer for it.
  Recorded<ObjectNode> file(Caller caller, String id) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        Breaches.target(id) + "/file",
        Breaches.READERS,
        () -> {
          var tenant = caller.tenant();
          var breach = breaches.found(tenant, id);
          boolean whole = caller.is(Role.DPO);
          var json = new BreachView(clock.instant(), whole).whole(breach);
          var notifications = json.putArray("notifications");
          for (var entry : breach.file().section(BreachFile.NOTIFICATIONS)) {
            var shown = people.shown(tenant, entry);
            notifications.add(whole ? shown : BreachView.untyped(shown));
          }
          var scopes = json.putArray("scopes");
          for (var figures : results.all(tenant, id)) {
            ((ObjectNode) figures).remove(ScopeResult.SIZES);
            scopes.add(figures);
          }
          var list = json.putArray("sends");
          sends.read(tenant, sendIds(tenant, breach)).values().stream()
              .sorted(Comparator.comparing(Send::queuedAt).thenComparing(send -> send.id().value()))
              .forEach(send -> show(send, list.addObject()));
          return json;
        });
  }

  private static void show(Send send, ObjectNode json) {
    json.put("channel", send.channel().name()).put("purpose", send.purpose());
    json.put("state", send.state().name()).put("queuedAt", send.queuedAt().toString());
    send.sentAt().ifPresent(at -> json.put("sentAt", at.toString()));
    json.put("possiblyTwice", send.possiblyTwice());
  }

  /// Of reminders and of notices between controller and processor: each has an id that says which.
  private List<SendId> sendIds(TenantId tenant, Breach breach) {
    var occasions = new ArrayList<>(Reminders.occasions());
    var ids = new ArrayList<SendId>();
    for (var entry : breach.file().section(BreachFile.NOTIFICATIONS)) {
      if (entry.path("audience").asText().equals(Audience.COUNTERPART.name())) {
        var notice = entry.path("notice").asText();
        ids.add(CounterpartLetters.topic(breach.id(), notice));
        for (int round = 0; round <= CounterpartJob.ROUNDS; round++) {
          occasions.add(CounterpartLetters.occasion(notice, round));
        }
      }
    }
    int contacts = topics.contacts(tenant).size();
    occasions.forEach(
        occasion -> ContactMail.ids(breach.id(), occasion, contacts).forEach(ids::add));
    return ids;
  }
}
