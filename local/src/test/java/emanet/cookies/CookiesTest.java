package emanet.cookies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Visitors' choices through the API. A stack of its own, because the clock moves.
class CookiesTest {
  @AutoClose private static final Stack stack = Stack.only(Set.of("Sweep"), Stack.HOME);

  private final String tenant = Stack.tenantName();

  private ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  private void open(String settings) {
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            "{'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true, 'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}] %s}"
                .formatted(settings))
        .expect(201);
    policy("Çerezler");
  }

  private void policy(String body) {
    dpo()
        .post(
            "/v1/notices/cerez/versions",
            "{'kind': 'COOKIE_POLICY', 'language': 'tr', 'title': 'Çerez Politikası', 'body': '%s', 'effectiveFrom': '2026-01-01T00:00:00Z'}"
                .formatted(body))
        .expect(201);
  }

  private String path() {
    return "/public/" + tenant + "/cookie-choices";
  }

  private Answer choose(int version, String choices) {
    return stack
        .anonymous()
        .post(path(), "{'policyVersion': %d, 'choices': %s}".formatted(version, choices));
  }

  private static final String SOME = "{'functional': true, 'analytics': false, 'marketing': false}";

  private Answer read(JsonNode choice) {
    return stack.anonymous().get(path() + "/" + choice.path("receipt").asText());
  }

  @Test
  void aChoiceIsKeptUntilItExpiresAndAskedAgainWhenThePolicyChanges() {
    open(", 'settings': {'cookieLife': 'P2D'}");
    var choice = choose(1, SOME).expect(201).body();
    var chosen = Instant.parse(choice.path("chosenAt").asText());
    var expires = Instant.parse(choice.path("expiresAt").asText());
    assertThat(expires)
        .isEqualTo(chosen.atZone(ZoneId.of("Europe/Istanbul")).plus(Period.ofDays(2)).toInstant());
    var found = read(choice).expect(200).body();
    assertThat(found.path("choices").toString())
        .isEqualTo(
            "{\"necessary\":true,\"functional\":true,\"analytics\":false,\"marketing\":false}");
    assertThat(found.path("askAgain").asBoolean()).isFalse();
    policy("Çerezler, yeniden");
    assertThat(read(choice).expect(200).body().path("askAgain").asBoolean()).isTrue();
    assertThat(read(choose(2, SOME).body()).body().path("askAgain").asBoolean()).isFalse();
    stack.advance(Duration.between(chosen, expires).minusMinutes(5));
    read(choice).expect(200);
    stack.advance(Duration.ofMinutes(10));
    read(choice).expect(404);
    assertThat(kept()).isPositive();
    stack.advance(Duration.ofDays(1));
    assertThat(kept()).as("what has expired is swept").isZero();
  }

  /// Versions of one policy are no versions of another.
  @Test
  void aChoiceIsAskedAgainWhenAnotherPolicyIsInForce() {
    open("");
    policy("Çerezler, yeniden");
    var choice = choose(2, SOME).expect(201).body();
    assertThat(read(choice).expect(200).body().path("askAgain").asBoolean()).isFalse();
    dpo()
        .post(
            "/v1/notices/ana-cerez/versions",
            "{'kind': 'COOKIE_POLICY', 'language': 'tr', 'title': 'Çerez Politikası',"
                + " 'body': 'Başka çerezler', 'effectiveFrom': '2026-01-01T00:00:00Z'}")
        .expect(201);
    assertThat(read(choice).expect(200).body().path("askAgain").asBoolean()).isTrue();
  }

  /// Days on which nothing ran are made up for.
  @Test
  @Tag("long")
  void whatExpiredLongAgoIsSweptToo() {
    open(", 'settings': {'cookieLife': 'P2D'}");
    choose(1, SOME).expect(201);
    assertThat(kept()).isOne();
    stack.advance(Duration.ofDays(5));
    assertThat(kept()).isZero();
    choose(1, SOME).expect(201);
    stack.advance(Duration.ofDays(5));
    assertThat(kept()).isZero();
  }

  /// A tenant whose own key is switched off is told of, and keeps no other's choices.
  @Test
  void whatExpiredIsSweptWhoeverElsesKeyIsOutOfReach() {
    try (var kms = stack.kms()) {
      var own = kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
      new CookiesTest().open(", 'kmsKeyArn': '" + own + "'");
      kms.disableKey(key -> key.keyId(own));
      open(", 'settings': {'cookieLife': 'P2D'}");
      choose(1, SOME).expect(201);
      stack.advance(Duration.ofDays(4));
      stack.control("POST", "invoke/Sweep").expect(200);
      assertThat(kept()).isZero();
      kms.enableKey(key -> key.keyId(own));
    }
  }

  @Test
  void itIsKeptForHalfAYearUnlessASettingSaysOtherwise() {
    open("");
    var choice = choose(1, SOME).expect(201).body();
    var chosen = Instant.parse(choice.path("chosenAt").asText());
    assertThat(Instant.parse(choice.path("expiresAt").asText()))
        .isEqualTo(
            chosen.atZone(ZoneId.of("Europe/Istanbul")).plus(Period.ofMonths(6)).toInstant());
  }

  @Test
  void nothingIsTickedBeforehand() {
    open("");
    for (var choices :
        List.of(
            "{}",
            "{'functional': true, 'analytics': true}",
            "{'functional': true, 'analytics': true, 'marketing': 'yes'}",
            "{'functional': true, 'analytics': true, 'marketing': true, 'necessary': false}")) {
      choose(1, choices).expect(400);
    }
    var none = "{'functional': false, 'analytics': false, 'marketing': false}";
    assertThat(read(choose(1, none).expect(201).body()).body().path("choices").toString())
        .contains("\"functional\":false", "\"analytics\":false", "\"marketing\":false");
  }

  @Test
  void whoHasNoSuchPolicyAndWhoIsNobodyAnswerAlike() {
    open("");
    var unknown = choose(2, SOME).expect(422);
    var nobody =
        stack
            .anonymous()
            .post(
                "/public/nobody-here/cookie-choices",
                "{'policyVersion': 1, 'choices': %s}".formatted(SOME))
            .expect(422);
    assertThat(nobody.body().path("errors")).isEqualTo(unknown.body().path("errors"));
    stack.anonymous().get(path() + "/" + "0".repeat(34)).expect(404);
    stack.anonymous().get(path() + "/no-receipt").expect(404);
    var choice = choose(1, SOME).body();
    stack
        .anonymous()
        .get("/public/nobody-here/cookie-choices/" + choice.path("receipt").asText())
        .expect(404);
  }

  @Test
  void aFloodLeavesNoTraceInTheLedgerAndNoReceiptInTheTable() {
    open("");
    long entries = items("emanet-ledger-1");
    var choice = choose(1, SOME).expect(201).body();
    for (int i = 0; i < 30; i++) {
      choose(1, SOME).expect(201);
    }
    assertThat(items("emanet-ledger-1")).isEqualTo(entries);
    var receipt = choice.path("receipt").asText();
    assertThat(receipt).hasSize(34);
    try (var dynamo = stack.dynamo()) {
      for (var item : dynamo.scan(r -> r.tableName("emanet-register-1")).items()) {
        assertThat(item.toString()).doesNotContain(receipt.substring(8));
      }
    }
  }

  private long items(String table) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(r -> r.tableName(table)).items().stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#"))
          .count();
    }
  }

  private long kept() {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(r -> r.tableName("emanet-register-1")).items().stream()
          .map(item -> item.getOrDefault("pk", AttributeValue.fromS("")).s())
          .filter(key -> key.startsWith("T#" + tenant + "#CK#") && !key.endsWith("#SWEPT"))
          .count();
    }
  }
}
