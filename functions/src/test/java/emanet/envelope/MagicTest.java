package emanet.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.FaultException;
import org.junit.jupiter.api.Test;

class MagicTest {
  /// The magic alone is too little for any format, but it is the format that says so.
  @Test
  void theVersionIsReadAsSoonAsItIsThere() {
    assertThat(Magic.version(new byte[] {'E', 'M', 'N', 'T', 7})).isEqualTo((byte) 7);
    assertThatThrownBy(() -> Magic.version(new byte[] {'E', 'M', 'N', 'T'}))
        .isInstanceOf(FaultException.class);
    assertThatThrownBy(() -> Magic.version(new byte[] {'E', 'M', 'N', 't', 1}))
        .isInstanceOf(FaultException.class);
  }
}
