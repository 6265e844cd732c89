package emanet.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretBytesTest {
  @Test
  void aSecretIsTheFirstBytesOfWhatItOwns() {
    try (var secret = SecretBytes.owning(new byte[] {1, 2, 3, (byte) 0x80, 0}, 3)) {
      assertThat(secret.length()).isEqualTo(3);
      assertThat(secret.toArray()).containsExactly(1, 2, 3);
      assertThat(secret.copy().toArray()).containsExactly(1, 2, 3);
      assertThat(secret)
          .isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}))
          .isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3, (byte) 0x80, 0}))
          .isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 2}));
    }
  }

  @Test
  void nothingIsLeftOfItOnceItIsClosedAndNothingIsGiven() {
    var owned = new byte[] {1, 2, 3, 4, 5};
    var secret = SecretBytes.owning(owned, 2);
    secret.close();
    assertThat(owned).containsOnly(0);
    assertThatThrownBy(secret::toArray).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itIsNoLongerThanWhatItOwns() {
    assertThatThrownBy(() -> SecretBytes.owning(new byte[2], 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> SecretBytes.owning(new byte[2], -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
