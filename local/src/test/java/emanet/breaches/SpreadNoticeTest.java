package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A notice to more people than one shard has is spread: an execution of the state machine has its
/// shards worked, many at once; and where it cannot, the worker's schedule does.
class SpreadNoticeTest {
  private static final int PEOPLE = 36;
  private static final int SHARDS = 3;
  private static final int NOBODY = Integer.MAX_VALUE;
  private static final String NOTICE =
      "{'audience': 'SUBJECTS', 'measures': 'Oturum kapatildi.', 'advice': 'Bekleyin.',"
          + " 'contact': 'KVKK ekibi'}";
  private static final String MACHINE = "emanet-work-over-shards";

  private final Stack stack = Stack.shared();
  private final SfnClient states = stack.states();
  private final Theft theft = new Theft(stack, 1);

  @AfterEach
  void close() {
    stack.clearFaults(theft.tenant);
    states.close();
  }

  /// A breach of these people's data, whose scope is worked out.
  private String stolen(int first) throws InterruptedException {
    var from = Instant.now().minus(Duration.ofMinutes(1));
    theft.crowd(PEOPLE, first, NOBODY);
    var breach = theft.breach("'actors': ['crowd-1']", from, from.plus(Duration.ofHours(2)));
    var path = "/v1/breaches/" + breach;
    theft.dpo().post(path + "/scope", "{}");
    await(path + "/scope", "SUCCEEDED");
    return path;
  }

  private JsonNode await(String path, String state) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      var body = theft.dpo().get(path).expect(200).body();
      var shown = body.has("items") ? body.at("/items/0") : body;
      if (shown.path("state").asText().equals(state)) {
        return shown;
      }
      assertThat(System.nanoTime()).as(body.toString()).isLessThan(end);
      Thread.sleep(30);
    }
  }

  private String execution(String notice) {
    return "arn:aws:states:%s:000000000000:execution:%s:%s.%s"
        .formatted(Stack.HOME, MACHINE, theft.tenant, notice);
  }

  private List<String> told(int first) {
    var addresses = addresses(first);
    return stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .map(item -> item.path("to").asText())
        .filter(addresses::contains)
        .toList();
  }

  private static List<String> addresses(int first) {
    return IntStream.range(first, first + PEOPLE).mapToObj(Theft::mail).toList();
  }

  /// One of the calls of a shard is refused and tried again; another one's answer is lost.
  @Test
  void everybodyIsToldOnceByAnExecutionOfItsShards() throws InterruptedException {
    int first = 500_000;
    var path = stolen(first);
    stack.fault(theft.tenant, "states", "StartExecution", "LostAnswer", 1);
    stack.fault(theft.tenant, "lambda", "Invoke", "LostAnswer", 1);
    var notice = theft.dpo().post(path + "/notifications", NOTICE).expect(202).body();
    var entry = await(path + "/notifications", "SUCCEEDED");
    assertThat(entry.path("told").asInt()).isEqualTo(PEOPLE);
    assertThat(told(first)).containsExactlyInAnyOrderElementsOf(addresses(first));

    var arn = execution(notice.path("id").asText());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (states.describeExecution(r -> r.executionArn(arn)).status() == ExecutionStatus.RUNNING
        && System.nanoTime() < end) {
      Thread.sleep(30);
    }
    var ended = states.describeExecution(r -> r.executionArn(arn));
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    var run = states.listMapRuns(r -> r.executionArn(arn)).mapRuns().getFirst().mapRunArn();
    assertThat(states.describeMapRun(r -> r.mapRunArn(run)).itemCounts().succeeded())
        .isEqualTo(SHARDS);
    nothingOfAnybodyGoesThrough(arn, run);
  }

  /// Ids of the tenant and of the job, and numbers of shards: no more is in any execution.
  private void nothingOfAnybodyGoesThrough(String arn, String run) {
    var job = arn.substring(arn.lastIndexOf('.') + 1);
    var input = "{\"tenant\":\"%s\",\"job\":\"%s\"".formatted(theft.tenant, job);
    assertThat(states.describeExecution(r -> r.executionArn(arn)).input()).isEqualTo(input + "}");
    var children = states.listExecutions(r -> r.mapRunArn(run)).executions();
    assertThat(children)
        .allSatisfy(child -> {
          var shown = states.describeExecution(r -> r.executionArn(child.executionArn()));
          assertThat(shown.input()).matches("\\Q" + input + "\\E,\"shard\":[0-2]}");
          assertThat(shown.output()).isEqualTo("{\"state\":\"DONE\",\"restSeconds\":0}");
        });
  }

  @Test
  void whereItCannotBeSpreadTheScheduleTellsEverybody() throws InterruptedException {
    int first = 510_000;
    var path = stolen(first);
    stack.fault(theft.tenant, "states", "StartExecution", "AccessDeniedException");
    var notice = theft.dpo().post(path + "/notifications", NOTICE).expect(202).body();
    assertThat(told(first)).isEmpty();
    var arn = execution(notice.path("id").asText());
    assertThatThrownBy(() -> states.describeExecution(r -> r.executionArn(arn)))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    stack.control("POST", "invoke/Worker").expect(200);
    assertThat(await(path + "/notifications", "SUCCEEDED").path("told").asInt()).isEqualTo(PEOPLE);
    assertThat(told(first)).containsExactlyInAnyOrderElementsOf(addresses(first));
  }
}
