package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.machine.NotStarted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A Region is started again however often it ends, and however its start fails.
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SupervisionTest {
  /// Starts fail as they are told to; what has not come up has ended.
  private static final class Region implements Supervision.Serving {
    private final List<Exception> failures;
    private int starts;
    private int ends;

    Region(Exception... failures) {
      this.failures = new ArrayList<>(List.of(failures));
    }

    @Override
    public boolean awaitEnd() {
      return ends++ < 4;
    }

    @Override
    public String restart() throws IOException {
      starts++;
      if (failures.isEmpty()) {
        return ", process 7";
      }
      switch (failures.removeFirst()) {
        case IOException e -> throw e;
        case NotStarted e -> throw e;
        case Exception e -> throw new AssertionError(e);
      }
    }
  }

  @Test
  void aStartThatFailsIsTriedAgain() {
    var region =
        new Region(
            new NotStarted("the functions of here did not start"),
            new IOException("Connection refused"),
            new NotStarted("http://here does not answer that all is well"));
    var told = new ArrayList<String>();
    new Supervision(region, Duration.ZERO, told::add).run();
    assertThat(region.starts).isEqualTo(4);
    assertThat(told)
        .filteredOn(line -> !line.startsWith("has ended"))
        .containsExactly(
            "does not serve yet: the functions of here did not start",
            "does not serve yet: Connection refused",
            "does not serve yet: http://here does not answer that all is well",
            "serves again, process 7");
  }

  @Test
  void nothingIsStartedOnceTheEndIsAskedFor() {
    var region = new Region();
    region.ends = 4;
    new Supervision(region, Duration.ZERO, _ -> {}).run();
    assertThat(region.starts).isZero();
  }
}
