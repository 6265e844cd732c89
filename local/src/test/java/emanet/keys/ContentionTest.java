package emanet.keys;

import static emanet.keys.Deployment.CONTACT;
import static emanet.keys.Deployment.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Many environments make, use and destroy one person's keys at once, on DynamoDB.
class ContentionTest {
  private static final int WRITERS = 12;

  /// More than anybody writes before an erasure gets through.
  private static final int MANY = 1000;

  private static final byte[] CONTENT = {1, 2, 3};

  private record Sealed(RecordId id, CategoryCode category, int dekVersion, Bytes bytes) {}

  private final TenantId tenant = Deployment.tenant();
  private final SubjectId subject = Deployment.subject();
  private final Deployment here = new Deployment();
  private final PersonKeys start = person();

  private PersonKeys person() {
    here.tenants.warm(tenant);
    return here.keyring.createPerson(tenant, subject, Set.of());
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    var go = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      var futures = new ArrayList<Future<T>>();
      for (var call : calls) {
        futures.add(
            threads.submit(() -> {
              go.await();
              return call.call();
            }));
      }
      go.countDown();
      var answers = new ArrayList<T>();
      for (var future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  private Sealed seal(Deployment at, PersonKeys keys, CategoryCode category, String id) {
    var record = new RecordId(id);
    try (var key = at.keyring.current(keys, category)) {
      var place = Place.of(tenant, subject, category, record, 1);
      return new Sealed(record, category, key.version(), at.envelope.seal(key, place, CONTENT));
    }
  }

  private Opened open(PersonKeys keys, Sealed sealed) {
    return here.envelope.open(
        sealed.bytes(),
        here.keyring.lookup(keys, sealed.category()),
        Place.of(tenant, subject, sealed.category(), sealed.id(), 1));
  }

  private PersonKeys now() {
    return here.keyring.read(tenant, subject).orElseThrow();
  }

  /// One key wins, and no record is ever sealed under a lost one.
  @Test
  void manyWhoMakeTheSameKeysSealUnderOne() throws Exception {
    var writers =
        IntStream.range(0, WRITERS)
            .<Callable<List<Sealed>>>mapToObj(i -> {
              var at = new Deployment();
              return () -> {
                // in turns: one category, the other, both
                var needed =
                    i % 3 == 0
                        ? Set.of(IDENTITY)
                        : i % 3 == 1 ? Set.of(CONTACT) : Set.of(IDENTITY, CONTACT);
                var keys = at.keyring.withKeys(start, needed);
                return needed.stream().map(c -> seal(at, keys, c, "r" + i)).toList();
              };
            })
            .toList();
    var sealed = atOnce(writers).stream().flatMap(List::stream).toList();
    var keys = now();
    assertThat(keys.version(IDENTITY)).hasValue(1);
    assertThat(keys.version(CONTACT)).hasValue(1);
    for (var record : sealed) {
      assertThat(open(keys, record).plain().toArray()).isEqualTo(CONTENT);
    }
    var commitments = new HashMap<CategoryCode, String>();
    for (var record : sealed) {
      var commitment = record.bytes().toHex().substring(20, 84);
      assertThat(commitments.computeIfAbsent(record.category(), _ -> commitment))
          .isEqualTo(commitment);
    }
    assertThat(Deployment.calls(tenant, "kms", "GenerateDataKey")).isEqualTo(1);
    assertThat(Deployment.calls(tenant, "kms", "Decrypt"))
        .as("one for each other environment")
        .isEqualTo(WRITERS);
  }

  @Test
  void manyWhoMakeATenantsKeysAgree() throws Exception {
    var fresh = Deployment.tenant();
    var macs =
        atOnce(
            IntStream.range(0, WRITERS)
                .<Callable<Bytes>>mapToObj(_ -> {
                  var at = new Deployment();
                  return () -> new Macs(at.tenants).mac(fresh, "test", CONTENT);
                })
                .toList());
    assertThat(macs).containsOnly(new Macs(here.tenants).mac(fresh, "test", CONTENT));
  }

  /// Whoever comes after the erasure is told, and what was sealed before opens for nobody.
  @Test
  void anErasureAmongWritersEndsThemAll() throws Exception {
    var sealed = new ConcurrentLinkedQueue<Sealed>();
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < WRITERS; i++) {
      var at = new Deployment();
      var name = "r" + i;
      at.tenants.warm(tenant);
      calls.add(() -> {
        try {
          for (int n = 0; n < MANY; n++) {
            var seen = at.keyring.read(tenant, subject).orElseThrow();
            var keys = at.keyring.withKeys(seen, Set.of(IDENTITY, CONTACT));
            sealed.add(seal(at, keys, IDENTITY, name + "-" + n));
            if (n % 7 == 3) {
              at.keyring.renew(keys, IDENTITY);
            }
          }
          return false;
        } catch (FaultException e) {
          assertThat(e.fault()).isInstanceOf(Fault.Erased.class);
          return true;
        }
      });
    }
    calls.add(() -> {
      while (sealed.size() < 2 * WRITERS) {
        Thread.onSpinWait();
      }
      return here.keyring.erasePerson(tenant, subject) == Destruction.DONE;
    });
    assertThat(atOnce(calls)).containsOnly(true);
    var keys = now();
    assertThat(keys.erased()).isTrue();
    assertThat(sealed).isNotEmpty();
    for (var record : sealed) {
      assertThat(open(keys, record)).isEqualTo(new Opened.Destroyed());
    }
  }

  /// A version names one key for ever: destroyed and made anew again and again, by many at once.
  @Test
  void noVersionIsEverTwoKeys() throws Exception {
    var sealed = new ConcurrentLinkedQueue<Sealed>();
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < WRITERS; i++) {
      var at = new Deployment();
      int writer = i;
      at.tenants.warm(tenant);
      calls.add(() -> {
        var keys = start;
        for (int n = 0; n < 15; n++) {
          if (writer % 4 == 0) {
            assertThat(at.keyring.destroyCategory(tenant, subject, IDENTITY))
                .isEqualTo(Destruction.DONE);
          } else {
            keys = at.keyring.withKeys(keys, Set.of(IDENTITY));
            if (n % 3 == 0) {
              keys = at.keyring.renew(keys, IDENTITY);
            }
            if (keys.has(IDENTITY)) {
              sealed.add(seal(at, keys, IDENTITY, "r" + writer + "-" + n));
            }
          }
        }
        return true;
      });
    }
    assertThat(atOnce(calls)).containsOnly(true);
    Map<Integer, String> commitments = new HashMap<>();
    for (var record : sealed) {
      var commitment = record.bytes().toHex().substring(20, 84);
      assertThat(commitments.computeIfAbsent(record.dekVersion(), _ -> commitment))
          .as("version %d", record.dekVersion())
          .isEqualTo(commitment);
    }
    assertThat(commitments).hasSizeGreaterThan(2);
    var keys = now();
    for (var record : sealed) {
      if (record.dekVersion() <= keys.highestDestroyed(IDENTITY)) {
        assertThat(open(keys, record)).isEqualTo(new Opened.Destroyed());
      } else {
        assertThat(open(keys, record).plain().toArray()).isEqualTo(CONTENT);
      }
    }
  }

  /// KEKs are rotated and keys wrapped anew while others seal and open.
  @Test
  void rotationUnderTrafficLosesNothing() throws Exception {
    var sealed = new ConcurrentLinkedQueue<Sealed>();
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 4; i++) {
      var at = new Deployment();
      var name = "r" + i;
      at.tenants.warm(tenant);
      calls.add(() -> {
        for (int n = 0; n < 12; n++) {
          var seen = at.keyring.read(tenant, subject).orElseThrow();
          var keys = at.keyring.withKeys(seen, Set.of(IDENTITY));
          if (n % 5 == 4) {
            keys = at.keyring.renew(keys, IDENTITY);
          }
          var record = seal(at, keys, IDENTITY, name + "-" + n);
          sealed.add(record);
          var again = at.keyring.read(tenant, subject).orElseThrow();
          assertThat(
                  at.envelope
                      .open(
                          record.bytes(),
                          at.keyring.lookup(again, IDENTITY),
                          Place.of(tenant, subject, IDENTITY, record.id(), 1))
                      .plain()
                      .toArray())
              .isEqualTo(CONTENT);
        }
        return true;
      });
    }
    calls.add(() -> {
      for (int n = 0; n < 3; n++) {
        here.tenants.rotate(tenant);
        here.keyring.rewrap(tenant, subject);
      }
      return true;
    });
    assertThat(atOnce(calls)).containsOnly(true);
    here.keyring.rewrap(tenant, subject);
    assertThat(here.keyring.rewrap(tenant, subject)).isZero();
    var keys = now();
    for (var record : sealed) {
      assertThat(open(keys, record).plain().toArray()).isEqualTo(CONTENT);
    }
  }
}
