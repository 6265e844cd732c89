package emanet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.Stack;
import emanet.local.template.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// Each function takes its sample event, with a tenant of the test's own in it. On a stack of its
/// own: what is scheduled goes through all tenants, those of other tests too.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
  private final Stack stack = Stack.only(Set.of(), Stack.HOME);

  @AfterAll
  void stop() {
    stack.close();
  }

  /// The sample for people names an activity that no tenant has by itself: refused, and known why.
  @ParameterizedTest
  @CsvSource({
    "Register,200",
    "Approvals,200",
    "Ledger,200",
    "Records,403",
    "Erasure,404",
    "Disclosures,404",
    "Audit,200",
    "Requests,200",
    "Notices,200",
    "Public,404",
    "Operations,200",
    "BreakGlass,200",
    "Breaches,200",
    "Health,200"
  })
  void areTakenByTheFunctionsOfTheApi(String function, int status) {
    var event = sample(function);
    // operators are of no tenant
    if (event.at("/requestContext/authorizer") instanceof ObjectNode authorizer
        && !authorizer.path("roles").asText().equals("operator")) {
      authorizer.put("tenant", tenant());
    }
    var answer = invoke(function, event).expect(200).body();
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    if (status == 403) {
      assertThat(Stack.json(answer.path("body").asText()).path("type").asText())
          .isEqualTo("/problems/activity-unknown");
    }
  }

  @Test
  void showTheAuthorizerAToken() {
    var event = sample("Authorizer");
    assertThat(invoke("Authorizer", event).status()).as("a made-up token").isEqualTo(502);
    var token = "Bearer " + stack.token(tenant(), "agent-7", "agent");
    ((ObjectNode) event.path("headers")).put("Authorization", token);
    ((ObjectNode) event.path("multiValueHeaders")).putArray("Authorization").add(token);
    var answer = invoke("Authorizer", event).expect(200).body();
    assertThat(answer.at("/context/actor").asText()).isEqualTo("agent-7");
    assertThat(answer.at("/policyDocument/Statement/0/Effect").asText()).isEqualTo("Allow");
  }

  static Stream<String> files() throws IOException {
    try (var files = Files.list(Stack.ROOT.resolve("events"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  /// None is there for nobody, and none is wanting.
  @Test
  void areOneAFunctionAndTwoOfTheStateMachine() throws IOException {
    var expected = new TreeSet<>(Set.of("worker-shard.json", "worker-shards.json"));
    Api.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of())
        .functions()
        .keySet()
        .stream()
        .map(function -> function.toLowerCase(Locale.ROOT) + ".json")
        .forEach(expected::add);
    assertThat(files()).containsExactlyElementsOf(expected);
  }

  /// Whatever is in them, the function says something to it; the authorizer that it lets nobody in.
  @ParameterizedTest
  @MethodSource("files")
  void areEachHandledAsTheyAre(String file) {
    var name = file.substring(0, file.length() - ".json".length());
    var function = function(name);
    var answer = invoke(function, sample(name));
    if (function.equals("Authorizer")) {
      assertThat(answer.status()).isEqualTo(502);
      return;
    }
    var body = answer.expect(200).body();
    assertThat(body.isObject() && !body.isEmpty()).as(body.toString()).isTrue();
    if (body.has("statusCode")) {
      assertThat(body.path("statusCode").asInt()).as(body.toString()).isBetween(200, 499);
    }
  }

  private static String function(String name) {
    var bare = name.split("-", 2)[0];
    return Api.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of())
        .functions()
        .keySet()
        .stream()
        .filter(function -> function.toLowerCase(Locale.ROOT).equals(bare))
        .findFirst()
        .orElseThrow();
  }

  /// A slot runs once: the first to take it starts what is due.
  @Test
  void startRetention() {
    var _ = tenant();
    var event = (ObjectNode) sample("Retention");
    event.put("time", "2026-11-01T10:00:00Z");
    assertThat(invoke("Retention", event).expect(200).body().path("started").asInt()).isPositive();
    assertThat(invoke("Retention", event).expect(200).body().path("started").asInt()).isZero();
  }

  @Test
  void startTheWatch() {
    assertThat(invoke("Watch", sample("Watch")).expect(200).body().path("opened").isInt()).isTrue();
    var letters = Stack.json("{\"task\":\"LETTERS\",\"time\":\"2026-11-02T06:00:00Z\"}");
    assertThat(invoke("Watch", letters).expect(200).body().path("letters").isInt()).isTrue();
  }

  @Test
  void showTheLogToWitnesses() {
    assertThat(invoke("Witness", sample("Witness")).expect(200).body().path("cosigned").isInt())
        .as("nobody is named")
        .isTrue();
  }

  /// The machine of template.yaml, on the edge: what it hands the worker is what the samples are.
  @Test
  void goThroughTheStateMachine() throws InterruptedException {
    try (var states = stack.states()) {
      var machine =
          states.listStateMachines(r -> {}).stateMachines().stream()
              .filter(one -> one.name().equals("emanet-work-over-shards"))
              .findFirst()
              .orElseThrow();
      var arn =
          states
              .startExecution(r ->
                  r.stateMachineArn(machine.stateMachineArn())
                      .name("samples")
                      .input(sample("worker-shards").toString()))
              .executionArn();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (states.describeExecution(r -> r.executionArn(arn)).status() == ExecutionStatus.RUNNING
          && System.nanoTime() < end) {
        Thread.sleep(30);
      }
      var ended = states.describeExecution(r -> r.executionArn(arn));
      assertThat(ended.status()).as(ended.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(Stack.json(ended.output()).path("state").asText()).isEqualTo("DONE");
      var handed =
          states.getExecutionHistory(r -> r.executionArn(arn)).events().stream()
              .filter(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
              .map(event -> Stack.json(event.taskScheduledEventDetails().parameters()))
              .map(parameters -> parameters.path("Payload"))
              .toList();
      assertThat(handed)
          .as("which shards; and that the job, which is not there, is closed")
          .containsExactly(sample("worker-shards"), sample("worker-shard"));
    }
  }

  @Test
  void startTheSweep() {
    assertThat(invoke("Sweep", sample("Sweep")).expect(200).body().path("expired").isInt())
        .isTrue();
  }

  @Test
  void startTheSealer() {
    assertThat(invoke("Seal", sample("Seal")).expect(200).body().path("sealed").isInt()).isTrue();
  }

  @Test
  void startTheDeadlines() {
    var first = invoke("Deadlines", sample("Deadlines")).expect(200).body();
    assertThat(first.path("reminded").isInt() || first.path("skipped").asBoolean()).isTrue();
    assertThat(
            invoke("Deadlines", sample("Deadlines")).expect(200).body().path("skipped").asBoolean())
        .as("a slot runs once")
        .isTrue();
  }

  @Test
  void goOnWithRestores() {
    assertThat(invoke("Restore", sample("Restore")).expect(200).body().path("worked").isInt())
        .isTrue();
  }

  @Test
  void lookAfterBackups() {
    var answer = invoke("Continuity", sample("Continuity")).expect(200).body();
    assertThat(answer.path("young").isBoolean()).isTrue();
  }

  @Test
  void startTheSends() {
    assertThat(invoke("Sends", sample("Sends")).expect(200).body().path("sent").isInt()).isTrue();
  }

  @Test
  void askWhetherMessagesWouldGoOut() {
    var answer = invoke("Readiness", sample("Readiness")).expect(200).body();
    assertThat(answer.path("sms").isArray() && answer.path("email").isArray()).isTrue();
  }

  @Test
  void startTheWorker() {
    assertThat(invoke("Worker", sample("Worker")).expect(200).body().path("worked").isInt())
        .isTrue();
  }

  /// What the state machine asks of it: which shards a job has, and turns of one.
  @Test
  void haveTheWorkerWorkShards() {
    var shards = invoke("Worker", sample("worker-shards")).expect(200).body();
    assertThat(shards.path("shards")).as("of a job that is not there").isEmpty();
    assertThat(shards.path("closing")).isEqualTo(sample("worker-shard"));
    var turn = invoke("Worker", sample("worker-shard")).expect(200).body();
    assertThat(turn.path("state").asText()).isEqualTo("DONE");
    assertThat(turn.path("restSeconds").isInt()).isTrue();
  }

  private String tenant() {
    var tenant = Stack.tenantName();
    var admin = stack.strongToken("platform", "admin-1", "admin");
    stack
        .as(admin)
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@acme.example'}]}
            """)
        .expect(201);
    return tenant;
  }

  private Answer invoke(String function, JsonNode event) {
    return stack.control("POST", "invoke/" + function, event);
  }

  private static JsonNode sample(String function) {
    try {
      return Stack.json(
          Files.readString(
              Stack.ROOT.resolve("events/" + function.toLowerCase(Locale.ROOT) + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
