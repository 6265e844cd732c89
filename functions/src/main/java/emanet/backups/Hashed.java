package emanet.backups;

import emanet.store.Archive.Stored;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// An object's length and hash, worked out as it is read.
///
/// @param bytes how many there were
record Hashed(long bytes, Bytes sha256) {
  private static final int PIECE = 64 * 1024;

  /// Reads to the end, and closes.
  static Hashed of(InputStream content) throws IOException {
    var digest = Sha256.digest();
    var piece = new byte[PIECE];
    long bytes = 0;
    try (content) {
      for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
        digest.update(piece, 0, read);
        bytes += read;
      }
    }
    return new Hashed(bytes, Bytes.owning(digest.digest()));
  }

  /// What is wrong with an object that is to be this; empty if nothing is.
  Optional<Flaw> against(long length, String hash) {
    if (bytes != length) {
      return Optional.of(Flaw.TRUNCATED);
    }
    return sha256.toHex().equals(hash) ? Optional.empty() : Optional.of(Flaw.DAMAGED);
  }

  boolean fits(Stored object) {
    return bytes == object.bytes();
  }
}
