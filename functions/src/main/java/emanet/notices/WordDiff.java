package emanet.notices;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Two texts, word by word. A word with what hangs on it by an apostrophe is one ("Kanun'un"), as
/// Turkish writes names; a change never ends inside a word. What was kept and deleted, put
/// together, is the text before; what was kept and inserted, the text after.
final class WordDiff {
  private static final Pattern TOKEN =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+){0,20}|\\s+|.", Pattern.DOTALL);

  private WordDiff() {}

  enum Op {
    KEEP,
    DELETE,
    INSERT
  }

  /// Words in a row that came to the same.
  record Words(Op op, String text) {}

  static List<Words> between(String before, String after) {
    var old = tokens(before);
    var now = tokens(after);
    var runs = new Runs();
    int at = 0;
    for (var delta : DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<String>()).getDeltas()) {
      runs.keep(String.join("", old.subList(at, delta.getSource().getPosition())));
      runs.change(
          String.join("", delta.getSource().getLines()),
          String.join("", delta.getTarget().getLines()));
      at = delta.getSource().getPosition() + delta.getSource().size();
    }
    runs.keep(String.join("", old.subList(at, old.size())));
    return runs.words();
  }

  /// The share of the shorter text's words that are in both.
  static double likeness(String one, String other) {
    var words = new HashSet<>(words(one));
    var others = new HashSet<>(words(other));
    int fewer = Math.min(words.size(), others.size());
    if (fewer == 0) {
      return 0;
    }
    words.retainAll(others);
    return (double) words.size() / fewer;
  }

  private static List<String> words(String text) {
    return tokens(text).stream()
        .filter(token -> Character.isLetterOrDigit(token.codePointAt(0)))
        .toList();
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(found -> found.group()).toList();
  }

  /// Puts changes together that only white space parts: three words changed in a row read as three
  /// words, not as six pieces.
  private static final class Runs {
    private final List<Words> words = new ArrayList<>();
    private final StringBuilder deleted = new StringBuilder();
    private final StringBuilder inserted = new StringBuilder();

    void keep(String text) {
      if (text.isEmpty()) {
        return;
      }
      boolean inAChange = !deleted.isEmpty() && !inserted.isEmpty();
      if (text.isBlank() && inAChange) {
        deleted.append(text);
        inserted.append(text);
        return;
      }
      settle();
      words.add(new Words(Op.KEEP, text));
    }

    void change(String before, String after) {
      deleted.append(before);
      inserted.append(after);
    }

    /// White space at the end of both, taken in on the way, was kept after all.
    private void settle() {
      int kept = 0;
      while (kept < Math.min(deleted.length(), inserted.length())
          && fromEnd(deleted, kept) == fromEnd(inserted, kept)
          && Character.isWhitespace(fromEnd(deleted, kept))) {
        kept++;
      }
      var tail = deleted.substring(deleted.length() - kept);
      add(Op.DELETE, deleted.substring(0, deleted.length() - kept));
      add(Op.INSERT, inserted.substring(0, inserted.length() - kept));
      add(Op.KEEP, tail);
      deleted.setLength(0);
      inserted.setLength(0);
    }

    private static char fromEnd(CharSequence text, int n) {
      return text.charAt(text.length() - 1 - n);
    }

    private void add(Op op, String text) {
      if (!text.isEmpty()) {
        words.add(new Words(op, text));
      }
    }

    List<Words> words() {
      settle();
      var joined = new ArrayList<Words>();
      for (var next : words) {
        if (!joined.isEmpty() && joined.getLast().op() == next.op()) {
          var last = joined.removeLast();
          joined.add(new Words(next.op(), last.text() + next.text()));
        } else {
          joined.add(next);
        }
      }
      return joined;
    }
  }
}
