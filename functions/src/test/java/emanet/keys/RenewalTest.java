package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.values.Randomness;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// V1-19.
class RenewalTest {
  /// One in 2¹⁹ of all draws: counted.
  @Test
  void oneLotInHalfAMillionWins() {
    var drawn = new byte[15];
    int won = 0;
    for (int number = 0; number < 1 << 21; number++) {
      drawn[12] = (byte) (number >> 16);
      drawn[13] = (byte) (number >> 8);
      drawn[14] = (byte) number;
      won += SealDraw.from(_ -> drawn).renews() ? 1 : 0;
    }
    assertThat(won).isEqualTo(1 << 2);
  }

  /// All further draws for a seal win.
  private static final class Winning implements Randomness {
    private final Randomness usual = House.seeded(9);
    private boolean on;

    @Override
    public byte[] bytes(int length) {
      var bytes = usual.bytes(length);
      if (on && length == 15) {
        Arrays.fill(bytes, 12, 15, (byte) 0xff);
      }
      return bytes;
    }
  }

  @Test
  void theWinnerSealsUnderTheNextVersionAndTheLastStillOpens() {
    var lot = new Winning();
    var house = new House(lot);
    var keys = house.person(AYSE, IDENTITY);
    lot.on = true;
    int writes = house.store.writes();
    try (var key = house.keyring.current(keys, IDENTITY)) {
      assertThat(key.version()).isEqualTo(2);
    }
    assertThat(house.store.writes()).isEqualTo(writes + 1);
    var now = house.keyring.read(ACME, AYSE).orElseThrow();
    assertThat(now.version(IDENTITY)).hasValue(2);
    for (int version = 1; version <= 2; version++) {
      assertThat(house.keyring.lookup(now, IDENTITY).version(version)).isPresent();
    }
  }

  /// Somebody else's renewal is taken over, and so is an erasure.
  @Test
  void aRivalsRenewalIsTakenOver() {
    var lot = new Winning();
    var house = new House(lot);
    var keys = house.person(AYSE, IDENTITY);
    house.store.beforeNextWrite(() -> house.keyring.renew(keys, IDENTITY));
    lot.on = true;
    try (var key = house.keyring.current(keys, IDENTITY)) {
      assertThat(key.version()).isEqualTo(2);
    }
    house.store.beforeNextWrite(() -> house.keyring.erasePerson(ACME, AYSE));
    House.assertFault(emanet.fault.Fault.Erased.class, () -> house.keyring.current(keys, IDENTITY));
  }

  @Test
  void aDocumentKeyIsRenewedWithTheKek() {
    var lot = new Winning();
    var house = new House(lot);
    var documents = new DocumentKeys(house.tenants, lot);
    try (var key = documents.current(ACME)) {
      assertThat(key.version()).isEqualTo(1);
    }
    lot.on = true;
    try (var key = documents.current(ACME)) {
      assertThat(key.version()).isEqualTo(2);
    }
    assertThat(documents.lookup(ACME).version(1)).isPresent();
    var elsewhere = new DocumentKeys(house.elsewhere(), House.seeded(1));
    assertThat(elsewhere.lookup(ACME).version(1)).isPresent();
    assertThat(elsewhere.lookup(ACME).version(2)).isPresent();
    House.assertFault(emanet.fault.Fault.Tampered.class, () -> elsewhere.lookup(ACME).version(3));
  }

  /// V1-21: from the tenant's item as it was before every renewal.
  @Test
  void theLastingDocumentKeyIsInEveryBackupOfTheTenantsKeys() {
    var lot = new Winning();
    var house = new House(lot);
    house.tenants.warm(ACME);
    var backup = house.store.at(TenantKeys.item(ACME));
    lot.on = true;
    var documents = new DocumentKeys(house.tenants, lot);
    house.tenants.rotate(ACME);
    var commitment = new byte[DataKey.COMMITMENT_LEN];
    try (var key = documents.lasting(ACME)) {
      assertThat(key.version()).as("the lot wins, and renews nothing").isEqualTo(1);
      key.commit(commitment, 0);
    }
    assertThat(house.store.at(TenantKeys.item(ACME)).number("kekVersion")).isEqualTo(2);
    house.store.place(backup);
    var restored = new DocumentKeys(house.elsewhere(), House.seeded(1));
    assertThat(restored.lookup(ACME).version(1).orElseThrow().isCommittedTo(commitment, 0))
        .isTrue();
  }

  @Test
  void eachSealDrawsALot() {
    var house = new House();
    var keys = house.keyring.createPerson(ACME, AYSE, Set.of(IDENTITY));
    try (var key = house.keyring.current(keys, IDENTITY)) {
      key.useNonce(new byte[12], 0);
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> key.useNonce(new byte[12], 0))
          .isInstanceOf(IllegalStateException.class);
    }
    try (var key = house.keyring.lookup(keys, IDENTITY).version(1).orElseThrow()) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> key.useNonce(new byte[12], 0))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
