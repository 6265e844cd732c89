package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What a breach is documented by: the Board's form, and the complete file.
class BoardFormTest {
  private static final String FIELDS =
      """
      {'reason': 'Kurul formu', 'startedAt': '2026-01-01T09:00:00Z',
       'endedAt': '2026-01-01T10:00:00Z', 'detectedAt': '2026-01-01T11:00:00Z',
       'form': {'preparer': '<b>Ayşe</b> Yılmaz & Oğlu', 'measuresAfter': 'Parolalar yenilendi',
                'publicNotice': 'İnternet sitesi', 'foreignAuthorities': 'Yok',
                'consequences': ['FRAUD', 'REPUTATION'], 'attachments': ['Olay raporu']}}
      """;

  private final Stack stack = Stack.shared();
  private final Theft theft = new Theft(stack, 3);

  private String path(Duration ago) {
    var from = Instant.now().minus(ago);
    var suspects = "'actors': ['%s']".formatted(Theft.THIEF);
    return "/v1/breaches/" + theft.breach(suspects, from, Instant.now().plusSeconds(3600));
  }

  private JsonNode form(String path) {
    return theft.dpo().get(path + "/authority-form").expect(200).body();
  }

  private static String value(JsonNode form, String field) {
    return form.path("parts")
        .valueStream()
        .flatMap(part -> part.path("rows").valueStream())
        .filter(row -> row.path("field").asText().equals(field))
        .map(row -> row.path("value").asText("OPEN"))
        .findFirst()
        .orElse("NONE");
  }

  @Test
  void theBoardsFormIsMadeOfTheDataAndMarksWhatIsOpen() {
    theft.health(1);
    theft.read(theft.agent(Theft.THIEF, "hr"), 0, "identity/main").expect(200);
    theft.read(theft.agent(Theft.THIEF, "ohs"), 1, "health/checkup").expect(200);
    var path = path(Duration.ofHours(80));
    var first = form(path);
    assertThat(first.path("stage").asText()).isEqualTo("FIRST");
    assertThat(first.path("open").valueStream().map(JsonNode::asText))
        .contains("preparer", "delayReason", "startedAt", "subjects", "special", "consequences")
        .doesNotContain("title", "source", "description", "deadline");
    theft.dpo().post(path + "/scope", "{}").expect(200);
    var scoped = form(path);
    assertThat(value(scoped, "title")).isEqualTo("Acme A.Ş.");
    assertThat(value(scoped, "subjects")).isEqualTo("2");
    assertThat(value(scoped, "personal")).isEqualTo("Kimlik: 1 kişi, 1 kayıt");
    assertThat(value(scoped, "special")).isEqualTo("Sağlık: 1 kişi, 1 kayıt");
    assertThat(value(scoped, "groups")).contains("Çalışan: 1 kişi", "Stajyer: 1 kişi");
    assertThat(value(scoped, "source")).isEqualTo("Sosyal mühendislik");
    assertThat(value(scoped, "effects")).isEqualTo("Gizlilik");
    assertThat(value(scoped, "consequences")).contains("Kimlik hırsızlığı", "Ayrımcılık");

    theft.dpo().patch(path, FIELDS.replace("FRAUD", "BOREDOM")).expect(422);
    var corrected = theft.dpo().patch(path, FIELDS).expect(200).body();
    assertThat(corrected.at("/corrections/0/before/form/preparer").isNull()).isTrue();
    theft
        .dpo()
        .post(
            path + "/notifications",
            """
            {'audience': 'AUTHORITY', 'stage': 'FIRST', 'sentAt': '%s', 'means': 'Form',
             'reference': '1', 'delayReason': 'Bayram <script>alert(1)</script>'}
            """
                .formatted(Instant.now().minusSeconds(1)))
        .expect(201);
    var whole = form(path);
    assertThat(whole.path("stage").asText()).isEqualTo("FOLLOW_UP");
    assertThat(value(whole, "startedAt")).isEqualTo("01.01.2026 12:00");
    assertThat(value(whole, "consequences")).isEqualTo("Dolandırıcılık\nİtibar kaybı");
    assertThat(whole.path("open").valueStream().map(JsonNode::asText)).containsExactly("means");

    var page = theft.dpo().with("Accept", "text/html").get(path + "/authority-form").expect(200);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(page.text())
        .contains("[DOLDURULACAK]", "Sağlık: 1 kişi", "&lt;b&gt;Ayşe&lt;/b&gt;", "&lt;script&gt;")
        .doesNotContain("<script", "<b>");
    theft.auditor().get(path + "/authority-form").expect(403);
  }

  /// Whoever was told on the website was told, and the form says where.
  @Test
  void whatStoodOnTheWebsiteIsInTheForm() {
    var path = path(Duration.ofHours(1));
    assertThat(value(form(path), "told")).isEqualTo("Hayır");
    theft
        .dpo()
        .post(
            path + "/notifications",
            "{'audience': 'PUBLIC', 'sentAt': '%s', 'means': 'Ana sayfa', 'reference': 'D-1'}"
                .formatted(Instant.now()))
        .expect(201);
    var form = form(path);
    assertThat(value(form, "told")).isEqualTo("Evet");
    assertThat(value(form, "means")).endsWith(": Ana sayfa (D-1)");
    assertThat(value(form, "publicNotice")).endsWith(": Ana sayfa (D-1)");
    assertThat(form.path("open").valueStream().map(JsonNode::asText))
        .doesNotContain("means", "publicNotice");
  }

  /// What replaces something keeps it; the notice to the Authority has room all the same, and so
  /// has what moves its clock.
  @Test
  void aFileThatIsFullTakesTheNoticeToTheAuthority() {
    var path = path(Duration.ofHours(1));
    Answer last;
    int corrections = 0;
    do {
      var text = (corrections + "ş").repeat(1300);
      last =
          theft
              .dpo()
              .patch(
                  path,
                  "{'reason': 'Tedbirler', 'form': {'measuresBefore': '%s', 'measuresAfter': '%s'}}"
                      .formatted(text, text));
    } while (last.status() == 200 && ++corrections < 60);
    assertThat(corrections).isBetween(10, 59);
    assertThat(last.expect(422).body().at("/errors/0/code").asText()).isEqualTo("length");
    var learned = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    var clock = "{'reason': '%s', 'learnedAt': '%s'}".formatted("ş".repeat(1500), learned);
    for (int i = 0; i < 6; i++) {
      var moved = theft.dpo().patch(path, clock).expect(200).body();
      assertThat(moved.path("learnedAt").asText()).isEqualTo(learned.toString());
    }
    theft
        .dpo()
        .post(
            path + "/notifications",
            "{'audience': 'AUTHORITY', 'stage': 'FIRST', 'sentAt': '%s', 'means': 'Form',"
                    .formatted(Instant.now())
                + " 'reference': '1'}")
        .expect(201);
  }

  @Test
  void theCompleteFileHasAllThatWasDone() {
    theft.read(theft.agent(Theft.THIEF, "hr"), 0, "identity/main").expect(200);
    var path = path(Duration.ofHours(1));
    theft.dpo().post(path + "/scope", "{}").expect(200);
    theft.dpo().post(path + "/scope", "{}").expect(200);
    theft.dpo().patch(path, FIELDS).expect(200);
    theft
        .dpo()
        .post(
            path + "/notifications",
            """
            {'audience': 'COUNTERPART', 'measures': 'Gizli tedbir', 'advice': 'Bekleyin',
             'contact': 'KVKK ekibi'}
            """)
        .expect(201);
    theft
        .dpo()
        .post(path + "/receipts", "{'by': 'Beta', 'at': '%s'}".formatted(Instant.now()))
        .expect(201);
    var file = theft.dpo().get(path + "/file").expect(200).body();
    assertThat(file.path("scopes")).hasSize(2);
    assertThat(file.at("/scopes/1/subjects").asInt()).isEqualTo(1);
    assertThat(file.at("/notifications/0/measures").asText()).isEqualTo("Gizli tedbir");
    assertThat(file.at("/receipts/0/receivedBy").asText()).isEqualTo("Beta");
    assertThat(file.path("corrections")).hasSize(1);
    assertThat(file.path("sends").findValuesAsText("channel")).contains("TOPIC", "EMAIL");
    assertThat(file.at("/sends/0/purpose").asText()).isEqualTo("BREACH_NOTICE");
    var seen = theft.auditor().get(path + "/file").expect(200);
    assertThat(seen.text()).doesNotContain("Gizli tedbir", "Beta", "gizli ayrinti", "Ayşe");
    assertThat(seen.body().path("scopes")).hasSize(2);
  }
}
