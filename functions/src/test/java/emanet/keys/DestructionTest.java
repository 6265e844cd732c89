package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.BORA;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.store.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is destroyed is gone from the item, not only marked; and what vanished is not made anew.
class DestructionTest {
  private final House house = new House();
  private final Keyring keyring = house.keyring;

  /// By category, the versions whose wrapped key lies in the person's item.
  private Map<String, Set<String>> material() {
    var material = new java.util.TreeMap<String, Set<String>>();
    house
        .store
        .at(Keyring.item(ACME, AYSE))
        .tree(OwnerKeys.DEKS)
        .forEach((category, versions) ->
            material.put(category, Set.copyOf(((Value.Tree) versions).entries().keySet())));
    return material;
  }

  @Test
  void ofManyVersionsThoseDestroyedAreTakenOut() {
    var keys =
        keyring.renew(keyring.renew(house.person(AYSE, IDENTITY, CONTACT), IDENTITY), IDENTITY);
    assertThat(material())
        .isEqualTo(Map.of("contact", Set.of("1"), "identity", Set.of("1", "2", "3")));
    assertThat(keyring.destroyVersions(keys, IDENTITY, 2)).isEqualTo(Destruction.DONE);
    assertThat(material()).isEqualTo(Map.of("contact", Set.of("1"), "identity", Set.of("3")));
    assertThat(keyring.destroyVersions(keys, IDENTITY, 1)).isEqualTo(Destruction.DONE);
    var now = keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.highestDestroyed(IDENTITY)).as("never lower than it was").isEqualTo(2);
  }

  @Test
  void theLastVersionTakesTheCategoryAlong() {
    var keys = keyring.renew(house.person(AYSE, IDENTITY, CONTACT), IDENTITY);
    assertThat(keyring.destroyVersions(keys, IDENTITY, 2)).isEqualTo(Destruction.DONE);
    assertThat(material()).isEqualTo(Map.of("contact", Set.of("1")));
  }

  @Test
  void nothingIsWrittenWhereAllIsDestroyedAlready() {
    var keys = house.person(AYSE, IDENTITY);
    keyring.destroyCategory(ACME, AYSE, IDENTITY);
    int writes = house.store.writes();
    assertThat(keyring.destroyCategory(ACME, AYSE, IDENTITY)).isEqualTo(Destruction.DONE);
    assertThat(house.store.writes()).isEqualTo(writes);
    assertThat(keys.highestDestroyed(IDENTITY)).isZero();
  }

  @Test
  void anItemThatVanishesIsAbsentAndStaysSo() {
    var keys = house.person(AYSE, IDENTITY);
    var item = Keyring.item(ACME, AYSE);
    house.store.beforeNextWrite(() -> house.store.vanish(item));
    assertThat(keyring.destroyVersions(keys, IDENTITY, 1)).isEqualTo(Destruction.ABSENT);
    House.assertFault(Fault.Absent.class, () -> keyring.withKeys(keys, Set.of(CONTACT)));
    House.assertFault(Fault.Absent.class, () -> keyring.renew(keys, IDENTITY));
    House.assertFault(Fault.Absent.class, () -> keyring.rewrap(ACME, AYSE));
    assertThat(keyring.read(ACME, AYSE)).isEmpty();
  }

  /// A record names a version that its reader does not know, and nobody's item says more.
  @Test
  void aVersionOfNobodyIsTampered() {
    var keys = house.person(BORA, IDENTITY);
    House.assertFault(Fault.Tampered.class, () -> keyring.lookup(keys, IDENTITY).version(2));
    house.store.vanish(Keyring.item(ACME, BORA));
    House.assertFault(Fault.Tampered.class, () -> keyring.lookup(keys, IDENTITY).version(2));
  }

  @Test
  void aDestroyedCaseSaysSo() {
    var keys = keyring.caseKeys(ACME, "case-1");
    assertThat(keys.erased()).isFalse();
    assertThat(keyring.destroyCase(ACME, "case-1")).isEqualTo(Destruction.DONE);
    var item = house.store.at(Keyring.caseItem(ACME, "case-1"));
    assertThat(Keyring.parseCase(ACME, "case-1", item).erased()).isTrue();
    House.assertFault(Fault.Erased.class, () -> keyring.caseKeys(ACME, "case-1"));
    assertThat(List.of(keys.tenant(), keys.caseId())).isEqualTo(List.of(ACME, "case-1"));
  }

  /// What happens when somebody else rotated in between: theirs is taken, none is made.
  @Test
  void rotationTakesOverWhatAnotherMade() {
    house.tenants.warm(ACME);
    var elsewhere = house.elsewhere();
    elsewhere.warm(ACME);
    assertThat(house.tenants.rotate(ACME)).isEqualTo(2);
    int calls = house.kms.generated();
    assertThat(elsewhere.rotate(ACME)).isEqualTo(2);
    assertThat(house.kms.generated()).isEqualTo(calls);
    var rival = house.elsewhere();
    house.store.beforeNextWrite(() -> assertThat(rival.rotate(ACME)).isEqualTo(3));
    assertThat(house.tenants.rotate(ACME)).isEqualTo(3);
  }

  /// Also where KMS would still open it, and where somebody opens the tenant anew.
  @Test
  void ofATenantThatHasEndedNothingOpensThoughItsItemIsPutBack() {
    house.person(AYSE, IDENTITY);
    var before = house.store.at(TenantKeys.item(ACME));
    var ends = new TenantEnds(house.store);
    var now = java.time.Instant.parse("2026-01-01T00:00:00Z");
    assertThat(ends.freeze(ACME, "one", now)).isTrue();
    assertThat(ends.freeze(ACME, "one", now)).isTrue();
    assertThat(ends.freeze(ACME, "other", now)).isFalse();
    assertThat(ends.read(ACME).isFrozenAt(now)).isTrue();
    ends.destroyed(ACME, "one", now);
    house.tenants.destroy(ACME);
    var _ = house.store.put(before, emanet.store.Condition.always());
    ends.thaw(ACME, "one");
    assertThat(ends.read(ACME).isFrozenAt(now)).as("for good").isTrue();
    assertThat(ends.destroyed()).containsExactly(ACME);
    House.assertFault(Fault.Erased.class, () -> house.tenants.warm(ACME));
    House.assertFault(
        Fault.Erased.class, () -> house.tenants.provision(ACME, java.util.Optional.empty()));
    House.assertFault(Fault.Erased.class, () -> house.tenants.opens(ACME));
  }
}
