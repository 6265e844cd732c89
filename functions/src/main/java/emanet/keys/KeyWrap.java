package emanet.keys;

import emanet.fault.Fault;
import emanet.values.Bytes;
import emanet.values.Randomness;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Wraps secrets under a tenant's KEK: `format(1) | kekVersion(4) | nonce(12) | ciphertext |
/// tag(16)`, AES-256-GCM, bound to a context that ends with the KEK's version.
///
/// The nonce is random: a KEK wraps some thousands to millions of keys, far below the 2³² at which
/// a random 96-bit nonce is advised against.
final class KeyWrap {
  private static final byte FORMAT = 1;
  private static final int KEK_VERSION_POS = 1;
  private static final int NONCE_POS = KEK_VERSION_POS + Integer.BYTES;
  private static final int SECRET_POS = NONCE_POS + AesGcm.NONCE_LEN;
  private static final int OVERHEAD = SECRET_POS + AesGcm.TAG_LEN;

  private final AesGcm cipher = new AesGcm();
  private final Randomness randomness;

  KeyWrap(Randomness randomness) {
    this.randomness = randomness;
  }

  Bytes wrap(AesKey kek, int kekVersion, AssociatedData context, byte[] secret) {
    var wrapped = new byte[OVERHEAD + secret.length];
    wrapped[0] = FORMAT;
    ByteBuffer.wrap(wrapped)
        .putInt(KEK_VERSION_POS, kekVersion)
        .put(NONCE_POS, randomness.bytes(AesGcm.NONCE_LEN));
    cipher.seal(
        kek, context.with(kekVersion), secret, 0, secret.length, wrapped, NONCE_POS, SECRET_POS);
    return Bytes.owning(wrapped);
  }

  /// The version that the wrapped key names. It only chooses the KEK; a false one does not open.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is no wrapped key
  static int kekVersion(Bytes wrapped) {
    var bytes = wrapped.borrowed();
    if (bytes.length < OVERHEAD || bytes[0] != FORMAT) {
      throw new Fault.Tampered().exception();
    }
    return ByteBuffer.wrap(bytes).getInt(KEK_VERSION_POS);
  }

  /// The secret, of exactly `length` bytes, which the caller zeroes.
  ///
  /// @throws emanet.fault.FaultException `Tampered` if it is not what was wrapped in this context
  byte[] unwrap(AesKey kek, AssociatedData context, Bytes wrapped, int length) {
    int kekVersion = kekVersion(wrapped);
    if (wrapped.length() != OVERHEAD + length) {
      throw new Fault.Tampered().exception();
    }
    var secret = new byte[length];
    try {
      cipher.open(
          kek,
          context.with(kekVersion),
          wrapped.borrowed(),
          NONCE_POS,
          SECRET_POS,
          length + AesGcm.TAG_LEN,
          secret);
      return secret;
    } catch (RuntimeException e) {
      Arrays.fill(secret, (byte) 0);
      throw e;
    }
  }

  /// Forgets what its ciphers still know.
  void clear() {
    cipher.clear();
  }
}
