package emanet.notices;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import emanet.notices.Paragraphs.Paragraph;
import emanet.notices.WordDiff.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What changed between two versions, paragraph by paragraph, for people to read: only paragraphs
/// that changed, each under its heading, word by word.
final class NoticeDiff {
  /// Of the words of the shorter one, how many must be in both for two paragraphs to be versions of
  /// one another.
  private static final double ALIKE = 0.4;

  private NoticeDiff() {}

  /// A paragraph that changed.
  ///
  /// @param section its heading; empty for what stands before the first, and for the title
  /// @param before empty where it is new
  /// @param after empty where it is gone
  record Change(
      String section, Optional<String> before, Optional<String> after, List<Words> words) {
    Change {
      words = List.copyOf(words);
    }
  }

  static List<Change> between(NoticeVersion before, NoticeVersion after) {
    var changes = new ArrayList<Change>();
    if (!before.title().equals(after.title())) {
      changes.add(changed("", before.title(), after.title()));
    }
    var old = Paragraphs.of(before.body());
    var now = Paragraphs.of(after.body());
    var deltas = DiffUtils.diff(texts(old), texts(now)).getDeltas();
    for (AbstractDelta<String> delta : deltas) {
      var from = delta.getSource();
      var to = delta.getTarget();
      pair(
          old.subList(from.getPosition(), from.getPosition() + from.size()),
          now.subList(to.getPosition(), to.getPosition() + to.size()),
          changes);
    }
    return changes;
  }

  private static List<String> texts(List<Paragraph> paragraphs) {
    return paragraphs.stream().map(Paragraph::text).toList();
  }

  /// Each new paragraph with the first old one, from where the last pair ended, that it is a
  /// version of.
  private static void pair(List<Paragraph> old, List<Paragraph> now, List<Change> changes) {
    int done = 0;
    for (var next : now) {
      int match = match(old, done, next);
      if (match < 0) {
        changes.add(added(next));
        continue;
      }
      old.subList(done, match).forEach(gone -> changes.add(gone(gone)));
      changes.add(changed(next.section(), old.get(match).text(), next.text()));
      done = match + 1;
    }
    old.subList(done, old.size()).forEach(gone -> changes.add(gone(gone)));
  }

  private static int match(List<Paragraph> old, int from, Paragraph next) {
    for (int i = from; i < old.size(); i++) {
      if (WordDiff.likeness(old.get(i).text(), next.text()) >= ALIKE) {
        return i;
      }
    }
    return -1;
  }

  private static Change changed(String section, String before, String after) {
    return new Change(
        section, Optional.of(before), Optional.of(after), WordDiff.between(before, after));
  }

  private static Change added(Paragraph next) {
    return new Change(
        next.section(),
        Optional.empty(),
        Optional.of(next.text()),
        WordDiff.between("", next.text()));
  }

  private static Change gone(Paragraph old) {
    return new Change(
        old.section(), Optional.of(old.text()), Optional.empty(), WordDiff.between(old.text(), ""));
  }
}
