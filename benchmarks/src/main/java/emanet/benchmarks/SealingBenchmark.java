package emanet.benchmarks;

import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.keys.BlindIndex;
import emanet.values.Bytes;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Sealing and opening one record, beside the JDK's bare AES-256-GCM on the same bytes.
///
/// The bare cipher draws a nonce, binds the same number of bytes, and reuses its `Cipher`, as the
/// envelope does: what is left between the two is unwrapping, commitment, padding, and the place.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SealingBenchmark {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int ASSOCIATED = 130;

  private final byte[] json = EmployeeRecord.json();
  private final OneTenant house = new OneTenant();
  private final Envelope envelope = new Envelope();
  private final BlindIndex index = new BlindIndex(house.tenants);
  private final Place place =
      Place.of(OneTenant.TENANT, OneTenant.SUBJECT, OneTenant.CATEGORY, new RecordId("main"), 1);
  private final SecretKey rawKey = new SecretKeySpec(house.randomness.bytes(32), "AES");
  private final byte[] rawAssociated = new byte[ASSOCIATED];
  private final byte[] rawSealed;
  private final Bytes sealed;
  private final Cipher sealing;
  private final Cipher opening;

  public SealingBenchmark() {
    try {
      sealing = Cipher.getInstance("AES/GCM/NoPadding");
      opening = Cipher.getInstance("AES/GCM/NoPadding");
      rawSealed = sealRaw();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    sealed = seal();
  }

  /// Stops at once if what is measured would not be true.
  @Setup
  public void check() throws GeneralSecurityException {
    try (var content = open()) {
      if (!Arrays.equals(json, content.toArray()) || !Arrays.equals(json, openRaw())) {
        throw new IllegalStateException("what was sealed does not open");
      }
    }
  }

  @Benchmark
  public byte[] rawSeal(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    return sealRaw();
  }

  @Benchmark
  public byte[] rawOpen(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    return openRaw();
  }

  /// Unwrapping the person's key and sealing.
  @Benchmark
  public Bytes seal(Cpu cpu) {
    cpu.operations++;
    return seal();
  }

  /// Unwrapping the person's key and opening.
  @Benchmark
  public Object open(Cpu cpu) {
    cpu.operations++;
    try (var content = open()) {
      return content;
    }
  }

  /// One tag of the blind index.
  @Benchmark
  public String tag(Cpu cpu) {
    cpu.operations++;
    return index.tag(
        OneTenant.TENANT, OneTenant.CATEGORY, "nationalId", "10000000146", OneTenant.SUBJECT);
  }

  /// What the bare cipher adds: a nonce and a tag.
  static int rawAdded() {
    return NONCE + TAG_BITS / Byte.SIZE;
  }

  /// What is counted, not timed: bytes added, and calls of KMS where the tenant's key is warm.
  static PeersBenchmark.Counted counted() {
    var one = new SealingBenchmark();
    var kms = one.house.kms;
    long cold = kms.taken();
    if (cold == 0) {
      throw new IllegalStateException("no call of KMS made the tenant's key: none is counted");
    }
    var _ = one.seal();
    long sealing = kms.taken();
    var _ = one.open();
    long opening = kms.taken();
    var another = new SubjectId("0123456789abcdefghjkmnpqrt");
    var keys =
        one.house.keyring.createPerson(OneTenant.TENANT, another, Set.of(OneTenant.CATEGORY));
    var place = Place.of(OneTenant.TENANT, another, OneTenant.CATEGORY, new RecordId("main"), 1);
    try (var key = one.house.keyring.current(keys, OneTenant.CATEGORY)) {
      var _ = one.envelope.seal(key, place, one.json);
    }
    return new PeersBenchmark.Counted(
        one.sealed.length() - EmployeeRecord.LENGTH, sealing, opening, kms.taken());
  }

  private Bytes seal() {
    try (var key = house.keyring.current(house.keys, OneTenant.CATEGORY)) {
      return envelope.seal(key, place, json);
    }
  }

  private emanet.values.SecretBytes open() {
    return envelope
        .open(sealed, house.keyring.lookup(house.keys, OneTenant.CATEGORY), place)
        .plain();
  }

  private byte[] sealRaw() throws GeneralSecurityException {
    var nonce = house.randomness.bytes(NONCE);
    sealing.init(Cipher.ENCRYPT_MODE, rawKey, new GCMParameterSpec(TAG_BITS, nonce));
    sealing.updateAAD(rawAssociated);
    var result = new byte[NONCE + json.length + TAG_BITS / Byte.SIZE];
    System.arraycopy(nonce, 0, result, 0, NONCE);
    sealing.doFinal(json, 0, json.length, result, NONCE);
    return result;
  }

  private byte[] openRaw() throws GeneralSecurityException {
    opening.init(Cipher.DECRYPT_MODE, rawKey, new GCMParameterSpec(TAG_BITS, rawSealed, 0, NONCE));
    opening.updateAAD(rawAssociated);
    return opening.doFinal(rawSealed, NONCE, rawSealed.length - NONCE);
  }
}
