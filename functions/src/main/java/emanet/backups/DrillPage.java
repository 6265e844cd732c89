package emanet.backups;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.register.Html;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A drill's report as a page, to be read and printed, in Turkish. Made of the report's JSON alone.
final class DrillPage {
  private static final String TITLE = "Geri yükleme tatbikatı";
  private static final String NONE = "–";
  private static final Map<String, String> RESULTS =
      Map.of(
          "PASSED", "Geçti",
          "FAILED", "Kaldı",
          "NOT_REACHED", "Sıra gelmedi");

  private DrillPage() {}

  /// A file that is kept.
  static String of(JsonNode report) {
    return Html.file("tr", title(report), parts(report));
  }

  /// The same, as an answer.
  static String shown(JsonNode report) {
    return Html.page("tr", title(report), parts(report));
  }

  private static String title(JsonNode report) {
    return TITLE + " " + report.path("id").asText();
  }

  private static List<Html.Node> parts(JsonNode report) {
    var parts = new ArrayList<Html.Node>();
    parts.add(Html.heading(1, TITLE + ": " + result(report)));
    parts.add(Html.table(Optional.empty(), head(report)));
    parts.add(Html.heading(2, "Ölçümler"));
    parts.add(
        Html.table(Optional.of(List.of("Ölçüm", "Ölçülen", "Hedef", "Sonuç")), measures(report)));
    parts.add(Html.heading(2, "Denetimler"));
    parts.add(
        Html.table(Optional.of(List.of("Denetim", "Bakılan", "Aykırı", "Sonuç")), checks(report)));
    parts.add(Html.heading(2, "Sayımlar"));
    var counts = new ArrayList<List<String>>();
    report
        .path("counts")
        .properties()
        .forEach(count -> counts.add(List.of(count.getKey(), count.getValue().asText())));
    parts.add(Html.table(Optional.empty(), counts));
    return parts;
  }

  private static String result(JsonNode of) {
    var code = of.path("result").asText();
    return RESULTS.getOrDefault(code, code);
  }

  private static List<List<String>> head(JsonNode report) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Tatbikat", report.path("id").asText()));
    rows.add(List.of("Kurulum", report.path("deployment").asText()));
    rows.add(List.of("Bölge", report.path("region").asText()));
    rows.add(List.of("Başlatan", report.path("by").asText()));
    rows.add(List.of("Başlangıç", report.path("startedAt").asText()));
    rows.add(List.of("Bitiş", report.path("endedAt").asText()));
    var backup = report.path("backup");
    rows.add(List.of("Yedek", backup.path("id").asText()));
    rows.add(List.of("Yedeğin anı", text(backup.path("at"))));
    if (backup.has("flaw")) {
      rows.add(
          List.of(
              "Yedekteki kusur",
              backup.path("flaw").asText() + " " + backup.path("object").asText()));
    }
    report.path("stopped").forEach(why -> rows.add(List.of("Yarıda kaldı", why.asText())));
    long closed = report.path("closed").asLong();
    if (closed > 0) {
      rows.add(List.of("Anahtarı açılmadığı için bakılamayan kiracı", Long.toString(closed)));
    }
    var days = report.path("drillIntervalDays").asText();
    rows.add(List.of("Sonraki tatbikat en geç", days + " gün içinde"));
    return rows;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? NONE : value.asText();
  }

  private static List<List<String>> measures(JsonNode report) {
    var rows = new ArrayList<List<String>>();
    for (var measure : report.path("measures")) {
      var seconds = measure.path("seconds");
      rows.add(
          List.of(
              measure.at("/title/tr").asText(),
              seconds.isMissingNode() ? NONE : time(seconds.asLong()),
              time(measure.path("targetSeconds").asLong()),
              measure.path("met").asBoolean() ? "Karşılandı" : "Karşılanmadı"));
    }
    return rows;
  }

  private static String time(long seconds) {
    var time = Duration.ofSeconds(seconds);
    return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  private static List<List<String>> checks(JsonNode report) {
    var rows = new ArrayList<List<String>>();
    for (var check : report.path("checks")) {
      rows.add(
          List.of(
              check.at("/title/tr").asText(),
              check.path("looked").asText(),
              check.path("wrong").asText(),
              result(check)));
    }
    return rows;
  }
}
