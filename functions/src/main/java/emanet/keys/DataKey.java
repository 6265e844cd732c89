package emanet.keys;

import com.google.errorprone.annotations.RestrictedApi;
import emanet.values.TenantId;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// A data key in the clear: made or unwrapped for one use, zeroed when closed, never kept.
///
/// One that `Keyring.current` gave seals **once**: so a lot is drawn for every seal whether the key
/// is due for renewal. Not for use by several threads.
public final class DataKey implements AutoCloseable {
  public static final int COMMITMENT_LEN = 32;

  /// What is wrapped: the cipher's key, then the commitment.
  static final int MATERIAL_LEN = AesKey.LENGTH + COMMITMENT_LEN;

  private static final String WHY =
      "key material: only the envelope uses it; everyone else passes the DataKey on";
  private static final String ALLOWED = ".*/emanet/(keys|envelope)/.*";

  private final Owner owner;
  private final String slot;
  private final int version;
  private final AesKey key;
  private final byte[] commitment;
  private boolean seals;

  DataKey(Owner owner, String slot, int version, byte[] material, boolean seals) {
    this.owner = owner;
    this.slot = slot;
    this.version = version;
    this.key = new AesKey(material, 0);
    this.commitment = Arrays.copyOfRange(material, AesKey.LENGTH, MATERIAL_LEN);
    this.seals = seals;
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

  /// Uses up the one seal.
  ///
  /// @throws IllegalStateException if there is none left
  @RestrictedApi(explanation = WHY, allowedOnPath = ALLOWED)
  public SecretKey forSealing() {
    if (!seals) {
      throw new IllegalStateException("the key was not given for another seal");
    }
    seals = false;
    return key;
  }

  @RestrictedApi(explanation = WHY, allowedOnPath = ALLOWED)
  public SecretKey forOpening() {
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
    seals = false;
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
