package emanet.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Ports;
import emanet.local.Stack;
import emanet.local.machine.MachineOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two Regions under load, each in a process of its own, while things go wrong.
@Tag("long")
class TrialTest {
  private static final long SEED = 20_261_126;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whateverGoesWrongThePromisesAreKept() throws Exception {
    int port = Ports.two();
    var machine =
        new MachineOptions(Stack.ROOT, port, Ports.two(), List.of(Stack.HOME, "eu-west-1"));
    var result =
        Trial.run(new Trial.Order(machine, SEED, 8, Duration.ofSeconds(90), System.err::println));
    result.lines().forEach(System.err::println);
    assertThat(result.violations()).isEmpty();
    assertThat(result.disturbances()).isGreaterThan(3);
    assertThat(result.requests()).isGreaterThan(1000);
    assertThat(result.json().at("/availability/callsNotServedPercent").asDouble()).isLessThan(1);
  }
}
