package emanet.envelope;

import static emanet.keys.House.ACME;
import static emanet.keys.House.AYSE;
import static emanet.keys.House.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.House;
import emanet.keys.KeyLookup;
import emanet.keys.PersonKeys;
import emanet.values.Bytes;
import emanet.values.RecordId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Properties of format 1, on contents that a seeded generator gives.
class EnvelopeTest {
  private static final Place PLACE = Place.of(ACME, AYSE, IDENTITY, new RecordId("main"), 1);

  private final House house = new House();
  private final Envelope envelope = new Envelope();
  private final PersonKeys keys = house.keyring.createPerson(ACME, AYSE, Set.of(IDENTITY));
  private final KeyLookup lookup = house.keyring.lookup(keys, IDENTITY);

  private Bytes seal(byte[] content) {
    try (var key = house.keyring.current(keys, IDENTITY)) {
      return envelope.seal(key, PLACE, content);
    }
  }

  private byte[] open(Bytes sealed) {
    try (var content = envelope.open(sealed, lookup, PLACE).plain()) {
      return content.toArray();
    }
  }

  private static byte[] content(Random random, int length) {
    var content = new byte[length];
    if (random.nextBoolean()) {
      random.nextBytes(content);
    }
    if (length > 0 && random.nextInt(4) == 0) {
      content[length - 1] = (byte) 0x80;
    }
    return content;
  }

  /// V1-17, and the figure of 71 to 134 bytes more.
  @Test
  void whatIsSealedOpensAndItsLengthTellsLittle() {
    var random = new Random(21);
    for (int length = 0; length < 400; length++) {
      var content = content(random, length);
      var sealed = seal(content);
      assertThat(open(sealed)).isEqualTo(content);
      assertThat((sealed.length() - 70) % 64).isZero();
      assertThat(sealed.length() - length).isBetween(71, 134);
    }
    var large = content(random, 300_000);
    assertThat(open(seal(large))).isEqualTo(large);
  }

  @Test
  void noBitMayBeAnother() {
    var sealed = seal(new byte[] {1, 2, 3});
    for (int bit = 0; bit < sealed.length() * 8; bit++) {
      var changed = sealed.toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      House.assertFault(Fault.Tampered.class, () -> open(Bytes.of(changed)));
    }
  }

  @Test
  void noByteMayBeMissing() {
    var sealed = seal(new byte[100]).toArray();
    for (int length = 0; length < sealed.length; length++) {
      var cut = Bytes.of(Arrays.copyOf(sealed, length));
      House.assertFault(Fault.Tampered.class, () -> open(cut));
      var tail = Bytes.of(Arrays.copyOfRange(sealed, sealed.length - length, sealed.length));
      House.assertFault(Fault.Tampered.class, () -> open(tail));
    }
  }

  /// Whatever the bytes: it opens, or it is `Tampered`; no other failure, nothing in between.
  @Test
  void noiseIsTampered() {
    var random = new Random(22);
    var sealed = seal(new byte[100]).toArray();
    for (int i = 0; i < 5_000; i++) {
      var noise = sealed.clone();
      int from = random.nextInt(noise.length);
      int to = from + 1 + random.nextInt(noise.length - from);
      for (int at = from; at < to; at++) {
        noise[at] = (byte) random.nextInt();
      }
      if (Arrays.equals(noise, sealed)) {
        continue;
      }
      assertThatThrownBy(() -> open(Bytes.of(noise)))
          .isInstanceOfSatisfying(
              FaultException.class, e -> assertThat(e.fault()).isInstanceOf(Fault.Tampered.class));
    }
  }

  /// V1-18.
  @Test
  void everySealHasItsOwnNonce() {
    var nonces = new HashSet<Bytes>();
    for (int i = 0; i < 1_000; i++) {
      nonces.add(Bytes.of(Arrays.copyOfRange(seal(new byte[1]).toArray(), 42, 54)));
    }
    assertThat(nonces).hasSize(1_000);
  }

  @Test
  void oneKeyIsOneSeal() {
    try (var key = house.keyring.current(keys, IDENTITY)) {
      envelope.seal(key, PLACE, new byte[1]);
      assertThatThrownBy(() -> envelope.seal(key, PLACE, new byte[1]))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theSealedBytesAreNotThePlaintext() {
    var content = "nationalId 10000000146".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var sealed = seal(content);
    assertThat(new String(sealed.toArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("10000000146");
    assertThat(content).startsWith('n'); // the caller's own array is left alone
  }

  @Test
  void manyThreadsDoNotMeet() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 2_000)
              .mapToObj(i ->
                  threads.submit(() -> {
                    var content = new byte[i % 300];
                    Arrays.fill(content, (byte) i);
                    return Arrays.equals(content, open(seal(content)));
                  }))
              .toList();
      for (var call : calls) {
        assertThat(call.get()).isTrue();
      }
    }
    envelope.clear();
    assertThat(open(seal(new byte[3]))).hasSize(3);
  }

  @Test
  void aPlaceKeepsItsParts() {
    assertThat(PLACE)
        .isEqualTo(new Place(ACME, AYSE.value(), "identity", "main", 1))
        .isNotEqualTo(Place.ofCase(ACME, AYSE.value(), "identity", "main", 2));
  }
}
