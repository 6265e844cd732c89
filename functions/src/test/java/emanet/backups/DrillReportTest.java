package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.jobs.Job;
import emanet.values.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillReportTest {
  private static final Instant START = Instant.parse("2026-12-01T03:00:00Z");
  private static final Instant NEWEST = START.minus(Duration.ofHours(2));

  private static Job job(Map<String, Long> counts) {
    return new Job(
        Caller.PLATFORM,
        "monthly",
        DrillJob.NAME,
        Job.State.RUNNING,
        "schedule",
        START,
        START,
        Map.of(
            DrillJob.BACKUP, "daily",
            DrillJob.REGION, "eu-central-1",
            DrillJob.NEWEST, NEWEST.toString()),
        1,
        Optional.empty(),
        Optional.empty(),
        counts,
        0);
  }

  private static JsonNode loss(Map<String, Long> counts) {
    var known =
        new DrillReport.Known(
            "test/ledger", Optional.of(NEWEST), Optional.empty(), List.of(), Duration.ZERO);
    return DrillReport.of(job(counts), known, START).at("/measures/1");
  }

  /// Two hours after the day's backup, of a tenant to whom three hours were promised.
  @Test
  void whatMayBeLostIsMoreThanTheAgeOfTheNewestBackup() {
    var three = new Targets(240, 180, 35).counts();
    var measured = new HashMap<>(three);
    measured.put(DrillJob.LOSS, Duration.ofHours(24).toSeconds());
    var loss = loss(measured);
    assertThat(loss.path("name").asText()).isEqualTo("RECOVERY_POINT");
    assertThat(loss.path("seconds").asLong()).isEqualTo(24 * 60 * 60);
    assertThat(loss.path("met").asBoolean()).isFalse();
    measured.put(DrillJob.LOSS, 0L);
    assertThat(loss(measured).path("seconds").asLong()).as("none since").isEqualTo(2 * 60 * 60);
    assertThat(loss(measured).path("met").asBoolean()).isTrue();
  }
}
