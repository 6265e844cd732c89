package emanet.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Notices through the API.
class NoticesTest {
  private static final String NOTICE =
      "Veri sorumlusu Acme A.Ş.dir. İşleme amacı bordrodur. Veriler vergi dairesine aktarılır."
          + " Otomatik yöntemle, hukuki sebep olarak sözleşmeye dayanarak toplanır."
          + " 11. maddedeki haklarınız saklıdır.";

  private final Stack stack = Stack.shared();
  private final String tenant = Stack.tenantName();
  private final ApiCall dpo;

  NoticesTest() {
    stack.open(tenant);
    dpo = stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  private static ObjectNode text(String kind, String language, String body) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", kind)
        .put("language", language)
        .put("title", "Metin")
        .put("body", body)
        .put("effectiveFrom", "2026-01-01T00:00:00Z");
  }

  private Answer publish(String id, ObjectNode text) {
    return dpo.post("/v1/notices/" + id + "/versions", text);
  }

  private static List<String> errors(Answer answer) {
    var found = new ArrayList<String>();
    answer
        .expect(422)
        .body()
        .path("errors")
        .forEach(e -> found.add(e.path("pointer").asText() + " " + e.path("code").asText()));
    return found;
  }

  private ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service"));
  }

  private void activity(String notice, int status) {
    var answer =
        dpo.put(
            "/v1/activities/payroll",
            """
            {'title': {'tr': 'Bordro', 'en': 'Payroll'}, 'role': 'CONTROLLER',
             'purposes': ['Ücret'], 'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'identity'}], 'roles': ['service'], 'recipients': [],
             'retention': {'period': 'P10Y', 'from': 'CREATED'}, 'disposal': 'ERASE' %s}
            """
                .formatted(notice));
    answer.expect(status);
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

  private Answer deliver(String subject, String notice, int version, boolean acknowledged) {
    return service()
        .post(
            "/v1/subjects/" + subject + "/notice-deliveries",
            "{'notice': '%s', 'version': %d, 'means': 'SHOWN', 'source': 'FROM_PERSON', 'acknowledged': %s}"
                .formatted(notice, version, acknowledged));
  }

  private List<String> outstanding(String notice) {
    var found = new ArrayList<String>();
    var path = "/v1/notices/" + notice + "/outstanding?limit=2";
    var page = dpo.get(path).expect(200).body();
    while (true) {
      found.addAll(page.path("items").findValuesAsText("subject"));
      if (!page.has("nextCursor")) {
        return found;
      }
      page = dpo.get(path + "&cursor=" + page.path("nextCursor").asText()).expect(200).body();
    }
  }

  @Test
  void versionsNeverChangeAndCountOn() {
    for (int n = 1; n <= 3; n++) {
      publish("politika", text("PRIVACY_POLICY", "tr", "Metin " + n)).expect(201);
    }
    var list = dpo.get("/v1/notices/politika/versions?limit=2").expect(200).body();
    assertThat(list.path("items").findValuesAsText("version")).containsExactly("1", "2");
    var rest =
        dpo.get("/v1/notices/politika/versions?limit=2&cursor=" + list.path("nextCursor").asText());
    assertThat(rest.expect(200).body().path("items").findValuesAsText("version"))
        .containsExactly("3");
    assertThat(errors(publish("politika", text("COOKIE_POLICY", "tr", "Başka"))))
        .containsExactly("/kind forbidden");
    var keyed = dpo.idempotent("p-1");
    var once = keyed.post("/v1/notices/politika/versions", text("PRIVACY_POLICY", "tr", "Dört"));
    var again = keyed.post("/v1/notices/politika/versions", text("PRIVACY_POLICY", "tr", "Dört"));
    assertThat(again.expect(201).body().path("version"))
        .isEqualTo(once.expect(201).body().path("version"));
    dpo.get("/v1/notices/politika/versions/5").expect(404);
    dpo.get("/v1/notices/politika/versions/x").expect(404);
    dpo.get("/v1/notices/politika/diff?from=1").expect(400);
    dpo.get("/v1/notices/politika/diff?from=1&to=9").expect(404);
    assertThat(dpo.get("/v1/notices").expect(200).body().path("items").findValuesAsText("notice"))
        .containsExactly("politika");
  }

  @Test
  void turkishComesFirstAndTranslationsGoWithIt() {
    assertThat(errors(publish("cerez", text("COOKIE_POLICY", "en", "Cookies"))))
        .containsExactly("/language unsuitable");
    publish("cerez", text("COOKIE_POLICY", "tr", "Çerezler")).expect(201);
    publish("cerez", text("COOKIE_POLICY", "en", "Cookies")).expect(201);
    var english = dpo.with("Accept-Language", "en");
    assertThat(english.get("/v1/notices/cerez").body().path("version").asInt()).isEqualTo(2);
    assertThat(dpo.get("/v1/notices/cerez").body().path("version").asInt()).isEqualTo(1);
    publish("cerez", text("COOKIE_POLICY", "tr", "Çerezler, yeniden")).expect(201);
    assertThat(english.get("/v1/notices/cerez").body().path("version").asInt())
        .as("the translation is of a text that is in force no more")
        .isEqualTo(3);
    assertThat(errors(publish("cerez", text("COOKIE_POLICY", "xx", "?"))))
        .containsExactly("/language unknown");
  }

  @Test
  void aNoticeThatLacksAPartOrAsksForConsentIsRefused() {
    assertThat(errors(publish("aydinlatma", text("PRIVACY_NOTICE", "tr", "Merhaba."))))
        .containsExactly(
            "/body no-controller",
            "/body no-purposes",
            "/body no-recipients",
            "/body no-method",
            "/body no-legal-basis",
            "/body no-rights");
    assertThat(
            errors(
                publish("aydinlatma", text("PRIVACY_NOTICE", "tr", NOTICE + " Kabul ediyorum."))))
        .containsExactly("/body asks-consent");
    var detail =
        dpo.with("Accept-Language", "tr")
            .post("/v1/notices/aydinlatma/versions", text("PRIVACY_NOTICE", "tr", "Merhaba."))
            .body()
            .path("errors")
            .get(0)
            .path("detail")
            .asText();
    assertThat(detail).isEqualTo("Veri sorumlusunun kim olduğu belirtilmemiş (m. 10/1-a).");
    publish("aydinlatma", text("PRIVACY_NOTICE", "tr", NOTICE)).expect(201);
    dpo.get("/v1/notices/none").expect(404);
  }

  @Test
  void everyoneReadsWhatIsInForceAndNobodyLearnsWhoThereIs() {
    publish("politika", text("PRIVACY_POLICY", "tr", "Bir")).expect(201);
    var later = text("PRIVACY_POLICY", "tr", "İki").put("effectiveFrom", "2036-01-01T00:00:00Z");
    publish("politika", later).expect(201);
    var anyone = stack.anonymous();
    var base = "/public/" + tenant + "/notices/politika";
    assertThat(anyone.get(base).expect(200).body().path("body").asText()).isEqualTo("Bir");
    anyone.get(base + "/versions/1").expect(200);
    var absent = anyone.get(base + "/versions/2").expect(404);
    var page = anyone.with("Accept", "text/html").get(base).expect(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(page.text()).contains("<p>Bir</p>");
    for (var path :
        List.of(
            "/public/" + tenant + "/notices/none",
            "/public/nobody-here/notices/politika",
            "/public/NOT A TENANT/notices/politika".replace(" ", "%20"),
            "/public/nobody-here/notices/politika/versions/1",
            "/public/" + tenant + "/notices/none/versions/1")) {
      var answer = anyone.get(path).expect(404);
      assertThat(like(answer)).as(path).isEqualTo(like(absent));
      assertThat(answer.headers().map().keySet()).isEqualTo(absent.headers().map().keySet());
    }
    assertThat(calls("/public/" + tenant + "/notices/none", "T#" + tenant + "#N#none"))
        .isEqualTo(calls("/public/nobody-" + tenant + "/notices/none", "T#nobody-" + tenant + "#"));
  }

  private JsonNode calls(String path, String match) {
    stack.clearCalls(match);
    stack.anonymous().get(path).expect(404);
    var calls = stack.calls(match);
    assertThat(calls.toString()).isEqualTo("{\"dynamodb\":{\"Query\":1}}");
    return calls;
  }

  private static String like(Answer answer) {
    return answer.text().replaceAll("urn:emanet:request:[^\"]+", "");
  }

  @Test
  void onceNoticesExistAControllersActivityNamesOne() {
    activity("", 201);
    activity(", 'notice': 'not-yet-there'", 200);
    publish("politika", text("PRIVACY_POLICY", "tr", "Bir")).expect(201);
    activity("", 200);
    publish("aydinlatma", text("PRIVACY_NOTICE", "tr", NOTICE)).expect(201);
    activity("", 422);
    activity(", 'notice': 'none'", 422);
    activity(", 'notice': 'politika'", 422);
    activity(", 'notice': 'aydinlatma'", 200);
  }

  @Test
  void whoHasNotReceivedTheVersionInForceIsToldByPages() {
    publish("aydinlatma", text("PRIVACY_NOTICE", "tr", NOTICE)).expect(201);
    activity(", 'notice': 'aydinlatma'", 201);
    var people = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      people.add(person());
    }
    assertThat(outstanding("aydinlatma")).containsExactlyInAnyOrderElementsOf(people);
    deliver(people.get(0), "aydinlatma", 1, false).expect(201);
    assertThat(outstanding("aydinlatma")).containsExactlyInAnyOrderElementsOf(people.subList(1, 7));
    publish("aydinlatma", text("PRIVACY_NOTICE", "tr", NOTICE + " Yeni.")).expect(201);
    assertThat(outstanding("aydinlatma")).containsExactlyInAnyOrderElementsOf(people);
    dpo.patch("/v1/subjects/" + people.get(3), "{'groups': ['VISITOR']}").expect(200);
    assertThat(outstanding("aydinlatma")).doesNotContain(people.get(3)).hasSize(6);
  }

  @Test
  void aDeliveryNamesAVersionThatThereIs() {
    publish("politika", text("PRIVACY_POLICY", "tr", "Bir")).expect(201);
    activity("", 201);
    var person = person();
    assertThat(errors(deliver(person, "politika", 2, false))).containsExactly("/version unknown");
    assertThat(errors(deliver(person, "none", 1, false))).containsExactly("/version unknown");
    deliver("0".repeat(26), "politika", 1, false).expect(404);
    var path = "/v1/subjects/" + person + "/notice-deliveries";
    var body = "{'notice': 'politika', 'version': 1, 'means': '%s', 'source': 'FROM_OTHER'}";
    assertThat(errors(service().post(path, body.formatted("TOLD"))))
        .containsExactly("/means unknown");
    var keyed = service().idempotent("d-1");
    keyed.post(path, body.formatted("SENT")).expect(201);
    keyed.post(path, body.formatted("SENT")).expect(201);
    assertThat(dpo.get(path).expect(200).body().path("items")).hasSize(1);
    var own = Stack.claims(tenant, "app-1", "subject");
    own.put("subject", person);
    stack.as(stack.token(own)).post(path, body.formatted("SHOWN")).expect(201);
  }
}
