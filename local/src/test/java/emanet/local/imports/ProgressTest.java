package emanet.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void rowsRateAndTimeLeft() {
    assertThat(Progress.line(250, 1000, Duration.ofSeconds(5)))
        .isEqualTo("250 of 1,000 rows, 50 rows/s, 0:15 left");
    assertThat(Progress.line(0, 1000, Duration.ZERO)).endsWith("? left");
    assertThat(Progress.line(1, 10_000, Duration.ofSeconds(1))).endsWith("2:46:39 left");
  }

  @Test
  void barFillsFromEmptyToFull() {
    assertThat(Progress.bar(0, 10)).matches("\\[\\.+]");
    assertThat(Progress.bar(5, 10)).matches("\\[#{15}\\.{15}]");
    assertThat(Progress.bar(10, 10)).matches("\\[#+]");
    assertThat(Progress.bar(0, 0)).matches("\\[#+]");
  }
}
