package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.local.TestOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two applications as a data-protection officer sees them, day by day: one is carried out to its
/// last consequence, the other is left alone.
@Order(TestOrder.LONG)
class OfficerStoryTest {
  private static final String NUMBER = "10000000146";
  private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");
  private static final String URL = "https://banka.example/kvkk";

  private final String tenant = Stack.tenantName();
  private final Stack stack =
      Stack.without(Set.of("Retention", "Continuity", "Restore"), Stack.HOME);
  @TempDir Path folder = Path.of("");

  private ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  private ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity("payroll");
  }

  private void house() {
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'kvkk@acme.example'}]}
            """)
        .expect(201);
    dpo()
        .put(
            "/v1/recipients/bank",
            "{'title': 'Banka A.Ş.', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'url': '%s'}}"
                .formatted(URL))
        .expect(201);
    dpo()
        .put(
            "/v1/activities/payroll",
            """
            {'title': {'tr': 'Bordro', 'en': 'Payroll'}, 'role': 'CONTROLLER',
             'purposes': ['Ücretlerin ödenmesi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'CONTRACT', 'categories': [{'category': 'identity'}],
             'roles': ['service', 'dpo'], 'recipients': ['bank'],
             'retention': {'period': 'P10Y', 'from': 'RELATIONSHIP_END'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
  }

  private String person() {
    return Stack.employee(service(), NUMBER);
  }

  private String apply(Instant at, String rights) {
    var application =
        """
        {'applicant': {'name': 'Işıl Aslan', 'idKind': 'TCKN', 'idNumber': '%s',
          'address': 'Gülveren Sokağı 3, Ankara'},
         'rights': [%s], 'channel': 'SECURE_ESIGN', 'receivedAt': '%s', 'text': 'Talebim vardır.'}
        """
            .formatted(NUMBER, rights, at);
    return dpo().post("/v1/requests", application).expect(201).body().path("id").asText();
  }

  @Test
  void oneIsCarriedOutAndTheOtherIsLeftAlone() throws Exception {
    try (stack) {
      house();
      var subject = person();
      var disclosure =
          service()
              .post(
                  "/v1/disclosures",
                  "{'recipient': 'bank', 'items': [{'subject': '%s', 'categories': ['identity'],"
                          .formatted(subject)
                      + " 'recipientRef': 'MÜŞ-7'}]}")
              .expect(201)
              .body()
              .path("id")
              .asText();
      var now = Instant.now();
      var id = apply(now, "'E', 'F'");
      var left = apply(now, "'A'");
      var path = "/v1/requests/" + id;
      var certificate = carriedOut(path, subject);
      verified(certificate, "EFFECTIVE");
      stack.advance(Duration.ofMinutes(3));
      assertThat(messages("data.erased")).hasSize(1);
      assertThat(messages("data.erased").getFirst()).contains("MÜŞ-7").doesNotContain(subject);
      dpo().post("/v1/disclosures/" + disclosure + "/confirmations", "{}").expect(201);
      answered(path, now);
      stack.advance(Duration.ofDays(9).plusMinutes(10));
      var last = dpo().get("/v1/erasures/" + certificate.path("id").asText()).expect(200).body();
      verified(last, "FINAL");
      overdue(left, now, now.plus(Duration.ofDays(9).plusMinutes(13)));
    }
  }

  private JsonNode carriedOut(String path, String subject) {
    dpo()
        .post(
            path + "/identity",
            "{'method': 'e-imza', 'verified': true, 'subject': '%s'}".formatted(subject))
        .expect(200);
    var decision =
        "{'items': [{'right': 'E', 'outcome': 'ACCEPT', 'method': 'DESTROY'},"
            + " {'right': 'F', 'outcome': 'ACCEPT'}]}";
    var executed = dpo().post(path + "/decision", decision).expect(200).body();
    assertThat(executed.path("state").asText()).isEqualTo("EXECUTED");
    var erasure = executed.path("execution").findValuesAsText("certificate").getFirst();
    service().get("/v1/subjects/" + subject).expect(410);
    return dpo().get("/v1/erasures/" + erasure).expect(200).body();
  }

  private void answered(String path, Instant received) {
    assertThat(dpo().get(path).expect(200).body().path("execution").findValuesAsText("state"))
        .containsExactly("CONFIRMED");
    dpo()
        .post(
            path + "/answer",
            "{'channel': 'KEP', 'sentAt': '%s'}".formatted(received.plus(Duration.ofMinutes(1))))
        .expect(200);
    var page = dpo().with("Accept", "text/html").get(path + "/answer").expect(200);
    assertThat(page.header("content-security-policy")).contains("default-src 'none'");
    assertThat(page.text()).contains("Banka A.Ş.", "teyit edildi");
  }

  private void verified(JsonNode certificate, String state) throws Exception {
    assertThat(certificate.path("state").asText()).isEqualTo(state);
    var file = Files.writeString(folder.resolve("certificate.json"), certificate.toString());
    var key = publicKey();
    var run = Run.bare("verify", "certificate", file.toString(), "--key", key.toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    try {
      var process =
          new ProcessBuilder(
                  "openssl",
                  "dgst",
                  "-sha256",
                  "-sigopt",
                  "rsa_padding_mode:pss",
                  "-sigopt",
                  "rsa_pss_saltlen:32",
                  "-verify",
                  key.toString(),
                  "-signature",
                  folder.resolve("certificate.sig").toString(),
                  folder.resolve("certificate.bin").toString())
              .redirectErrorStream(true)
              .start();
      assertThat(
              new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("Verified OK");
    } catch (IOException e) {
      assertThat(e).as("no openssl here").hasMessageContaining("openssl");
    }
  }

  private Path publicKey() throws IOException {
    try (var kms = stack.kms()) {
      var bytes =
          kms.getPublicKey(request -> request.keyId("alias/emanet-certificates"))
              .publicKey()
              .asByteArray();
      return Files.writeString(
          folder.resolve("public.pem"),
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
              + "\n-----END PUBLIC KEY-----\n");
    }
  }

  private void overdue(String left, Instant received, Instant at) {
    var day = LocalDate.ofInstant(received, ISTANBUL);
    var noon = day.plusDays(31).atTime(LocalTime.NOON).atZone(ISTANBUL).toInstant();
    assertThat(messages(left)).isEmpty();
    stack.advance(Duration.between(at, noon));
    assertThat(messages(left)).as("days 15, 25, 28 and 30").hasSize(4);
    var request = dpo().get("/v1/requests/" + left).expect(200).body();
    assertThat(request.path("overdue").asBoolean()).isTrue();
    var open = dpo().get("/v1/requests?overdue=true").expect(200).body().path("items");
    assertThat(open).as("the other was answered in time").hasSize(1);
  }

  private List<String> messages(String with) {
    var found = new ArrayList<String>();
    for (var item : stack.control("GET", "outbox").expect(200).body().path("items")) {
      if (item.path("body").asText().contains(with)) {
        found.add(item.path("body").asText());
      }
    }
    return found;
  }
}
