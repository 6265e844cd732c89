package emanet.keys;

import emanet.values.Randomness;

/// Draws a lot for every seal whether the key that seals is due for renewal, once in 2¹⁹.
///
/// A key that nobody counts is so renewed long before 2²⁴ seals: that many pass without one with a
/// probability of (1 − 2⁻¹⁹)^(2²⁴) ≈ e⁻³² ≈ 1.3 × 10⁻¹⁴. No counter has to be written, can be lost,
/// or comes back lower from a backup.
final class Renewal {
  private static final int LOT_BYTES = 3;
  private static final int LOT = (1 << 19) - 1;

  private final Randomness randomness;

  Renewal(Randomness randomness) {
    this.randomness = randomness;
  }

  boolean isDue() {
    var drawn = randomness.bytes(LOT_BYTES);
    int number = (drawn[0] & 0xff) << 16 | (drawn[1] & 0xff) << 8 | (drawn[2] & 0xff);
    return (number & LOT) == LOT; // all ones, so that pinned zeroes renew nothing
  }
}
