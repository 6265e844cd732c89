package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferencesTest {
  @Test
  void findsEverySecondOneAndNoOther() {
    var references = new References(50_000);
    for (int i = 0; i < 50_000; i++) {
      assertThat(references.add("E" + i)).isTrue();
    }
    for (int i = 0; i < 50_000; i++) {
      assertThat(references.add("E" + i)).isFalse();
    }
  }

  @Test
  void aFullTableStillAnswers() {
    var references = new References(1);
    for (int i = 0; i < 10_000; i++) {
      assertThat(references.add("E" + i)).isTrue();
    }
    assertThat(references.add("E0")).as("the first ones are kept").isFalse();
  }
}
