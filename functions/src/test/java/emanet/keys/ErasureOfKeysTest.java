package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.HEALTH;
import static emanet.keys.House.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Destruction in the name of an erasure: one write, which tells what went, is found again by the
/// erasure that made it and by no other, and minds what others do at the same time.
class ErasureOfKeysTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123Z");

  private final House house = new House();
  private final Keyring keyring = house.keyring;

  private PersonKeys now() {
    return keyring.read(ACME, AYSE).orElseThrow();
  }

  private ErasedKeys erased(PersonKeys seen, String id) {
    return keyring.erasePerson(seen, id, NOW, List.of());
  }

  private void hold(Hold hold) {
    assertThat(keyring.mark(ACME, AYSE, List.of(Keyring.holding(hold)), Condition.always()))
        .isEmpty();
  }

  @Test
  void aPersonsErasureTellsTheVersionsThatWent() {
    var keys = keyring.renew(house.person(AYSE, IDENTITY, CONTACT), IDENTITY);
    keyring.destroyCategory(ACME, AYSE, CONTACT);
    int writes = house.store.writes();
    var done = erased(now(), "e1");
    assertThat(house.store.writes()).as("one write").isEqualTo(writes + 1);
    assertThat(done)
        .isEqualTo(
            new ErasedKeys(
                Destruction.DONE, Map.of("identity", 2, "contact", 1), Optional.of(NOW)));
    assertThat(house.store.at(Keyring.item(ACME, AYSE)).has(OwnerKeys.DEKS)).isFalse();
    assertThat(erased(keys, "e1")).as("begun again, with what was read before").isEqualTo(done);
    assertThat(house.store.writes()).isEqualTo(writes + 2);
    assertThat(erased(now(), "e1")).as("and with what is there").isEqualTo(done);
    assertThat(house.store.writes()).isEqualTo(writes + 2);
  }

  @Test
  void aTombstoneOfOneErasureIsNotAnothers() {
    var keys = house.person(AYSE, IDENTITY);
    erased(keys, "e1");
    assertThat(erased(now(), "e2")).isEqualTo(ErasedKeys.none(Destruction.ABSENT));
    assertThat(keyring.eraseCategory(now(), IDENTITY, "e3"))
        .isEqualTo(ErasedKeys.none(Destruction.ABSENT));
  }

  @Test
  void aKeyThatIsMadeMeanwhileIsToldAsWell() {
    var keys = house.person(AYSE, IDENTITY);
    house.store.beforeNextWrite(() -> keyring.withKeys(now(), Set.of(HEALTH)));
    assertThat(erased(keys, "e1").versions()).isEqualTo(Map.of("identity", 1, "health", 1));
  }

  /// What a read shows of a person's keys: which there are, what keeps them, and what took effect.
  @Test
  void whatStandsIsToldByCategory() {
    house.person(AYSE, IDENTITY, CONTACT);
    assertThat(now().categories()).containsExactlyInAnyOrder(IDENTITY, CONTACT);
    assertThat(now().holds(Optional.empty())).isFalse();
    hold(new Hold("h1", Optional.of(CONTACT)));
    assertThat(now().holds(CONTACT)).isTrue();
    assertThat(now().holds(IDENTITY)).isFalse();
    assertThat(now().holds(Optional.of(IDENTITY))).isFalse();
    assertThat(now().holds(Optional.empty())).as("every hold keeps the person").isTrue();
    assertThat(now().erasures()).isEmpty();
    keyring.eraseCategory(now(), IDENTITY, "e1");
    assertThat(now().erasures()).containsExactly("e1");
    assertThat(now().categories()).containsExactly(CONTACT);
  }

  @Test
  void aHoldForbidsIt() {
    var keys = house.person(AYSE, IDENTITY, CONTACT);
    house.store.beforeNextWrite(() -> hold(new Hold("h1", Optional.of(CONTACT))));
    assertThat(erased(keys, "e1")).isEqualTo(ErasedKeys.none(Destruction.HELD));
    assertThat(now().erased()).isFalse();
    assertThat(erased(now(), "e1").outcome()).isEqualTo(Destruction.HELD);
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.HELD);
    assertThat(keyring.eraseCategory(now(), CONTACT, "e2").outcome()).isEqualTo(Destruction.HELD);
    assertThat(keyring.destroyVersions(now(), CONTACT, 1)).isEqualTo(Destruction.HELD);
    assertThat(keyring.supersede(now(), CONTACT)).isEmpty();
    assertThat(keyring.eraseCategory(now(), IDENTITY, "e3").outcome()).isEqualTo(Destruction.DONE);
    var hold = new Hold("h1", Optional.of(CONTACT));
    assertThat(now().holds()).containsExactly(hold);
    assertThat(hold.keeps(CONTACT)).isTrue();
    assertThat(hold.keeps(IDENTITY)).isFalse();
    assertThat(new Hold("h2", Optional.empty()).keeps(IDENTITY)).isTrue();
    assertThat(keyring.mark(ACME, AYSE, List.of(Keyring.releasing(hold)), Condition.always()))
        .isEmpty();
    assertThat(erased(now(), "e1").outcome()).isEqualTo(Destruction.DONE);
  }

  @Test
  void whatVanishesIsAbsent() {
    var keys = house.person(AYSE, IDENTITY);
    var item = Keyring.item(ACME, AYSE);
    house.store.beforeNextWrite(() -> house.store.vanish(item));
    assertThat(erased(keys, "e1")).isEqualTo(ErasedKeys.none(Destruction.ABSENT));
    assertThat(keyring.eraseCategory(keys, IDENTITY, "e1"))
        .isEqualTo(ErasedKeys.none(Destruction.ABSENT));
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.ABSENT);
    var marked = keyring.mark(ACME, AYSE, List.of(Change.set("note", 1)), Condition.always());
    assertThat(marked.orElseThrow().current()).isEmpty();
  }

  @Test
  void aCategorysErasureIsOneWriteAndLeavesAloneWhatCameSince() {
    var keys = keyring.renew(house.person(AYSE, IDENTITY, CONTACT), IDENTITY);
    var done = keyring.eraseCategory(keys, IDENTITY, "e1");
    assertThat(done)
        .isEqualTo(new ErasedKeys(Destruction.DONE, Map.of("identity", 2), Optional.empty()));
    var anew = keyring.withKeys(now(), Set.of(IDENTITY));
    assertThat(anew.version(IDENTITY)).hasValue(3);
    int writes = house.store.writes();
    assertThat(keyring.eraseCategory(anew, IDENTITY, "e1"))
        .as("begun again it finds its own")
        .isEqualTo(done);
    assertThat(house.store.writes()).isEqualTo(writes);
    assertThat(now().version(IDENTITY)).hasValue(3);
    assertThat(now().version(CONTACT)).hasValue(1);
  }

  @Test
  void aCategorysErasureTakesAlongWhatIsMadeMeanwhile() {
    var keys = house.person(AYSE, IDENTITY);
    house.store.beforeNextWrite(() -> keyring.renew(now(), IDENTITY));
    assertThat(keyring.eraseCategory(keys, IDENTITY, "e1").versions())
        .isEqualTo(Map.of("identity", 2));
  }

  /// As whoever asks for it does where nothing was ever kept, and a replay beside an earlier
  /// backup.
  @Test
  void aCategoryThatNeverHadAKeyIsErasedAndTakenUpLater() {
    var keys = house.person(AYSE, IDENTITY);
    assertThat(keyring.eraseCategory(keys, HEALTH, "e1"))
        .isEqualTo(new ErasedKeys(Destruction.DONE, Map.of("health", 0), Optional.empty()));
    var item = house.store.at(Keyring.item(ACME, AYSE));
    assertThat(item.tree(OwnerKeys.DESTROYED)).as("nothing is destroyed").isEmpty();
    assertThat(keyring.withKeys(now(), Set.of(HEALTH)).version(HEALTH)).hasValue(1);
    assertThat(keyring.renew(now(), HEALTH).version(HEALTH)).hasValue(2);
    assertThat(keyring.eraseCategory(now(), HEALTH, "e2").versions())
        .isEqualTo(Map.of("health", 2));
    assertThat(keyring.withKeys(now(), Set.of(HEALTH)).version(HEALTH)).hasValue(3);
  }

  /// Such an erasure left a mark of version 0 once.
  @Test
  void aMarkThatNothingIsDestroyedKeepsNoKeyFromBeingMade() {
    var keys = house.person(AYSE, IDENTITY);
    var none = Change.set(OwnerKeys.DESTROYED + "/" + HEALTH, 0);
    assertThat(keyring.mark(ACME, AYSE, List.of(none), Condition.always())).isEmpty();
    assertThat(keyring.withKeys(keys, Set.of(HEALTH)).version(HEALTH)).hasValue(1);
    assertThat(keyring.eraseCategory(now(), HEALTH, "e1").versions())
        .isEqualTo(Map.of("health", 1));
  }

  @Test
  void supersedingMakesALaterVersionOnceWhoeverElseDoes() {
    var keys = house.person(AYSE, IDENTITY);
    var later = keyring.supersede(keys, IDENTITY).orElseThrow();
    assertThat(later.version(IDENTITY)).hasValue(2);
    assertThat(keyring.supersede(keys, IDENTITY).orElseThrow().version(IDENTITY))
        .as("another's is as good: it is later than what was seen")
        .hasValue(2);
    assertThat(keyring.supersede(later, IDENTITY).orElseThrow().version(IDENTITY)).hasValue(3);
    house.store.beforeNextWrite(() -> hold(new Hold("h1", Optional.empty())));
    assertThat(keyring.supersede(now(), IDENTITY)).as("held meanwhile").isEmpty();
    assertThat(now().version(IDENTITY)).hasValue(3);
  }

  @Test
  void afterAnErasureNothingIsMadeOrMarked() {
    var keys = house.person(AYSE, IDENTITY);
    erased(keys, "e1");
    House.assertFault(Fault.Erased.class, () -> keyring.supersede(now(), IDENTITY));
    House.assertFault(Fault.Erased.class, () -> keyring.renew(now(), IDENTITY));
    House.assertFault(Fault.Erased.class, () -> keyring.renew(keys, IDENTITY));
    var marked = keyring.mark(ACME, AYSE, List.of(Change.set("note", 1)), Condition.always());
    assertThat(marked.orElseThrow().current()).isPresent();
  }

  @Test
  void aHoldHasAnId() {
    assertThatThrownBy(() -> new Hold("", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Hold("#a", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hold.parse("#identity")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Hold.parse("h1#İ")).isInstanceOf(IllegalStateException.class);
    assertThat(Hold.parse("h1#identity")).isEqualTo(new Hold("h1", Optional.of(IDENTITY)));
    assertThat(Hold.parse("h1")).isEqualTo(new Hold("h1", Optional.empty()));
  }
}
