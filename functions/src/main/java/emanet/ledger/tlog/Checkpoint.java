package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a log's signature says, C2SP tlog-checkpoint: which log, of how many entries, under which
/// root. Extension lines are not used here, and refused: nobody audits them.
public record Checkpoint(String origin, long size, Bytes root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final int LINES = 3;

  /// The note's text.
  public String text() {
    return origin + "\n" + size + "\n" + root.toBase64() + "\n";
  }

  /// Reads a note's text; empty if that is no checkpoint, or not the one way to write it.
  public static Optional<Checkpoint> parse(String text) {
    var lines = text.split("\n", -1);
    if (lines.length != LINES + 1
        || lines[0].isEmpty()
        || !SIZE.matcher(lines[1]).matches()
        || !lines[LINES].isEmpty()) {
      return Optional.empty();
    }
    try {
      var checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), Bytes.ofBase64(lines[2]));
      return Optional.of(checkpoint)
          .filter(read -> read.root().length() == Hashing.LENGTH && read.text().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64
    }
  }
}
