package emanet.keys;

import com.google.errorprone.annotations.RestrictedApi;
import emanet.values.TenantId;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// A data key in the clear: made or unwrapped for one use, zeroed when closed, never kept.
///
/// One that was given for sealing seals **once**, and brings the nonce for it: so no nonce is used
/// twice, and a lot is drawn for every seal whether the key is due for renewal. Not for use by
/// several threads.
public final class DataKey implements AutoCloseable {
  public static final int COMMITMENT_LEN = 32;

  /// What is wrapped: the cipher's key, then the commitment.
  static final int MATERIAL_LEN = AesKey.LENGTH + COMMITMENT_LEN;

  private static final byte[] NONE = {};
  private static final String WHY =
      "key material: only the envelope uses it; everyone else passes the DataKey on";
  private static final String ALLOWED = ".*/emanet/(keys|envelope)/.*";

  private final Owner owner;
  private final String slot;
  private final int version;
  private final AesKey key;
  private final byte[] commitment;

  /// Empty: not for sealing, or not any more.
  private byte[] nonce;

  private DataKey(Owner owner, String slot, int version, byte[] material, byte[] nonce) {
    this.owner = owner;
    this.slot = slot;
    this.version = version;
    this.key = new AesKey(material, 0);
    this.commitment = Arrays.copyOfRange(material, AesKey.LENGTH, MATERIAL_LEN);
    this.nonce = nonce;
  }

  static DataKey forOpening(Owner owner, String slot, int version, byte[] material) {
    return new DataKey(owner, slot, version, material, NONE);
  }

  /// @param nonce random: keys are renewed long before 2²⁴ seals, where two nonces meet with a
  ///   probability below 2⁻⁴⁹
  static DataKey forSealing(Owner owner, String slot, int version, byte[] material, byte[] nonce) {
    if (nonce.length != AesGcm.NONCE_LEN) {
      throw new IllegalArgumentException("a nonce has 12 bytes");
    }
    return new DataKey(owner, slot, version, material, nonce);
  }

  /// Its `dekVersion`.
  public int version() {
    return version;
  }

  /// Whether it is the key of that owner and category. A case's key covers all categories.
  public boolean covers(TenantId tenant, String ownerId, String category) {
    return owner.tenant().equals(tenant)
        && owner.id().equals(ownerId)
        && (owner.kind() == Owner.Kind.CASE || slot.equals(category));
  }

  /// Uses up the one seal: writes its nonce to `to[at, at + AesGcm.NONCE_LEN)`.
  ///
  /// @throws IllegalStateException if there is none left
  @RestrictedApi(explanation = WHY, allowedOnPath = ALLOWED)
  public void useNonce(byte[] to, int at) {
    if (nonce.length == 0) {
      throw new IllegalStateException("the key was not given for another seal");
    }
    System.arraycopy(nonce, 0, to, at, AesGcm.NONCE_LEN);
    nonce = NONE;
  }

  @RestrictedApi(explanation = WHY, allowedOnPath = ALLOWED)
  public SecretKey cipherKey() {
    return key;
  }

  /// Writes the commitment to `to[at, at + COMMITMENT_LEN)`.
  public void commit(byte[] to, int at) {
    System.arraycopy(commitment, 0, to, at, COMMITMENT_LEN);
  }

  /// Compares with the commitment at `from[at, …)`, in a time that says nothing.
  public boolean isCommittedTo(byte[] from, int at) {
    return MessageDigest.isEqual(commitment, Arrays.copyOfRange(from, at, at + COMMITMENT_LEN));
  }

  @Override
  public void close() {
    key.close();
    Arrays.fill(commitment, (byte) 0);
    nonce = NONE;
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
