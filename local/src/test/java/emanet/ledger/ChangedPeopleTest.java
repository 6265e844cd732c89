package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whoever has lost something by a restore is named, whatever it was.
class ChangedPeopleTest {
  /// Replayed after a restore, done again by the next run, or nothing that is kept of a person.
  private static final Set<Action> NOT_LOST =
      EnumSet.of(
          Action.RESTRICT,
          Action.LIFT_RESTRICTION,
          Action.HOLD,
          Action.RELEASE_HOLD,
          Action.WITHDRAW_CONSENT,
          Action.DISPOSE,
          Action.ERASE,
          Action.DISCLOSE,
          Action.READ,
          Action.LIST,
          Action.SEARCH,
          Action.FOUND,
          Action.READ_SUBJECT,
          Action.READ_CONSENTS,
          Action.READ_ERASURE,
          Action.READ_DELIVERIES,
          Action.READ_DISCLOSURES,
          Action.REQUEST_READ,
          Action.REGISTER_CHANGE,
          Action.REGISTER_READ,
          Action.LEDGER_READ,
          Action.DECIDE,
          Action.BREACH_OPEN,
          Action.BREACH_READ,
          Action.BREACH_CHANGE,
          Action.BACKUP,
          Action.RESTORE,
          Action.DRILL,
          Action.OPERATIONS_READ,
          Action.AUDIT_PACKAGE,
          Action.CLOSURE,
          Action.CLOSURE_READ,
          Action.BREAK_GLASS,
          Action.BREAK_GLASS_READ,
          Action.CALL);

  private final LogHouse house = new LogHouse();

  @Test
  void whoeverLosesSomethingIsNamed() {
    var people = new HashMap<Action, String>();
    for (var action : Action.values()) {
      var person = new SubjectId(house.ids.random());
      people.put(action, person.value());
      var _ = house.ledger.intent(house.tenant, Intent.of(caller(), action).about(person));
    }
    assertThat(changed(100)).as("in parts as in one").isEqualTo(changed(1));
    assertThat(changed(100))
        .containsExactlyInAnyOrderElementsOf(
            people.entrySet().stream()
                .filter(entry -> !NOT_LOST.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
  }

  /// @param most entries a page
  private Set<String> changed(int most) {
    var changed = new ChangedPeople(LogHouse.store());
    var end = LogHouse.START.plus(Duration.ofMinutes(1));
    var people = new TreeSet<String>();
    Optional<Instant> from = Optional.of(LogHouse.START);
    while (from.isPresent()) {
      var start = from.get();
      var page = changed.between(house.tenant, start, end, most);
      people.addAll(page.people());
      assertThat(page.next().filter(next -> !next.isAfter(start))).isEmpty();
      from = page.next();
    }
    return people;
  }

  private Caller caller() {
    return new Caller(
        house.tenant,
        new ActorId("agent-1"),
        Set.of(Role.AGENT),
        Optional.empty(),
        false,
        LogHouse.START.plus(Duration.ofDays(900)),
        "req-1");
  }
}
