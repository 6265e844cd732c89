package emanet.audit;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.audit.pack.PackedFile;
import emanet.register.Csv;
import emanet.register.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A part of a chapter as files that open anywhere: JSON, a row a line; CSV in the form that
/// spreadsheets in Turkish take; a page.
final class Rows {
  private Rows() {}

  /// @param name without its ending
  static List<PackedFile> files(Chapter chapter, String name, List<? extends JsonNode> rows) {
    return List.of(
        PackedFile.text(name + ".json", json(rows)),
        PackedFile.text(name + ".csv", csv(chapter, rows)),
        PackedFile.text(name + ".html", page(chapter, rows)));
  }

  static String json(List<? extends JsonNode> rows) {
    return rows.stream().map(JsonNode::toString).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static String csv(Chapter chapter, List<? extends JsonNode> rows) {
    var csv = new Csv(true).line(head(chapter));
    rows.forEach(row -> csv.line(cells(chapter, row)));
    return csv.toString();
  }

  private static String page(Chapter chapter, List<? extends JsonNode> rows) {
    var cells = new ArrayList<List<String>>();
    rows.forEach(row -> cells.add(cells(chapter, row)));
    var title = chapter.title();
    return Html.file(
        "tr",
        title.tr(),
        List.of(
            Html.heading(1, title.tr()),
            Html.paragraph(title.en()),
            Html.table(Optional.of(head(chapter)), cells)));
  }

  private static List<String> head(Chapter chapter) {
    return chapter.columns().stream().map(column -> column.substring(1).replace('/', '.')).toList();
  }

  private static List<String> cells(Chapter chapter, JsonNode row) {
    return chapter.columns().stream().map(column -> cell(row.at(column))).toList();
  }

  private static String cell(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Rows::cell)
          .collect(Collectors.joining(" | "));
    }
    return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
  }
}
