package emanet.local.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected slots are EventBridge Scheduler's, by its documentation.
class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:30Z");

  private static Schedule schedule(String expression, Optional<String> zone) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("name", "s").put("function", "f").put("expression", expression);
    zone.ifPresent(id -> json.put("timezone", id));
    return Schedule.of(Fields.of(json), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(5 minutes)      | 2026-11-23T10:12:30Z",
        "rate(1 hour)         | 2026-11-23T11:07:30Z",
        "rate(1 day)          | 2026-11-24T10:07:30Z",
        "cron(0 10 * * ? *)   | 2026-11-24T10:00:00Z",
        "cron(15 10 * * ? *)  | 2026-11-23T10:15:00Z",
        "cron(0/15 * * * ? *) | 2026-11-23T10:15:00Z",
        "cron(7,8 10 * * ? *) | 2026-11-23T10:08:00Z",
        "cron(0 18 ? * MON-FRI *) | 2026-11-23T18:00:00Z",
        "cron(0 18 ? * SUN *) | 2026-11-29T18:00:00Z",
        "cron(0 18 ? * 1 *)   | 2026-11-29T18:00:00Z",
        "cron(0 8 1 * ? *)    | 2026-12-01T08:00:00Z",
        "cron(0 8 L * ? *)    | 2026-11-30T08:00:00Z",
        "cron(0 8 L FEB ? *)  | 2027-02-28T08:00:00Z",
        "cron(0 8 29 2 ? *)   | 2028-02-29T08:00:00Z",
        "cron(0 8 1 1 ? 2030) | 2030-01-01T08:00:00Z"
      })
  void theNextSlotIsFound(String expression, Instant expected) {
    assertThat(schedule(expression, Optional.empty()).next(NOW)).hasValue(expected);
  }

  @Test
  void aTimeZoneIsKeptTo() {
    var istanbul = schedule("cron(0 3 * * ? *)", Optional.of("Europe/Istanbul"));
    assertThat(istanbul.next(NOW)).hasValue(Instant.parse("2026-11-24T00:00:00Z"));
  }

  @Test
  void aYearThatIsPastNeverComes() {
    assertThat(schedule("cron(0 3 * * ? 2020)", Optional.empty()).next(NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(1 day)         | true",
        "rate(7 days)        | true",
        "rate(23 hours)      | true",
        "rate(12 hours)      | false",
        "cron(0 3 * * ? *)   | true",
        "cron(0 3 1 * ? *)   | true",
        "cron(0 3,4 * * ? *) | false",
        "cron(* * ? * MON *) | false"
      })
  void dailyIsToldFromFrequent(String expression, boolean daily) {
    assertThat(schedule(expression, Optional.empty()).isDailyOrRarer(NOW)).isEqualTo(daily);
  }

  @Test
  void theLastSlotIsFoundHoweverFarBack() {
    var mondays = schedule("cron(0/15 8 ? * MON *)", Optional.empty());
    assertThat(mondays.last(NOW, Instant.parse("2027-01-03T00:00:00Z")))
        .hasValue(Instant.parse("2026-12-28T08:45:00Z"));
    assertThat(mondays.last(NOW, Instant.parse("2026-11-25T00:00:00Z"))).isEmpty();
    var often = schedule("rate(1 minute)", Optional.empty());
    assertThat(often.last(NOW, Instant.parse("2056-11-23T10:07:30Z")))
        .hasValue(Instant.parse("2056-11-23T10:07:30Z"));
  }
}
