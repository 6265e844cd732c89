package emanet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "Health,200"
  })
  void areTakenByTheFunctionsOfTheApi(String function, int status) throws IOException {
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
  void showTheAuthorizerAToken() throws IOException {
    var event = sample("Authorizer");
    assertThat(invoke("Authorizer", event).status()).as("a made-up token").isEqualTo(502);
    var token = "Bearer " + stack.token(tenant(), "agent-7", "agent");
    ((ObjectNode) event.path("headers")).put("Authorization", token);
    ((ObjectNode) event.path("multiValueHeaders")).putArray("Authorization").add(token);
    var answer = invoke("Authorizer", event).expect(200).body();
    assertThat(answer.at("/context/actor").asText()).isEqualTo("agent-7");
    assertThat(answer.at("/policyDocument/Statement/0/Effect").asText()).isEqualTo("Allow");
  }

  @Test
  void startTheSweep() throws IOException {
    assertThat(invoke("Sweep", sample("Sweep")).expect(200).body().path("expired").isInt())
        .isTrue();
  }

  @Test
  void startTheSealer() throws IOException {
    assertThat(invoke("Seal", sample("Seal")).expect(200).body().path("sealed").isInt()).isTrue();
  }

  @Test
  void startTheDeadlines() throws IOException {
    var first = invoke("Deadlines", sample("Deadlines")).expect(200).body();
    assertThat(first.path("reminded").isInt() || first.path("skipped").asBoolean()).isTrue();
    assertThat(
            invoke("Deadlines", sample("Deadlines")).expect(200).body().path("skipped").asBoolean())
        .as("a slot runs once")
        .isTrue();
  }

  @Test
  void goOnWithRestores() throws IOException {
    assertThat(invoke("Restore", sample("Restore")).expect(200).body().path("worked").isInt())
        .isTrue();
  }

  @Test
  void lookAfterBackups() throws IOException {
    var answer = invoke("Continuity", sample("Continuity")).expect(200).body();
    assertThat(answer.path("young").isBoolean()).isTrue();
  }

  @Test
  void startTheSends() throws IOException {
    assertThat(invoke("Sends", sample("Sends")).expect(200).body().path("sent").isInt()).isTrue();
  }

  @Test
  void askWhetherMessagesWouldGoOut() throws IOException {
    var answer = invoke("Readiness", sample("Readiness")).expect(200).body();
    assertThat(answer.path("sms").isArray() && answer.path("email").isArray()).isTrue();
  }

  @Test
  void startTheWorker() throws IOException {
    assertThat(invoke("Worker", sample("Worker")).expect(200).body().path("worked").isInt())
        .isTrue();
  }

  /// What the state machine asks of it: which shards a job has, and turns of one.
  @Test
  void haveTheWorkerWorkShards() throws IOException {
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

  private static JsonNode sample(String function) throws IOException {
    return Stack.json(
        Files.readString(
            Stack.ROOT.resolve("events/" + function.toLowerCase(Locale.ROOT) + ".json")));
  }
}
