package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.BORA;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.HEALTH;
import static emanet.keys.House.IDENTITY;
import static emanet.keys.House.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private final House house = new House();
  private final Keyring keyring = house.keyring;

  @BeforeEach
  void tenantHasKeys() {
    house.tenants.warm(ACME);
  }

  private byte[] commitment(PersonKeys keys, CategoryCode category) {
    try (var key = keyring.current(keys, category)) {
      var commitment = new byte[DataKey.COMMITMENT_LEN];
      key.commit(commitment, 0);
      return commitment;
    }
  }

  private Item stored() {
    return house.store.at(Keyring.item(ACME, AYSE));
  }

  private void change(Change... changes) {
    house.store.update(Keyring.item(ACME, AYSE), List.of(changes), Condition.item());
  }

  @Test
  void aPersonIsMadeByOneWrite() {
    var keys = house.person(AYSE, IDENTITY, CONTACT);
    assertThat(house.store.writes()).as("the tenant's item, and the person's").isEqualTo(2);
    assertThat(house.store.reads()).as("the tenant's item").isEqualTo(1);
    assertThat(keys.tenant()).isEqualTo(ACME);
    assertThat(keys.subject()).isEqualTo(AYSE);
    assertThat(keys.erased()).isFalse();
    assertThat(keys.has(IDENTITY)).isTrue();
    assertThat(keys.has(HEALTH)).isFalse();
    assertThat(keys.version(CONTACT)).hasValue(1);
    assertThat(keys.version(HEALTH)).isEmpty();
    assertThat(keys.highestDestroyed(CONTACT)).isZero();
    assertThat(keys.holds()).isEmpty();
    assertThat(keys.opens(CONTACT, 1)).isTrue();
    assertThat(keys.opens(CONTACT, 2)).isFalse();
    assertThat(commitment(keys, IDENTITY)).isNotEqualTo(commitment(keys, CONTACT));
  }

  @Test
  void makingAPersonAgainGivesTheSameKeysAndThoseMissing() {
    var first = house.person(AYSE, IDENTITY);
    var again = house.person(AYSE, IDENTITY, CONTACT);
    assertThat(commitment(again, IDENTITY)).isEqualTo(commitment(first, IDENTITY));
    assertThat(again.has(CONTACT)).isTrue();
  }

  @Test
  void aLostAnswerGivesTheKeysThatWereWritten() {
    house.store.loseNextAnswer();
    var keys = house.person(AYSE, IDENTITY);
    assertThat(commitment(keys, IDENTITY))
        .isEqualTo(commitment(keyring.read(ACME, AYSE).orElseThrow(), IDENTITY));
    house.store.loseNextAnswer();
    var more = keyring.withKeys(keys, Set.of(IDENTITY, CONTACT));
    assertThat(commitment(more, CONTACT))
        .isEqualTo(commitment(keyring.read(ACME, AYSE).orElseThrow(), CONTACT));
  }

  @Test
  void nothingMissingIsNoCall() {
    var keys = house.person(AYSE, IDENTITY);
    int writes = house.store.writes();
    int reads = house.store.reads();
    keyring.withKeys(keys, Set.of(IDENTITY));
    commitment(keys, IDENTITY);
    assertThat(keyring.lookup(keys, IDENTITY).version(1)).isPresent();
    assertThat(house.store.writes()).isEqualTo(writes);
    assertThat(house.store.reads()).isEqualTo(reads);
  }

  @Test
  void allThatIsMissingIsOneWrite() {
    var keys = house.person(AYSE);
    int writes = house.store.writes();
    var more = keyring.withKeys(keys, Set.of(IDENTITY, CONTACT, HEALTH));
    assertThat(house.store.writes()).isEqualTo(writes + 1);
    for (var category : List.of(IDENTITY, CONTACT, HEALTH)) {
      assertThat(more.version(category)).hasValue(1);
    }
  }

  /// The winner's key seals, never the one that lost.
  @Test
  void aRivalsKeyIsTakenOver() {
    var keys = house.person(AYSE);
    house.store.beforeNextWrite(() -> keyring.withKeys(keys, Set.of(CONTACT)));
    var mine = keyring.withKeys(keys, Set.of(IDENTITY, CONTACT));
    var stored = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(commitment(mine, IDENTITY)).isEqualTo(commitment(stored, IDENTITY));
    assertThat(commitment(mine, CONTACT)).isEqualTo(commitment(stored, CONTACT));
  }

  @Test
  void aRivalsErasureIsSeen() {
    var keys = house.person(AYSE);
    house.store.beforeNextWrite(() -> keyring.erasePerson(ACME, AYSE));
    House.assertFault(Fault.Erased.class, () -> keyring.withKeys(keys, Set.of(IDENTITY)));
    assertThat(stored().has(OwnerKeys.DEKS)).isFalse();
  }

  @Test
  void anErasedPersonKeepsNothingAndComesBackNever() {
    var keys = house.person(AYSE, IDENTITY, CONTACT);
    change(Change.set("other", "kept"));
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.DONE);
    assertThat(stored().attributes())
        .isEqualTo(Map.of("state", Value.of("ERASED"), "other", Value.of("kept")));
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.erased()).isTrue();
    assertThat(keyring.lookup(now, IDENTITY).version(1)).isEmpty();
    House.assertFault(Fault.Erased.class, () -> keyring.current(now, IDENTITY));
    House.assertFault(Fault.Erased.class, () -> keyring.withKeys(keys, Set.of(HEALTH)));
    House.assertFault(Fault.Erased.class, () -> keyring.withKeys(now, Set.of()));
    House.assertFault(Fault.Erased.class, () -> keyring.renew(keys, IDENTITY));
    House.assertFault(Fault.Erased.class, () -> house.person(AYSE, IDENTITY));
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.DONE);
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.DONE);
  }

  @Test
  void wrappedKeysPutBackIntoATombstoneDoNotOpen() {
    house.person(AYSE, IDENTITY);
    var deks = stored().attributes().get("deks");
    keyring.erasePerson(ACME, AYSE);
    change(Change.set("deks", deks));
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(keyring.lookup(now, IDENTITY).version(1)).isEmpty();
    assertThat(now.has(IDENTITY)).isFalse();
  }

  @Test
  void whatIsAbsentIsNotErased() {
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.ABSENT);
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.ABSENT);
    assertThat(keyring.read(ACME, AYSE)).isEmpty();
    House.assertFault(Fault.Absent.class, () -> keyring.rewrap(ACME, AYSE));
  }

  @Test
  void aHoldForbidsDestruction() {
    var keys = house.person(AYSE, IDENTITY);
    change(new Change.Include("holds", Set.of("h1")));
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.HELD);
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.HELD);
    assertThat(keyring.destroyVersions(keys, IDENTITY, 1)).isEqualTo(Destruction.HELD);
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.holds()).containsExactly(new Hold("h1", Optional.empty()));
    assertThat(now.opens(IDENTITY, 1)).isTrue();
  }

  @Test
  void aHoldOfACategoryKeepsThatCategoryAndThePerson() {
    house.person(AYSE, IDENTITY, CONTACT);
    change(Keyring.holding(new Hold("h1", Optional.of(IDENTITY))));
    assertThat(keyring.destroyCategory(ACME, AYSE, CONTACT)).isEqualTo(Destruction.DONE);
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.HELD);
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.HELD);
    change(Keyring.releasing(new Hold("h1", Optional.of(IDENTITY))));
    assertThat(keyring.erasePerson(ACME, AYSE)).isEqualTo(Destruction.DONE);
  }

  /// The hold is set between the read and the write: the write's own condition stops it.
  @Test
  void aHoldSetMeanwhileForbidsDestruction() {
    house.person(AYSE, IDENTITY);
    house.store.beforeNextWrite(() -> change(new Change.Include("holds", Set.of("h1"))));
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.HELD);
    assertThat(keyring.read(ACME, AYSE).orElseThrow().opens(IDENTITY, 1)).isTrue();
  }

  @Test
  void aDestroyedCategoryStartsAtAHigherVersion() {
    house.person(AYSE, IDENTITY, CONTACT);
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.DONE);
    var without = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(without.has(IDENTITY)).isFalse();
    assertThat(without.has(CONTACT)).isTrue();
    assertThat(without.highestDestroyed(IDENTITY)).isEqualTo(1);
    assertThat(keyring.lookup(without, IDENTITY).version(1)).isEmpty();
    assertThatThrownBy(() -> keyring.current(without, IDENTITY))
        .isInstanceOf(IllegalStateException.class);

    var anew = keyring.withKeys(without, Set.of(IDENTITY));
    assertThat(anew.version(IDENTITY)).hasValue(2);
    assertThat(keyring.lookup(anew, IDENTITY).version(1)).isEmpty();
    assertThat(keyring.lookup(anew, IDENTITY).version(2)).isPresent();
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.DONE);
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.DONE);
    assertThat(
            keyring
                .withKeys(keyring.read(ACME, AYSE).orElseThrow(), Set.of(IDENTITY))
                .version(IDENTITY))
        .hasValue(3);
  }

  /// V1-12: whoever read the item before the destruction does not make the destroyed version anew.
  @Test
  void aStaleReaderCannotBringADestroyedVersionBack() {
    var seen = house.person(AYSE);
    keyring.withKeys(seen, Set.of(IDENTITY));
    keyring.destroyCategory(ACME, AYSE, IDENTITY);
    assertThat(keyring.withKeys(seen, Set.of(IDENTITY)).version(IDENTITY)).hasValue(2);
  }

  /// V1-12: not even where the wrapped key itself turns up again.
  @Test
  void aDestroyedVersionPutBackDoesNotOpen() {
    house.person(AYSE, IDENTITY);
    var kept = stored().tree("deks").get("identity");
    keyring.destroyCategory(ACME, AYSE, IDENTITY);
    change(Change.set("deks/identity", kept));
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.opens(IDENTITY, 1)).isFalse();
    assertThat(keyring.lookup(now, IDENTITY).version(1)).isEmpty();
    assertThat(now.has(IDENTITY)).isFalse();
  }

  @Test
  void partialDisposalKeepsTheNewVersion() {
    var keys = keyring.renew(house.person(AYSE, IDENTITY), IDENTITY);
    assertThat(keys.version(IDENTITY)).hasValue(2);
    assertThat(keys.opens(IDENTITY, 1)).isTrue();
    assertThat(keyring.destroyVersions(keys, IDENTITY, 1)).isEqualTo(Destruction.DONE);
    assertThat(keyring.destroyVersions(keys, IDENTITY, 1)).isEqualTo(Destruction.DONE);
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.version(IDENTITY)).hasValue(2);
    assertThat(now.highestDestroyed(IDENTITY)).isEqualTo(1);
    assertThat(keyring.lookup(now, IDENTITY).version(1)).isEmpty();
    assertThat(keyring.lookup(now, IDENTITY).version(2)).isPresent();
    assertThatThrownBy(() -> keyring.destroyVersions(now, IDENTITY, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyRenewedMeanwhileIsDestroyedWithItsCategory() {
    var keys = house.person(AYSE, IDENTITY);
    house.store.beforeNextWrite(() -> keyring.renew(keys, IDENTITY));
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.DONE);
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.has(IDENTITY)).isFalse();
    assertThat(now.highestDestroyed(IDENTITY)).isEqualTo(2);
  }

  /// V1-6: person and record are read at once, and a key may be made between the two.
  @Test
  void aKeyMadeSinceTheReadOpens() {
    var before = house.person(AYSE);
    keyring.withKeys(before, Set.of(IDENTITY));
    assertThat(keyring.lookup(before, IDENTITY).version(1)).isPresent();
    House.assertFault(Fault.Tampered.class, () -> keyring.lookup(before, IDENTITY).version(2));
    keyring.erasePerson(ACME, AYSE);
    assertThat(keyring.lookup(before, IDENTITY).version(1)).isEmpty();
  }

  @Test
  void anotherPersonsWrappedKeyDoesNotOpen() {
    house.person(AYSE, IDENTITY, CONTACT);
    keyring.createPerson(ACME, BORA, Set.of(IDENTITY));
    keyring.createPerson(OTHER, AYSE, Set.of(IDENTITY));
    var mine = stored().tree("deks");
    var boras = house.store.at(Keyring.item(ACME, BORA)).tree("deks").get("identity");
    var others = house.store.at(Keyring.item(OTHER, AYSE)).tree("deks").get("identity");
    for (var foreign : List.of(boras, others, mine.get("contact"))) {
      change(Change.set("deks/identity", foreign));
      var now = keyring.read(ACME, AYSE).orElseThrow();
      House.assertFault(Fault.Tampered.class, () -> keyring.current(now, IDENTITY));
      House.assertFault(Fault.Tampered.class, () -> keyring.lookup(now, IDENTITY).version(1));
    }
  }

  @Test
  void aBrokenItemIsTampered() {
    house.person(AYSE, IDENTITY);
    var whole = stored();
    var wrapped = Value.of(Bytes.of(new byte[97]));
    for (var broken :
        List.of(
            whole.without("state"),
            whole.without("deks"),
            whole.without("destroyed"),
            whole.with("deks", "text"),
            whole.with("deks", Map.of("identity", Value.of(1))),
            whole.with("deks", Map.of("identity", Value.of(Map.of("1", Value.of(1))))),
            whole.with("deks", Map.of("identity", Value.of(Map.of("one", wrapped)))),
            whole.with("destroyed", Map.of("identity", Value.of("1"))),
            whole.with("destroyed", Map.of("identity", Value.of(1L << 40))))) {
      house.store.place(broken);
      House.assertFault(Fault.Tampered.class, () -> keyring.read(ACME, AYSE));
    }
    house.store.place(whole.with("deks", Map.of("identity", Value.of(Map.of("1", wrapped)))));
    var now = keyring.read(ACME, AYSE).orElseThrow();
    House.assertFault(Fault.Tampered.class, () -> keyring.current(now, IDENTITY));
  }

  @Test
  void anItemOfAnotherPersonIsNotParsed() {
    house.person(AYSE, IDENTITY);
    assertThatThrownBy(() -> Keyring.parse(ACME, BORA, stored()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Keyring.parse(ACME, AYSE, stored()).has(IDENTITY)).isTrue();
  }

  @Test
  void aCaseHasOneKeyUntilItIsDestroyed() {
    var keys = keyring.caseKeys(ACME, "request-1");
    assertThat(keys.tenant()).isEqualTo(ACME);
    assertThat(keys.caseId()).isEqualTo("request-1");
    assertThat(keys.erased()).isFalse();
    var again = keyring.caseKeys(ACME, "request-1");
    try (var one = keyring.current(keys);
        var two = keyring.current(again)) {
      var commitment = new byte[32];
      one.commit(commitment, 0);
      assertThat(two.isCommittedTo(commitment, 0)).isTrue();
      commitment[31] ^= 1;
      assertThat(two.isCommittedTo(commitment, 0)).isFalse();
    }
    var item = house.store.at(Keyring.caseItem(ACME, "request-1"));
    assertThat(keyring.lookup(Keyring.parseCase(ACME, "request-1", item)).version(1)).isPresent();
    assertThat(keyring.destroyCase(ACME, "request-1")).isEqualTo(Destruction.DONE);
    assertThat(keyring.lookup(keys).version(1)).as("held in memory until dropped").isPresent();
    House.assertFault(Fault.Erased.class, () -> keyring.caseKeys(ACME, "request-1"));
    assertThat(keyring.destroyCase(ACME, "request-2")).isEqualTo(Destruction.ABSENT);
  }

  @Test
  void aCaseAndAPersonOfOneNameShareNothing() {
    house.person(AYSE, new CategoryCode("case"));
    keyring.caseKeys(ACME, AYSE.value());
    var persons = stored().tree("deks");
    var caseItem = house.store.at(Keyring.caseItem(ACME, AYSE.value()));
    house.store.place(caseItem.with("deks", persons));
    House.assertFault(
        Fault.Tampered.class, () -> keyring.current(keyring.caseKeys(ACME, AYSE.value())));
  }

  @Test
  void whatHoldsKeysPrintsNone() {
    var keys = house.person(AYSE, IDENTITY);
    try (var key = keyring.current(keys, IDENTITY);
        var secrets = house.tenants.acquire(ACME)) {
      assertThat(key.toString()).isEqualTo("[REDACTED]");
      assertThat(secrets.toString()).isEqualTo("[REDACTED]");
    }
    assertThat(keys.toString()).isEqualTo("PersonKeys");
    assertThat(keys.keys().toString()).isEqualTo("OwnerKeys[PERSON]");
    assertThat(keyring.caseKeys(ACME, "c").toString()).isEqualTo("CaseKeys");
  }

  @Test
  void aClosedKeyIsOfNoUse() {
    var key = keyring.current(house.person(AYSE, IDENTITY), IDENTITY);
    var cipherKey = key.cipherKey();
    key.close();
    assertThatThrownBy(() -> key.useNonce(new byte[12], 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(cipherKey::getEncoded).isInstanceOf(IllegalStateException.class);
    assertThat(key.isCommittedTo(new byte[32], 0)).as("zeroed").isTrue();
  }
}
