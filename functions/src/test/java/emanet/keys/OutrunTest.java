package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.store.Item;
import emanet.store.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody else changes the person's item before every write: what is asked for is done as soon as
/// they let up, and given up where they do not, without a trace.
class OutrunTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123Z");

  /// So often it is tried.
  private static final int ATTEMPTS = 32;

  /// The last attempt but one is the last whose success is looked at.
  private static final int ALMOST = ATTEMPTS - 2;

  private final House house = new House();
  private final Keyring keyring = house.keyring;

  @BeforeEach
  void tenantHasKeys() {
    house.tenants.warm(ACME);
  }

  private Item stored() {
    return house.store.at(Keyring.item(ACME, AYSE));
  }

  private PersonKeys now() {
    return keyring.read(ACME, AYSE).orElseThrow();
  }

  /// Before each of the next writes.
  private void outrun(int times, IntConsumer change) {
    IntStream.rangeClosed(1, times)
        .forEach(number -> house.store.beforeNextWrite(() -> change.accept(number)));
  }

  /// Keeps another category for another reason each time.
  private void hold(int number) {
    house.store.place(stored().with("holds", Set.of("h" + number + "#contact")));
  }

  private void destroyUpTo(int version) {
    house.store.place(stored().with("destroyed", Map.of("identity", Value.of(version))));
  }

  @Test
  void aKeyIsMadeOnceNobodyDestroysItMeanwhile() {
    var seen = house.person(AYSE);
    outrun(ALMOST, this::destroyUpTo);
    assertThat(keyring.withKeys(seen, Set.of(IDENTITY)).version(IDENTITY)).hasValue(ALMOST + 1);
  }

  @Test
  void aKeyIsNotMadeWhereOthersNeverLetUp() {
    var seen = house.person(AYSE);
    outrun(ATTEMPTS, this::destroyUpTo);
    House.assertFault(Fault.Unavailable.class, () -> keyring.withKeys(seen, Set.of(IDENTITY)));
    assertThat(now().has(IDENTITY)).isFalse();
  }

  @Test
  void aLaterVersionIsMadeOnceHoldsStand() {
    var seen = house.person(AYSE, IDENTITY, CONTACT);
    outrun(ALMOST, this::hold);
    assertThat(keyring.supersede(seen, IDENTITY).orElseThrow().version(IDENTITY)).hasValue(2);
    outrun(ATTEMPTS, this::hold);
    var before = now();
    House.assertFault(Fault.Unavailable.class, () -> keyring.supersede(before, IDENTITY));
    assertThat(now().version(IDENTITY)).hasValue(2);
  }

  @Test
  void versionsAreDestroyedOnceHoldsStand() {
    var seen = house.person(AYSE, IDENTITY, CONTACT);
    outrun(ATTEMPTS, this::hold);
    House.assertFault(Fault.Unavailable.class, () -> keyring.destroyVersions(seen, IDENTITY, 1));
    assertThat(now().opens(IDENTITY, 1)).isTrue();
    outrun(ATTEMPTS - 1, number -> hold(number + 1));
    assertThat(keyring.destroyVersions(now(), IDENTITY, 1)).isEqualTo(Destruction.DONE);
    assertThat(now().opens(IDENTITY, 1)).isFalse();
  }

  @Test
  void aCategoryIsErasedOnceHoldsStand() {
    var seen = house.person(AYSE, IDENTITY, CONTACT);
    outrun(ATTEMPTS, this::hold);
    House.assertFault(Fault.Unavailable.class, () -> keyring.eraseCategory(seen, IDENTITY, "e1"));
    assertThat(now().erasures()).isEmpty();
    outrun(ALMOST, number -> hold(number + 1));
    assertThat(keyring.eraseCategory(now(), IDENTITY, "e1").outcome()).isEqualTo(Destruction.DONE);
    assertThat(now().has(IDENTITY)).isFalse();
  }

  /// Keys that come back each time are no reason not to erase: after half of the attempts the
  /// tombstone is written whatever keys there are.
  @Test
  void aPersonIsErasedWhoeverGoesOnMakingKeys() {
    var seen = house.person(AYSE, IDENTITY);
    var deks = stored().tree("deks").get("identity");
    int writes = house.store.writes();
    outrun(
        ATTEMPTS,
        number ->
            house.store.place(
                stored().with("deks", Map.of("identity", deks, "copy-" + number, deks))));
    assertThat(keyring.erasePerson(seen, "e1", NOW, List.of()).outcome())
        .isEqualTo(Destruction.DONE);
    assertThat(house.store.writes()).isEqualTo(writes + ATTEMPTS / 2 + 1);
    assertThat(now().erased()).isTrue();
    assertThat(now().erasedAt()).hasValue(NOW);
    assertThat(stored().has("deks")).isFalse();
  }

  /// The key that is wrapped anew is another one each time.
  @Test
  void aKeyIsWrappedAnewOnceItStands() {
    house.person(AYSE, IDENTITY);
    var wrapping = new Wrapping(house.tenants, house.randomness);
    var others =
        IntStream.rangeClosed(0, ATTEMPTS)
            .mapToObj(_ -> wrapping.fresh(Owner.person(ACME, AYSE), "identity", 1))
            .toList();
    house.tenants.rotate(ACME);
    IntConsumer replaced =
        number ->
            house.store.place(
                stored()
                    .with(
                        "deks",
                        Map.of("identity", Value.of(Map.of("1", Value.of(others.get(number)))))));
    outrun(ATTEMPTS, replaced);
    House.assertFault(Fault.Unavailable.class, () -> keyring.rewrap(ACME, AYSE));
    outrun(ATTEMPTS - 1, number -> replaced.accept(number - 1));
    assertThat(keyring.rewrap(ACME, AYSE)).isEqualTo(1);
    assertThat(keyring.lookup(now(), IDENTITY).version(1)).isPresent();
    assertThat(keyring.rewrap(ACME, AYSE)).as("under the new KEK").isZero();
  }
}
