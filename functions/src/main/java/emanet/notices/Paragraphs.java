package emanet.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A text's paragraphs, each with the heading that it stands under. Paragraphs are parted by empty
/// lines, and by the marks that lists begin with; headings are those of Markdown, and numbered ones
/// as legal texts have them ("3.1. …").
final class Paragraphs {
  private static final Pattern BREAK = Pattern.compile("\\R");

  /// Groups are repeated so often at most: each time is a call within the last one.
  private static final Pattern MARK =
      Pattern.compile("\\s*([-*•·+]|\\d+([.]\\d+){0,20}[.)]|[a-zçğıöşü][)])\\s+.*");

  private static final Pattern MARKDOWN = Pattern.compile("#{1,6}\\s+\\S.*");
  private static final Pattern NUMBERED =
      Pattern.compile("\\d+([.]\\d+){0,20}[.]?\\s+\\p{Lu}.*[^.;:,!?]");
  private static final Pattern HASHES = Pattern.compile("^#+\\s+|\\s+#+$");
  private static final int LONGEST_HEADING = 160;

  private Paragraphs() {}

  /// A paragraph.
  ///
  /// @param section the heading that it stands under; empty before the first; a heading's own
  ///   section is itself
  record Paragraph(String section, String text) {}

  static List<Paragraph> of(String body) {
    var found = new ArrayList<Paragraph>();
    var section = "";
    for (var text : split(body)) {
      if (isHeading(text)) {
        section = HASHES.matcher(text).replaceAll("");
      }
      found.add(new Paragraph(section, text));
    }
    return found;
  }

  private static List<String> split(String body) {
    var found = new ArrayList<String>();
    var open = new StringBuilder();
    for (var line : BREAK.split(body, -1)) {
      boolean begins =
          line.isBlank() || MARK.matcher(line).matches() || MARKDOWN.matcher(line).matches();
      if (begins || isHeading(open.toString())) {
        close(open, found);
      }
      if (!line.isBlank()) {
        open.append(open.isEmpty() ? "" : "\n").append(line.strip());
      }
    }
    close(open, found);
    return found;
  }

  private static void close(StringBuilder open, List<String> found) {
    if (!open.isEmpty()) {
      found.add(open.toString());
      open.setLength(0);
    }
  }

  private static boolean isHeading(String text) {
    return text.length() <= LONGEST_HEADING
        && text.indexOf('\n') < 0
        && (MARKDOWN.matcher(text).matches() || NUMBERED.matcher(text).matches());
  }
}
