package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockRefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"advance\":\"tomorrow\"}",
        "{\"advance\":\"-PT1S\"}",
        "{\"advance\":\"P99999D\"}",
        "{\"advance\":true}"
      })
  void aClockThatCannotBeSetIsRefused(String body) {
    assertThat(TestEdge.control(TestEdge.shared(), "POST", "clock", body).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(0 minutes)",
        "rate(5 weeks)",
        "cron(0 0 * * ?)",
        "cron(60 0 * * ? *)",
        "cron(0 0 32 * ? *)",
        "cron(a 0 * * ? *)",
        "cron(0 0 1W * ? *)",
        "every day",
        "rate(5 minutes"
      })
  void aScheduleThatIsNoneIsRefused(String expression) {
    var body =
        ("{\"region\":\"eu-central-1\",\"url\":\"http://127.0.0.1:1\",\"schedules\":[{\"name\":\"x\","
                + "\"function\":\"F\",\"expression\":\"%s\"}]}")
            .formatted(expression);
    assertThat(TestEdge.control(TestEdge.shared(), "POST", "gateways", body).statusCode())
        .isEqualTo(400);
  }
}
