package emanet.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @Test
  void timesAreReadWithTheirOffset() {
    assertThat(Rfc3339.parse("2026-11-27T16:30:00+03:00"))
        .isEqualTo(Rfc3339.parse("2026-11-27t13:30:00.000z"))
        .contains(Instant.parse("2026-11-27T13:30:00Z"));
    assertThat(Rfc3339.parse("0000-01-01T00:00:00Z")).isPresent();
    assertThat(Rfc3339.parse("9999-12-31T23:59:59.999999999Z")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-27",
        "2026-11-27T13:30Z",
        "2026-11-27T13:30:00",
        "2026-11-27 13:30:00Z",
        "2026-11-27T13:30:00+03",
        "2026-11-27T13:30:00+03:00:30",
        "2026-11-27T13:30:00+19:00",
        "2026-11-27T13:30:00Z[Europe/Istanbul]",
        "2026-02-30T00:00:00Z",
        "2026-11-27T24:00:00Z",
        "+12026-11-27T13:30:00Z",
        "+999999999-12-31T23:59:59-18:00",
        "-0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "٢٠٢٦-11-27T13:30:00Z"
      })
  void whatIsNoneIsNotRead(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }
}
