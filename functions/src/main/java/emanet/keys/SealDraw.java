package emanet.keys;

import emanet.values.Randomness;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What is random about one seal, in one draw: its nonce, and a lot whether the key that seals is
/// due for renewal, once in 2¹⁹.
///
/// A key that nobody counts is so renewed long before 2²⁴ seals: that many pass without one with a
/// probability of (1 − 2⁻¹⁹)^(2²⁴) ≈ e⁻³² ≈ 1.3 × 10⁻¹⁴. No counter has to be written, can be lost,
/// or comes back lower from a backup.
final class SealDraw {
  private static final int LOT_BYTES = 3;
  private static final int LOT = (1 << 19) - 1;

  private final byte[] drawn;

  private SealDraw(byte[] drawn) {
    this.drawn = drawn;
  }

  static SealDraw from(Randomness randomness) {
    return new SealDraw(randomness.bytes(AesGcm.NONCE_LEN + LOT_BYTES));
  }

  byte[] nonce() {
    return Arrays.copyOf(drawn, AesGcm.NONCE_LEN);
  }

  /// Whether the key is to be renewed before it seals.
  boolean renews() {
    int lot = ByteBuffer.wrap(drawn).getInt(drawn.length - Integer.BYTES);
    return (lot & LOT) == LOT; // all ones, so that pinned zeroes renew nothing
  }
}
