package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Instant FIRST = Instant.parse("2026-11-27T00:00:00Z");
  private static final Duration EVERY = Duration.ofMinutes(15);
  private static final List<Integer> ALL = IntStream.range(0, 500).boxed().toList();

  /// A run that gets through a tenth of them reaches all of them in the runs of a day.
  @Test
  void reachesEverybodyHoweverSoonRunsEnd() {
    var reached = new HashSet<Integer>();
    for (int run = 0; run < 96; run++) {
      reached.addAll(Rotation.of(ALL, FIRST.plus(EVERY.multipliedBy(run))).subList(0, 50));
    }
    assertThat(reached).hasSameSizeAs(ALL);
  }

  @Test
  void isOfAllAndTheSameAtTheSameTime() {
    assertThat(Rotation.of(ALL, FIRST))
        .containsExactlyInAnyOrderElementsOf(ALL)
        .isEqualTo(Rotation.of(ALL, FIRST))
        .isNotEqualTo(Rotation.of(ALL, FIRST.plus(EVERY)));
  }
}
