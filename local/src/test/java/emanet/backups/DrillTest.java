package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.TenantKeys;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Drills: what they show of a backup that can be trusted, and of one that cannot.
@Order(TestOrder.LONG)
class DrillTest extends RestoreStack {
  private static final String DRILLS = "/v1/drills";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private String startedBy(String body) {
    var answer = shelf.operator().post(DRILLS, body).expect(202);
    CONTRACT.check("POST /v1/drills", answer);
    return answer.body().path("id").asText();
  }

  private JsonNode drill(String drill) {
    var answer = shelf.operator().get(DRILLS + "/" + drill).expect(200);
    CONTRACT.check("GET /v1/drills/{drillId}", answer);
    return answer.body();
  }

  private JsonNode through(String drill) {
    for (int i = 0; i < 30; i++) {
      stack.advance(MINUTE);
      var now = drill(drill);
      if (!now.path("state").asText().equals("RUNNING")) {
        return now;
      }
    }
    throw new AssertionError(drill(drill).toString());
  }

  private JsonNode drilled(String body) {
    return through(startedBy(body));
  }

  private static JsonNode check(JsonNode drill, String name) {
    return StreamSupport.stream(drill.at("/report/checks").spliterator(), false)
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(drill.toString()));
  }

  private static List<String> failed(JsonNode drill) {
    return StreamSupport.stream(drill.at("/report/checks").spliterator(), false)
        .filter(one -> one.path("result").asText().equals("FAILED"))
        .map(one -> one.path("name").asText())
        .toList();
  }

  private JsonNode erased(String person) {
    return dpo("dpo-1")
        .post(PEOPLE + person + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200)
        .body();
  }

  private List<String> scratch() {
    try (var dynamo = stack.dynamo()) {
      return dynamo.listTables().tableNames().stream().filter(one -> one.endsWith("-0")).toList();
    }
  }

  private boolean watched() {
    var task = JsonNodeFactory.instance.objectNode().put("task", "WATCH");
    var answer = stack.control("POST", "invoke/Restore", task).expect(200).body();
    return answer.path("passed").asBoolean();
  }

  private String object(String name) {
    try (var s3 = shelf.s3()) {
      return s3.getObjectAsBytes(get -> get.bucket(Shelf.bucket("records")).key(name))
          .asString(StandardCharsets.UTF_8);
    }
  }

  private List<String> reports(String drill) {
    try (var s3 = shelf.s3()) {
      return s3
          .listObjectsV2(list -> list.bucket(Shelf.bucket("records")).prefix("drills/"))
          .contents()
          .stream()
          .map(one -> one.key())
          .filter(key -> key.contains(drill))
          .toList();
    }
  }

  private boolean isEntered(String target) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(scan -> scan.tableName("emanet-ledger-1")).items().stream()
          .anyMatch(item -> item.containsKey("leaf") && item.get("leaf").s().contains(target));
    }
  }

  /// What was erased before the backup and after it is found nowhere, and the report says so, where
  /// nobody can change it; targets are the tenant's.
  @Test
  void aBackupThatCanBeTrustedPassesAndLeavesNothing() {
    stack
        .as(stack.strongToken("platform", "admin-1", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}],
             'settings': {'recoveryTimeMinutes': 90, 'drillIntervalDays': 1}}
            """)
        .expect(200);
    shelf.operator().post(DRILLS, "{}").expect(409);
    var neighbour = Stack.tenantName();
    open(neighbour);
    var theirs = Stack.employee(service(neighbour, "hr"), nationalId(30));
    var own = ownKey(neighbour);
    employ(4);
    erased(people.get(0));
    stack.advance(Duration.ofMinutes(2));
    var backup = shelf.make();
    erased(people.get(1));
    service("hr").post(consents(people.get(2)), decision(false)).expect(201);
    stack
        .as(stack.strongToken(neighbour, "dpo-1", "dpo"))
        .post(PEOPLE + theirs + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    try (var kms = stack.kms()) {
      kms.disableKey(key -> key.keyId(own));
    }
    stack.advance(Duration.ofMinutes(2));

    var id = startedBy("{}");
    assertThat(shelf.operator().post(DRILLS, "{}").expect(409).problem())
        .isEqualTo("drill-running");
    var drill = through(id);
    assertThat(drill.path("state").asText()).as(drill.toString()).isEqualTo("SUCCEEDED");
    var report = drill.path("report");
    assertThat(report.path("result").asText()).isEqualTo("PASSED");
    assertThat(report.at("/backup/id").asText()).isEqualTo(backup);
    assertThat(report.path("closed").asLong()).as("whose key is disabled").isEqualTo(1);
    assertThat(check(drill, "ERASED_ABSENT").path("looked").asLong()).isGreaterThanOrEqualTo(4);
    assertThat(check(drill, "ERASED_UNLINKABLE").path("looked").asLong()).isPositive();
    assertThat(check(drill, "ERASED_SEALED").path("looked").asLong())
        .as("what the backup holds of whom was erased after it")
        .isEqualTo(2);
    assertThat(check(drill, "RECORDS_OPEN").path("looked").asLong()).isEqualTo(4);
    assertThat(check(drill, "KEYS_PRESENT").path("looked").asLong())
        .as("two people, and two records each")
        .isEqualTo(6);
    assertThat(report.at("/measures/0/targetSeconds").asLong()).isEqualTo(90 * 60);
    assertThat(report.at("/measures/0/seconds").asLong()).isBetween(130L, 90L * 60);
    assertThat(report.at("/measures/1/seconds").asLong()).isBetween(60L, 1560L * 60);
    assertThat(report.at("/counts/erasure.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/withdrawal.done").asLong()).isEqualTo(1);

    assertThat(scratch()).isEmpty();
    service("newsletter").get(PEOPLE + people.get(3) + "/records/contact/main").expect(200);
    var names = reports(id);
    assertThat(names).hasSize(2);
    var json = object(names.getLast());
    assertThat(Stack.json(json)).isEqualTo(report);
    assertThat(object(names.getFirst()))
        .contains("Geri yükleme tatbikatı: Geçti", "Karşılandı", "bakılamayan kiracı");
    for (var word : List.of(people.get(0), people.get(1), people.get(3), tenant, neighbour)) {
      assertThat(json + object(names.getFirst())).as("names nobody").doesNotContain(word);
    }
    var sha256 = Shelf.sha256(json.getBytes(StandardCharsets.UTF_8));
    assertThat(drill.path("sha256").asText()).isEqualTo(sha256);
    assertThat(isEntered("drill/" + id + "/PASSED/" + sha256)).isTrue();
    try (var s3 = shelf.s3()) {
      var until =
          s3.getObjectRetention(get -> get.bucket(Shelf.bucket("records")).key(names.getLast()))
              .retention()
              .retainUntilDate();
      assertThat(until)
          .isAfter(Instant.parse(drill.path("endedAt").asText()).plus(Duration.ofDays(1000)));
    }
    var page = shelf.operator().with("Accept", "text/html").get(DRILLS + "/" + id).expect(200);
    assertThat(page.text()).contains("Silinmiş kişiler yok").doesNotContain("<script");
    var list = shelf.operator().get(DRILLS).expect(200);
    CONTRACT.check("GET /v1/drills", list);
    assertThat(list.body().at("/items/0/id").asText()).isEqualTo(id);
    assertThat(watched()).isTrue();
    stack.advance(Duration.ofHours(25));
    assertThat(watched()).as("overdue").isFalse();

    overtaken(backup);
    var over =
        new Forge(stack, shelf, backup)
            .manifest(
                manifest ->
                    ((ObjectNode) manifest.at("/tables/keys")).put("until", "2026-01-01T00:00:00Z"),
                true);
    var old = shelf.operator().post(DRILLS, "{'backup': '" + over + "'}").expect(409);
    assertThat(old.body().path("flaw").asText()).as("without its keys").isEqualTo("KEYS_GONE");
  }

  /// Its Region was away for a day, and the other one began another: what it left is deleted when
  /// that is over, and it is told that it came to no end.
  private void overtaken(String backup) {
    var id = startedBy("{'backup': '" + backup + "'}");
    scratchTable("emanet-keys-0");
    ownedBy(Optional.of("other"));
    stack.advance(MINUTE);
    var left = drill(id);
    assertThat(left.path("state").asText()).as(left.toString()).isEqualTo("FAILED");
    assertThat(left.at("/report/stopped/0").asText()).isEqualTo("given-up");
    assertThat(watched()).isFalse();
    assertThat(scratch()).as("another's is under way").isNotEmpty();
    ownedBy(Optional.empty());
    assertThat(watched()).isFalse();
    assertThat(scratch()).isEmpty();
    assertThat(isOwned()).as("free for the next").isFalse();
  }

  private void scratchTable(String name) {
    try (var dynamo = stack.dynamo()) {
      var keys = List.of("pk", "sk");
      dynamo.createTable(create ->
          create
              .tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(
                  keys.stream()
                      .map(key ->
                          AttributeDefinition.builder()
                              .attributeName(key)
                              .attributeType(ScalarAttributeType.S)
                              .build())
                      .toList())
              .keySchema(
                  KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build(),
                  KeySchemaElement.builder().attributeName("sk").keyType(KeyType.RANGE).build()));
    }
  }

  private static Map<String, AttributeValue> owner() {
    return Map.of(
        "pk", AttributeValue.fromS("T#platform#DR"), "sk", AttributeValue.fromS("SCRATCH"));
  }

  private boolean isOwned() {
    try (var dynamo = stack.dynamo()) {
      return dynamo.getItem(get -> get.tableName("emanet-register-1").key(owner())).hasItem();
    }
  }

  /// @param drill of another Region; none where its own run ended
  private void ownedBy(Optional<String> drill) {
    try (var dynamo = stack.dynamo()) {
      dynamo.deleteItem(delete -> delete.tableName("emanet-register-1").key(owner()));
      drill.ifPresent(id -> {
        var item = new HashMap<>(owner());
        item.put("by", AttributeValue.fromS(id));
        item.put("region", AttributeValue.fromS("eu-west-1"));
        item.put("at", AttributeValue.fromN(Long.toString(Instant.now().toEpochMilli())));
        dynamo.putItem(put -> put.tableName("emanet-register-1").item(item));
      });
    }
  }

  /// Each is made by whoever may do all in the account: a byte of an object, a record in the table,
  /// the keys of somebody who was not erased, and what is written once of an erasure hidden.
  @Test
  void whatCannotBeTrustedFailsByNameAndAlarms() {
    employ(4);
    tamper(people.get(1));
    loseKeys(people.get(3));
    spoilTenantKeys();
    var backup = shelf.make();
    var id = erased(people.get(0)).path("id").asText();
    stack.advance(Duration.ofMinutes(2));
    hide(tenant + "/erasures/" + id);
    hide(tenant + "/certificates/" + id);
    var wrong = drilled("{}");
    assertThat(failed(wrong))
        .as(wrong.toString())
        .containsExactly("RECORDS_OPEN", "KEYS_PRESENT", "ERASED_ABSENT");
    assertThat(check(wrong, "RECORDS_OPEN").path("wrong").asLong()).isEqualTo(1);
    assertThat(check(wrong, "KEYS_PRESENT").path("wrong").asLong())
        .as("a card and two records, and a tenant under the deployment's key")
        .isEqualTo(4);
    assertThat(check(wrong, "ERASED_SEALED").path("looked").asLong())
        .as("what nobody has keys to shows nothing of the erased")
        .isZero();
    assertThat(check(wrong, "ERASED_ABSENT").path("wrong").asLong()).isEqualTo(1);
    assertThat(wrong.toString())
        .as("names nobody")
        .doesNotContain(people.get(0), people.get(1), people.get(3));
    assertThat(isEntered("drill/" + wrong.path("id").asText() + "/FAILED/")).isTrue();
    assertThat(scratch()).isEmpty();
    assertThat(watched()).isFalse();

    var forged = new Forge(stack, shelf, backup).object("records", DrillTest::flipped);
    var damaged = drilled("{'backup': '" + forged.id() + "'}");
    assertThat(damaged.path("state").asText()).isEqualTo("FAILED");
    assertThat(damaged.at("/problem/type").asText()).isEqualTo("/problems/drill-failed");
    assertThat(failed(damaged)).containsExactly("BACKUP_WHOLE");
    assertThat(damaged.at("/report/backup/flaw").asText()).isEqualTo("DAMAGED");
    assertThat(damaged.at("/report/backup/object").asText()).isEqualTo(forged.object());
    assertThat(check(damaged, "RECORDS_OPEN").path("result").asText()).isEqualTo("NOT_REACHED");
    assertThat(check(damaged, "TABLES_GONE").path("result").asText()).isEqualTo("PASSED");
    assertThat(scratch()).isEmpty();
    read(people.get(2)).expect(200);
  }

  private static byte[] flipped(byte[] content) {
    var other = content.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private void hide(String name) {
    try (var s3 = shelf.s3()) {
      s3.deleteObject(delete -> delete.bucket(Stack.bucket("erasures", Stack.HOME)).key(name));
    }
  }

  /// A tenant under the deployment's key, which did not wrap what is there.
  private void spoilTenantKeys() {
    var other = Stack.tenantName();
    stack.open(other);
    var item = TenantKeys.item(new TenantId(other));
    var key =
        Map.of(
            "pk", AttributeValue.fromS(item.partition()),
            "sk", AttributeValue.fromS(item.sort()));
    try (var dynamo = stack.dynamo()) {
      var kek = dynamo.getItem(get -> get.tableName("emanet-keys-1").key(key)).item().get("kek");
      var spoilt = flipped(kek.b().asByteArray());
      dynamo.updateItem(update ->
          update
              .tableName("emanet-keys-1")
              .key(key)
              .updateExpression("SET kek = :kek")
              .expressionAttributeValues(
                  Map.of(":kek", AttributeValue.fromB(SdkBytes.fromByteArray(spoilt)))));
    }
  }

  private void tamper(String person) {
    var key =
        Map.of(
            "pk", AttributeValue.fromS("T#" + tenant + "#S#" + person),
            "sk", AttributeValue.fromS("R#identity#main"));
    try (var dynamo = stack.dynamo()) {
      var item = dynamo.getItem(get -> get.tableName("emanet-records-1").key(key)).item();
      var sealed = item.get("sealed").b().asByteArray();
      sealed[sealed.length - 1] ^= 1;
      dynamo.updateItem(update ->
          update
              .tableName("emanet-records-1")
              .key(key)
              .updateExpression("SET sealed = :sealed")
              .expressionAttributeValues(
                  Map.of(":sealed", AttributeValue.fromB(SdkBytes.fromByteArray(sealed)))));
    }
  }

  /// One Region has the month's slot; stopped after any call, a drill goes on to its end.
  @Test
  @Tag("long")
  void oncePerMonthAndOnFromAnyStop() {
    employ(2);
    var _ = shelf.make();
    erased(people.get(0));
    var slot = JsonNodeFactory.instance.objectNode().put("time", "2026-12-01T03:00:00Z");
    assertThat(started(slot)).isEqualTo(1);
    assertThat(started(slot)).as("the other Region's").isZero();
    var monthly = through("monthly-20261201t030000z");
    assertThat(monthly.path("state").asText()).as(monthly.toString()).isEqualTo("SUCCEEDED");

    for (int calls = 3; calls < 2000; calls += 60 + calls / 3) {
      var id = startedBy("{}");
      stack.stopAfter(calls);
      stack.advance(MINUTE);
      boolean stopped = stack.goOn();
      var drill = through(id);
      assertThat(drill.path("state").asText())
          .as("stopped after " + calls + ": " + drill)
          .isEqualTo("SUCCEEDED");
      assertThat(scratch()).isEmpty();
      if (!stopped) {
        break;
      }
    }
  }

  /// A promotion that is under way comes first; the drill goes on in the tables that came into use.
  @Test
  @Tag("long")
  void behindAPromotionThatIsUnderWay() {
    employ(2);
    var backup = shelf.make();
    erased(people.get(0));
    generation(2);
    var restore = restored(backup).path("id").asText();
    var behind = startedBy("{}");
    approved(restore);
    switched(restore);
    var drill = through(behind);
    assertThat(drill.path("state").asText()).as(drill.toString()).isEqualTo("SUCCEEDED");
    assertThat(drill.at("/report/waitedSeconds").asLong()).as(drill.toString()).isPositive();
    assertThat(scratch()).isEmpty();
    read(people.get(0)).expect(410);
    read(people.get(1)).expect(200);
  }

  private long started(JsonNode slot) {
    return stack
        .control("POST", "invoke/Restore", slot)
        .expect(200)
        .body()
        .path("started")
        .asLong();
  }
}
