package emanet.keys;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.CONTACT;
import static emanet.keys.House.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.keys.TenantKeys.Provision;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.SecretBytes;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantKeysTest {
  private static final String OWN = MemoryKms.arn("eu-central-1", 'a');
  private static final String OWN_ELSEWHERE = MemoryKms.arn("eu-west-1", 'a');

  private final House house = new House();
  private final TenantKeys tenants = house.tenants;

  private byte[] mac(TenantKeys keys) {
    return new Macs(keys).mac(ACME, "test", new byte[] {1}).toArray();
  }

  @Test
  void oneDecryptServesFiveMinutes() {
    tenants.warm(ACME);
    var here = house.elsewhere();
    for (int i = 0; i < 100; i++) {
      here.warm(ACME);
    }
    assertThat(house.kms.decrypted()).isEqualTo(1);
    house.clock.move(TenantCache.LIFE.minusMillis(1));
    here.warm(ACME);
    assertThat(house.kms.decrypted()).isEqualTo(1);
    house.clock.move(Duration.ofMillis(1));
    here.warm(ACME);
    assertThat(house.kms.decrypted()).isEqualTo(2);
  }

  @Test
  void aClockThatGoesBackForgets() {
    var here = house.elsewhere();
    here.warm(ACME);
    house.clock.move(Duration.ofSeconds(-1));
    int before = house.kms.decrypted();
    here.warm(ACME);
    assertThat(house.kms.decrypted()).isEqualTo(before + 1);
  }

  /// The time of the KMS call counts: keys are never older than five minutes.
  @Test
  void lifeStartsBeforeTheCall() {
    tenants.warm(ACME);
    var here = house.elsewhere();
    house.kms.whileDecrypting(() -> house.clock.move(Duration.ofMinutes(4)));
    here.warm(ACME);
    house.kms.whileDecrypting(() -> {});
    house.clock.move(Duration.ofMinutes(1));
    here.warm(ACME);
    assertThat(house.kms.decrypted()).isEqualTo(2);
  }

  @Test
  void manyWaitForOneCall() throws Exception {
    tenants.warm(ACME);
    var here = house.elsewhere();
    var started = new CountDownLatch(1);
    house.kms.whileDecrypting(() -> {
      started.countDown();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, 200).mapToObj(_ -> threads.submit(() -> mac(here))).toList();
      started.await();
      for (var call : calls) {
        assertThat(call.get()).isEqualTo(mac(tenants));
      }
    }
    assertThat(house.kms.decrypted()).isEqualTo(1);
  }

  @Test
  void aCallThatFailsIsMadeAgainByTheNext() {
    house.kms.down(true);
    House.assertFault(Fault.Unavailable.class, () -> tenants.warm(ACME));
    house.kms.down(false);
    tenants.warm(ACME);
    assertThat(house.kms.contexts())
        .contains(
            Map.of("app", "emanet", "purpose", "tenant-kek", "tenant", "acme", "kekVersion", "1"));
  }

  @Test
  void theLeastRecentlyUsedTenantGoesFirst() {
    var small = new House(House.seeded(1), 2);
    var one = new TenantId("one");
    var two = new TenantId("two");
    small.tenants.warm(one);
    small.tenants.warm(two);
    small.tenants.warm(one);
    small.tenants.warm(ACME);
    assertThat(small.tenants.remembered()).isEqualTo(2);
    int before = small.kms.decrypted();
    small.tenants.warm(one);
    small.tenants.warm(ACME);
    assertThat(small.kms.decrypted()).isEqualTo(before);
    small.tenants.warm(two);
    assertThat(small.kms.decrypted()).isEqualTo(before + 1);
  }

  /// In whichever Region a KMS key is named.
  @Test
  void whichKmsKeysWrapTenantsKeysIsKnown() {
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.CREATED);
    var all = Set.of(ACME, new TenantId("nobody"));
    var stranger = MemoryKms.arn("eu-central-1", 'z');
    assertThat(tenants.wrapping(all, Set.of(OWN))).isTrue();
    assertThat(tenants.wrapping(all, Set.of(stranger, OWN_ELSEWHERE))).isTrue();
    assertThat(tenants.wrapping(all, Set.of(stranger))).isFalse();
    assertThat(tenants.wrapping(all, Set.of())).isFalse();
    assertThat(tenants.wrapping(Set.of(new TenantId("nobody")), Set.of(OWN))).isFalse();
    assertThat(house.store.read(TenantKeys.item(ACME))).isPresent();
  }

  @Test
  void clearingForgetsAndZeroes() {
    TenantSecrets held;
    try (var secrets = tenants.acquire(ACME)) {
      held = secrets;
      house.keyring.clear();
      assertThat(tenants.remembered()).isZero();
      assertThat(secrets.isZeroed()).as("still held here").isFalse();
      assertThat(secrets.kek(1).getEncoded()).isNotEqualTo(new byte[32]);
    }
    assertThat(held.isZeroed()).isTrue();
    assertThat(held.acquire()).isFalse();
    assertThat(held.index().isDestroyed()).isTrue();
    assertThat(held.mac().isDestroyed()).isTrue();
    assertThat(held.kek(1).isDestroyed()).isTrue();
    assertThat(held.documents().get(1)).isEqualTo(emanet.values.SecretBytes.owning(new byte[64]));
    tenants.warm(ACME);
    assertThat(house.kms.decrypted()).isEqualTo(1);
  }

  /// Eviction zeroes what nobody holds, and only that: no thread may see a zeroed key.
  @Test
  void noThreadSeesAKeyBeingZeroed() throws Exception {
    var small = new House(House.seeded(1), 1);
    var names = IntStream.range(0, 4).mapToObj(i -> new TenantId("tenant-" + i)).toList();
    var macs = new Macs(small.tenants);
    var expected = names.stream().map(t -> macs.mac(t, "test", new byte[1])).toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var runs =
          IntStream.range(0, 4)
              .mapToObj(n ->
                  threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                      int at = (i + n) % names.size();
                      assertThat(macs.mac(names.get(at), "test", new byte[1]))
                          .isEqualTo(expected.get(at));
                    }
                  }))
              .toList();
      for (var run : runs) {
        run.get();
      }
    }
    assertThat(small.tenants.remembered()).isEqualTo(1);
  }

  @Test
  void twoWhoMakeATenantsKeysGetTheSame() {
    var there = house.elsewhere();
    house.store.beforeNextWrite(() -> there.warm(ACME));
    assertThat(mac(tenants)).isEqualTo(mac(there));
  }

  @Test
  void aLostAnswerAtTheFirstKeysIsNoSecondCall() {
    house.store.loseNextAnswer();
    tenants.warm(ACME);
    assertThat(house.kms.decrypted()).isZero();
    assertThat(mac(tenants)).isEqualTo(mac(house.elsewhere()));
  }

  @Test
  void rotationKeepsEverythingReadable() {
    var keys = house.person(AYSE, IDENTITY);
    var mac = mac(tenants);
    assertThat(tenants.rotate(ACME)).isEqualTo(2);
    assertThat(tenants.rotate(ACME)).isEqualTo(3);
    for (var here : new TenantKeys[] {tenants, house.elsewhere()}) {
      var keyring = new Keyring(house.store, here, house.randomness);
      assertThat(keyring.lookup(keys, IDENTITY).version(1)).isPresent();
      assertThat(mac(here)).isEqualTo(mac);
    }
    assertThat(kekVersionOf("identity")).isEqualTo(1);
    assertThat(house.keyring.rewrap(ACME, AYSE)).isEqualTo(1);
    assertThat(house.keyring.rewrap(ACME, AYSE)).as("repeated").isZero();
    assertThat(kekVersionOf("identity")).isEqualTo(3);
    var now = house.keyring.read(ACME, AYSE).orElseThrow();
    assertThat(house.keyring.lookup(now, IDENTITY).version(1)).isPresent();
    house.keyring.caseKeys(ACME, "c");
    assertThat(house.keyring.rewrapCase(ACME, "c")).isZero();
    tenants.rotate(ACME);
    assertThat(house.keyring.rewrapCase(ACME, "c")).isEqualTo(1);
  }

  @Test
  void rewrappingBesideAWriterLosesNothing() {
    var keys = house.person(AYSE, IDENTITY);
    tenants.rotate(ACME);
    house.store.beforeNextWrite(() -> house.keyring.renew(keys, IDENTITY));
    assertThat(house.keyring.rewrap(ACME, AYSE)).isEqualTo(1);
    var now = house.keyring.read(ACME, AYSE).orElseThrow();
    assertThat(house.keyring.lookup(now, IDENTITY).version(1)).isPresent();
    assertThat(house.keyring.lookup(now, IDENTITY).version(2)).isPresent();
    tenants.rotate(ACME);
    house.store.beforeNextWrite(() -> house.keyring.destroyCategory(ACME, AYSE, IDENTITY));
    assertThat(house.keyring.rewrap(ACME, AYSE)).isZero();
  }

  private int kekVersionOf(String category) {
    var deks = house.store.at(Keyring.item(ACME, AYSE)).tree("deks");
    if (deks.get(category) instanceof Value.Tree(var versions)
        && versions.get("1") instanceof Value.Binary(var wrapped)) {
      return KeyWrap.kekVersion(wrapped);
    }
    throw new AssertionError("no wrapped key");
  }

  /// V1-11: another environment rotated; one that remembers the old KEK looks once.
  @Test
  void aNewerKekIsLookedForOnce() {
    var keys = house.person(AYSE, IDENTITY);
    var there = house.elsewhere();
    there.warm(ACME);
    tenants.rotate(ACME);
    house.keyring.withKeys(keys, Set.of(CONTACT));
    int before = house.kms.decrypted();
    var now = house.keyring.read(ACME, AYSE).orElseThrow();
    var keyring = new Keyring(house.store, there, house.randomness);
    assertThat(keyring.lookup(now, CONTACT).version(1)).isPresent();
    assertThat(house.kms.decrypted()).isEqualTo(before + 1);
    assertThat(keyring.lookup(now, CONTACT).version(1)).isPresent();
    assertThat(house.kms.decrypted()).isEqualTo(before + 1);
  }

  /// V1-11: a KEK that there never was costs no call to KMS.
  @Test
  void aKekThatNeverWasIsTampered() {
    house.person(AYSE, IDENTITY);
    var wrapped = new byte[97];
    wrapped[0] = 1;
    wrapped[4] = 9;
    var item = house.store.at(Keyring.item(ACME, AYSE));
    house.store.place(
        item.with("deks", Map.of("identity", Value.of(Map.of("1", Value.of(Bytes.of(wrapped)))))));
    var keys = house.keyring.read(ACME, AYSE).orElseThrow();
    for (int i = 0; i < 3; i++) {
      House.assertFault(Fault.Tampered.class, () -> house.keyring.current(keys, IDENTITY));
    }
    assertThat(house.kms.decrypted()).isZero();
  }

  @Test
  void aTenantsOwnKeyIsTriedByUse() {
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.CREATED);
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.UNCHANGED);
    assertThat(tenants.provision(ACME, Optional.of(OWN_ELSEWHERE)))
        .as("the same key, named in another Region")
        .isEqualTo(Provision.UNCHANGED);
    assertThat(house.store.at(TenantItem.key(ACME)).text("kmsKey")).isEqualTo(OWN);
    house.kms.disable(OWN);
    House.assertFault(Fault.Unavailable.class, () -> house.elsewhere().warm(ACME));
    house.kms.enable(OWN);
    house.elsewhere().warm(ACME);
  }

  @Test
  void aKeyThatCannotBeUsedIsNotTaken() {
    var single = OWN.replace("mrk-", "");
    assertThat(tenants.provision(ACME, Optional.of(single))).isEqualTo(Provision.UNUSABLE);
    house.kms.disable(OWN);
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.UNUSABLE);
    house.kms.enable(OWN);
    house.kms.makeForgetful(OWN);
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.UNUSABLE);
    assertThat(house.store.read(TenantItem.key(ACME))).isEmpty();
    assertThat(tenants.provision(ACME, Optional.empty())).isEqualTo(Provision.CREATED);
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.UNUSABLE);
    assertThat(house.store.at(TenantItem.key(ACME)).number("kekVersion")).isEqualTo(1);
  }

  /// Before KMS is asked, not after: a call that fails, or never comes, leaves a note too many.
  @Test
  void aLoadIsNotedBeforeKmsIsAsked() {
    house.tenants.warm(ACME);
    assertThat(house.kms.loads()).isEmpty();
    house.kms.whileDecrypting(
        () -> assertThat(noted(house.kms.loads().getLast()).number("kek")).isEqualTo(1));
    house.elsewhere().warm(ACME);
    house.kms.down(true);
    House.assertFault(Fault.Unavailable.class, () -> house.elsewhere().warm(ACME));
    house.kms.down(false);
    house.elsewhere().warm(ACME);
    assertThat(house.kms.loads()).hasSize(2).doesNotHaveDuplicates();
  }

  private Item noted(String load) {
    return house.store.at(new Key(Table.DEPLOYMENT, "T#" + ACME + "#LOADS", load));
  }

  @Test
  void changingTheKmsKeyKeepsEverythingReadable() {
    assertThat(tenants.provision(ACME, Optional.empty())).isEqualTo(Provision.CREATED);
    var keys = house.person(AYSE, IDENTITY);
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.REWRAPPED);
    assertThat(tenants.rotate(ACME)).as("stays under the own key").isEqualTo(3);
    assertThat(house.store.at(TenantItem.key(ACME)).flag("own")).isTrue();
    house.kms.disable(MemoryKms.DEPLOYMENT_KEY);
    var keyring = new Keyring(house.store, house.elsewhere(), house.randomness);
    assertThat(keyring.lookup(keys, IDENTITY).version(1)).isPresent();
    assertThat(tenants.provision(ACME, Optional.empty())).isEqualTo(Provision.UNUSABLE);
    house.kms.enable(MemoryKms.DEPLOYMENT_KEY);
    assertThat(tenants.provision(ACME, Optional.empty())).isEqualTo(Provision.REWRAPPED);
    assertThat(house.store.at(TenantItem.key(ACME)).flag("own")).isFalse();
    assertThat(keyring.lookup(keys, IDENTITY).version(1)).isPresent();
  }

  @Test
  void twoWhoProvisionAgree() {
    var there = house.elsewhere();
    house.store.beforeNextWrite(() -> there.provision(ACME, Optional.empty()));
    assertThat(tenants.provision(ACME, Optional.of(OWN))).isEqualTo(Provision.REWRAPPED);
    house.store.beforeNextWrite(() -> there.rotate(ACME));
    assertThat(tenants.rotate(ACME)).isEqualTo(3);
    assertThat(mac(tenants)).isEqualTo(mac(there));
    house.store.loseNextAnswer();
    assertThat(tenants.rotate(ACME)).isEqualTo(4);
    assertThat(there.rotate(ACME)).as("somebody did it meanwhile").isEqualTo(4);
  }

  /// Whose KEK is the tenant's now, not what was about to be made.
  @Test
  void whoComesSecondIsToldTheKekThatThereIs() {
    tenants.warm(ACME);
    var there = house.elsewhere();
    house.store.beforeNextWrite(() -> {
      there.rotate(ACME);
      there.rotate(ACME);
    });
    assertThat(tenants.rotate(ACME)).isEqualTo(3);
    assertThat(mac(tenants)).isEqualTo(mac(there));
  }

  @Test
  void whereKmsMakesNoKeyNoneIsMade() {
    house.kms.disable(MemoryKms.DEPLOYMENT_KEY);
    House.assertFault(Fault.Unavailable.class, () -> tenants.warm(ACME));
    assertThat(house.store.read(TenantItem.key(ACME))).isEmpty();
    house.kms.enable(MemoryKms.DEPLOYMENT_KEY);
    tenants.warm(ACME);
    house.kms.disable(MemoryKms.DEPLOYMENT_KEY);
    House.assertFault(Fault.Unavailable.class, () -> tenants.rotate(ACME));
    assertThat(house.store.at(TenantItem.key(ACME)).number("kekVersion")).isEqualTo(1);
  }

  /// Keys that are remembered are no reason to make others in their place.
  @Test
  void anItemThatVanishedIsNotMadeAnew() {
    tenants.warm(ACME);
    house.store.vanish(TenantItem.key(ACME));
    House.assertFault(Fault.Tampered.class, () -> tenants.rotate(ACME));
    House.assertFault(Fault.Tampered.class, () -> tenants.acquire(ACME, 2));
    assertThat(house.store.read(TenantItem.key(ACME))).isEmpty();
  }

  @Test
  void whatKmsGaveIsZeroedWhenItIsClosed() {
    var generated = house.kms.generate(Optional.empty(), Map.of()).orElseThrow();
    assertThat(generated.key().toArray()).hasSize(32);
    generated.close();
    assertThatThrownBy(() -> generated.key().toArray()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDestroyedTenantNeverOpensAgain() {
    house.person(AYSE, IDENTITY);
    tenants.destroy(ACME);
    var item = house.store.at(TenantItem.key(ACME));
    assertThat(item.attributes().keySet())
        .containsExactlyInAnyOrder("state", "kekVersion", "kmsKey", "own");
    House.assertFault(Fault.Erased.class, () -> tenants.warm(ACME));
    House.assertFault(Fault.Erased.class, () -> tenants.rotate(ACME));
    House.assertFault(Fault.Erased.class, () -> tenants.provision(ACME, Optional.empty()));
  }

  @Test
  void aBrokenItemIsTampered() {
    tenants.warm(ACME);
    var whole = house.store.at(TenantItem.key(ACME));
    for (var name :
        new String[] {
          "state", "kekVersion", "kmsKey", "kek", "older", "documents", "index", "mac"
        }) {
      house.store.place(whole.without(name));
      House.assertFault(Fault.Tampered.class, () -> house.elsewhere().warm(ACME));
    }
    for (var name : new String[] {"kek", "index", "mac"}) {
      var bytes = whole.bytes(name).toArray();
      bytes[bytes.length - 1] ^= 1;
      house.store.place(whole.with(name, Bytes.of(bytes)));
      House.assertFault(Fault.Tampered.class, () -> house.elsewhere().warm(ACME));
    }
    house.store.place(whole.with("index", whole.bytes("mac")));
    House.assertFault(Fault.Tampered.class, () -> house.elsewhere().warm(ACME));
    house.store.place(whole.with("kekVersion", 2));
    House.assertFault(Fault.Tampered.class, () -> house.elsewhere().warm(ACME));
  }

  /// Another tenant's item, put in place, does not open: KMS itself is asked with this tenant's
  /// name.
  @Test
  void anotherTenantsItemDoesNotOpen() {
    tenants.warm(ACME);
    tenants.warm(House.OTHER);
    var foreign = house.store.at(TenantItem.key(House.OTHER));
    house.store.place(new emanet.store.Item(TenantItem.key(ACME), foreign.attributes()));
    House.assertFault(Fault.Tampered.class, () -> house.elsewhere().warm(ACME));
  }

  @Test
  void macsTellTenantsAndPurposesApart() {
    var macs = new Macs(tenants);
    var content = new byte[] {1, 2, 3};
    var mac = macs.mac(ACME, "idempotency", content);
    assertThat(mac.length()).isEqualTo(32);
    assertThat(macs.mac(ACME, "cursor", content)).isNotEqualTo(mac);
    assertThat(macs.mac(House.OTHER, "idempotency", content)).isNotEqualTo(mac);
    assertThat(macs.mac(ACME, "idempotency", new byte[] {1, 2})).isNotEqualTo(mac);
    assertThat(macs.matches(ACME, "idempotency", content, mac)).isTrue();
    assertThat(macs.matches(ACME, "cursor", content, mac)).isFalse();
  }

  /// Kept nowhere, and so the same whenever it is asked for.
  @Test
  void aSharedSecretIsTheSameForTheSameAndSignsAsTheStandardHasIt() {
    var macs = new Macs(tenants);
    var hook = new byte[] {1};
    try (var secret = macs.shared(ACME, "webhook", hook);
        var again = new Macs(house.elsewhere()).shared(ACME, "webhook", hook)) {
      assertThat(secret.toArray()).isEqualTo(macs.mac(ACME, "webhook", hook).toArray());
      assertThat(again).isEqualTo(secret);
      assertThat(macs.shared(ACME, "webhook", new byte[] {2})).isNotEqualTo(secret);
    }
    // RFC 4231 section 4.2
    var key = new byte[20];
    Arrays.fill(key, (byte) 0x0b);
    try (var secret = SecretBytes.owning(key)) {
      assertThat(Macs.sign(secret, "Hi There".getBytes(StandardCharsets.US_ASCII)).toHex())
          .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
      assertThat(secret.toArray()).as("is the caller's").startsWith(0x0b);
    }
  }

  @Test
  void aDocumentIsSealedUnderTheKekThatThereIsWhereNoneMayBeMade() {
    var documents = new DocumentKeys(tenants, House.seeded(3));
    tenants.warm(ACME);
    tenants.rotate(ACME);
    try (var key = documents.currentWithoutRenewal(ACME);
        var opening = documents.lookup(ACME).version(2).orElseThrow()) {
      assertThat(key.version()).isEqualTo(2);
      var commitment = new byte[DataKey.COMMITMENT_LEN];
      key.commit(commitment, 0);
      assertThat(opening.isCommittedTo(commitment, 0)).isTrue();
    }
    var lots = new DocumentKeys(tenants, TenantKeysTest::filled);
    try (var key = lots.currentWithoutRenewal(ACME)) {
      assertThat(key.version()).as("the lot wins, and renews nothing").isEqualTo(2);
    }
  }

  private static byte[] filled(int length) {
    var ones = new byte[length];
    Arrays.fill(ones, (byte) 0xff);
    return ones;
  }
}
