package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.keys.KeyLoads;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.values.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/// A week of the product's own key loads opens no suspicion, whatever befalls them; a key that
/// somebody else has KMS open opens one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrailTest {
  private final String tenant = Stack.tenantName();
  private final String other = Stack.tenantName();
  private Stack stack;

  @BeforeAll
  void start() {
    stack = Stack.only(Set.of("Watch"), Stack.HOME);
    put(tenant, "", 201);
    put(other, "", 201);
    // from a while after the first turn on, so that versions without notes are replaced by then
    stack.advance(Duration.ofMinutes(5));
    stack.advance(Duration.ofMinutes(20));
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  private void put(String name, String kmsKey, int status) {
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + name,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}] %s}
            """
                .formatted(kmsKey))
        .expect(status);
  }

  /// Opens the tenant's keys, in several functions, unless they are remembered.
  private void work(String name) {
    var dpo = stack.as(stack.strongToken(name, "dpo-1", "dpo"));
    dpo.get("/v1/inventory").expect(200);
    dpo.get("/v1/breaches").expect(200);
  }

  private List<JsonNode> suspicions(String name) {
    return suspicions(name, "UNNOTED_DECRYPTION");
  }

  private List<JsonNode> suspicions(String name, String detector) {
    var found = new ArrayList<JsonNode>();
    stack
        .as(stack.strongToken(name, "dpo-1", "dpo"))
        .get("/v1/suspicions")
        .expect(200)
        .body()
        .path("items")
        .forEach(one -> {
          if (one.path("detector").asText().equals(detector)) {
            found.add(one);
          }
        });
    return found;
  }

  /// Noted loads, the oldest first.
  private List<Map<String, AttributeValue>> notes(String name) {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .query(ask ->
              ask.tableName("emanet-deployment")
                  .keyConditionExpression("pk = :p")
                  .expressionAttributeValues(
                      Map.of(":p", AttributeValue.fromS("T#" + name + "#LOADS"))))
          .items();
    }
  }

  /// Those of calls that the trail has been read to.
  private List<Map<String, AttributeValue>> settled() {
    var until = now().minus(Duration.ofMinutes(20));
    return notes(tenant).stream().filter(note -> noted(note).isBefore(until)).toList();
  }

  private static Instant noted(Map<String, AttributeValue> note) {
    return Ids.timeOf(note.get("sk").s());
  }

  private static int events(Map<String, AttributeValue> note) {
    return note.containsKey("events") ? note.get("events").ss().size() : 0;
  }

  private Instant now() {
    return Instant.parse(stack.control("GET", "clock").expect(200).body().path("now").asText());
  }

  private void steal(KmsClient kms, String name, String load) {
    Thief.decrypt(stack, kms, new Thief.Plan(tenant, name, load));
  }

  private void week() {
    try (var kms = stack.kms()) {
      for (int day = 0; day < 7; day++) {
        switch (day) {
          // answers that fail, and one that is lost: the SDK asks again
          case 1 -> stack.fault("\"" + tenant + "\"", "kms", "Decrypt", "KMSInternalException", 2);
          case 2 -> stack.fault("\"" + tenant + "\"", "kms", "Decrypt", "LostAnswer", 2);
          case 3 -> {
            var own = kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
            put(tenant, ", 'kmsKeyArn': '" + own + "'", 200);
          }
          case 4 -> stack.control("POST", "invoke/Sweep").expect(200);
          default -> work(other);
        }
        work(tenant);
        work(tenant);
        stack.advance(Duration.ofMinutes(6));
        work(tenant);
        stack.advance(Duration.ofDays(1));
      }
    }
  }

  @Test
  void aWeekOfOwnLoadsIsQuietAndAKeyThatAnyoneElseOpensIsNot() {
    week();
    stack.advance(Duration.ofMinutes(11));
    assertThat(suspicions(tenant)).isEmpty();
    assertThat(suspicions(other)).isEmpty();
    assertThat(settled()).hasSizeGreaterThan(15).allMatch(note -> events(note) > 0);
    assertThat(notes(tenant)).as("attempts of one call are one").anyMatch(one -> events(one) > 1);

    var bad = badFiles();
    Instant before;
    try (var kms = stack.kms()) {
      before = now();
      steal(kms, tenant, "0".repeat(24));
      steal(kms, tenant, notes(tenant).getLast().get("sk").s());
      work(tenant);
      assertThatThrownBy(() -> steal(kms, "no-such-tenant", "x")).isInstanceOf(KmsException.class);
    }
    stack.advance(Duration.ofMinutes(11));
    var found = suspicions(tenant);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().path("count").asInt()).isEqualTo(2);
    assertThat(found.getFirst().path("bound").asInt()).isZero();
    assertThat(found.getFirst().path("about").asText()).startsWith("principal-");
    var evidence = found.getFirst().path("evidence");
    assertThat(evidence.path("principal").asText()).isEqualTo(Thief.ARN);
    assertThat(evidence.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(Instant.parse(evidence.path("at").asText()))
        .isBetween(before.minusSeconds(1), before.plusSeconds(60));
    assertThat(evidence.path("event").asText()).isNotEmpty();
    assertThat(suspicions(other)).isEmpty();
    assertThat(bad).isEqualTo(2);
    readAgain();
    backups();
    oldNotesGo();
  }

  private void oldNotesGo() {
    var oldest = now().minus(KeyLoads.KEPT);
    assertThat(noted(notes(tenant).getFirst())).isBefore(oldest);
    stack.control("POST", "invoke/Sweep").expect(200);
    assertThat(notes(tenant)).isNotEmpty().noneMatch(note -> noted(note).isBefore(oldest));
  }

  /// A day is quiet while a backup is young enough, and has one suspicion when none is.
  private void backups() {
    var operator = stack.as(stack.strongToken("platform", "operator-1", "operator"));
    var id = operator.post("/v1/backups", "{}").expect(202).body().path("id").asText();
    var work = JsonNodeFactory.instance.objectNode().put("task", "WORK");
    for (int i = 0; i < 10 && !isGood(operator, id); i++) {
      stack.control("POST", "invoke/Continuity", work).expect(200);
    }
    assertThat(isGood(operator, id)).isTrue();
    int before = overdue();
    stack.advance(Duration.ofHours(25));
    assertThat(overdue()).isEqualTo(before);
    stack.advance(Duration.ofHours(2));
    assertThat(overdue()).isEqualTo(before + 1);
    stack.advance(Duration.ofMinutes(5));
    assertThat(overdue()).isEqualTo(before + 1);
  }

  private static boolean isGood(ApiCall operator, String id) {
    var state = operator.get("/v1/backups/" + id).expect(200).body().path("state").asText();
    return state.equals("SUCCEEDED");
  }

  /// One a day at most, by the day.
  private int overdue() {
    var found = suspicions(tenant, "BACKUP_OVERDUE");
    assertThat(found).extracting(one -> one.path("on").asText()).doesNotHaveDuplicates();
    return found.size();
  }

  private void readAgain() {
    try (var dynamo = stack.dynamo()) {
      var key =
          Map.of(
              "pk", AttributeValue.fromS("T#platform#TRAIL"),
              "sk", AttributeValue.fromS(Stack.HOME + "#" + Stack.HOME));
      dynamo.deleteItem(delete -> delete.tableName("emanet-deployment").key(key));
    }
    stack.advance(Duration.ofMinutes(5));
    assertThat(suspicions(tenant)).hasSize(1);
    assertThat(suspicions(other)).isEmpty();
  }

  /// One that is no file of the trail's, and one that ends too early.
  private int badFiles() {
    var now = now();
    var folder = "AWSLogs/000000000000/CloudTrail/" + Stack.HOME + "/";
    var day = now.toString().substring(0, 10).replace('-', '/') + "/";
    var stamp = now.toString().substring(0, 16).replace("-", "").replace(":", "") + "Z";
    var name = folder + day + "000000000000_CloudTrail_" + Stack.HOME + "_" + stamp + "_";
    var gzip = new byte[] {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3, 1};
    try (var s3 = stack.s3(Stack.HOME)) {
      var bucket = Stack.bucket("trail", Stack.HOME);
      int put = 0;
      for (var content : List.of("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), gzip)) {
        var key = name + "bad" + put++ + ".json.gz";
        s3.putObject(ask -> ask.bucket(bucket).key(key), RequestBody.fromBytes(content));
      }
      return put;
    }
  }
}
