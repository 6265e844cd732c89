package emanet.local.verify;

import emanet.ledger.tlog.Checkpoint;
import emanet.ledger.tlog.Note;
import emanet.ledger.tlog.NoteKey;
import emanet.values.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A log's checkpoints, each checked by its signature.
final class SignedHeads {
  static final String NEWEST = "checkpoint";
  static final String KEPT = "checkpoints/";
  static final String COSIGNED = "cosigned";
  static final String OF_WITNESSES = "witnesses/";

  private final LogFiles files;
  private final NoteKey key;
  private final Findings findings;

  /// Verified ones by size, with the name of the file.
  private final TreeMap<Long, Head> heads = new TreeMap<>();

  /// Verified ones that bear more than the log's own signature.
  private final List<Head> cosigned = new ArrayList<>();

  record Head(String file, Checkpoint checkpoint, Note note) {}

  SignedHeads(LogFiles files, NoteKey key, Findings findings) {
    this.files = files;
    this.key = key;
    this.findings = findings;
  }

  /// Reads all there are.
  ///
  /// @param others further ones, such as a letter brought; by the names they are called by
  /// @return the largest whose signature verifies
  Optional<Head> read(Collection<String> others) {
    var newest = files.read(NEWEST);
    if (newest.isEmpty()) {
      findings.add(Finding.Kind.CHECKPOINT_MISSING, NEWEST, "there is none");
    }
    newest.ifPresent(content -> check(NEWEST, content));
    files.read(COSIGNED).ifPresent(content -> check(COSIGNED, content));
    for (var folder : List.of(KEPT, OF_WITNESSES)) {
      for (var name : files.list(folder)) {
        files.read(name).ifPresent(content -> check(name, content));
      }
    }
    var largest = Optional.ofNullable(heads.lastEntry()).map(entry -> entry.getValue());
    largest
        .filter(head -> !head.file().equals(NEWEST) && newest.isPresent())
        .ifPresent(head ->
            findings.add(
                Finding.Kind.WENT_BACK,
                NEWEST,
                "it is not the newest: " + head.file() + " is signed and larger"));
    return largest;
  }

  /// Checks a checkpoint that came from elsewhere: by a letter, or from a witness.
  void check(String name, Bytes content) {
    var note = utf8(content).flatMap(Note::parse);
    var checkpoint = note.map(Note::text).flatMap(Checkpoint::parse);
    if (note.isEmpty() || checkpoint.isEmpty()) {
      findings.add(Finding.Kind.CHECKPOINT_MALFORMED, name, "it is no signed checkpoint");
      return;
    }
    if (!checkpoint.get().origin().equals(key.name())) {
      findings.add(
          Finding.Kind.CHECKPOINT_OF_OTHER_LOG,
          name,
          "it is of the log " + checkpoint.get().origin() + ", not of " + key.name());
      return;
    }
    var signed = note.get().signatures().stream().anyMatch(s -> key.verifies(note.get().text(), s));
    if (!signed) {
      findings.add(
          Finding.Kind.SIGNATURE_INVALID, name, "its signature does not verify under the key");
      return;
    }
    add(new Head(name, checkpoint.get(), note.get()));
  }

  private void add(Head head) {
    if (head.note().signatures().size() > 1) {
      cosigned.add(head);
    }
    var same = heads.putIfAbsent(head.checkpoint().size(), head);
    if (same != null && !same.checkpoint().root().equals(head.checkpoint().root())) {
      findings.add(
          Finding.Kind.FORKED,
          head.file(),
          "it and " + same.file() + " are signed, of the same size, and have different roots");
    }
  }

  /// Those that may bear a witness's line.
  List<Head> cosigned() {
    return cosigned;
  }

  /// Verified checkpoints in the order of their sizes.
  List<Head> all() {
    return new ArrayList<>(heads.values());
  }

  private static Optional<String> utf8(Bytes content) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(content.toArray())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
