package emanet.backups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One tenant comes back as of a backup; nobody else notices.
class TenantRestoreTest extends RestoreStack {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String IDENTITY = "/records/identity/main";
  private static final String CONTACT = "/records/contact/main";

  private final String neighbour = Stack.tenantName();

  private static String named(String name, int number) {
    return "{'fields': {'firstName': '%s', 'lastName': 'Kaya', 'nationalId': '%s'}}"
        .formatted(name, nationalId(number));
  }

  private ApiCall hr() {
    return service("hr");
  }

  private Answer rename(int number, String name) {
    return hr().put(PEOPLE + people.get(number) + IDENTITY, named(name, number));
  }

  private String name(int number) {
    return read(people.get(number)).expect(200).body().at("/fields/firstName").asText();
  }

  private Answer contact(int number) {
    return service("newsletter").get(PEOPLE + people.get(number) + CONTACT);
  }

  private static JsonNode succeeded(JsonNode restore) {
    assertThat(restore.path("state").asText()).as(restore.toString()).isEqualTo("SUCCEEDED");
    return restore.path("report");
  }

  private void erase(int number, String more) {
    dpo("dpo-1")
        .post(
            PEOPLE + people.get(number) + "/erasure",
            "{'method': 'ERASE', 'reason': 'İstek'%s}".formatted(more))
        .expect(200);
  }

  /// Everything that may happen after a backup, and what stands once it is back.
  @Test
  void whatWasSpoiledComesBackAndNobodyElseWaits() {
    open(neighbour);
    var theirs = Stack.employee(service(neighbour, "hr"), nationalId(1));
    employ(9);
    loseKeys(people.get(8));
    stack.advance(MINUTE.multipliedBy(6));
    var backup = shelf.make();
    erase(0, "");
    hr().post(consents(people.get(1)), decision(false)).expect(201);
    rename(2, "Nur").expect(200);
    rename(2, "Naz").expect(200);
    hr().delete(PEOPLE + people.get(3) + IDENTITY).expect(204);
    erase(4, ", 'category': 'contact'");
    hr().post(PEOPLE + people.get(5) + "/restrictions", "{'kind': 'DISPUTE', 'reason': 'x'}")
        .expect(201);
    dpo("dpo-1").post(PEOPLE + people.get(6) + "/holds", "{'reason': 'Dava'}").expect(201);
    var late = Stack.employee(hr(), nationalId(20));
    service(neighbour, "hr").put(PEOPLE + theirs + IDENTITY, named("Nur", 1)).expect(200);
    var newcomer = Stack.tenantName();
    stack.open(newcomer);
    var spoiled = read(people.get(2)).header("ETag");
    rename(7, "Nur").expect(200);
    var lost = read(people.get(7)).header("ETag");
    lose(people.get(7));
    read(people.get(7)).expect(404);

    unknownTenantsAreToldApart(backup, newcomer);
    var restore = begun(backup, tenant);
    stack.stopAfter(40);
    stack.advance(MINUTE);
    var _ = stack.goOn();
    var report = succeeded(ended(restore));
    assertThat(report.path("tenant").asText()).isEqualTo(tenant);
    assertThat(report.path("kept").toString())
        .isEqualTo("[\"fragments\",\"keys\",\"ledger\",\"register\"]");
    assertThat(report.at("/counts/records.back").asLong()).as(report.toString()).isEqualTo(4);
    assertThat(report.at("/counts/records.gone").asLong()).isEqualTo(2);
    assertThat(report.at("/counts/records.closed").asLong()).isEqualTo(2);
    assertThat(report.at("/counts/people.same").asLong()).isEqualTo(6);
    assertThat(report.at("/counts/people.back").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/people.keyless").asLong()).isEqualTo(1);
    assertThat(report.at("/counts/records.keyless").asLong()).isEqualTo(2);
    assertThat(report.path("keyless").toString())
        .isEqualTo("[\"" + tenant + "/" + people.get(8) + "\"]");
    assertThat(report.at("/counts/erasure.read").asLong()).isEqualTo(2);
    assertThat(report.path("later").toString()).isEqualTo("[\"" + tenant + "/" + late + "\"]");
    assertThat(report.path("changed").toString()).contains(people.get(2), people.get(3));
    assertThat(report.path("tampered")).isEmpty();
    assertThat(name(2)).as("nobody sees it yet").isEqualTo("Naz");

    approved(restore);
    stack.advance(MINUTE);
    var frozen = rename(5, "Nur").expect(503);
    assertThat(frozen.header("Retry-After")).isEqualTo("30");
    assertThat(name(2)).as("reading goes on").isEqualTo("Naz");
    service(neighbour, "hr").put(PEOPLE + theirs + IDENTITY, named("Can", 1)).expect(200);
    stack.advance(MINUTE.multipliedBy(2));
    stack.stopAfter(60);
    stack.advance(MINUTE);
    var _ = stack.goOn();
    switched(restore);

    read(people.get(0)).expect(410);
    assertThat(search(0)).isEmpty();
    contact(1).expect(403);
    hr().post(consents(people.get(1)), decision(true)).expect(201);
    assertThat(contact(1).status()).as("what the withdrawal disposed of").isIn(404, 410);
    assertThat(name(2)).isEqualTo("Işıl");
    stale(2, spoiled);
    assertThat(name(7)).isEqualTo("Işıl");
    stale(7, lost);
    contact(7).expect(200);
    assertThat(search(7).get(0).path("id").asText()).isEqualTo(people.get(7));
    assertThat(name(3)).isEqualTo("Işıl");
    assertThat(search(3).get(0).path("id").asText()).isEqualTo(people.get(3));
    assertThat(contact(4).status()).isIn(404, 410);
    assertThat(name(4)).isEqualTo("Işıl");
    read(people.get(5)).expect(403);
    dpo("dpo-1")
        .post(PEOPLE + people.get(6) + "/erasure", "{'method': 'ERASE', 'reason': 'İstek'}")
        .expect(409);
    read(late).expect(200);
    rename(3, "Nur").expect(200);
    assertThat(
            service(neighbour, "hr")
                .get(PEOPLE + theirs + IDENTITY)
                .expect(200)
                .body()
                .at("/fields/firstName")
                .asText())
        .isEqualTo("Can");
    var entries = dpo("dpo-1").get("/v1/ledger/entries?subject=" + people.get(3)).expect(200);
    assertThat(entries.text()).contains("RESTORE", "restore/" + restore);
    assertThat(dpo("dpo-1").get("/v1/ledger/entries?subject=" + people.get(6)).expect(200).text())
        .as("who was left as they are")
        .doesNotContain("RESTORE");
  }

  /// A version that was seen before fits nothing any more.
  private void stale(int number, String etag) {
    hr().with("If-Match", etag)
        .put(PEOPLE + people.get(number) + IDENTITY, named("Nur", number))
        .expect(412);
  }

  private void unknownTenantsAreToldApart(String backup, String newcomer) {
    var unknown =
        shelf
            .operator()
            .post("/v1/restores", "{'backup': '%s', 'tenant': 'nobody-here'}".formatted(backup))
            .expect(422);
    assertThat(unknown.body().at("/errors/0/pointer").asText()).isEqualTo("/tenant");
    var later = ended(begun(backup, newcomer));
    assertThat(later.path("state").asText()).isEqualTo("FAILED");
    assertThat(later.path("flaw").asText()).isEqualTo("NO_TENANT");
    assertThat(later.at("/problem/type").asText()).isEqualTo("/problems/backup-unusable");
  }

  /// All that the tables had of the tenant's people is gone, behind the product's back.
  @Test
  @Tag("long")
  void whatWasLostComesBackUnderVersionsThatNobodyHasSeen() {
    employ(2);
    var referred =
        hr().post("/v1/subjects", "{'groups': ['EMPLOYEE'], 'externalRef': 'sicil-7'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var backup = shelf.make();
    rename(1, "Nur").expect(200);
    rename(1, "Naz").expect(200);
    var lost = read(people.get(1)).header("ETag");
    lose("");
    read(people.get(1)).expect(404);

    var restore = begun(backup, tenant);
    var report = succeeded(ended(restore));
    assertThat(report.at("/counts/people.back").asLong()).isEqualTo(3);
    assertThat(report.at("/counts/records.back").asLong()).isEqualTo(4);
    promoted(restore);
    assertThat(name(1)).isEqualTo("Işıl");
    contact(1).expect(200);
    assertThat(search(1).get(0).path("id").asText()).isEqualTo(people.get(1));
    hr().with("If-Match", lost).put(PEOPLE + people.get(1) + IDENTITY, named("Nur", 1)).expect(412);
    var again =
        hr().post("/v1/subjects", "{'groups': ['EMPLOYEE'], 'externalRef': 'sicil-7'}").expect(409);
    assertThat(again.text()).contains(referred);
    erase(1, "");
    assertThat(search(1)).isEmpty();
  }

  /// Takes rows of the tenant's records and look-ups whose keys name a person; all, if none is
  /// named.
  private void lose(String person) {
    try (var dynamo = stack.dynamo()) {
      List.of("emanet-records-1", "emanet-lookups-1").forEach(table -> lose(dynamo, table, person));
    }
  }

  private void lose(DynamoDbClient dynamo, String table, String person) {
    var all = new ArrayList<Map<String, AttributeValue>>();
    dynamo
        .scanPaginator(scan -> scan.tableName(table).projectionExpression("pk, sk"))
        .items()
        .forEach(all::add);
    all.stream()
        .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#"))
        .filter(item -> (item.get("pk").s() + item.get("sk").s()).contains(person))
        .forEach(item -> dynamo.deleteItem(delete -> delete.tableName(table).key(item)));
  }

  /// Stopped after any call, it goes on, and comes to the same.
  @Test
  @Tag("long")
  void aStopAnywhereIsGoneOnFrom() {
    employ(3);
    var backup = shelf.make();
    erase(0, "");
    for (int calls = 4; calls < 400; calls += 16) {
      rename(1, "Nur" + calls).expect(200);
      hr().delete(PEOPLE + people.get(2) + IDENTITY).expect(204);
      var restore = begun(backup, tenant);
      stack.stopAfter(calls);
      stack.advance(MINUTE);
      var _ = stack.goOn();
      var report = succeeded(ended(restore));
      assertThat(report.at("/counts/records.tampered").asLong()).isZero();
      approved(restore);
      stack.advance(MINUTE);
      stack.advance(MINUTE.multipliedBy(2));
      stack.stopAfter(calls);
      stack.advance(MINUTE);
      boolean stopped = stack.goOn();
      assertThat(name(1)).as("one or the other").isIn("Nur" + calls, "Işıl");
      switched(restore);
      read(people.get(0)).expect(410);
      assertThat(search(0)).as("stopped after " + calls).isEmpty();
      assertThat(name(1)).isEqualTo("Işıl");
      assertThat(name(2)).isEqualTo("Işıl");
      assertThat(search(1)).hasSize(1);
      assertThat(search(2)).hasSize(1);
      if (!stopped) {
        assertThat(calls).as("calls of a minute's run").isGreaterThan(50);
        return;
      }
    }
  }
}
