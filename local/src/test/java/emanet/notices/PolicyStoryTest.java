package emanet.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A privacy policy through its life, as a word processor leaves it: published, changed in one
/// paragraph, published again, compared, announced, delivered and acknowledged.
class PolicyStoryTest {
  private static final String POLICY = "/v1/notices/gizlilik";
  private static final String BEFORE =
      "Yedekler günlük olarak alınır ve başka bir bölgede tutulur.";
  private static final String AFTER = "Yedekler saatlik olarak alınır ve iki ayrı bölgede tutulur.";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final String tenant = Stack.tenantName();
  private final String officer = tenant + "-kvkk@ornek.example";
  private final String manager = tenant + "-yonetim@ornek.example";

  private ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  private ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service"));
  }

  @BeforeEach
  void house() {
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Örnek', 'title': 'Örnek A.Ş.', 'address': 'İzmir', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': '%s'}, {'role': 'MANAGEMENT', 'email': '%s'},
                          {'role': 'SECURITY', 'phone': '+905000000000'}]}
            """
                .formatted(officer, manager))
        .expect(201);
    for (var code : List.of("payroll", "offers")) {
      dpo()
          .put(
              "/v1/activities/" + code,
              """
              {'title': {'tr': 'Bordro', 'en': 'Payroll'}, 'role': '%s', 'purposes': ['Ücret'],
               'subjectGroups': ['EMPLOYEE'], 'legalBasis': '%s',
               'categories': [{'category': 'identity'}], 'roles': ['service'], 'recipients': [],
               'retention': {'period': 'P10Y', 'from': 'CREATED'}, 'disposal': 'ERASE' %s}
              """
                  .formatted(
                      code.equals("offers") ? "PROCESSOR" : "CONTROLLER",
                      code.equals("offers") ? "EXPLICIT_CONSENT" : "CONTRACT",
                      code.equals("offers")
                          ? ", 'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'},"
                              + " 'attestation': {'noticeVersion': '1', 'basis':"
                              + " 'EXPLICIT_CONSENT', 'by': 'Beta', 'at': '2026-01-01T00:00:00Z',"
                              + " 'validUntil': '2036-01-01T00:00:00Z'}"
                          : ""))
          .expect(201);
    }
  }

  private String person() {
    return service()
        .activity("payroll")
        .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
        .expect(201)
        .body()
        .path("id")
        .asText();
  }

  /// With the line ends and the blanks that it came with.
  private static String policy() throws IOException {
    try (var in = PolicyStoryTest.class.getResourceAsStream("/emanet/notices/policy-tr.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("\n", "\r\n") + "\t \r\n  ";
    }
  }

  private Answer publish(String body) {
    var text = JsonNodeFactory.instance.objectNode();
    text.put("kind", "PRIVACY_POLICY").put("language", "tr").put("title", "Gizlilik Politikası");
    text.put("body", body).put("effectiveFrom", "2026-01-01T00:00:00Z");
    return dpo().idempotent("publish-" + body.hashCode()).post(POLICY + "/versions", text);
  }

  private void deliver(String subject, int version, boolean acknowledged) {
    service()
        .post(
            "/v1/subjects/" + subject + "/notice-deliveries",
            "{'notice': 'gizlilik', 'version': %d, 'means': 'SHOWN', 'source': 'FROM_PERSON', 'acknowledged': %s}"
                .formatted(version, acknowledged))
        .expect(201);
  }

  private List<String> outstanding() {
    var found = new ArrayList<String>();
    var path = POLICY + "/outstanding?limit=1";
    var page = dpo().get(path).expect(200).body();
    while (true) {
      found.addAll(page.path("items").findValuesAsText("subject"));
      if (!page.has("nextCursor")) {
        return found;
      }
      page = dpo().get(path + "&cursor=" + page.path("nextCursor").asText()).expect(200).body();
    }
  }

  /// The messages to one of the tenant's contacts, but for what other functions tell them.
  private List<JsonNode> announced(String to) {
    var found = new ArrayList<JsonNode>();
    for (var item : stack.control("GET", "outbox").expect(200).body().path("items")) {
      boolean ofVersions = item.path("subject").asText().startsWith("Yeni sürüm");
      if (item.path("to").asText().equals(to) && ofVersions) {
        found.add(item);
      }
    }
    return found;
  }

  private void announcedOnceEach(int version) {
    for (int i = 0; i < 2; i++) {
      stack.deliver();
    }
    for (var to : List.of(officer, manager)) {
      assertThat(announced(to)).as(to).hasSize(version);
      assertThat(announced(to).getLast().path("subject").asText()).contains("Gizlilik Politikası");
      assertThat(announced(to).getLast().path("body").asText()).contains(version + ". sürüm");
    }
  }

  private static String sha256(String text) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> words(JsonNode change, String... ops) {
    var found = new ArrayList<String>();
    for (var run : change.path("words")) {
      if (List.of(ops).contains(run.path("op").asText())) {
        found.add(run.path("text").asText());
      }
    }
    return found;
  }

  @Test
  void aPolicyIsPublishedChangedComparedAnnouncedDeliveredAndAcknowledged() throws Exception {
    var first = policy();
    var second = first.replace(BEFORE, AFTER);
    assertThat(second).isNotEqualTo(first);
    var ayse = person();
    var mert = person();
    published(first, 1);
    announcedOnceEach(1);
    assertThat(outstanding()).containsExactlyInAnyOrder(ayse, mert);
    deliver(ayse, 1, true);
    assertThat(outstanding()).containsExactly(mert);

    published(second, 2);
    announcedOnceEach(2);
    comesBack(1, first);
    compared();
    assertThat(outstanding()).as("nobody has the new one").containsExactlyInAnyOrder(ayse, mert);
    deliver(ayse, 2, false);
    deliver(mert, 2, true);
    assertThat(outstanding()).isEmpty();
    var evidence = dpo().get("/v1/subjects/" + ayse + "/notice-deliveries").expect(200).body();
    assertThat(evidence.path("items").findValuesAsText("version")).containsExactly("1", "2");
    assertThat(evidence.path("items").findValuesAsText("acknowledged"))
        .containsExactly("true", "false");
    assertThat(evidence.path("items").findValuesAsText("sha256"))
        .containsExactly(sha256(first), sha256(second));
    isNoConsent(mert);
  }

  private void published(String body, int version) throws Exception {
    for (int i = 0; i < 2; i++) { // whoever does not know whether it came asks again
      var answer = publish(body).expect(201).body();
      assertThat(answer.path("version").asInt()).isEqualTo(version);
      assertThat(answer.path("sha256").asText()).isEqualTo(sha256(body));
    }
    comesBack(version, body);
    var open = "/public/" + tenant + "/notices/gizlilik";
    assertThat(stack.anonymous().get(open).expect(200).body().path("version").asInt())
        .isEqualTo(version);
  }

  /// Byte by byte, whoever asks.
  private void comesBack(int version, String body) {
    var path = "/versions/" + version;
    for (var answer :
        List.of(
            dpo().get(POLICY + path),
            stack.anonymous().get("/public/" + tenant + "/notices/gizlilik" + path))) {
      var back = answer.expect(200).body().path("body").asText();
      assertThat(back.getBytes(StandardCharsets.UTF_8))
          .isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// One paragraph, and in it the words that changed.
  private void compared() {
    var diff = dpo().get(POLICY + "/diff?from=1&to=2").expect(200).body().path("changes");
    assertThat(diff).hasSize(1);
    var change = diff.get(0);
    assertThat(change.path("section").asText()).isEqualTo("5. Saklama Süreleri ve Güvenlik");
    assertThat(words(change, "DELETE")).containsExactly("günlük", "başka bir");
    assertThat(words(change, "INSERT")).containsExactly("saatlik", "iki ayrı");
    assertThat(String.join("", words(change, "KEEP", "DELETE")).replaceAll("\\s+", " "))
        .isEqualTo(change.path("before").asText().replaceAll("\\s+", " "));
    assertThat(String.join("", words(change, "KEEP", "INSERT")).replaceAll("\\s+", " "))
        .isEqualTo(change.path("after").asText().replaceAll("\\s+", " "));
  }

  /// Whoever says that a text reached them has agreed to nothing.
  private void isNoConsent(String subject) {
    var path = "/v1/subjects/" + subject;
    assertThat(dpo().get(path + "/consents").expect(200).body().path("items")).isEmpty();
    var refused =
        service()
            .activity("offers")
            .put(
                path + "/records/identity/main",
                "{'fields': {'firstName': 'Mert', 'lastName': 'Ak', 'nationalId': '10000000146'}}")
            .expect(403);
    assertThat(refused.problem()).isEqualTo("consent-missing");
  }
}
