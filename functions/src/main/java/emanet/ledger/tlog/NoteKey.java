package emanet.ledger.tlog;

import emanet.keys.Ed25519;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key that signs notes, as others know it: `<name>+<id, in hex>+<base64 of kind ‖ public key>`
/// (C2SP signed-note, tlog-cosignature).
///
/// @param publicKey 32 bytes, RFC 8032
public record NoteKey(String name, Kind kind, Bytes publicKey) {
  private static final Pattern ENCODED = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+(.+)");
  private static final Pattern NAME = Pattern.compile("[^\\p{Z}\\s+]+");
  private static final int ID_BYTES = 4;
  private static final int TIME_BYTES = 8;

  /// What a signature is made over.
  public enum Kind {
    /// Over the text: a log's own.
    ED25519(1),
    /// Over the text and a time: a witness's.
    COSIGNATURE(4);

    private final byte number;

    Kind(int number) {
      this.number = (byte) number;
    }

    private static Optional<Kind> numbered(byte number) {
      return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }
  }

  public NoteKey {
    if (!isName(name) || publicKey.length() != Ed25519.KEY_BYTES) {
      throw new IllegalArgumentException("no key of notes");
    }
  }

  /// A name has neither spaces nor a plus, and is not empty.
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// Reads what `encoded` gives; empty if it is none, or its id is not that of the key.
  public static Optional<NoteKey> parse(String encoded) {
    var match = ENCODED.matcher(encoded);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      var material = Bytes.ofBase64(match.group(3)).toArray();
      if (material.length != 1 + Ed25519.KEY_BYTES) {
        return Optional.empty();
      }
      var key = Bytes.owning(Arrays.copyOfRange(material, 1, material.length));
      return Kind.numbered(material[0])
          .map(kind -> new NoteKey(match.group(1), kind, key))
          .filter(read -> read.encoded().equals(encoded));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64, or no name
    }
  }

  public String encoded() {
    var id = HexFormat.of().toHexDigits(id());
    return name + "+" + id + "+" + Bytes.owning(material()).toBase64();
  }

  /// The first four bytes of SHA-256(name ‖ newline ‖ kind ‖ public key).
  public int id() {
    var sha256 = Sha256.digest();
    sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(sha256.digest(material()), 0, ID_BYTES).getInt();
  }

  /// Whether a line says that it is this key's.
  public boolean isNamedBy(Note.Signature signature) {
    return signature.name().equals(name) && signature.keyId() == id();
  }

  /// Whether this key signed that text.
  public boolean verifies(String text, Note.Signature signature) {
    if (!isNamedBy(signature)) {
      return false;
    }
    return switch (kind) {
      case ED25519 -> Ed25519.verifies(publicKey, utf8(text), signature.content());
      case COSIGNATURE ->
          time(signature)
              .map(time ->
                  Ed25519.verifies(
                      publicKey,
                      utf8(cosigned(text, time.getEpochSecond())),
                      behindTime(signature)))
              .orElse(false);
    };
  }

  /// When a witness signed; empty if the line is none of a witness's.
  public static Optional<Instant> time(Note.Signature signature) {
    if (signature.content().length() != TIME_BYTES + Ed25519.SIGNATURE_BYTES) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(signature.content().toArray()).getLong();
    return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds));
  }

  /// A line of this key over a signature that it made.
  public Note.Signature line(Bytes signature) {
    return new Note.Signature(name, id(), signature);
  }

  /// What a witness signs.
  static String cosigned(String text, long seconds) {
    return "cosignature/v1\ntime " + seconds + "\n" + text;
  }

  private static Bytes behindTime(Note.Signature signature) {
    var all = signature.content().toArray();
    return Bytes.owning(Arrays.copyOfRange(all, TIME_BYTES, all.length));
  }

  private byte[] material() {
    return ByteBuffer.allocate(1 + publicKey.length())
        .put(kind.number)
        .put(publicKey.borrowed())
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
