package emanet.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// V1-1, V1-2.
class AssociatedDataTest {
  @Test
  void eachPartIsItsLengthAndItsBytes() {
    var list =
        AssociatedData.of("p").with("ş").with(258).with(259L).with(new byte[] {1, 2, 3}, 1, 2);
    assertThat(HexFormat.of().formatHex(list.toArray()))
        .isEqualTo(
            "00000001"
                + "70"
                + "00000002"
                + "c59f"
                + "00000004"
                + "00000102"
                + "00000008"
                + "0000000000000103"
                + "00000002"
                + "0203");
  }

  @Test
  void listsLongerThanTheFirstBufferAreWhole() {
    var list = AssociatedData.of("a".repeat(200)).with("b".repeat(1000)).with("c");
    assertThat(list.toArray()).hasSize(4 + 200 + 4 + 1000 + 4 + 1);
    assertThat(list.toArray()).endsWith(0, 0, 0, 1, 'c');
  }

  /// Short parts of few letters: where boundaries could be mistaken, they would be.
  @Test
  void noTwoListsHaveTheSameBytes() {
    var random = new Random(11);
    var seen = new HashMap<String, List<String>>();
    for (int i = 0; i < 20_000; i++) {
      var parts = new ArrayList<String>();
      int count = 1 + random.nextInt(4);
      for (int part = 0; part < count; part++) {
        parts.add("a\0".repeat(3).substring(0, random.nextInt(6)));
      }
      var list = AssociatedData.of(parts.getFirst());
      parts.stream().skip(1).forEach(list::with);
      var before = seen.put(HexFormat.of().formatHex(list.toArray()), parts);
      assertThat(before == null || before.equals(parts)).isTrue();
    }
  }
}
