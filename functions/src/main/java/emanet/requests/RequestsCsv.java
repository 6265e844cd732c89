package emanet.requests;

import emanet.register.Csv;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The register of applications as a spreadsheet's file.
final class RequestsCsv {
  private final boolean turkish;
  private final RequestView view;
  private final Instant now;

  /// @param view masks the applicant for whoever is never shown plaintext
  RequestsCsv(boolean turkish, RequestView view, Instant now) {
    this.turkish = turkish;
    this.view = view;
    this.now = now;
  }

  private record Column(String tr, String en, Function<Filing, String> cell) {}

  String of(List<Filing> filings) {
    var columns = columns();
    var csv = new Csv(turkish);
    csv.line(columns.stream().map(column -> turkish ? column.tr() : column.en()).toList());
    for (var filing : filings) {
      csv.line(columns.stream().map(column -> column.cell().apply(filing)).toList());
    }
    return csv.toString();
  }

  private List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(new Column("Başvuru no", "Request", f -> f.head().id()));
    columns.add(new Column("Durum", "State", f -> f.state().name()));
    columns.add(
        new Column("Alındığı tarih", "Received", f -> f.head().deadline().received().toString()));
    columns.add(new Column("Son gün", "Last day", f -> f.head().deadline().lastDay().toString()));
    columns.add(
        new Column(
            "Kalan gün",
            "Days left",
            f -> f.state().open() ? Long.toString(f.head().deadline().daysLeft(now)) : ""));
    columns.add(new Column("Gecikmiş", "Overdue", f -> yes(RequestLists.overdue(f.head(), now))));
    columns.add(new Column("Haklar", "Rights", f -> String.join(" ", f.head().rightCodes())));
    columns.add(
        new Column(
            "Kanal",
            "Channel",
            f -> turkish ? f.head().channel().title() : f.head().channel().name()));
    columns.add(new Column("Başvuran", "Applicant", this::applicant));
    columns.add(
        new Column("Temsil", "On behalf", f -> text(f, "application", "onBehalfOf", "relation")));
    columns.add(
        new Column(
            "İlgili kişi no", "Person", f -> f.head().subject().map(s -> s.value()).orElse("")));
    columns.add(new Column("Kararlar", "Decisions", RequestsCsv::decisions));
    columns.add(new Column("Cevap tarihi", "Answered", f -> text(f, "answer", "sentAt")));
    columns.add(new Column("Cevap kanalı", "Answered by", f -> text(f, "answer", "channel")));
    columns.add(new Column("Teslim", "Delivered", f -> text(f, "answer", "deliveredAt")));
    columns.add(
        new Column(
            "Şikâyet süresi sonu", "Complaint until", f -> text(f, "answer", "complaintUntil")));
    return columns;
  }

  private String applicant(Filing filing) {
    return view.person(filing.file().application().withObject("/applicant")).path("name").asText();
  }

  private static String decisions(Filing filing) {
    return filing.file().section(CaseFile.DECISION).map(Decision::of).stream()
        .flatMap(decision -> decision.items().stream())
        .map(item ->
            item.right().code()
                + item.category().map(c -> "/" + c).orElse("")
                + (item.accepted() ? " ACCEPT" : " REFUSE"))
        .collect(Collectors.joining(", "));
  }

  private static String text(Filing filing, String... names) {
    return filing.file().text(names).orElse("");
  }

  private String yes(boolean is) {
    if (turkish) {
      return is ? "Evet" : "Hayır";
    }
    return is ? "Yes" : "No";
  }
}
