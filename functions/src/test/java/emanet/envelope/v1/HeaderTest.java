package emanet.envelope.v1;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.keys.House;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderTest {
  /// V1-8: whatever is accepted is what would be written. Bytes are drawn near to what is accepted.
  @Test
  void parsedThenWrittenGivesTheSameBytes() {
    var random = new Random(31);
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      var bytes = new byte[Layout.OVERHEAD + 64 * (1 + random.nextInt(3))];
      random.nextBytes(bytes);
      new Header(1 + random.nextInt(Integer.MAX_VALUE)).write(bytes);
      if (random.nextBoolean()) {
        bytes[random.nextInt(Layout.COMMITMENT_POS)] = (byte) random.nextInt();
      }
      Header parsed;
      try {
        emanet.envelope.MagicProbe.requireFormat1(bytes);
        parsed = Header.parse(bytes);
      } catch (FaultException e) {
        assertThat(e.fault()).isInstanceOf(Fault.Tampered.class);
        continue;
      }
      accepted++;
      var again = bytes.clone();
      Arrays.fill(again, 0, Layout.COMMITMENT_POS, (byte) 0);
      parsed.write(again);
      assertThat(again).isEqualTo(bytes);
    }
    assertThat(accepted).isBetween(50_000, 90_000);
  }

  @Test
  void theLayoutIsThatOfTheSpecification() {
    assertThat(
            new int[] {
              Layout.SUITE_POS,
              Layout.DEK_VERSION_POS,
              Layout.COMMITMENT_POS,
              Layout.NONCE_POS,
              Layout.CIPHERTEXT_POS,
              Layout.OVERHEAD
            })
        .containsExactly(5, 6, 10, 42, 54, 70);
  }

  /// V1-7.
  @Test
  void onlyWholeBlocksAreALength() {
    for (int length = 0; length < 400; length++) {
      var bytes = new byte[length];
      if (length >= Layout.COMMITMENT_POS) {
        new Header(1).write(bytes);
      }
      if (length >= 134 && (length - 70) % 64 == 0) {
        assertThat(Header.parse(bytes)).isEqualTo(new Header(1));
      } else {
        House.assertFault(Fault.Tampered.class, () -> Header.parse(bytes));
      }
    }
  }

  /// V1-17.
  @Test
  void paddingComesOffAsItWentOn() {
    for (int length = 0; length < 300; length++) {
      var content = new byte[Padding.padded(length)];
      Padding.mark(content, length);
      assertThat(Padding.unpadded(content)).isEqualTo(length);
      assertThat(content.length).isBetween(length + 1, length + 64);
    }
  }
}
