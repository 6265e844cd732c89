package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.register.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Board's form as a page, to be read, printed and filled in. Made of the form's JSON alone.
final class BoardPage {
  private BoardPage() {}

  static String of(JsonNode form) {
    var title = form.path("title").asText();
    var parts = new ArrayList<Html.Node>();
    parts.add(Html.heading(1, title));
    for (var part : form.path("parts")) {
      parts.add(Html.heading(2, part.path("title").asText()));
      var rows = new ArrayList<List<String>>();
      for (var row : part.path("rows")) {
        var value =
            row.path("open").asBoolean()
                ? BoardForm.WORDINGS.text("open")
                : row.path("value").asText();
        rows.add(List.of(row.path("title").asText(), value));
      }
      parts.add(Html.table(Optional.empty(), rows));
    }
    return Html.page("tr", title, parts);
  }
}
