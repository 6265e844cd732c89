package emanet.register;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The inventory as a spreadsheet's file: RFC 4180 with a byte-order mark, or else spreadsheets
/// take its Turkish letters for others; separated by `;` in Turkish, where a comma stands in
/// numbers.
final class InventoryCsv {
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final String FORMULA = "=+-@\t\r";

  private final boolean turkish;

  InventoryCsv(boolean turkish) {
    this.turkish = turkish;
  }

  private record Column(String tr, String en, Function<Inventory.Row, String> cell) {}

  String of(List<Inventory.Row> rows) {
    var columns = columns();
    var csv = new StringBuilder(BYTE_ORDER_MARK);
    line(csv, columns.stream().map(column -> turkish ? column.tr() : column.en()).toList());
    for (var row : rows) {
      line(csv, columns.stream().map(column -> column.cell().apply(row)).toList());
    }
    return csv.toString();
  }

  private List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(new Column("Faaliyet kodu", "Activity", r -> activity(r).code().value()));
    columns.add(new Column("Faaliyet", "Title", r -> title(activity(r).title())));
    columns.add(new Column("Sıfat", "Role", r -> activity(r).role().name()));
    columns.add(new Column("Amaçlar", "Purposes", r -> joined(activity(r).purposes())));
    columns.add(
        new Column(
            "Veri konusu kişi grupları",
            "Subject groups",
            r -> joined(activity(r).subjectGroups().stream().map(g -> title(g.title())).toList())));
    columns.add(
        new Column(
            "Veri kategorisi",
            "Data category",
            r -> r.category().map(c -> title(c.title())).orElse(r.use().category().value())));
    columns.add(
        new Column(
            "Özel nitelikli",
            "Special",
            r -> yes(r.category().filter(Category::special).isPresent())));
    columns.add(
        new Column(
            "Alıcılar",
            "Recipients",
            r -> joined(r.recipients().stream().map(this::recipient).toList())));
    columns.add(new Column("Yurt dışına aktarım", "Transfer abroad", r -> yes(r.abroad())));
    columns.add(new Column("Saklama süresi", "Retention", r -> r.retention().period().toString()));
    columns.add(new Column("Süre başlangıcı", "From", r -> r.retention().from().name()));
    columns.add(new Column("İmha", "Disposal", r -> activity(r).disposal().name()));
    columns.add(new Column("Hukuki sebep", "Legal basis", r -> activity(r).legalBasis().name()));
    columns.add(new Column("Madde", "Article", r -> activity(r).legalBasis().article()));
    columns.add(
        new Column("Güvenlik tedbirleri", "Security measures", _ -> joined(SecurityMeasure.ALL)));
    columns.add(new Column("Örnek veri", "Sample", r -> yes(r.sample())));
    return columns;
  }

  private static Activity activity(Inventory.Row row) {
    return row.activity().value();
  }

  private String title(Title title) {
    return turkish ? title.tr() : title.en();
  }

  private String recipient(Recipient recipient) {
    return "%s (%s, %s)"
        .formatted(recipient.title(), title(recipient.group().title()), recipient.country());
  }

  private String yes(boolean is) {
    if (turkish) {
      return is ? "Evet" : "Hayır";
    }
    return is ? "Yes" : "No";
  }

  private static String joined(List<String> parts) {
    return String.join(" | ", parts);
  }

  private void line(StringBuilder csv, List<String> cells) {
    csv.append(
            cells.stream().map(InventoryCsv::cell).collect(Collectors.joining(turkish ? ";" : ",")))
        .append("\r\n");
  }

  /// Quoted always; a cell that a spreadsheet would run as a formula starts with an apostrophe.
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }
}
