package emanet.keys;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.CategoryCode;
import emanet.values.Randomness;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// The keys' services, put together on a store and a KMS in memory.
public final class House {
  public static final TenantId ACME = new TenantId("acme");
  public static final TenantId OTHER = new TenantId("other");
  public static final SubjectId AYSE = new SubjectId("0123456789abcdefghjkmnpqrs");
  public static final SubjectId BORA = new SubjectId("zzz3456789abcdefghjkmnpqrs");
  public static final CategoryCode IDENTITY = new CategoryCode("identity");
  public static final CategoryCode CONTACT = new CategoryCode("contact");
  public static final CategoryCode HEALTH = new CategoryCode("health");

  public final MemoryStore store = new MemoryStore();
  public final MemoryKms kms = new MemoryKms();
  public final MovableClock clock = new MovableClock();
  public final Randomness randomness;
  public final TenantKeys tenants;
  public final Keyring keyring;

  public House() {
    this(seeded(1));
  }

  public House(Randomness randomness) {
    this(randomness, 256);
  }

  House(Randomness randomness, int bound) {
    this.randomness = randomness;
    this.tenants = new TenantKeys(store, kms, randomness, clock, bound);
    this.keyring = new Keyring(store, tenants, randomness);
  }

  /// The same store and KMS, seen from another environment with a cache of its own.
  public TenantKeys elsewhere() {
    return new TenantKeys(store, kms, randomness, clock);
  }

  public static Randomness seeded(long seed) {
    var random = new Random(seed);
    return length -> {
      var bytes = new byte[length];
      synchronized (random) {
        random.nextBytes(bytes);
      }
      return bytes;
    };
  }

  public PersonKeys person(SubjectId subject, CategoryCode... categories) {
    return keyring.createPerson(ACME, subject, Set.of(categories));
  }

  public static void assertFault(Class<? extends Fault> fault, ThrowingCallable call) {
    AbstractThrowableAssert<?, ? extends Throwable> thrown = Assertions.assertThatThrownBy(call);
    thrown.isInstanceOf(FaultException.class);
    thrown.satisfies(e -> Assertions.assertThat(((FaultException) e).fault()).isInstanceOf(fault));
  }
}
