package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Erasure of a person and of a category, through the API.
class ErasureTest {
  private static final String ONE = "10000000146";
  private static final String ERASE = "{'method': 'ERASE', 'reason': 'Sildirmek istiyor'}";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Customer customer = Customer.on(stack);
  private final String person = customer.person();
  private final String path = Customer.identity(person);
  private final String mine = "T#" + customer.tenant + "#";

  private ApiCall dpo() {
    return customer.dpo();
  }

  private void write() {
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    customer
        .service()
        .put(
            "/v1/subjects/" + person + "/records/contact/c",
            "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(201);
  }

  private Answer erase(String wish) {
    return dpo().post("/v1/subjects/" + person + "/erasure", wish);
  }

  private List<String> found() {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", ONE))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  private List<Map<String, AttributeValue>> items(String table) {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .scanPaginator(request -> request.tableName("emanet-" + table + "-1"))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith(mine))
          .filter(item -> item.toString().contains(person))
          .toList();
    }
  }

  /// The signature, by Java's own RSA over the canonical form.
  private boolean verifies(JsonNode certificate) throws Exception {
    var unsigned = ((ObjectNode) certificate).deepCopy();
    var signature = Base64.getDecoder().decode(unsigned.remove("signature").asText());
    var message = new JsonCanonicalizer(unsigned.toString()).getEncodedString();
    try (var kms = stack.kms()) {
      var spki =
          kms.getPublicKey(request -> request.keyId("alias/emanet-certificates"))
              .publicKey()
              .asByteArray();
      var verifier = Signature.getInstance("RSASSA-PSS");
      verifier.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      verifier.initVerify(
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(message.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature);
    }
  }

  @Test
  void aPersonIsGoneEverywhereAndTheCertificateProvesIt() throws Exception {
    write();
    assertThat(found()).containsExactly(person);
    var certificate = erase(ERASE).expect(200).body();
    assertThat(certificate.path("state").asText()).isEqualTo("EFFECTIVE");
    assertThat(certificate.path("categories").toString()).contains("identity", "contact");
    var at = Instant.parse(certificate.path("at").asText());
    assertThat(Instant.parse(certificate.path("horizon").asText()))
        .isEqualTo(at.plus(Duration.ofDays(9)));
    assertThat(verifies(certificate)).isTrue();
    assertThat(verifies(((ObjectNode) certificate).deepCopy().put("method", "DESTROY"))).isFalse();

    customer.service().get(path).expect(410);
    customer.service().put(path, Customer.fields(ONE)).expect(410);
    customer.service().get("/v1/subjects/" + person).expect(410);
    customer.service().get("/v1/subjects/" + person + "/records").expect(410);
    dpo().post("/v1/subjects/" + person + "/holds", "{'reason': 'Geç kaldı'}").expect(410);
    dpo()
        .post("/v1/subjects/" + person + "/restrictions", "{'kind': 'DISPUTE', 'reason': 'Geç'}")
        .expect(410);
    erase(ERASE).expect(410);
    assertThat(found()).isEmpty();
    assertThat(items("lookups")).isEmpty();
    assertThat(items("records")).isEmpty();
    var id = certificate.path("id").asText();
    assertThat(dpo().get("/v1/erasures/" + id).expect(200).body()).isEqualTo(certificate);
  }

  @Test
  void exactlyOneWriteOfTheKeysMakesItEffective() {
    write();
    stack.clearCalls(mine + "P#" + person);
    erase(ERASE).expect(200);
    var calls = stack.calls(mine + "P#" + person).path("dynamodb");
    assertThat(calls.path("UpdateItem").asInt()).as(calls.toString()).isEqualTo(1);
    assertThat(calls.path("PutItem").asInt() + calls.path("DeleteItem").asInt()).isZero();
  }

  @Test
  void aCategoryGoesAndTheOthersStay() throws Exception {
    write();
    stack.clearCalls(mine + "P#" + person);
    var certificate =
        erase("{'method': 'ERASE', 'category': 'contact', 'reason': 'Talep'}").expect(200).body();
    var calls = stack.calls(mine + "P#" + person).path("dynamodb");
    assertThat(calls.path("UpdateItem").asInt()).as(calls.toString()).isEqualTo(1);
    assertThat(verifies(certificate)).isTrue();
    assertThat(certificate.path("categories").toString()).isEqualTo("[\"contact\"]");
    assertThat(certificate.path("kept").toString()).contains("identity").doesNotContain("contact");
    customer.service().get("/v1/subjects/" + person + "/records/contact/c").expect(404);
    customer.service().get(path).expect(200);
    assertThat(items("lookups").toString()).doesNotContain("contact");
    customer
        .service()
        .put(
            "/v1/subjects/" + person + "/records/contact/c",
            "{'fields': {'email': 'yeni@ornek.example'}}")
        .expect(201);
    customer.service().get("/v1/subjects/" + person + "/records/contact/c").expect(200);
  }

  /// Nobody has to know beforehand what there is of a person, and what there will be.
  @Test
  void aCategoryOfWhichThereIsNothingIsErasedAndTakenUpLater() {
    customer
        .dpo()
        .put(
            "/v1/categories/badge",
            """
            {'title': {'tr': 'Kart', 'en': 'Badge'}, 'verbis': 'PERSONNEL', 'special': false,
             'fields': {'number': {'type': 'text'}}}
            """)
        .expect(201);
    customer.activity("doors", "[{'category': 'badge'}]");
    var badge = "{'method': 'ERASE', 'category': 'badge', 'reason': 'Talep'}";
    erase(badge).expect(200);
    erase(badge).expect(200);
    writeBadge("first");
    erase(badge).expect(200);
    writeBadge("second");
  }

  private void writeBadge(String id) {
    customer
        .service()
        .activity("doors")
        .put("/v1/subjects/" + person + "/records/badge/" + id, "{'fields': {'number': 'A-7'}}")
        .expect(201);
  }

  @Test
  void aHoldForbidsIt() {
    write();
    var hold =
        stack
            .as(stack.strongToken(customer.tenant, "agent-1", "agent"))
            .post("/v1/subjects/" + person + "/holds", "{'reason': 'Dava'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    assertThat(erase(ERASE).expect(409).problem()).isEqualTo("held");
    customer.service().get(path).expect(200);
    dpo().delete("/v1/subjects/" + person + "/holds/" + hold).expect(204);
    erase(ERASE).expect(200);
  }

  @Test
  void aRepeatedCallGivesTheSameCertificate() {
    write();
    var call = dpo().idempotent("erase");
    var first = call.post("/v1/subjects/" + person + "/erasure", ERASE).expect(200);
    var again = call.post("/v1/subjects/" + person + "/erasure", ERASE).expect(200);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void aSuppressedIdIsNotTakenUpAgain() {
    write();
    erase("{'method': 'DESTROY', 'reason': 'Talep', 'suppress': true}").expect(200);
    var other = Customer.identity(customer.person());
    assertThat(customer.service().put(other, Customer.fields(ONE)).expect(409).problem())
        .isEqualTo("previously-erased");
    customer.service().put(other, Customer.fields("12345678950")).expect(201);
    try (var dynamo = stack.dynamo()) {
      var left =
          dynamo.scanPaginator(request -> request.tableName("emanet-register-1")).items().stream()
              .filter(item -> item.get("pk").s().startsWith(mine + "SUP#"))
              .toList();
      assertThat(left).hasSize(1);
      assertThat(left.toString()).doesNotContain(person).doesNotContain(ONE);
    }
  }

  @Test
  void whatIsWrongWithItIsSaid() {
    write();
    var errors =
        erase("{'method': 'BURN', 'reason': ' ', 'category': 'no-such'}")
            .expect(422)
            .body()
            .path("errors");
    assertThat(errors.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/method", "/reason", "/category");
    erase("{'method': 'ERASE', 'reason': 'x', 'suppress': {'until': '2000-01-01'}}").expect(422);
    var unsuitable =
        erase("{'method': 'ERASE', 'reason': 'x', 'category': 'contact', 'suppress': true}")
            .expect(422)
            .body()
            .path("errors");
    assertThat(unsuitable.findValuesAsText("pointer")).containsExactly("/suppress");
    assertThat(unsuitable.findValuesAsText("code")).containsExactly("unsuitable");
    assertThat(erase("{'method': 'ERASE', 'reason': 'x', 'request': 'none'}").expect(409).problem())
        .isEqualTo("request-not-accepted");
    customer.service().get(path).expect(200);
    dpo().get("/v1/erasures/" + "0".repeat(26)).expect(404);
  }

  @Test
  void beyondTheDaysBudgetASecondPersonApproves() {
    write();
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + customer.tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}],
             'settings': {'erasuresPerActorAndDay': 0}}
            """)
        .expect(200);
    var approval = erase(ERASE).expect(202).body().path("approval").asText();
    customer.service().get(path).expect(200);
    stack
        .as(stack.strongToken(customer.tenant, "dpo-2", "dpo"))
        .post("/v1/approvals/" + approval, "{'decision': 'APPROVE'}")
        .expect(200);
    customer.service().get(path).expect(410);
    dpo().get("/v1/erasures/" + approval).expect(200);
  }
}
