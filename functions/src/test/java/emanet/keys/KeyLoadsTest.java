package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.store.Range;
import emanet.store.Table;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which calls to KMS a note of a load stands for.
class KeyLoadsTest {
  private static final String ROLE = "arn:aws:sts::1:assumed-role/records/x";
  private static final String HERE = "10.0.0.1";

  private final House house = new House();
  private final KeyLoads loads = new KeyLoads(house.store, new Ids(house.randomness, house.clock));

  private KeyLoads.Shown shown(String event, String load) {
    return shown(event, load, "1", house.clock.instant(), ROLE);
  }

  private static KeyLoads.Shown shown(
      String event, String load, String kek, Instant at, String by) {
    return new KeyLoads.Shown(event, ACME, load, kek, at, by, HERE);
  }

  private int notes(TenantId tenant) {
    return house
        .store
        .queryAll(Range.prefix(Table.DEPLOYMENT, "T#" + tenant + "#LOADS", ""))
        .size();
  }

  @Test
  void anIdIsReadOutOfAUserAgentAsAWordOfItsOwn() {
    var id = loads.note(ACME, 1);
    assertThat(KeyLoads.carried("aws-sdk-java/2 emanet-load/" + id + " md/x")).contains(id);
    assertThat(KeyLoads.carried("[emanet-load/" + id + "]")).contains(id);
    assertThat(KeyLoads.carried("emanet-load/" + id)).contains(id);
    for (var other :
        List.of(
            "",
            "x-emanet-load/" + id,
            "emanet-load/" + id + "0",
            "emanet-load/" + id.substring(1),
            "emanet-load/" + id.toUpperCase(java.util.Locale.ROOT),
            "emanet-load " + id)) {
      assertThat(KeyLoads.carried(other)).as(other).isEmpty();
    }
  }

  @Test
  void aNoteStandsForItsCallHoweverOftenTheTrailIsRead() {
    var call = shown("e-1", loads.note(ACME, 1));
    assertThat(loads.unnoted(List.of(call))).isEmpty();
    house.clock.move(Duration.ofDays(1));
    assertThat(loads.unnoted(List.of(call))).isEmpty();
  }

  @Test
  void aNoteThatIsNotThereOrOfAnotherVersionOrTimeStandsForNothing() {
    var load = loads.note(ACME, 1);
    var now = house.clock.instant();
    var strange = new Ids(house.randomness, house.clock).ordered();
    var foreign = new KeyLoads.Shown("e-5", OTHER, load, "1", now, ROLE, HERE);
    assertThat(
            loads.unnoted(
                List.of(
                    shown("e-1", strange),
                    shown("e-2", load, "2", now, ROLE),
                    shown("e-3", load, "1", now.plus(Duration.ofMinutes(1)).plusMillis(1), ROLE),
                    shown("e-4", load, "1", now.minus(Duration.ofMinutes(1)).minusMillis(1), ROLE),
                    foreign)))
        .containsExactlyInAnyOrder("e-1", "e-2", "e-3", "e-4", "e-5");
    var latest = shown("e-6", load, "1", now.plus(Duration.ofMinutes(1)), ROLE);
    assertThat(loads.unnoted(List.of(latest))).as("none of those used it up").isEmpty();
  }

  @Test
  void aNoteStandsForWhoeverWasFirstAndForNobodyElse() {
    var load = loads.note(ACME, 1);
    var now = house.clock.instant();
    var thief = shown("e-2", load, "1", now.plusSeconds(1), "arn:aws:iam::2:user/thief");
    var elsewhere =
        new KeyLoads.Shown("e-3", ACME, load, "1", now.plusSeconds(2), ROLE, "203.0.113.9");
    assertThat(loads.unnoted(List.of(elsewhere, thief, shown("e-1", load))))
        .containsExactlyInAnyOrder("e-2", "e-3");
    assertThat(loads.unnoted(List.of(thief))).containsExactly("e-2");
  }

  @Test
  void aNoteStandsForTheAttemptsOfOneCallAndNoMore() {
    var load = loads.note(ACME, 1);
    for (int i = 1; i <= 6; i++) {
      assertThat(loads.unnoted(List.of(shown("e-" + i, load)))).as("attempt " + i).isEmpty();
    }
    assertThat(loads.unnoted(List.of(shown("e-7", load), shown("e-1", load))))
        .isEqualTo(Set.of("e-7"));
  }

  @Test
  void notesGoAfterSevenDaysAndNotBefore() {
    for (int i = 0; i < 3; i++) {
      loads.note(ACME, 1);
    }
    house.clock.move(KeyLoads.KEPT);
    loads.note(ACME, 1);
    loads.note(OTHER, 1);
    var end = house.clock.instant().plusSeconds(10);
    assertThat(loads.sweep(List.of(ACME, OTHER), house.clock, end)).as("to the day").isZero();
    house.clock.move(Duration.ofMillis(1));
    assertThat(loads.sweep(List.of(ACME), house.clock, house.clock.instant())).as("late").isZero();
    assertThat(loads.sweep(List.of(ACME, OTHER), house.clock, end)).isEqualTo(3);
    assertThat(notes(ACME)).isOne();
    assertThat(notes(OTHER)).isOne();
  }
}
