package emanet.notices;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/// A version as a page to read. Of Markdown it knows headings, lists, quotations, rules, emphasis
/// and links to http, https and mailto; whatever else a text holds, HTML above all, is shown as the
/// characters that it is. The page loads nothing and runs nothing.
final class NoticePage {
  private static final Parser PARSER =
      Parser.builder()
          .enabledBlockTypes(
              Set.of(Heading.class, ListBlock.class, BlockQuote.class, ThematicBreak.class))
          .build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
          .nodeRendererFactory(Pictureless::new)
          .build();

  /// What the page is answered with: nothing may be loaded, and no other page may show it in
  /// itself.
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer");

  private NoticePage() {}

  static String of(NoticeVersion notice) {
    var page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"")
        .append(escaped(notice.language()))
        .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(escaped(notice.title()))
        .append("</title>\n</head>\n<body>\n<h1>")
        .append(escaped(notice.title()))
        .append("</h1>\n")
        .append(RENDERER.render(PARSER.parse(notice.body())))
        .append("</body>\n</html>\n");
    return page.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// A picture would be loaded: what it shows is said instead.
  private static final class Pictureless implements NodeRenderer {
    private final HtmlNodeRendererContext context;

    Pictureless(HtmlNodeRendererContext context) {
      this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
      for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
    }
  }
}
