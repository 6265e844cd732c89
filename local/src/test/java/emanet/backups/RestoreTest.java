package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What comes back from a backup, and what does not.
class RestoreTest extends RestoreStack {
  /// The story of an operator: everything is lost a moment after the last thing was acknowledged.
  @Test
  void whoWasErasedStaysErasedThoughEverythingIsLost() {
    watched();
    stack.advance(Duration.ofMinutes(20));
    employ(6);
    var backup = shelf.make();
    var erased = people.get(0);
    var withdrawn = people.get(1);
    var changed = people.get(2);
    var held = people.get(3);
    var restricted = people.get(4);
    var living = people.get(5);
    service("hr")
        .put(
            PEOPLE + changed + "/records/identity/main",
            "{'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                .formatted(nationalId(2)))
        .expect(200);
    stack.advance(Duration.ofMinutes(2));
    dpo("dpo-1").post(PEOPLE + held + "/holds", "{'reason': 'Dava'}").expect(201);
    service("hr")
        .post(PEOPLE + restricted + "/restrictions", "{'kind': 'DISPUTE', 'reason': 'x'}")
        .expect(201);
    dpo("dpo-1")
        .put(
            "/v1/grants/agent-7",
            "{'role': 'agent', 'from': '2020-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'}")
        .expect(201);
    var late = Stack.employee(service("hr"), nationalId(20));
    service("hr").post(consents(withdrawn), decision(false)).expect(201);
    var certificate =
        dpo("dpo-1")
            .post(PEOPLE + erased + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
            .expect(200)
            .body();
    loseAllTables();
    generation(3);

    var restore = restored(backup);
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    var report = restore.path("report");
    assertThat(report.path("kept")).isEmpty();
    assertThat(report.at("/counts/erasure.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/withdrawal.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/hold.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/restriction.done").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/tampered").asLong()).isZero();
    assertThat(report.path("impossible")).isEmpty();
    assertThat(report.path("unreadable")).isEmpty();
    assertThat(report.path("changed").toString()).contains(changed);
    assertThat(read(living).status()).as("nobody sees it yet").isNotEqualTo(200);
    promoted(restore.path("id").asText());

    read(erased).expect(410);
    assertThat(
            dpo("dpo-1").get("/v1/erasures/" + certificate.path("id").asText()).expect(200).body())
        .as("the certificate, as it was given out")
        .isEqualTo(certificate);
    assertThat(search(0)).isEmpty();
    assertThat(search(5).get(0).path("id").asText()).isEqualTo(living);
    read(living).expect(200);
    assertThat(read(changed).expect(200).body().at("/fields/firstName").asText())
        .as("as of the backup")
        .isEqualTo("Işıl");
    read(restricted).expect(403);
    read(late).expect(404);
    service("newsletter").get(PEOPLE + withdrawn + "/records/contact/main").expect(403);
    service("newsletter").get(PEOPLE + living + "/records/contact/main").expect(200);
    dpo("dpo-1")
        .post(PEOPLE + held + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(409);
    dpo("dpo-1").get("/v1/grants/agent-7").expect(200);
    // the ledger goes on from its newest checkpoint, and what was sealed of the change is there
    stack.advance(Duration.ofMinutes(2));
    var entries =
        dpo("dpo-1").get("/v1/ledger/entries?subject=" + changed).expect(200).body().path("items");
    assertThat(entries.toString()).contains("WRITE");
    assertThat(dpo("dpo-1").get("/v1/ledger/checkpoint").expect(200).text()).contains(tenant);
    Stack.employee(service("hr"), nationalId(30));
    // the keys that were opened on the way were loads of the product's, in whichever tables
    stack.advance(Duration.ofMinutes(6));
    watched();
    assertThat(dpo("dpo-1").get("/v1/suspicions").expect(200).text())
        .doesNotContain("UNNOTED_DECRYPTION");
  }

  private void watched() {
    var task = JsonNodeFactory.instance.objectNode().put("task", "WATCH");
    stack.control("POST", "invoke/Watch", task).expect(200);
  }

  /// One byte of any kind of object, one object, one table, one signature: refused by its name.
  @Test
  void whatIsNotWholeAndOursIsRefusedByName() {
    employ(1);
    var id = shelf.make();
    generation(2);
    var forge = new Forge(stack, shelf, id);
    refused(forge.manifest(m -> m.remove("signature"), false), "UNSIGNED");
    refused(forge.manifest(m -> m.put("at", "2026-01-01T00:00:00Z"), false), "FORGED");
    refused(forge.manifest(m -> m.put("format", "emanet-backup-v0"), true), "OTHER_FORMAT");
    refused(forge.manifest(m -> m.put("deployment", "other.example/ledger"), true), "FOREIGN");
    refused(
        forge.manifest(m -> ((ObjectNode) m.path("tables")).remove("keys"), true), "INCOMPLETE");
    refused("no-such-backup", "ABSENT");
    for (var table : List.of("records", "keys", "ledger")) {
      failed(forge.object(table, content -> flipped(content)), "DAMAGED");
    }
    failed(
        forge.object("register", content -> Arrays.copyOf(content, content.length - 1)),
        "TRUNCATED");
    failed(forge.version("records", "none"), "MISSING");
  }

  private static byte[] flipped(byte[] content) {
    var other = content.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private void refused(String backup, String flaw) {
    var answer = shelf.operator().post("/v1/restores", "{'backup': '" + backup + "'}").expect(409);
    assertThat(answer.problem()).isEqualTo("backup-unusable");
    assertThat(answer.body().path("flaw").asText()).isEqualTo(flaw);
  }

  private void failed(Forge.Forged forged, String flaw) {
    var restore = restored(forged.id());
    assertThat(restore.path("state").asText()).isEqualTo("FAILED");
    assertThat(restore.path("flaw").asText()).isEqualTo(flaw);
    assertThat(restore.path("object").asText()).isEqualTo(forged.object());
    assertThat(restore.at("/problem/type").asText()).isEqualTo("/problems/backup-unusable");
  }

  /// Stopped after any call, a restore and its promotion go on; meanwhile nobody sees half of it.
  @Test
  @Tag("long")
  void aStopAnywhereIsGoneOnFrom() {
    employ(2);
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    int number = 2;
    for (int calls = 4; calls < 200; calls += 28) {
      generation(number++);
      var restore = begun(backup);
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(1));
      var _ = stack.goOn();
      assertThat(ended(restore).path("state").asText()).isEqualTo("SUCCEEDED");
      approved(restore);
      stack.advance(Duration.ofMinutes(1));
      service("hr")
          .put(
              PEOPLE + people.get(1) + "/records/identity/main",
              "{'fields': {'firstName': 'Nur', 'lastName': 'Kaya', 'nationalId': '%s'}}"
                  .formatted(nationalId(1)))
          .expect(503);
      read(people.get(1)).expect(200);
      stack.advance(Duration.ofMinutes(2));
      stack.stopAfter(calls);
      stack.advance(Duration.ofMinutes(1));
      var _ = stack.goOn();
      switched(restore);
      read(people.get(0)).expect(410);
      assertThat(search(0)).as("stopped after " + calls).isEmpty();
      assertThat(search(1)).hasSize(1);
      read(people.get(1)).expect(200);
    }
  }

  /// Only what is lost comes back: keys and ledger that are there are newer than any backup.
  @Test
  void aRestoreBesideLivingKeysLeavesThemAndFreezesOnlyWhatIsReplaced() {
    employ(2);
    var backup = shelf.make();
    dpo("dpo-1")
        .post(PEOPLE + people.get(0) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(200);
    generation(2);
    owned("2099-01-01T00:00:00Z");
    shelf.operator().post("/v1/restores", "{'backup': '" + backup + "'}").expect(409);
    owned("2020-01-01T00:00:00Z"); // it was begun, and its call broke off
    var first = begun(backup);
    owned("2020-01-01T00:00:00Z");
    assertThat(ended(first).at("/problem/type").asText())
        .as("into tables of another")
        .isEqualTo("/problems/generation");
    var restore = restored(backup);
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    assertThat(restore.at("/report/kept").toString())
        .isEqualTo("[\"fragments\",\"keys\",\"ledger\"]");
    read(people.get(1)).expect(200);
    promoted(restore.path("id").asText());
    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
    read(people.get(1)).expect(200);
  }

  /// Makes the tables of generation 2 another restore's, of which nobody knows.
  private void owned(String at) {
    var moment = Long.toString(Instant.parse(at).toEpochMilli());
    var owner =
        Map.of(
            "pk", AttributeValue.fromS("T#platform#RS#owner"),
            "sk", AttributeValue.fromS("BY"),
            "by", AttributeValue.fromS("another"),
            "at", AttributeValue.fromN(moment));
    try (var dynamo = stack.dynamo()) {
      dynamo.putItem(put -> put.tableName("emanet-register-2").item(owner));
    }
  }
}
