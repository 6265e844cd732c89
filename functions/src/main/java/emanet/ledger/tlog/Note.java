package emanet.ledger.tlog;

import emanet.values.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A text with signatures, C2SP signed-note.
///
/// @param text ends with a newline
public record Note(String text, List<Signature> signatures) {
  private static final String BREAK = "\n\n";
  private static final String DASH = "\u2014 ";
  private static final int ID_BYTES = 4;
  private static final int MOST_SIGNATURES = 64;

  public Note {
    signatures = List.copyOf(signatures);
  }

  /// One line of signature.
  ///
  /// @param keyId the first bytes of a hash, which say which key is meant and prove nothing
  public record Signature(String name, int keyId, Bytes content) {
    /// The line, with its newline.
    public String line() {
      var all =
          ByteBuffer.allocate(ID_BYTES + content.length()).putInt(keyId).put(content.borrowed());
      return DASH + name + " " + Bytes.owning(all.array()).toBase64() + "\n";
    }

    private static Optional<Signature> parse(String line) {
      int space = line.indexOf(' ', DASH.length());
      if (!line.startsWith(DASH) || space < 0) {
        return Optional.empty();
      }
      var name = line.substring(DASH.length(), space);
      try {
        var all = ByteBuffer.wrap(Bytes.ofBase64(line.substring(space + 1)).toArray());
        if (!NoteKey.isName(name) || all.remaining() <= ID_BYTES) {
          return Optional.empty();
        }
        int id = all.getInt();
        var content = new byte[all.remaining()];
        all.get(content);
        var signature = new Signature(name, id, Bytes.owning(content));
        return Optional.of(signature).filter(read -> read.line().equals(line + "\n"));
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // no base64
      }
    }
  }

  /// The note as it is stored and sent.
  public String encoded() {
    var all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature.line()));
    return all.toString();
  }

  public Note with(Signature signature) {
    var all = new ArrayList<>(signatures);
    all.add(signature);
    return new Note(text, all);
  }

  /// Reads a note; empty if it is none, or not the one way to write it.
  public static Optional<Note> parse(String encoded) {
    int end = encoded.lastIndexOf(BREAK);
    if (end < 0 || !encoded.endsWith("\n") || hasControls(encoded)) {
      return Optional.empty();
    }
    var lines = encoded.substring(end + BREAK.length());
    var signatures = signatures(lines);
    return signatures.isEmpty()
        ? Optional.empty()
        : Optional.of(new Note(encoded.substring(0, end + 1), signatures));
  }

  /// Signature lines alone, as a witness answers them; empty if there is another line among them.
  public static List<Signature> signatures(String lines) {
    var signatures = new ArrayList<Signature>();
    for (var line : lines.lines().toList()) {
      var signature = Signature.parse(line);
      if (signature.isEmpty() || signatures.size() == MOST_SIGNATURES) {
        return List.of();
      }
      signatures.add(signature.get());
    }
    return signatures;
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\n') || c == '\ufffd');
  }
}
