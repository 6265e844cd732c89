package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.AwsKms;
import emanet.keys.Destruction;
import emanet.keys.Keyring;
import emanet.keys.TenantKeys;
import emanet.local.Stack;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.S3Objects;
import emanet.store.Table;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// KMS and S3, on whatever answers as AWS.
abstract class KeysContract extends StoreContract {
  private static final CategoryCode IDENTITY = new CategoryCode("identity");
  private static final CategoryCode CONTACT = new CategoryCode("contact");

  /// A process of its own: nothing is remembered.
  final TenantKeys process() {
    return new TenantKeys(
        store, new AwsKms(stack.kms(), "alias/emanet"), randomness, InstantSource.system());
  }

  private TenantId tenant() {
    return new TenantId("k-" + ids.random().substring(0, 12));
  }

  private void assertOpens(TenantId tenant, SubjectId person) {
    var keyring = new Keyring(store, process(), randomness);
    var keys = keyring.read(tenant, person).orElseThrow();
    keyring.lookup(keys, IDENTITY).version(1).orElseThrow().close();
  }

  private static void assertFault(Class<? extends Fault> fault, ThrowingCallable call) {
    Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FaultException.class, e -> assertThat(e.fault()).isInstanceOf(fault));
  }

  @Test
  void whatOneProcessSealedAnotherOpens() {
    var tenant = tenant();
    var person = new SubjectId(ids.random());
    var tenants = process();
    var keyring = new Keyring(store, tenants, randomness);
    keyring.createPerson(tenant, person, Set.of(IDENTITY));
    assertOpens(tenant, person);
    assertThat(tenants.rotate(tenant)).isEqualTo(2);
    assertOpens(tenant, person);
    assertThat(keyring.rewrap(tenant, person)).isEqualTo(1);
    assertOpens(tenant, person);
    assertThat(keyring.erasePerson(tenant, person)).isEqualTo(Destruction.DONE);
    assertThat(keyring.read(tenant, person).orElseThrow().erased()).isTrue();
  }

  @Test
  void ofManyWhoMakeAKeyAllGetTheOneThatLasts() throws Exception {
    needs(Ability.RACES);
    var tenant = tenant();
    var person = new SubjectId(ids.random());
    var first = new Keyring(store, process(), randomness);
    var seen = first.createPerson(tenant, person, Set.of(IDENTITY));
    var commitments = java.util.concurrent.ConcurrentHashMap.<Bytes>newKeySet();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var writers = new ArrayList<java.util.concurrent.Callable<Boolean>>();
      for (int i = 0; i < 8; i++) {
        writers.add(() -> {
          var mine = first.withKeys(seen, Set.of(IDENTITY, CONTACT));
          try (var key = first.current(mine, CONTACT)) {
            var commitment = new byte[32];
            key.commit(commitment, 0);
            return commitments.add(Bytes.of(commitment));
          }
        });
      }
      for (var done : threads.invokeAll(writers)) {
        done.get();
      }
    }
    assertThat(commitments).hasSize(1);
  }

  /// The encryption context names the tenant: KMS itself refuses another one's keys.
  @Test
  void anotherTenantsKeysDoNotOpen() {
    var mine = tenant();
    var other = tenant();
    process().warm(other);
    var foreign = store.read(item(other)).orElseThrow();
    store.put(new Item(item(mine), foreign.attributes()), Condition.always());
    assertFault(Fault.Tampered.class, () -> process().warm(mine));
  }

  private static Key item(TenantId tenant) {
    return new Key(Table.KEYS, "T#" + tenant + "#TENANT", "K");
  }

  @Test
  void aTenantsOwnKeyOpensAndStopsTheTenant() {
    needs(Ability.MULTI_REGION_DECRYPT);
    needs(Ability.KEY_STATES);
    var tenant = tenant();
    var person = new SubjectId(ids.random());
    try (var kms = stack.kms()) {
      var own = kms.createKey(k -> k.multiRegion(true)).keyMetadata().arn();
      assertThat(process().provision(tenant, Optional.of(own)))
          .isEqualTo(TenantKeys.Provision.CREATED);
      new Keyring(store, process(), randomness).createPerson(tenant, person, Set.of(IDENTITY));
      assertOpens(tenant, person);
      kms.disableKey(k -> k.keyId(own));
      assertFault(Fault.Unavailable.class, () -> assertOpens(tenant, person));
      kms.enableKey(k -> k.keyId(own));
      assertOpens(tenant, person);
    }
  }

  @Test
  void whatIsPutOnceStays() {
    var objects = new S3Objects(stack.s3(Stack.HOME), Stack.bucket("erasures", Stack.HOME));
    var name = "contract/" + ids.random();
    var first = Bytes.of("first".getBytes(StandardCharsets.UTF_8));
    var second = Bytes.of("second".getBytes(StandardCharsets.UTF_8));
    assertThat(objects.putOnce(name, first, Optional.empty()).name()).isEqualTo("WRITTEN");
    assertThat(objects.putOnce(name, first, Optional.empty()).name()).isEqualTo("SAME");
    assertThat(objects.putOnce(name, second, Optional.empty()).name()).isEqualTo("OTHER");
    assertThat(objects.get(name)).contains(first);
    assertThat(objects.list(name, Optional.empty(), 10)).containsExactly(name);
  }

  @Test
  void whatIsLockedIsDeletedByNobody() {
    needs(Ability.OBJECT_LOCK);
    var bucket = Stack.bucket("erasures", Stack.HOME);
    var name = "contract/" + ids.random();
    try (var s3 = stack.s3(Stack.HOME)) {
      new S3Objects(s3, bucket).putOnce(name, Bytes.of(new byte[] {1}), Optional.empty());
      var version = s3.listObjectVersions(r -> r.bucket(bucket).prefix(name)).versions().getFirst();
      Assertions.assertThatThrownBy(
              () -> s3.deleteObject(r -> r.bucket(bucket).key(name).versionId(version.versionId())))
          .isInstanceOf(S3Exception.class);
    }
  }
}
