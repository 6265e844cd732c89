package emanet.closure;

import static emanet.closure.ClosureStack.files;
import static emanet.closure.ClosureStack.hash;
import static emanet.closure.ClosureStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.local.verify.CertificateCheck;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;

/// The end of a contract, from the proposal to the certificate.
@Order(TestOrder.LONG)
class ClosureTest {
  private static final Pattern TOKEN = Pattern.compile("with this token: (\\S+)");
  private static final List<String> TABLES =
      List.of("emanet-keys-1", "emanet-records-1", "emanet-register-1", "emanet-lookups-1");

  @Test
  void whatIsTheTenantsIsGivenBackAndThenNothingOfItOpens() throws Exception {
    try (var stack = Stack.only(Set.of(), Stack.HOME)) {
      var house = new ClosureStack(stack);
      var neighbour = new ClosureStack(stack);
      house
          .dpo("dpo-1")
          .post(
              "/v1/requests",
              """
              {'applicant': {'name': 'Zeynep Gizli', 'idKind': 'TCKN', 'idNumber': '12345678950',
               'address': 'Kadıköy'}, 'rights': ['A'], 'channel': 'PURPOSE_APP',
               'receivedAt': '2026-01-01T00:00:00Z', 'text': 'Neyim var'}
              """)
          .expect(201);
      var id = begunThoughStopped(house);
      stack.advance(Duration.ofMinutes(3));
      frozen(house);
      house.read().expect(200);
      assertThat(house.search().expect(200).body().path("items")).hasSize(1);
      neighbour.write().expect(201);

      givenBack(house);
      sweep(stack);
      confirm(stack, house.tenant);
      stack.advance(Duration.ofDays(14));
      var copies = rows(stack, house.tenant);
      stalled(house);
      var resumed = ClosureStack.now(stack);
      for (int calls : new int[] {2, 12, 30}) {
        stack.stopAfter(calls);
        house.work();
        assertThat(stack.goOn()).isTrue();
        stack.advance(Duration.ofMinutes(1));
      }
      var closed = house.until("/state", "CLOSED");
      nothingOpens(house);
      verifies(stack, closed.path("certificate"));
      assertThat(closed.path("id").asText()).isEqualTo(id);
      assertThat(Instant.parse(closed.at("/certificate/at").asText())).isAfterOrEqualTo(resumed);
      assertThat(closed.at("/certificate/returned/state").asText()).isEqualTo("RECEIVED");
      neighbour.read().expect(200);
      neighbour.write().expect(201);
      nothingIsLeftBehind(stack, house.tenant);

      copies.forEach((table, items) -> items.forEach(item -> put(stack, table, item)));
      stack.advance(Duration.ofMinutes(6));
      nothingOpens(house);
      ledgerStands(house);
      assertThat(house.state().path("state").asText()).isEqualTo("CLOSED");
      neighbour.read().expect(200);
    }
  }

  /// Frozen, and stopped before its jobs were started: nobody of the tenant's can approve it any
  /// more, and yet it goes on.
  private static String begunThoughStopped(ClosureStack house) {
    var id = house.proposed();
    var stack = house.stack;
    stack.stopAfter("closure-return-" + id, 0);
    assertThat(house.approve(id).status()).isIn(500, 503);
    stack.clearFaults("closure-return-" + id);
    stack.advance(Duration.ofMinutes(3));
    assertThat(house.approve(id).expect(403).problem()).isEqualTo("tenant-suspended");
    house.work();
    return id;
  }

  /// It is settled that the keys go, and for an hour they do not: a backup of that hour has them.
  private static void stalled(ClosureStack house) {
    var stack = house.stack;
    var keys = "T#" + house.tenant + "#TENANT";
    stack.fault(keys, "dynamodb", "UpdateItem", "AccessDeniedException");
    house.work();
    assertThat(house.state().path("state").asText()).isEqualTo("ENDING");
    assertThat(house.state().has("horizon")).isFalse();
    stack.clearFaults(keys);
    stack.advance(Duration.ofHours(1));
  }

  static void verifies(Stack stack, JsonNode certificate) throws Exception {
    try (var kms = stack.kms()) {
      var spki = kms.getPublicKey(key -> key.keyId("alias/emanet-certificates")).publicKey();
      var key =
          (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new X509EncodedKeySpec(spki.asByteArray()));
      var check = new CertificateCheck(key);
      var text = certificate.toString();
      assertThat(check.check(bytes(text)).findings()).isEmpty();
      var foreign = text.replace("\"tenant\":\"", "\"tenant\":\"x");
      assertThat(check.check(bytes(foreign)).findings()).hasSize(1);
      var other = text.replaceFirst("\"kek\":[0-9]+", "\"kek\":7");
      assertThat(check.check(bytes(other)).findings()).hasSize(1);
    }
  }

  private static void sweep(Stack stack) {
    stack.control("POST", "invoke/Sweep").expect(200);
  }

  /// As the contacts do, by the link in the letter.
  private static void confirm(Stack stack, String tenant) {
    try (var sns = stack.sns()) {
      var topic = topic(sns, tenant);
      var items = stack.control("GET", "outbox").expect(200).body().path("items");
      for (var item : items) {
        var token = TOKEN.matcher(item.path("body").asText());
        if (token.find() && item.path("body").asText().contains(topic + " with")) {
          sns.confirmSubscription(c -> c.topicArn(topic).token(token.group(1)));
        }
      }
      assertThat(subscribers(sns, topic)).isPositive();
    }
  }

  private static String topic(SnsClient sns, String tenant) {
    return sns.listTopics().topics().stream()
        .map(one -> one.topicArn())
        .filter(arn -> arn.endsWith("emanet-breaches-" + tenant))
        .findFirst()
        .orElseThrow();
  }

  private static long subscribers(SnsClient sns, String topic) {
    return sns.listSubscriptionsByTopic(list -> list.topicArn(topic)).subscriptions().stream()
        .filter(one -> one.subscriptionArn().startsWith("arn:"))
        .count();
  }

  /// Of subscriptions and access logs; and nobody is asked for what would be refused.
  private static void nothingIsLeftBehind(Stack stack, String tenant) {
    assertThat(fragments(stack, tenant)).isPositive();
    sweep(stack);
    assertThat(fragments(stack, tenant)).isZero();
    try (var sns = stack.sns()) {
      assertThat(subscribers(sns, topic(sns, tenant))).isZero();
    }
    var operator = stack.as(stack.strongToken("platform", "operator-1", "operator"));
    var glass = "{'tenant': '%s', 'reason': 'x', 'ttl': 'PT1M'}".formatted(tenant);
    assertThat(operator.post("/v1/break-glass", glass).expect(409).problem())
        .isEqualTo("tenant-ended");
    var restore = "{'backup': 'any', 'tenant': '%s'}".formatted(tenant);
    assertThat(operator.post("/v1/restores", restore).expect(409).problem())
        .isEqualTo("tenant-ended");
  }

  private static long fragments(Stack stack, String tenant) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(scan -> scan.tableName("emanet-fragments-1")).items().stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#F#"))
          .count();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void frozen(ClosureStack house) {
    var refused = house.write().expect(403);
    assertThat(refused.problem()).isEqualTo("tenant-suspended");
    assertThat(refused.header("Emanet-Ledger")).isNotEmpty();
    house
        .dpo("dpo-1")
        .put(
            "/v1/grants/agent-1",
            "{'role': 'agent', 'from': '2026-01-01T00:00:00Z', 'to': '2036-01-01T00:00:00Z'}")
        .expect(403);
    var admin = house.stack.as(house.stack.strongToken("platform", "root", "admin"));
    assertThat(
            admin
                .put(
                    "/v1/tenants/" + house.tenant,
                    "{'name': 'B', 'title': 'B', 'address': 'B', 'contacts': []}")
                .expect(403)
                .problem())
        .isEqualTo("tenant-suspended");
    assertThat(house.dpo("dpo-1").post(house.path(), ClosureStack.wish()).expect(403).problem())
        .isEqualTo("tenant-suspended");
  }

  private static void givenBack(ClosureStack house) throws Exception {
    var zeroes = "0".repeat(64);
    house.receipt(zeroes, zeroes).expect(409);
    house.packageIn("READY");
    var whole = house.fetched();
    var sealed = new String(whole, StandardCharsets.ISO_8859_1);
    assertThat(sealed).doesNotContain(ClosureStack.NUMBER, "Aslan", house.tenant);
    var files = files(Opened.of(whole));
    assertThat(text(files, "people/people-")).contains(house.person, "EMPLOYEE");
    assertThat(text(files, "people/records-")).contains(ClosureStack.NUMBER, "Aslan", "identity");
    assertThat(text(files, "requests/files-")).contains("Zeynep Gizli", "Neyim var");
    assertThat(text(files, "register/activities-")).contains("Özlük");
    assertThat(text(files, "README.en.txt")).contains("RETURN PACKAGE");
    assertThat(files).containsKeys("ledger/checkpoint", "signature.json", "index.html");
    for (var object :
        house
            .stack
            .s3(Stack.HOME)
            .listObjectsV2Paginator(request ->
                request.bucket(Stack.bucket("packages", Stack.HOME)).prefix(house.tenant + "/"))
            .contents()) {
      var content =
          house
              .stack
              .s3(Stack.HOME)
              .getObjectAsBytes(
                  get -> get.bucket(Stack.bucket("packages", Stack.HOME)).key(object.key()))
              .asString(StandardCharsets.ISO_8859_1);
      assertThat(content).as(object.key()).doesNotContain(ClosureStack.NUMBER, "Aslan", "Gizli");
    }
    var refused = house.receipt(hash(whole), zeroes).expect(422);
    assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/manifest");
    var receipt = house.receipt(hash(whole), hash(files.get("manifest.json"))).expect(200).body();
    assertThat(receipt.at("/receipt/by").asText()).isEqualTo("dpo-1");
    assertThat(receipt.at("/receipt/sha256").asText()).isEqualTo(hash(whole));
  }

  private static void nothingOpens(ClosureStack house) {
    assertThat(house.read().status()).isEqualTo(410);
    assertThat(house.search().status()).isEqualTo(410);
    assertThat(house.dpo("dpo-1").get("/v1/activities/hr").status()).isEqualTo(410);
    assertThat(house.write().expect(403).problem()).isEqualTo("tenant-suspended");
    assertThat(house.dpo("dpo-1").post(house.path() + "/withdrawal", "{}").status()).isEqualTo(409);
  }

  /// It is read, page by page, and goes on being sealed.
  private static void ledgerStands(ClosureStack house) {
    var auditor = house.stack.as(house.stack.token(house.tenant, "auditor-1", "auditor"));
    house.work();
    assertThat(auditor.get("/v1/ledger/checkpoint").expect(200).text()).contains(house.tenant);
    var path = "/v1/ledger/entries?actor=platform-1&limit=1";
    var first = auditor.get(path).expect(200).body();
    assertThat(first.path("items")).hasSize(1);
    var second =
        auditor.get(path + "&cursor=" + first.path("nextCursor").asText()).expect(200).body();
    assertThat(second.path("items").get(0)).isNotEqualTo(first.path("items").get(0));
  }

  private static Map<String, List<Map<String, AttributeValue>>> rows(Stack stack, String tenant) {
    var copies = new java.util.HashMap<String, List<Map<String, AttributeValue>>>();
    try (var dynamo = stack.dynamo()) {
      for (var table : TABLES) {
        var own = new ArrayList<Map<String, AttributeValue>>();
        dynamo.scanPaginator(request -> request.tableName(table)).items().stream()
            .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#"))
            .forEach(own::add);
        assertThat(own).as(table).isNotEmpty();
        copies.put(table, own);
      }
    }
    return copies;
  }

  private static void put(Stack stack, String table, Map<String, AttributeValue> item) {
    try (var dynamo = stack.dynamo()) {
      dynamo.putItem(request -> request.tableName(table).item(item));
    }
  }
}
