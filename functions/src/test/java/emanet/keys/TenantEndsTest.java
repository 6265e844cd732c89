package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.BORA;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.IDENTITY;
import static emanet.keys.House.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.keys.TenantKeys.Provision;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The end of a contract, as far as keys know it: frozen and let go again, or destroyed for good.
class TenantEndsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123Z");
  private static final String OWN = MemoryKms.arn("eu-central-1", 'a');

  private final House house = new House();
  private final TenantEnds ends = new TenantEnds(house.store);

  @Test
  void whoHasNotEndedIsNotFrozen() {
    var none = ends.read(ACME);
    assertThat(none.frozen()).isEmpty();
    assertThat(none.destroyed()).isFalse();
    assertThat(none.isFrozenAt(Instant.MAX)).isFalse();
    assertThat(ends.destroyed()).isEmpty();
  }

  @Test
  void aTenantIsFrozenFromThenOnAndNoOtherIs() {
    assertThat(ends.freeze(ACME, "one", NOW)).isTrue();
    var end = ends.read(ACME);
    assertThat(end.frozen()).hasValue(NOW);
    assertThat(end.destroyed()).isFalse();
    assertThat(end.isFrozenAt(NOW.minusMillis(1))).isFalse();
    assertThat(end.isFrozenAt(NOW)).isTrue();
    assertThat(end.isFrozenAt(NOW.plusMillis(1))).isTrue();
    assertThat(ends.read(OTHER).frozen()).isEmpty();
    assertThat(house.store.at(TenantEnds.item(ACME)).key())
        .isEqualTo(new Key(Table.DEPLOYMENT, "T#acme#CLOSURE", "END"));
  }

  /// A lost answer, or a step that is done again, keeps the first date.
  @Test
  void oneClosureFreezesOnceAndAnotherNotAtAll() {
    house.store.loseNextAnswer();
    assertThat(ends.freeze(ACME, "one", NOW)).isTrue();
    assertThat(ends.freeze(ACME, "one", NOW.plusSeconds(1))).as("the same again").isTrue();
    assertThat(ends.freeze(ACME, "two", NOW.plusSeconds(2))).isFalse();
    assertThat(ends.read(ACME).frozen()).hasValue(NOW);
    ends.thaw(ACME, "two");
    assertThat(ends.read(ACME).frozen()).as("of another closure").hasValue(NOW);
    ends.thaw(ACME, "one");
    assertThat(ends.read(ACME).frozen()).isEmpty();
    assertThat(ends.freeze(ACME, "two", NOW.plusSeconds(3))).isTrue();
    assertThat(ends.read(ACME).frozen()).hasValue(NOW.plusSeconds(3));
  }

  @Test
  void whatIsDestroyedStaysSoAndFrozen() {
    ends.freeze(ACME, "one", NOW);
    ends.destroyed(ACME, "one", NOW.plusSeconds(1));
    ends.destroyed(ACME, "two", NOW.plusSeconds(2));
    var item = house.store.at(TenantEnds.item(ACME));
    assertThat(item.attributes())
        .isEqualTo(
            Map.of(
                "closure", Value.of("one"),
                "frozen", Value.of(NOW.plusSeconds(1).toEpochMilli()),
                "destroyed", Value.of(NOW.plusSeconds(1).toEpochMilli())));
    ends.thaw(ACME, "one");
    assertThat(ends.read(ACME))
        .isEqualTo(new TenantEnds.End(Optional.of(NOW.plusSeconds(1)), true, Optional.empty()));
    assertThat(ends.freeze(ACME, "three", NOW.plusSeconds(3))).as("is, for good").isTrue();
    assertThat(house.store.at(TenantEnds.item(ACME))).isEqualTo(item);
  }

  @Test
  void allThatAreDestroyedAreListedInOrder() {
    ends.destroyed(OTHER, "two", NOW);
    ends.destroyed(ACME, "one", NOW);
    ends.destroyed(ACME, "one", NOW);
    ends.freeze(new emanet.values.TenantId("third"), "three", NOW);
    assertThat(ends.destroyed()).containsExactly(ACME, OTHER);
  }

  /// A restore that could not replay what was erased keeps everybody out but those who do.
  @Test
  void whoIsShutOpensForThoseAloneWhoBringTablesBack() {
    house.tenants.warm(ACME);
    ends.shut(ACME, "one");
    ends.shut(ACME, "one");
    assertThat(ends.shut()).isEqualTo(Map.of(ACME, "one"));
    house.tenants.warm(ACME);
    house.clock.move(TenantKeys.REMEMBERED);
    House.assertFault(Fault.Unavailable.class, () -> house.tenants.warm(ACME));
    House.assertFault(Fault.Unavailable.class, () -> house.elsewhere().warm(ACME));
    House.assertFault(Fault.Unavailable.class, () -> house.tenants.rotate(ACME));
    House.assertFault(
        Fault.Unavailable.class, () -> house.tenants.provision(ACME, Optional.of(OWN)));
    assertThat(house.tenants.opens(ACME)).as("KMS does").isTrue();
    TenantKeys.restoring(house.store, house.kms, house.randomness, house.clock).warm(ACME);
    house.tenants.warm(OTHER);
    ends.open(ACME, "two");
    assertThat(ends.shut()).as("by another restore").containsKey(ACME);
    ends.open(ACME, "one");
    assertThat(ends.shut()).isEmpty();
    house.tenants.warm(ACME);
  }

  @Test
  void whoHasEndedIsNotShut() {
    ends.shut(ACME, "one");
    ends.shut(OTHER, "one");
    ends.shut(OTHER, "two");
    ends.destroyed(ACME, "c", NOW);
    assertThat(ends.shut()).isEqualTo(Map.of(OTHER, "two"));
    assertThat(ends.shut()).as("and is listed no more").isEqualTo(Map.of(OTHER, "two"));
    assertThat(ends.destroyed()).containsExactly(ACME);
    House.assertFault(Fault.Erased.class, () -> house.tenants.opens(ACME));
  }

  @Test
  void destroyingTellsTheLastKekAndLeavesNoKey() {
    assertThat(house.tenants.destroy(OTHER)).as("never had one").isZero();
    House.assertFault(Fault.Erased.class, () -> house.tenants.warm(OTHER));
    house.tenants.warm(ACME);
    house.tenants.rotate(ACME);
    assertThat(house.tenants.destroy(ACME)).isEqualTo(2);
    assertThat(house.tenants.remembered()).as("forgotten at once").isZero();
    assertThat(house.store.at(TenantKeys.item(ACME)).attributes().keySet())
        .containsExactlyInAnyOrder("state", "kekVersion", "kmsKey", "own");
    assertThat(house.tenants.destroy(ACME)).as("again").isEqualTo(2);
  }

  /// KMS is asked each time: what is remembered says nothing of what it would do now.
  @Test
  void whetherKmsOpensATenantsKeysIsAskedAnew() {
    assertThat(house.tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.CREATED);
    house.tenants.warm(ACME);
    int before = house.kms.decrypted();
    assertThat(house.tenants.opens(ACME)).isTrue();
    assertThat(house.kms.decrypted()).isEqualTo(before + 1);
    house.kms.disable(OWN);
    assertThat(house.tenants.opens(ACME)).isFalse();
    house.kms.down(true);
    House.assertFault(Fault.Unavailable.class, () -> house.tenants.opens(ACME));
    house.kms.down(false);
    house.kms.enable(OWN);
    assertThat(house.tenants.opens(ACME)).isTrue();
    assertThat(house.tenants.hasOwn(ACME)).isTrue();
    assertThat(house.tenants.hasOwn(OTHER)).as("none").isFalse();
    assertThat(house.tenants.opens(OTHER)).as("none, so none is lost").isTrue();
    assertThat(house.store.read(TenantKeys.item(OTHER))).as("and none is made").isEmpty();
    house.tenants.destroy(ACME);
    House.assertFault(Fault.Erased.class, () -> house.tenants.opens(ACME));
  }

  /// `TenantEnds` alone has it: the item itself is whole, and KMS would open it.
  @Test
  void nothingOpensByAnItemThatIsPutBack() {
    house.tenants.warm(ACME);
    var whole = house.store.at(TenantKeys.item(ACME));
    house.tenants.destroy(ACME);
    house.store.place(whole);
    house.tenants.warm(ACME);
    house.tenants.clear();
    ends.freeze(ACME, "one", NOW);
    house.tenants.warm(ACME);
    ends.destroyed(ACME, "one", NOW);
    house.tenants.clear();
    House.assertFault(Fault.Erased.class, () -> house.tenants.warm(ACME));
    House.assertFault(Fault.Erased.class, () -> house.tenants.rotate(ACME));
    House.assertFault(Fault.Erased.class, () -> house.tenants.opens(ACME));
    House.assertFault(Fault.Erased.class, () -> house.tenants.provision(ACME, Optional.of(OWN)));
    house.tenants.warm(OTHER);
  }

  @Test
  void aPersonsKeysGoWhateverHoldThereIsAndWhatIsBesideStays() {
    var keys = house.person(AYSE, IDENTITY, CONTACT);
    house.keyring.destroyCategory(ACME, AYSE, CONTACT);
    var beside = List.of(Change.set("note", 1), Keyring.holding(new Hold("h1", Optional.empty())));
    assertThat(house.keyring.mark(ACME, AYSE, beside, Condition.always())).isEmpty();
    house.keyring.end(ACME, AYSE);
    var left = house.store.at(Keyring.item(ACME, AYSE));
    assertThat(left.attributes())
        .isEqualTo(
            Map.of(
                "state", Value.of("ERASED"),
                "destroyed", Value.of(Map.of("contact", Value.of(1))),
                "note", Value.of(1)));
    var now = house.keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.erased()).isTrue();
    assertThat(now.holds()).isEmpty();
    assertThat(house.keyring.lookup(now, IDENTITY).version(1)).isEmpty();
    House.assertFault(Fault.Erased.class, () -> house.keyring.withKeys(keys, Set.of(House.HEALTH)));
    house.keyring.end(ACME, AYSE);
    assertThat(house.store.at(Keyring.item(ACME, AYSE))).as("again").isEqualTo(left);
    house.keyring.end(ACME, BORA);
    assertThat(house.keyring.read(ACME, BORA)).as("nobody is made").isEmpty();
  }

  @Test
  void aCasesKeyGoesAsWell() {
    house.keyring.caseKeys(ACME, "case-1");
    house.keyring.endCase(ACME, "case-1");
    var item = house.store.at(Keyring.caseItem(ACME, "case-1"));
    assertThat(item.has(OwnerKeys.DEKS)).isFalse();
    House.assertFault(Fault.Erased.class, () -> house.keyring.caseKeys(ACME, "case-1"));
    house.keyring.endCase(ACME, "case-2");
    assertThat(house.store.read(Keyring.caseItem(ACME, "case-2"))).isEmpty();
  }
}
