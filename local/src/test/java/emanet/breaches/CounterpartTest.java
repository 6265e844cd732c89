package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Controller and processor tell each other of a breach, at once, and say that they were told.
class CounterpartTest {
  private static final String WORDS =
      """
      'measures': 'Oturum kapatildi, gizli tedbir', 'advice': 'Kapsami belirleyin',
      'contact': 'KVKK ekibi, +90 212 000 00 00'
      """;

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Theft theft = new Theft(stack, 1);

  private String breach(Theft of) {
    var now = Instant.now();
    return "/v1/breaches/" + of.breach("'actors': ['x']", now, now.plusSeconds(3600));
  }

  /// A phone of its own for a tenant, as its second contact.
  private static String phone(Theft of) {
    var phone = "+90500%07d".formatted(Math.abs(of.tenant.hashCode()) % 10_000_000);
    of.contacts(
        """
        [{'role': 'DPO', 'email': 'dpo@%s.example'}, {'role': 'SECURITY', 'phone': '%s'}]
        """
            .formatted(of.tenant, phone));
    return phone;
  }

  private List<JsonNode> outbox(String channel, String to) {
    return stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(item ->
            item.path("channel").asText().equals(channel) && item.path("to").asText().equals(to))
        .toList();
  }

  @Test
  void theOtherSideIsToldAtOnceAndSaysThatItKnows() {
    var phone = phone(theft);
    var hook = "https://" + theft.tenant + ".example/breaches";
    var topic = "arn:aws:sns:eu-central-1:000000000000:emanet-breaches-" + theft.tenant;
    stack.control("POST", "invoke/Sweep").expect(200);
    try (var sns = stack.sns()) {
      assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic)).subscriptions())
          .filteredOn(one -> one.endpoint().equals(phone))
          .extracting(one ->
              sns.getSubscriptionAttributes(
                      request -> request.subscriptionArn(one.subscriptionArn()))
                  .attributes()
                  .get("RedrivePolicy"))
          .as("what it cannot be given is kept")
          .containsExactly("{\"deadLetterTargetArn\":\"TopicsUndelivered.Arn\"}");
      sns.subscribe(request -> request.topicArn(topic).protocol("https").endpoint(hook));
      var token = Stack.json(outbox("WEBHOOK", hook).getFirst().path("body").asText());
      sns.confirmSubscription(
          request -> request.topicArn(topic).token(token.path("Token").asText()));
    }
    var path = breach(theft);
    theft.dpo().post(path + "/receipts", receipt(Instant.now())).expect(409);
    var notice = "{'audience': 'COUNTERPART', " + WORDS + "}";
    theft.dpo().post(path + "/notifications", notice.replace("Kapsami", "")).expect(201);
    var told =
        theft
            .dpo()
            .with("Idempotency-Key", "tell")
            .post(path + "/notifications", notice)
            .expect(201)
            .body();
    theft.dpo().with("Idempotency-Key", "tell").post(path + "/notifications", notice).expect(201);

    // two notices, each once a way, by the calls themselves
    assertThat(outbox("TOPIC", topic)).hasSize(2);
    assertThat(outbox("SMS", phone)).hasSize(2);
    assertThat(outbox("WEBHOOK", hook)).as("and a request to confirm").hasSize(3);
    var sms = outbox("SMS", phone).getLast().path("body").asText();
    assertThat(sms)
        .contains(path.substring(path.lastIndexOf('/') + 1))
        .doesNotContain("gizli")
        .doesNotContain("ğ", "ş", "ı", "İ");
    assertThat(sms.length()).as("one part").isLessThanOrEqualTo(160);
    assertThat(outbox("TOPIC", topic).toString())
        .contains("Art. 12/5")
        .doesNotContain("gizli", "+90 212");
    // whoever did not confirm is written to
    stack.deliver();
    assertThat(outbox("EMAIL", "dpo@" + theft.tenant + ".example"))
        .filteredOn(mail -> mail.path("body").asText().contains("Art. 12/5"))
        .hasSize(2);

    assertThat(theft.due("BREACH_RECEIPT"))
        .containsExactly(path.substring(path.lastIndexOf('/') + 1));
    received(path, Instant.parse(told.path("counterpartToldAt").asText()));
    assertThat(theft.due("BREACH_RECEIPT")).isEmpty();
    var seen = theft.auditor().get(path + "/notifications").expect(200).body();
    assertThat(seen.path("items").findValuesAsText("audience")).hasSize(2);
    assertThat(seen.toString()).doesNotContain("gizli", "+90 212");
  }

  @Test
  void whomTheTopicCannotReachIsWrittenTo() {
    var phone = phone(theft);
    stack.fault(phone.substring(1), "sns", "Subscribe", "InvalidParameter");
    var notice = "{'audience': 'COUNTERPART', " + WORDS + "}";
    theft.dpo().post(breach(theft) + "/notifications", notice).expect(201);
    stack.deliver();
    stack.clearFaults(phone.substring(1));
    assertThat(outbox("SMS", phone)).hasSize(1);
    assertThat(outbox("EMAIL", "dpo@" + theft.tenant + ".example"))
        .filteredOn(mail -> mail.path("body").asText().contains("Art. 12/5"))
        .hasSize(1);
  }

  @Test
  void whereTheTopicDoesNotTakeItAllAreWrittenTo() {
    var phone = phone(theft);
    var topic = "emanet-breaches-" + theft.tenant;
    stack.fault(topic, "sns", "Publish", "AccessDeniedException");
    var notice = "{'audience': 'COUNTERPART', " + WORDS + "}";
    theft.dpo().post(breach(theft) + "/notifications", notice).expect(201);
    stack.deliver();
    stack.clearFaults(topic);
    assertThat(outbox("SMS", phone)).as("though it subscribes").hasSize(1);
    assertThat(outbox("EMAIL", "dpo@" + theft.tenant + ".example"))
        .filteredOn(mail -> mail.path("body").asText().contains("Art. 12/5"))
        .hasSize(1);
  }

  private static String receipt(Instant at) {
    return "{'by': 'Beta guvenlik', 'at': '%s'}".formatted(at);
  }

  private void received(String path, Instant toldAt) {
    theft.dpo().post(path + "/receipts", receipt(toldAt.minusMillis(1))).expect(422);
    theft
        .dpo()
        .post(path + "/receipts", receipt(Instant.now().plus(Duration.ofHours(1))))
        .expect(422);
    var got = theft.dpo().post(path + "/receipts", receipt(toldAt)).expect(201).body();
    assertThat(got.path("counterpartReceivedAt").asText()).isEqualTo(toldAt.toString());
    assertThat(got.at("/receipts/0/receivedBy").asText()).isEqualTo("Beta guvenlik");
    assertThat(theft.auditor().get(path).expect(200).text()).doesNotContain("Beta guvenlik");
  }

  @Test
  void anIncidentIsABreachOfEveryTenantThatItConcerns() {
    var other = new Theft(stack, 1);
    var admin = stack.as(stack.strongToken("platform", "root", "admin"));
    var learnedAt = Instant.now().minus(Duration.ofHours(5));
    var report =
        """
        {'tenants': ['%s', '%s'], 'learnedAt': '%s', 'source': 'MALWARE',
         'effects': ['AVAILABILITY'], 'description': 'Sunucuda zararli yazilim: gizli ayrinti',
         'suspects': {'addresses': ['198.51.100.9'], 'from': '2026-01-01T00:00:00Z',
                      'to': '2026-01-02T00:00:00Z'}, %s}
        """
            .formatted(theft.tenant, other.tenant, learnedAt, WORDS);
    theft.dpo().post("/v1/incidents", report).expect(403);
    var unknown = report.replace(other.tenant + "'", "nobody-here'");
    assertThat(
            admin
                .post("/v1/incidents", unknown)
                .expect(422)
                .body()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/tenants/1");
    var phone = phone(other);
    var call = admin.with("Idempotency-Key", "incident-" + other.tenant);
    var opened = call.post("/v1/incidents", report).body();
    var again = call.post("/v1/incidents", report).body();
    assertThat(again.path("id")).isEqualTo(opened.path("id"));
    var path = "/v1/incidents/" + opened.path("id").asText();
    var incident = admin.get(path).expect(200).body();
    for (int i = 0; i < 300 && !incident.path("state").asText().equals("SUCCEEDED"); i++) {
      stack.control("POST", "invoke/Worker").expect(200);
      incident = admin.get(path).expect(200).body();
    }
    assertThat(incident.at("/breaches").findValuesAsText("tenant"))
        .containsExactly(theft.tenant, other.tenant);
    assertThat(incident.toString()).doesNotContain("gizli");

    var mine = theft.dpo().get("/v1/breaches").expect(200).body().path("items");
    assertThat(mine).hasSize(1);
    var breach = incident.at("/breaches/1/breach").asText();
    var its = other.dpo().get("/v1/breaches/" + breach).expect(200).body();
    assertThat(its.path("origin").asText()).isEqualTo("FROM_PROCESSOR");
    assertThat(its.path("description").asText()).contains("gizli ayrinti");
    // the tenant learns of it by the notice: its clock runs from there
    assertThat(its.path("learnedAt")).isEqualTo(its.path("counterpartToldAt"));
    assertThat(its.path("hoursLeft").asInt()).isGreaterThanOrEqualTo(71);
    assertThat(its.path("detectedAt").asText()).isEqualTo(learnedAt.toString());
    other.dpo().get("/v1/breaches/" + incident.at("/breaches/0/breach").asText()).expect(404);
    stack.control("POST", "invoke/Worker").expect(200);
    assertThat(outbox("SMS", phone)).hasSize(1);

    var toldAt = Instant.parse(its.path("counterpartToldAt").asText());
    other.dpo().post("/v1/breaches/" + breach + "/receipts", receipt(toldAt)).expect(201);
    incident = admin.get(path).expect(200).body();
    assertThat(incident.at("/breaches/1/receivedAt").asText()).isEqualTo(toldAt.toString());
    assertThat(incident.at("/breaches/0").has("receivedAt")).isFalse();
    assertThat(admin.get("/v1/incidents").expect(200).text()).contains(opened.path("id").asText());
  }
}
