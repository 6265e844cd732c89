package emanet.keys;

import com.google.errorprone.annotations.RestrictedApi;
import emanet.fault.Fault;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// AES-256-GCM with ciphers kept for reuse: making one anew doubles the cost of a small record.
///
/// They lie in a small fixed set of slots and not in a `ThreadLocal`, because virtual threads come
/// and go by the thousand. A slot is taken and filled by single atomic steps; where all are in use,
/// a cipher is made and dropped. A cipher at rest still knows its last key: `clear` forgets them.
///
/// Not guaranteed: that a nonce is not used twice under one key. Callers draw it at random.
public final class AesGcm {
  public static final int NONCE_LEN = 12;
  public static final int TAG_LEN = 16;

  private static final String ALLOWED = ".*/emanet/(keys|envelope)/.*";
  private static final String WHY =
      "a raw cipher: seal records by emanet.envelope.Envelope, which binds them to their place";
  private static final int SLOTS = 16;

  private final AtomicReferenceArray<Cipher> idle = new AtomicReferenceArray<>(SLOTS);

  /// Encrypts `from[fromAt, fromAt+count)` to `to[toAt, …)`: ciphertext, then the tag.
  ///
  /// @param nonceAt where the nonce stands in `to`
  @RestrictedApi(explanation = WHY, allowedOnPath = ALLOWED)
  public void seal(
      SecretKey key,
      AssociatedData associated,
      byte[] from,
      int fromAt,
      int count,
      byte[] to,
      int nonceAt,
      int toAt) {
    try {
      run(
          Cipher.ENCRYPT_MODE,
          key,
          new GCMParameterSpec(TAG_LEN * Byte.SIZE, to, nonceAt, NONCE_LEN),
          associated,
          from,
          fromAt,
          count,
          to,
          toAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  /// Opens ciphertext and tag in `from[fromAt, fromAt+count)` to `to`, which starts at 0.
  ///
  /// @param nonceAt where the nonce starts in `from`
  /// @throws emanet.fault.FaultException `Tampered` if it is not what was sealed with this key,
  ///   nonce and associated data
  @RestrictedApi(explanation = WHY, allowedOnPath = ALLOWED)
  public void open(
      SecretKey key,
      AssociatedData associated,
      byte[] from,
      int nonceAt,
      int fromAt,
      int count,
      byte[] to) {
    try {
      run(
          Cipher.DECRYPT_MODE,
          key,
          new GCMParameterSpec(TAG_LEN * Byte.SIZE, from, nonceAt, NONCE_LEN),
          associated,
          from,
          fromAt,
          count,
          to,
          0);
    } catch (AEADBadTagException e) {
      throw new Fault.Tampered().exception(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening failed", e);
    }
  }

  /// Forgets all ciphers at rest, and the keys in them.
  public void clear() {
    for (int slot = 0; slot < SLOTS; slot++) {
      idle.set(slot, null);
    }
  }

  private void run(
      int mode,
      SecretKey key,
      GCMParameterSpec nonce,
      AssociatedData associated,
      byte[] from,
      int fromAt,
      int count,
      byte[] to,
      int toAt)
      throws GeneralSecurityException {
    int slot = (int) Thread.currentThread().threadId() & (SLOTS - 1);
    var kept = idle.getAndSet(slot, null);
    var cipher = kept == null ? Cipher.getInstance("AES/GCM/NoPadding") : kept;
    cipher.init(mode, key, nonce);
    associated.bind(cipher);
    cipher.doFinal(from, fromAt, count, to, toAt);
    idle.set(slot, cipher); // one that failed is dropped
  }
}
