package emanet.disclosures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whoever was passed a person's data is told of its erasure and of its rectification, by what the
/// recipient calls the person and by nothing else of them.
class PropagationTest {
  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final House house = House.on(stack);

  private static void assertNoIdentity(JsonNode message, String subject) {
    assertThat(message.toString())
        .doesNotContain(House.NUMBER, "Işıl", "Aslan", "isil.aslan", subject);
  }

  @Test
  void anErasureIsToldToEachRecipientByItsReferenceAndNeverByIdentity() throws Exception {
    var subject = house.person();
    var toBank = house.disclose("bank", subject, "'identity'", "MÜŞ-77");
    house.disclose("office", subject, "'identity', 'contact'", "SİCİL-42");
    assertThat(house.open()).as("nobody is told before").isEmpty();
    var erasure = house.erase(subject, "").path("id").asText();
    house.deliver();
    var calls = house.outbox(house.url());
    assertThat(calls).hasSize(1);
    var told = Stack.json(calls.getFirst().path("body").asText());
    assertThat(told.path("type").asText()).isEqualTo("data.erased");
    assertThat(told.path("reference").asText()).isEqualTo("MÜŞ-77");
    assertThat(told.path("disclosure").asText()).isEqualTo(toBank);
    assertThat(told.path("categories").toString()).isEqualTo("[\"identity\"]");
    assertNoIdentity(calls.getFirst(), subject);
    assertSigned(calls.getFirst());
    var letters = house.outbox(house.email());
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().path("body").asText())
        .contains("SİCİL-42", "silinmesi", "Acme Sigorta A.Ş.", "(KVKK m. 7");
    assertNoIdentity(letters.getFirst(), subject);
    var open = house.open();
    assertThat(open).hasSize(2);
    assertThat(open).allMatch(notice -> notice.path("deed").asText().equals("ERASED"));
    assertThat(open).allMatch(notice -> notice.at("/send/state").asText().equals("SENT"));
    assertThat(house.dpo().get("/v1/erasures/" + erasure).expect(200).body().path("state").asText())
        .isEqualTo("EFFECTIVE");
  }

  /// As docs/spec/webhooks-v1.md tells receivers to.
  private void assertSigned(JsonNode call) throws Exception {
    var secret =
        house
            .dpo()
            .get("/v1/recipients/bank/webhook-secret")
            .expect(200)
            .body()
            .path("secret")
            .asText();
    var headers = call.path("headers");
    var mac = Mac.getInstance("HmacSHA256");
    var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    var signed =
        headers.path("webhook-id").asText()
            + "."
            + headers.path("webhook-timestamp").asText()
            + "."
            + call.path("body").asText();
    var signature =
        Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    assertThat(headers.path("webhook-signature").asText()).isEqualTo("v1," + signature);
  }

  @Test
  void aRecipientsConfirmationClosesItsNotice() {
    var subject = house.person();
    var disclosure = house.disclose("bank", subject, "'identity'", "M-1");
    house.disclose("office", subject, "'identity'", "M-2");
    house.confirm(disclosure, "{}").expect(409);
    house.erase(subject, "");
    var done =
        house
            .confirm(disclosure, "{'note': 'Silme tutanağı 3'}")
            .expect(201)
            .body()
            .path("notices");
    assertThat(done).hasSize(1);
    assertThat(done.path(0).path("state").asText()).isEqualTo("CONFIRMED");
    assertThat(done.path(0).path("confirmedBy").asText()).isEqualTo("dpo-1");
    assertThat(house.open()).hasSize(1);
    assertThat(house.open().getFirst().path("recipient").asText()).isEqualTo("office");
    var history = house.dpo().get("/v1/subjects/" + subject + "/disclosures").expect(200).body();
    assertThat(history.path("items")).as("evidence outlives the person").hasSize(2);
    assertThat(history.toString()).contains("CONFIRMED").doesNotContain("M-1", "M-2");
    house.service().get("/v1/subjects/" + subject + "/disclosures").expect(410);
  }

  /// A confirmation that was stopped after any call is answered as what it was when it is repeated.
  @Test
  void aConfirmationThatWasStoppedIsGoneThroughWith() {
    boolean through = false;
    for (int calls = 5; !through; calls += 2) {
      assertThat(calls).as("calls of a confirmation").isLessThan(40);
      var subject = house.person();
      var path = House.ALL + "/" + house.disclose("bank", subject, "'contact'", "M-1");
      house.erase(subject, ", 'category': 'contact'");
      var call = house.dpo().idempotent("confirmed-" + calls);
      stack.stopAfter(calls);
      call.post(path + "/confirmations", "{}");
      through = !stack.goOn();
      stack.advance(Duration.ofSeconds(20));
      var notices = call.post(path + "/confirmations", "{}").expect(201).body().path("notices");
      assertThat(notices.findValuesAsText("state"))
          .as("stopped after " + calls)
          .containsExactly("CONFIRMED");
    }
    assertThat(house.open()).isEmpty();
  }

  @Test
  void onlyWhoeverHasTheCategoryIsToldThatItIsErased() {
    var subject = house.person();
    house.disclose("bank", subject, "'identity'", "M-1");
    house.disclose("office", subject, "'identity', 'contact'", "M-2");
    var certificate = house.erase(subject, ", 'category': 'contact'");
    assertThat(certificate.path("kept").toString())
        .as("slots of our own are no categories")
        .isEqualTo("[\"identity\"]");
    var open = house.open();
    assertThat(open).hasSize(1);
    assertThat(open.getFirst().path("recipient").asText()).isEqualTo("office");
    assertThat(open.getFirst().path("categories").toString()).isEqualTo("[\"contact\"]");
    assertThat(house.erase(subject, "").path("categories").toString())
        .as("and erased are the register's")
        .isEqualTo("[\"contact\",\"identity\"]");
    assertThat(house.open()).as("the person's erasure is another one").hasSize(3);
  }

  /// A disclosure that is stopped after any call, the erasure of what it passes on, and the
  /// disclosure again: the recipient is told, or nothing was passed on.
  @Test
  void anErasureMeetsADisclosureThatIsUnderWay() {
    boolean through = false;
    boolean met = false;
    for (int calls = 4; !through; calls++) { // what comes before writes nothing of it
      assertThat(calls).as("calls of a disclosure").isLessThan(40);
      var subject = house.person();
      var wish = House.wish("bank", subject, "'contact'", "");
      var call = house.service().idempotent("under-way-" + calls);
      long before = house.disclosures();
      stack.stopAfter(calls);
      call.post(House.ALL, wish);
      through = !stack.goOn();
      boolean begun = house.disclosures() > before;
      house.erase(subject, ", 'category': 'contact'");
      long told = house.notices("OPEN");
      stack.advance(Duration.ofSeconds(20));
      var again = call.post(House.ALL, wish);
      if (begun && !through) {
        met = true;
        var shown = house.dpo().get("/v1/subjects/" + subject + "/disclosures").expect(200).body();
        assertThat(again.status()).as("stopped after " + calls).isIn(201, 410);
        assertThat(shown.path("items")).hasSize(again.status() == 201 ? 1 : 0);
        boolean isTold = shown.at("/items/0/notices/0/deed").asText().equals("ERASED");
        assertThat(isTold).as("told, stopped after " + calls).isEqualTo(again.status() == 201);
      }
      assertThat(house.notices("OPEN")).isEqualTo(told);
    }
    assertThat(met).isTrue();
  }

  @Test
  void aRecipientThatIsGoneFromTheWorldStaysOnTheList() {
    var gone = "https://" + house.tenant + "-gone.example/kvkk";
    house.recipient("bank", "'group': 'SUPPLIER', 'country': 'TR'", gone).expect(200);
    var page = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    house.stack.control("PUT", "pages", page.put("url", gone).put("status", 410)).expect(204);
    var subject = house.person();
    house.disclose("bank", subject, "'identity'", "M-1");
    house.erase(subject, "");
    house.deliver();
    assertThat(house.open().getFirst().at("/send/state").asText()).isEqualTo("DEAD");
    var dead = house.dpo().get("/v1/sends?list=DEAD").expect(200).body().path("items");
    assertThat(dead).hasSize(1);
    assertThat(dead.path(0).path("code").asText()).isEqualTo("STATUS_410");
    house.stack.control("PUT", "pages", page.put("status", 200)).expect(204);
    var id = dead.path(0).path("id").asText();
    house.dpo().send("POST", "/v1/sends/" + id + "/retry", "").expect(202);
    house.deliver();
    assertThat(house.open().getFirst().at("/send/state").asText()).isEqualTo("SENT");
    assertThat(house.outbox(gone)).hasSize(2);
  }

  /// An erasure that comes to nothing puts nothing aside.
  @Test
  void anErasureThatCannotBeIsNotAnnounced() {
    var subject = house.person();
    house
        .dpo()
        .post(
            "/v1/subjects/" + subject + "/erasure",
            "{'method': 'ERASE', 'reason': 'Talep', 'category': 'identity'}")
        .expect(200);
    house.disclose("office", subject, "'contact'", "M-5");
    var wish = "{'method': 'ERASE', 'reason': 'Talep', 'suppress': true}";
    var erasure = house.dpo().idempotent("once");
    for (int i = 0; i < 2; i++) {
      var refused = erasure.post("/v1/subjects/" + subject + "/erasure", wish).expect(422).body();
      assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/suppress");
      assertThat(refused.at("/errors/0/code").asText()).isEqualTo("unusable");
    }
    assertThat(house.notices("PREPARED")).isZero();
    house.service().get("/v1/subjects/" + subject + "/records/contact/home").expect(200);
    house.erase(subject, "");
    assertThat(house.open()).hasSize(1);
    assertThat(house.marks()).isEqualTo(1);
  }

  @Test
  void whatWasNeverPassedOnIsToldToNobody() {
    var subject = house.person();
    var other = house.person();
    house.disclose("bank", other, "'identity'", "M-9");
    house.erase(subject, "");
    assertThat(house.open()).isEmpty();
  }
}
