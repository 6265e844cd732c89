package emanet.keys;

import static emanet.keys.Deployment.CONTACT;
import static emanet.keys.Deployment.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.keys.TenantKeys.Provision;
import emanet.local.Stack;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/// Tenants' keys on KMS and DynamoDB: how often KMS is asked, and what its keys' states do.
class KmsTest {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final TenantId tenant = Deployment.tenant();
  private final SubjectId subject = Deployment.subject();
  private final Deployment here = new Deployment();
  private final KmsClient admin = Stack.shared().kms();

  @AfterEach
  void heal() {
    Stack.shared().clearFaults(tenant.value());
    admin.close();
  }

  private String ownKey(boolean multiRegion) {
    return admin.createKey(key -> key.multiRegion(multiRegion)).keyMetadata().arn();
  }

  private long decrypts() {
    return Deployment.calls(tenant, "kms", "Decrypt");
  }

  @Test
  void oneDecryptAnEnvironmentAndFiveMinutesWhateverTheTraffic() {
    here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    assertThat(decrypts()).isZero();
    var there = new Deployment();
    var index = new BlindIndex(there.tenants);
    var macs = new Macs(there.tenants);
    var documents = new DocumentKeys(there.tenants, there.randomness);
    for (int i = 0; i < 50; i++) {
      var keys = there.keyring.read(tenant, subject).orElseThrow();
      there.keyring.current(keys, IDENTITY).close();
      there.keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
      there.keyring.withKeys(keys, Set.of(IDENTITY, CONTACT));
      index.tags(tenant, IDENTITY, "nationalId", "1");
      macs.mac(tenant, "test", new byte[1]);
      documents.current(tenant).close();
    }
    assertThat(decrypts()).isEqualTo(1);
    there.move(LIFE);
    there.tenants.warm(tenant);
    there.tenants.warm(tenant);
    assertThat(decrypts()).isEqualTo(2);
  }

  /// Rotation costs the others one call each, however many keys they open.
  @Test
  void rotationCostsOneCallAnEnvironment() {
    var keys = here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    var there = new Deployment();
    there.tenants.warm(tenant);
    assertThat(here.tenants.rotate(tenant)).isEqualTo(2);
    here.keyring.rewrap(tenant, subject);
    here.keyring.withKeys(keys, Set.of(CONTACT));
    var now = there.keyring.read(tenant, subject).orElseThrow();
    for (int i = 0; i < 5; i++) {
      there.keyring.lookup(now, IDENTITY).version(1).orElseThrow().close();
      there.keyring.lookup(now, CONTACT).version(1).orElseThrow().close();
    }
    there.keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
    assertThat(decrypts()).isEqualTo(2);
  }

  @Test
  void aTenantsOwnKeyIsTriedByUse() {
    var own = ownKey(true);
    assertThat(here.tenants.provision(tenant, Optional.of(own))).isEqualTo(Provision.CREATED);
    var item = here.store.read(TenantItem.key(tenant)).orElseThrow();
    assertThat(item.text("kmsKey")).isEqualTo(own);
    assertThat(here.tenants.provision(tenant, Optional.of(own))).isEqualTo(Provision.UNCHANGED);
    here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    var keys = new Deployment().keyring.read(tenant, subject).orElseThrow();
    new Deployment().keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
  }

  @Test
  void aKeyThatCannotBeUsedIsNotTaken() {
    var gone = ownKey(true);
    admin.scheduleKeyDeletion(key -> key.keyId(gone).pendingWindowInDays(7));
    var disabled = ownKey(true);
    admin.disableKey(key -> key.keyId(disabled));
    var absent = "arn:aws:kms:eu-central-1:000000000000:key/mrk-00000000000000000000000000000000";
    for (var key : new String[] {ownKey(false), gone, disabled, absent, "no arn", ""}) {
      assertThat(here.tenants.provision(tenant, Optional.of(key)))
          .as(key)
          .isEqualTo(Provision.UNUSABLE);
    }
    assertThat(here.store.read(TenantItem.key(tenant))).isEmpty();
  }

  /// What KMS no longer opens stays readable for five minutes at most, and again once it opens.
  @Test
  void aDisabledKeyStopsTheTenant() {
    var own = ownKey(true);
    here.tenants.provision(tenant, Optional.of(own));
    var keys = here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    admin.disableKey(key -> key.keyId(own));
    here.keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
    here.move(LIFE);
    Deployment.assertFault(
        Fault.Unavailable.class, () -> here.keyring.lookup(keys, IDENTITY).version(1));
    Deployment.assertFault(Fault.Unavailable.class, () -> here.keyring.current(keys, IDENTITY));
    admin.enableKey(key -> key.keyId(own));
    here.keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
  }

  @Test
  void changingTheKmsKeyKeepsEverythingReadable() {
    var keys = here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    var own = ownKey(true);
    assertThat(here.tenants.provision(tenant, Optional.of(own))).isEqualTo(Provision.REWRAPPED);
    new Deployment().keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
    assertThat(here.tenants.provision(tenant, Optional.empty())).isEqualTo(Provision.REWRAPPED);
    admin.disableKey(key -> key.keyId(own));
    new Deployment().keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
  }

  /// Another tenant's item in this one's place: KMS itself refuses the context.
  @Test
  void anotherTenantsKeysDoNotOpen() {
    var other = Deployment.tenant();
    here.tenants.warm(other);
    var foreign = here.store.read(TenantItem.key(other)).orElseThrow();
    here.store.put(new Item(TenantItem.key(tenant), foreign.attributes()), Condition.always());
    Deployment.assertFault(Fault.Tampered.class, () -> new Deployment().tenants.warm(tenant));
  }

  @Test
  void aKmsThatDoesNotAnswerIsUnavailable() {
    here.tenants.warm(tenant);
    var match = "\"" + tenant + "\"";
    Stack.shared().fault(match, "kms", "Decrypt", "KMSInternalException");
    var there = new Deployment();
    Deployment.assertFault(Fault.Unavailable.class, () -> there.tenants.warm(tenant));
    Stack.shared().clearFaults(match);
    there.tenants.warm(tenant);
  }

  /// The write was done and its answer lost: tried again, it meets itself, and keeps its own keys.
  @Test
  void lostAnswersLoseNoKey() {
    var match = "T#" + tenant + "#";
    Stack.shared().fault(match, "dynamodb", "PutItem", "LostAnswer", 1);
    here.tenants.warm(tenant);
    Stack.shared().fault(match, "dynamodb", "PutItem", "LostAnswer", 1);
    var person = here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    Stack.shared().fault(match, "dynamodb", "UpdateItem", "LostAnswer", 1);
    var more = here.keyring.withKeys(person, Set.of(CONTACT));
    Stack.shared().clearFaults(match);
    var there = new Deployment();
    var stored = there.keyring.read(tenant, subject).orElseThrow();
    for (var category : new emanet.values.CategoryCode[] {IDENTITY, CONTACT}) {
      try (var mine = here.keyring.current(more, category);
          var kept = there.keyring.current(stored, category)) {
        var commitment = new byte[DataKey.COMMITMENT_LEN];
        mine.commit(commitment, 0);
        assertThat(kept.isCommittedTo(commitment, 0)).isTrue();
      }
    }
    Stack.shared().fault(match, "dynamodb", "UpdateItem", "LostAnswer", 1);
    assertThat(here.keyring.erasePerson(tenant, subject)).isEqualTo(Destruction.DONE);
    assertThat(there.keyring.read(tenant, subject).orElseThrow().erased()).isTrue();
  }

  @Test
  void aDestroyedTenantOpensNothing() {
    var keys = here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    var there = new Deployment();
    there.tenants.warm(tenant);
    here.tenants.destroy(tenant);
    Deployment.assertFault(
        Fault.Erased.class, () -> here.keyring.lookup(keys, IDENTITY).version(1));
    there.move(LIFE);
    Deployment.assertFault(
        Fault.Erased.class, () -> there.keyring.lookup(keys, IDENTITY).version(1));
  }

  @Test
  void aHoldForbidsErasureUntilItIsReleased() {
    here.keyring.createPerson(tenant, subject, Set.of(IDENTITY));
    var item = Keyring.item(tenant, subject);
    here.store.update(
        item,
        java.util.List.of(new emanet.store.Change.Include("holds", Set.of("h1"))),
        Condition.item());
    assertThat(here.keyring.erasePerson(tenant, subject)).isEqualTo(Destruction.HELD);
    assertThat(here.keyring.destroyCategory(tenant, subject, IDENTITY)).isEqualTo(Destruction.HELD);
    here.store.update(
        item,
        java.util.List.of(new emanet.store.Change.Exclude("holds", Set.of("h1"))),
        Condition.item());
    assertThat(here.keyring.destroyCategory(tenant, subject, IDENTITY)).isEqualTo(Destruction.DONE);
    var anew =
        here.keyring.withKeys(here.keyring.read(tenant, subject).orElseThrow(), Set.of(IDENTITY));
    assertThat(anew.version(IDENTITY)).hasValue(2);
    assertThat(here.keyring.erasePerson(tenant, subject)).isEqualTo(Destruction.DONE);
  }
}
