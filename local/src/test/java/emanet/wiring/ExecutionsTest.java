package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.http.FailureLog;
import emanet.jobs.Job;
import emanet.local.Stack;
import emanet.values.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Jobs are spread by executions that have their names, and by one more a day where that has ended.
class ExecutionsTest {
  private static final String MACHINE =
      "arn:aws:states:%s:000000000000:stateMachine:emanet-work-over-shards".formatted(Stack.HOME);
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

  private final SfnClient states = Stack.shared().states();
  private final String tenant = Stack.tenantName();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    states.close();
  }

  private Executions executions(String machine) {
    var out = new PrintStream(log, true, StandardCharsets.UTF_8);
    return new Executions(() -> states, machine, new FailureLog(out), () -> NOW);
  }

  /// One that the worker does not find, so that its execution ends at once.
  private Job job(String id) {
    return new Job(
        new TenantId(tenant),
        id,
        "none",
        Job.State.RUNNING,
        "schedule",
        NOW,
        NOW,
        Map.of(),
        2,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        0);
  }

  private List<String> names() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    var ours = ours();
    while (ours.stream().anyMatch(one -> one.status() == ExecutionStatus.RUNNING)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
      ours = ours();
    }
    return ours.stream().map(ExecutionListItem::name).toList();
  }

  private List<ExecutionListItem> ours() {
    return states.listExecutionsPaginator(r -> r.stateMachineArn(MACHINE)).executions().stream()
        .filter(one -> one.name().startsWith(tenant + "."))
        .toList();
  }

  @Test
  void haveTheJobsNameAndOneMoreADay() throws InterruptedException {
    var name = tenant + ".retention-2026-11-26";
    executions(MACHINE).over(job("retention-2026-11-26"));
    assertThat(names()).containsExactly(name);
    executions(MACHINE).over(job("retention-2026-11-26"));
    assertThat(names()).containsExactlyInAnyOrder(name, name + ".2026-11-26");
    executions(MACHINE).over(job("retention-2026-11-26"));
    assertThat(names()).hasSize(2);
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void haveAHashForANameWhereTheJobsIsNone() throws InterruptedException {
    executions(MACHINE).over(job("a/b \"c\" of " + "x".repeat(80)));
    assertThat(names()).singleElement().asString().matches(tenant + "\\.[0-9a-z]{26}");
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  /// What cannot be begun is logged, without a message, and not thrown.
  @Test
  void mayBeMissing() {
    executions(MACHINE + "x").over(job("one"));
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("StateMachineDoesNotExistException", "not spread")
        .doesNotContain(MACHINE);
  }
}
