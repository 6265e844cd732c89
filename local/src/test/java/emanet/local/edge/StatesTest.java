package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/// Step Functions by its real client, with definitions from files and functions of the tests' own.
class StatesTest {
  private static final String REGION = "eu-west-1";
  private static final String ROLE = "arn:aws:iam::000000000000:role/any";
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static Edge edge;
  private static Gateway gateway;
  private static SfnClient states;

  @BeforeAll
  static void start() {
    edge = Edge.start(EdgeOptions.quiet());
    var template = resource("gateway/template.yaml");
    gateway = Gateway.start(new GatewayOptions(template, edge.url(), REGION, 0));
    states = TestEdge.client(edge, SfnClient.builder(), REGION);
  }

  @AfterAll
  static void stop() {
    states.close();
    gateway.close();
    edge.close();
  }

  private static Path resource(String name) {
    return Stack.ROOT.resolve("local/src/test/resources/emanet/local/" + name);
  }

  private static String definition(String name) {
    try {
      return Files.readString(resource("edge/states/" + name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String machine(SfnClient client, String definition) {
    var name = "m-" + NAMES.incrementAndGet();
    return client
        .createStateMachine(r -> r.name(name).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private static String started(String definition, String input) {
    var arn = machine(states, definition);
    return states.startExecution(r -> r.stateMachineArn(arn).input(input)).executionArn();
  }

  private static DescribeExecutionResponse execution(String arn) {
    return states.describeExecution(r -> r.executionArn(arn));
  }

  private static DescribeExecutionResponse ended(String arn) throws InterruptedException {
    await(() -> execution(arn).status() != ExecutionStatus.RUNNING);
    return execution(arn);
  }

  private static void await(Supplier<Boolean> condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.get() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(condition.get()).isTrue();
  }

  private static void advance(Duration by) {
    var body = "{\"advance\":\"" + by + "\"}";
    assertThat(TestEdge.control(edge, "POST", "clock", body).statusCode()).isEqualTo(200);
  }

  private static List<HistoryEventType> history(String arn) {
    return states.getExecutionHistory(r -> r.executionArn(arn)).events().stream()
        .map(HistoryEvent::type)
        .toList();
  }

  @Test
  void goesFromStateToStateByTheEdgesClock() throws InterruptedException {
    var arn = started(definition("chain"), "{\"word\": \"merhaba\"}");
    await(() -> history(arn).contains(HistoryEventType.WAIT_STATE_ENTERED));
    assertThat(execution(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
    advance(Duration.ofMinutes(61));
    var ended = ended(arn);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output()).isEqualTo("{\"status\":203}");
    assertThat(Duration.between(ended.startDate(), ended.stopDate()))
        .isGreaterThan(Duration.ofHours(1));
    assertThat(history(arn))
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.PASS_STATE_ENTERED,
            HistoryEventType.PASS_STATE_EXITED,
            HistoryEventType.TASK_STATE_ENTERED,
            HistoryEventType.TASK_SCHEDULED,
            HistoryEventType.TASK_SUCCEEDED,
            HistoryEventType.TASK_STATE_EXITED,
            HistoryEventType.CHOICE_STATE_ENTERED,
            HistoryEventType.CHOICE_STATE_EXITED,
            HistoryEventType.WAIT_STATE_ENTERED,
            HistoryEventType.WAIT_STATE_EXITED,
            HistoryEventType.SUCCEED_STATE_ENTERED,
            HistoryEventType.SUCCEED_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
    var event =
        states.getExecutionHistory(r -> r.executionArn(arn)).events().stream()
            .filter(one -> one.type() == HistoryEventType.TASK_SUCCEEDED)
            .findFirst()
            .orElseThrow();
    var answer = Stack.json(event.taskSucceededEventDetails().output()).path("Payload");
    assertThat(Stack.json(answer.path("body").asText()).path("event").toString())
        .isEqualTo("{\"said\":\"merhaba\",\"fixed\":[\"a\",{\"also\":3600}]}");
  }

  @ParameterizedTest
  @CsvSource({"throw,true", "hang,false"})
  void aMapRunsEachItemAndToleratesSomeThatFail(String bad, boolean twice)
      throws InterruptedException {
    var items = "\"ok\",\"" + bad + "\",\"ok\"" + (twice ? ",\"throw\"" : "");
    var arn = started(definition("map"), "{\"all\": 1, \"items\": [" + items + "]}");
    var ended = ended(arn);
    var run = states.listMapRuns(r -> r.executionArn(arn)).mapRuns().getFirst().mapRunArn();
    var counts = states.describeMapRun(r -> r.mapRunArn(run)).itemCounts();
    var children = states.listExecutions(r -> r.mapRunArn(run)).executions();
    assertThat(counts.succeeded()).isEqualTo(2);
    assertThat(counts.failed()).isEqualTo(twice ? 2 : 1);
    assertThat(children).hasSize(twice ? 4 : 3);
    if (twice) {
      assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(ended.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
      return;
    }
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    var results = Stack.json(ended.output()).path("results");
    assertThat(results.findValuesAsText("how")).containsExactly("ok", "ok");
    assertThat(results.at("/0/all").asInt()).isEqualTo(1);
    assertThat(results.at("/0/done/Payload/statusCode").asInt()).isEqualTo(204);
    var failed = children.stream().filter(c -> c.status() == ExecutionStatus.FAILED).findFirst();
    assertThat(execution(failed.orElseThrow().executionArn()).error())
        .isEqualTo("Sandbox.Timedout");
  }

  /// Tried again by the clock, caught, and out of time.
  @Test
  void triesAgainAndCatchesAndTimesOut() throws InterruptedException {
    var arn = started(definition("retry"), "{}");
    for (int hours = 1; hours <= 2; hours++) {
      int failed = hours;
      await(() -> failures(arn) == failed);
      advance(Duration.ofHours(hours));
    }
    await(() -> history(arn).contains(HistoryEventType.WAIT_STATE_ENTERED));
    assertThat(failures(arn)).isEqualTo(3);
    advance(Duration.ofDays(1));
    var ended = ended(arn);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(ended.error()).isEqualTo("States.Timeout");
    var waited =
        states.getExecutionHistory(r -> r.executionArn(arn)).events().stream()
            .filter(event -> event.type() == HistoryEventType.WAIT_STATE_ENTERED)
            .findFirst()
            .orElseThrow();
    assertThat(Stack.json(waited.stateEnteredEventDetails().input()).at("/failure/Error").asText())
        .isEqualTo("java.lang.IllegalStateException");
  }

  private static long failures(String arn) {
    return history(arn).stream().filter(HistoryEventType.TASK_FAILED::equals).count();
  }

  @Test
  void aNameIsOneExecutionsForAsLongAsItRuns() throws InterruptedException {
    var arn = machine(states, definition("chain"));
    var first = states.startExecution(r -> r.stateMachineArn(arn).name("n").input("{\"word\":1}"));
    var again = states.startExecution(r -> r.stateMachineArn(arn).name("n").input("{\"word\":1}"));
    assertThat(again.executionArn()).isEqualTo(first.executionArn());
    assertThatThrownBy(() ->
            states.startExecution(r -> r.stateMachineArn(arn).name("n").input("{\"word\":2}")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    states.stopExecution(r -> r.executionArn(first.executionArn()).cause("enough"));
    assertThat(ended(first.executionArn()).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(execution(first.executionArn()).cause()).isEqualTo("enough");
    assertThatThrownBy(() ->
            states.startExecution(r -> r.stateMachineArn(arn).name("n").input("{\"word\":1}")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    assertThat(states.listExecutions(r -> r.stateMachineArn(arn)).executions()).hasSize(1);
    assertThatThrownBy(() -> states.startExecution(r -> r.stateMachineArn(arn + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  /// Without whom to call, or with one who has gone, an execution ends and says so.
  @Test
  void anExecutionEndsWhereNobodyAnswers() throws InterruptedException {
    var gone = "http://127.0.0.1:9";
    var registration = "{\"region\": \"eu-south-1\", \"url\": \"" + gone + "\"}";
    TestEdge.control(edge, "POST", "gateways", registration);
    failsIn("eu-south-1", "The gateway at " + gone + " does not answer.");
    failsIn("eu-north-1", "No gateway is registered.");
    var unknown = definition("chain").replace("function:Echo", "function:Nobody");
    assertThat(ended(started(unknown, "{\"word\":1}")).error())
        .isEqualTo("Lambda.ResourceNotFoundException");
  }

  private static void failsIn(String region, String cause) throws InterruptedException {
    try (var elsewhere = TestEdge.client(edge, SfnClient.builder(), region)) {
      var machine = machine(elsewhere, definition("chain"));
      var arn = elsewhere.startExecution(r -> r.stateMachineArn(machine).input("{\"word\":1}"));
      var ended = ended(arn.executionArn());
      assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(ended.error()).isEqualTo("Lambda.ServiceException");
      assertThat(ended.cause()).isEqualTo(cause);
    }
  }

  @Test
  void nothingGoesThroughThatIsTooLong() throws InterruptedException {
    var large = "x".repeat(256 * 1024);
    assertThatThrownBy(() -> started(definition("chain"), "\"" + large + "\""))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("less than or equal to 262144");
    var pass =
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":\"%s\",\"End\":true}}}";
    assertThat(ended(started(pass.formatted(large), "{}")).error())
        .isEqualTo("States.DataLimitExceeded");
    assertThat(ended(started(pass.formatted("ş"), "{}")).output()).isEqualTo("\"ş\"");
  }

  /// What the edge would not do as Step Functions does, it refuses by the name of it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chain | \"Type\": \"Pass\" | \"Type\": \"Parallel\" | Parallel",
        "chain | \"StartAt\" | \"QueryLanguage\": \"JSONata\", \"StartAt\" | QueryLanguage",
        "chain | lambda:invoke | sqs:sendMessage | sqs:sendMessage",
        "chain | \"NumericEquals\" | \"NumericLessThan\" | Choices",
        "chain | \"ResultSelector\" | \"HeartbeatSeconds\": 3, \"ResultSelector\" |"
            + " HeartbeatSeconds",
        "chain | \"Default\": \"Bad\" | \"Default\": \"Worse\" | Worse",
        "map | DISTRIBUTED | INLINE | INLINE",
        "map | STANDARD | EXPRESS | EXPRESS",
        "map | \"ItemsPath\" | \"ItemReader\": {}, \"ItemsPath\" | ItemReader",
        "retry | \"BackoffRate\" | \"Backoff\" | Backoff",
      })
  void refusesByNameWhatItHasNot(String file, String what, String by, String named) {
    var definition = definition(file).replace(what, by);
    assertThat(definition).isNotEqualTo(definition(file));
    assertThatThrownBy(() -> machine(states, definition))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(named);
  }

  /// The same faults as of any caller befall a machine's calls.
  @Test
  void faultsBefallAMachinesCalls() throws InterruptedException {
    var errors = new ArrayList<String>();
    for (var error : List.of("TooManyRequestsException", "LostAnswer", "ServiceException")) {
      var mark = "mark-" + NAMES.incrementAndGet();
      var fault =
          "{\"match\": \"%s\", \"service\": \"lambda\", \"operation\": \"Invoke\", \"error\": \"%s\"}"
              .formatted(mark, error);
      TestEdge.control(edge, "PUT", "faults", fault);
      errors.add(ended(started(definition("chain"), "{\"word\": \"" + mark + "\"}")).error());
    }
    assertThat(errors)
        .containsExactly(
            "Lambda.TooManyRequestsException",
            "Lambda.SdkClientException",
            "Lambda.ServiceException");
    JsonNode uses = Stack.json(TestEdge.control(edge, "GET", "uses", "").body());
    assertThat(uses.path("items").findValuesAsText("action")).contains("lambda:InvokeFunction");
  }
}
