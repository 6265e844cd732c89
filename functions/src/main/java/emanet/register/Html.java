package emanet.register;

import emanet.values.Sha256;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Pages for people, to be read and printed. Text goes in as text and is escaped where it is
/// written: there is no way to put markup in.
///
/// A page runs nothing and fetches nothing. `POLICY` says so to the browser, and lets through the
/// one style sheet that is in the page, by its hash.
public final class Html {
  private static final String STYLE =
      """
      body{font:11pt/1.5 "Liberation Serif","Times New Roman",serif;max-width:42em;margin:2em auto;\
      padding:0 1em;color:#000;background:#fff}\
      h1{font-size:1.3em}h2{font-size:1.05em;margin:1.5em 0 .3em}h3{font-size:1em;margin:1em 0 .2em}\
      table{border-collapse:collapse;width:100%;margin:.5em 0}\
      th,td{border:1px solid #777;padding:.2em .5em;text-align:left;vertical-align:top;\
      overflow-wrap:anywhere}th{font-weight:bold}p{margin:.4em 0;white-space:pre-line}\
      @page{margin:2cm}@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}\
      tr{break-inside:avoid}thead{display:table-header-group}}\
      """;

  /// The value of `Content-Security-Policy` for every such page.
  public static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

  /// The same, for a page that is a file: what a header alone can say is left out.
  private static final String FILE_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'";

  private static final Pattern BESIDE = Pattern.compile("[a-z0-9][a-z0-9./-]*");

  private Html() {}

  /// A part of a page.
  public sealed interface Node {}

  private record Text(String text) implements Node {}

  private record Link(String text, String file) implements Node {}

  private record Element(String name, List<Node> children) implements Node {}

  /// Text, whatever is in it.
  public static Node text(String text) {
    return new Text(text);
  }

  public static Node heading(int level, String text) {
    return new Element("h" + level, List.of(text(text)));
  }

  public static Node paragraph(String text) {
    return new Element("p", List.of(text(text)));
  }

  /// A link to a file beside this one.
  public static Node link(String text, String file) {
    if (!BESIDE.matcher(file).matches() || file.contains("..")) {
      throw new IllegalArgumentException("no file beside a page");
    }
    return new Link(text, file);
  }

  /// A list, an item a line.
  public static Node list(List<Node> items) {
    return new Element(
        "ul", items.stream().<Node>map(item -> new Element("li", List.of(item))).toList());
  }

  public static Node section(List<Node> parts) {
    return new Element("section", List.copyOf(parts));
  }

  /// A table.
  ///
  /// @param head empty for a table of names and values
  public static Node table(Optional<List<String>> head, List<List<String>> rows) {
    var parts = new ArrayList<Node>();
    head.ifPresent(names -> parts.add(new Element("thead", List.of(row("th", names)))));
    parts.add(new Element("tbody", rows.stream().map(cells -> row("td", cells)).toList()));
    return new Element("table", List.copyOf(parts));
  }

  private static Node row(String cell, List<String> texts) {
    return new Element(
        "tr", texts.stream().<Node>map(t -> new Element(cell, List.of(text(t)))).toList());
  }

  /// A whole page.
  public static String page(String language, String title, List<Node> parts) {
    return page(language, title, "", parts);
  }

  /// A whole page that is kept as a file, and brings its own policy.
  public static String file(String language, String title, List<Node> parts) {
    var policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + FILE_POLICY + "\">";
    return page(language, title, policy, parts);
  }

  private static String page(String language, String title, String policy, List<Node> parts) {
    var html = new StringBuilder("<!doctype html>\n<html lang=\"");
    escape(language, html);
    html.append("\"><head><meta charset=\"utf-8\">");
    html.append(policy);
    html.append("<meta name=\"viewport\" content=\"width=device-width\"><title>");
    escape(title, html);
    html.append("</title><style>").append(STYLE).append("</style></head><body>\n");
    parts.forEach(part -> write(part, html));
    return html.append("</body></html>\n").toString();
  }

  private static void write(Node node, StringBuilder html) {
    switch (node) {
      case Text(var text) -> escape(text, html);
      case Link(var text, var file) -> {
        html.append("<a href=\"");
        escape(file, html);
        html.append("\">");
        escape(text, html);
        html.append("</a>");
      }
      case Element(var name, var children) -> {
        html.append('<').append(name).append('>');
        children.forEach(child -> write(child, html));
        html.append("</").append(name).append(">\n");
      }
    }
  }

  /// Escaped for text and for quoted attributes. A control character has no place in a page.
  private static void escape(String text, StringBuilder html) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> html.append("&amp;");
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '"' -> html.append("&quot;");
            case '\'' -> html.append("&#39;");
            case '`' -> html.append("&#96;");
            default -> html.appendCodePoint(isControl(c) ? '\ufffd' : c);
          }
        });
  }

  private static boolean isControl(int c) {
    return c != '\t' && c != '\n' && c != '\r' && Character.isISOControl(c);
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text).toArray());
  }
}
