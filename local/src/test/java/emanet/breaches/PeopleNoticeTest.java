package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Answer;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// People are told of a breach: all of the list who can be reached, and nobody else.
class PeopleNoticeTest {
  private static final String WORDS =
      "'audience': 'SUBJECTS', 'measures': 'Oturum kapatıldı.',"
          + " 'advice': 'Parolanızı değiştirin.', 'contact': 'kvkk@acme.com.tr, 0212 000 00 00'";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Theft theft = new Theft(stack, 6);
  private final Instant from = Instant.now().minus(Duration.ofMinutes(1));

  private String mail(int i) {
    return theft.tenant + "-" + i + "@kisi.example";
  }

  private String phone(int i) {
    return "+9053%02d%06d".formatted(i, Math.abs(theft.tenant.hashCode()) % 1_000_000);
  }

  private List<String> outbox(String to) {
    return stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(item -> item.path("to").asText().equals(to))
        .map(item -> item.path("body").asText())
        .toList();
  }

  private Answer tell(String path, String words) {
    return theft
        .dpo()
        .post(path + "/notifications", words.startsWith("{") ? words : "{" + words + "}");
  }

  private JsonNode row(JsonNode list, int i) {
    return list.path("items")
        .valueStream()
        .filter(item -> item.path("subject").asText().equals(theft.people.get(i)))
        .findFirst()
        .orElseThrow();
  }

  /// A thief has read of persons 0 to 4; the last one of six is nobody's business.
  private String stolen() {
    theft.contact(0, "{'phone': '%s', 'email': '%s'}".formatted(phone(0), mail(0)));
    theft.contact(1, "{'email': '%s'}".formatted(mail(1)));
    theft.contact(2, "{'address': 'İzmir'}");
    theft.contact(3, "{'email': '%s'}".formatted(mail(3)));
    theft.contact(4, "{'phone': '%s'}".formatted(phone(4)));
    theft.contact(5, "{'phone': '%s', 'email': '%s'}".formatted(phone(5), mail(5)));
    theft.health(1);
    theft.health(4);
    for (int i = 0; i < 5; i++) {
      theft.read(theft.agent(Theft.THIEF, "hr"), i, "identity/main").expect(200);
    }
    theft.read(theft.agent(Theft.THIEF, "ohs"), 1, "health/checkup").expect(200);
    theft.read(theft.agent(Theft.THIEF, "ohs"), 4, "health/checkup").expect(200);
    theft
        .dpo()
        .post(
            "/v1/subjects/" + theft.people.get(0) + "/restrictions",
            "{'kind': 'OBJECTION', 'reason': 'İtiraz'}")
        .expect(201);
    var suspects = "'actors': ['%s']".formatted(Theft.THIEF);
    return "/v1/breaches/" + theft.breach(suspects, from, from.plus(Duration.ofHours(2)));
  }

  @Test
  void whoeverIsOnTheListIsToldByAllThatTheyHave() {
    var path = stolen();
    tell(path, WORDS).expect(409);
    theft.dpo().post(path + "/scope", "{}").expect(200);
    refused(path);
    theft
        .dpo()
        .post(
            "/v1/subjects/" + theft.people.get(3) + "/erasure",
            "{'method': 'ERASE', 'reason': 'Başvuru'}")
        .expect(200);
    var begun = tell(path, WORDS).expect(202).body();
    assertThat(begun.path("state").asText()).isEqualTo("RUNNING");
    assertThat(outbox(mail(0))).as("not by the call itself").isEmpty();
    stack.control("POST", "invoke/Worker").expect(200);

    assertThat(outbox(phone(0))).as("a restriction does not stop it").hasSize(1);
    assertThat(outbox(mail(0))).hasSize(1);
    assertThat(outbox(mail(1))).hasSize(1);
    assertThat(outbox(phone(4))).hasSize(1);
    assertThat(List.of(outbox(mail(3)), outbox(phone(5)), outbox(mail(5)))).allMatch(List::isEmpty);
    letters();
    var list = theft.auditor().get(path + "/notifications").expect(200).body();
    var entry = list.at("/items/0");
    assertThat(entry.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(entry.path("people").asInt()).isEqualTo(5);
    assertThat(entry.path("told").asInt()).isEqualTo(3);
    assertThat(entry.path("withoutContact").asInt()).isEqualTo(1);
    assertThat(entry.path("erased").asInt()).isEqualTo(1);
    assertThat(row(list, 0).path("channels").findValuesAsText("channel"))
        .containsExactlyInAnyOrder("SMS", "EMAIL");
    assertThat(row(list, 0).path("result").asText()).isEqualTo("SENT");
    assertThat(row(list, 2).path("result").asText()).isEqualTo("NO_CONTACT");
    assertThat(row(list, 3).path("result").asText()).isEqualTo("ERASED");
    assertThat(list.path("items")).hasSize(6);
    // again nothing is sent again
    stack.control("POST", "invoke/Worker").expect(200);
    assertThat(outbox(mail(0))).hasSize(1);
    openedUnderAnEntry();
    theOthersAreToldOnTheWebsite(path);
    var form = theft.dpo().get(path + "/authority-form").expect(200).text();
    assertThat(form).contains("5 kişi hedeflendi; 3 kişiye gönderildi, 1 kişinin");
    var page = theft.auditor().get(path + "/notifications?limit=3").expect(200).body();
    assertThat(page.path("items")).hasSize(5);
    var rest = path + "/notifications?limit=3&cursor=" + page.path("nextCursor").asText();
    assertThat(theft.auditor().get(rest).expect(200).body().path("items")).hasSize(2);
  }

  private void theOthersAreToldOnTheWebsite(String path) {
    var breach = path.substring(path.lastIndexOf('/') + 1);
    assertThat(theft.due("BREACH_WEBSITE")).containsExactly(breach);
    var website = "{'audience': 'PUBLIC', 'sentAt': '%s', 'means': 'Ana sayfa', 'reference': '%s'}";
    var early = tell(path, website.formatted(from.minusSeconds(1), "D-1"));
    assertThat(early.expect(422).body().at("/errors/0/pointer").asText()).isEqualTo("/sentAt");
    tell(path, website.formatted(Instant.now(), "gizli D-1")).expect(201);
    assertThat(theft.due("BREACH_WEBSITE")).isEmpty();
    var seen = theft.auditor().get(path + "/notifications").expect(200).body().at("/items/1");
    assertThat(seen.path("audience").asText()).isEqualTo("PUBLIC");
    assertThat(seen.toString()).doesNotContain("gizli");
  }

  /// What cannot stand in an SMS is said before anybody is told.
  private void refused(String path) {
    for (var word : List.of("www.acme.com", "Sağlık verileriniz", "sendika üyeliğiniz")) {
      var errors = tell(path, WORDS.replace("Oturum", word)).expect(422).body();
      assertThat(errors.at("/errors/0/pointer").asText()).isEqualTo("/measures");
      assertThat(errors.toString()).doesNotContain(word);
    }
    assertThat(theft.put("breach-notice", "CONTRACT", "[{'category': 'contact'}]").status())
        .as("built in")
        .isEqualTo(409);
  }

  private void letters() {
    var sms = outbox(phone(4)).getFirst();
    assertThat(sms)
        .contains("Acme A.S.", "Kimlik ve bazi diger verileriniz", "Oturum kapatildi.")
        .contains("Parolanizi degistirin.", "kvkk (at) acme (nokta) com (nokta) tr")
        .doesNotContain("Sağlık", "Saglik", "http", "ğ", "ş", "ı")
        .doesNotContain("Itibar", "Ayrimcilik");
    var mail = outbox(mail(1)).getFirst();
    assertThat(mail)
        .contains(
            "1. Ne zaman", "Kişisel veriler: Kimlik", "Özel nitelikli kişisel veriler: Sağlık")
        .contains("3. Olası sonuçlar: ", "Kimlik hırsızlığı", "4. Alınan tedbirler: Oturum")
        .contains("Size önerilenler: Parolanızı", "5. Bilgi almak için: kvkk@acme.com.tr");
    assertThat(outbox(mail(0)).getFirst()).contains("Özel nitelikli kişisel veriler: Yok");
  }

  /// SNS takes nothing for this number any more.
  private void optedOut(int i) {
    var fault = JsonNodeFactory.instance.objectNode().put("service", "sns");
    fault.put("operation", "Publish").put("error", "OptedOut");
    fault.put("match", phone(i).substring(1));
    stack.control("PUT", "faults", fault).expect(200);
  }

  /// Whose number is refused for good cannot be reached, unless there is an address beside it.
  @Test
  void whoNothingCanBeSentToIsToldOnTheWebsite() {
    var path = stolen();
    theft.dpo().post(path + "/scope", "{}").expect(200);
    optedOut(0);
    optedOut(4);
    tell(path, WORDS).expect(202);
    stack.control("POST", "invoke/Worker").expect(200);
    stack.control("DELETE", "faults").expect(204);

    assertThat(outbox(phone(4))).isEmpty();
    var list = theft.dpo().get(path + "/notifications").expect(200).body();
    assertThat(row(list, 4).path("result").asText()).isEqualTo("FAILED");
    assertThat(row(list, 0).path("result").asText()).as("by e-mail").isEqualTo("SENT");
    var entry = list.at("/items/0");
    assertThat(entry.path("told").asInt()).isEqualTo(3);
    assertThat(entry.path("withoutContact").asInt()).isEqualTo(1);
    assertThat(entry.path("failed").asInt()).isEqualTo(1);
    assertThat(theft.dpo().get(path + "/authority-form").expect(200).text())
        .contains("3 kişiye gönderildi, 1 kişinin", "1 kişiye iletildiği doğrulanamadı.")
        .doesNotContain("almıyor");
  }

  /// It is due also where everybody has a contact.
  @Test
  void theWebsiteIsDueForWhomNothingCanBeSentTo() {
    theft.contact(0, "{'phone': '%s'}".formatted(phone(0)));
    theft.read(theft.agent(Theft.THIEF, "hr"), 0, "identity/main").expect(200);
    var suspects = "'actors': ['%s']".formatted(Theft.THIEF);
    var breach = theft.breach(suspects, from, from.plus(Duration.ofHours(2)));
    var path = "/v1/breaches/" + breach;
    theft.dpo().post(path + "/scope", "{}").expect(200);
    optedOut(0);
    tell(path, WORDS).expect(202);
    stack.control("POST", "invoke/Worker").expect(200);
    stack.control("DELETE", "faults").expect(204);
    assertThat(theft.due("BREACH_WEBSITE")).containsExactly(breach);
  }

  private void openedUnderAnEntry() {
    var entries =
        theft
            .dpo()
            .get("/v1/ledger/entries?subject=" + theft.people.get(1) + "&limit=200")
            .expect(200)
            .body()
            .path("items");
    assertThat(entries.findValuesAsText("activity")).contains("breach-notice");
    var all =
        theft
            .dpo()
            .get("/v1/ledger/entries?actor=breach-notice&limit=200")
            .expect(200)
            .body()
            .path("items");
    // persons 0, 1, 2 and 4 have a record of how they are reached; 3 is erased
    assertThat(all.findValuesAsText("subject"))
        .containsExactlyInAnyOrder(
            theft.people.get(0), theft.people.get(1), theft.people.get(2), theft.people.get(4));
  }
}
