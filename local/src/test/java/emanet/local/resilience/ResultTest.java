package emanet.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.machine.MachineOptions;
import emanet.local.resilience.Operation.Kind;
import emanet.local.resilience.Operation.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a report counts. Times are in seconds.
class ResultTest {
  private static final Trouble.Phase FIRST = phase(10, 20);
  private static final Trouble.Phase SECOND = phase(25, 35);

  /// It was begun in the calm before, and given up in the calm after.
  @Test
  void aCallThatWasNotServedBelongsToEveryDisturbanceItLastedInto() {
    var json = result(call(Kind.READ, Outcome.UNKNOWN, 9, 29), call(Kind.READ, Outcome.DONE, 1, 2));
    for (var phase : json.json().path("disturbances")) {
      assertThat(phase.path("notServed").asInt()).isEqualTo(1);
      assertThat(phase.path("calls").asInt()).isEqualTo(1);
      assertThat(phase.path("triedAgain").asInt()).isEqualTo(1);
      assertThat(phase.path("longestCallMillis").asLong()).isEqualTo(20_000);
    }
    assertThat(json.lines()).filteredOn(line -> line.contains("not served 1")).hasSize(2);
  }

  @Test
  void whatEndedBeforeOrBeganAfterIsNotCounted() {
    var json =
        result(call(Kind.READ, Outcome.UNKNOWN, 5, 10), call(Kind.READ, Outcome.UNKNOWN, 20, 24));
    for (var phase : json.json().path("disturbances")) {
      assertThat(phase.path("calls").asInt()).isZero();
    }
  }

  @Test
  void whoIsNotTakenUpIsNotServedEither() {
    var json = result(call(Kind.CREATE, Outcome.UNKNOWN, 9, 29)).json();
    assertThat(json.at("/availability/callsNotServed").asInt()).isEqualTo(1);
    assertThat(json.at("/outcomes/CREATE UNKNOWN").asInt()).isEqualTo(1);
  }

  @Test
  void aReportNamesThePromisesItWasHeldTo() {
    assertThat(result().json().path("promises")).hasSize(Violation.Rule.values().length);
  }

  private static Result result(Operation... calls) {
    var machine = new MachineOptions(Path.of(""), 1, 3, List.of("here", "there"));
    var order = new Trial.Order(machine, 1, 3, Duration.ofSeconds(40), _ -> {});
    return new Result(
        order, 0, seconds(40), Stream.of(calls).toList(), List.of(FIRST, SECOND), List.of());
  }

  private static Operation call(Kind kind, Outcome outcome, long begun, long ended) {
    return new Operation(
        kind,
        "t",
        "client-1",
        "person",
        seconds(begun),
        seconds(ended),
        outcome,
        0,
        0,
        "",
        Optional.empty(),
        outcome == Outcome.UNKNOWN ? List.of(0) : List.of(),
        "",
        List.of());
  }

  private static Trouble.Phase phase(long begun, long ended) {
    var what =
        new Disturbance(
            Disturbance.What.KMS_GONE,
            "here",
            Duration.ofSeconds(5),
            Duration.ofSeconds(ended - begun));
    return new Trouble.Phase(what, seconds(begun), seconds(ended), OptionalLong.empty());
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
