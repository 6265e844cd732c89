package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    var changed =
        new ChangedPeople(LogHouse.store())
            .between(house.tenant, LogHouse.START, LogHouse.START.plus(Duration.ofMinutes(1)), 100);
    assertThat(changed)
        .containsExactlyInAnyOrderElementsOf(
            people.entrySet().stream()
                .filter(entry -> !NOT_LOST.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
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
