package emanet.http;

import emanet.values.Base32;
import emanet.values.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What one piece of work may rely on, however often it is begun anew: a mark to recognise its own
/// earlier writes by, and the ids of what it makes. All come from a random seed that is kept with
/// the idempotency key; without a key they last for this call, its retried store calls included.
public final class Claim {
  static final int SEED_LENGTH = 32;
  private static final int ID_BYTES = 16;

  private final Bytes seed;
  private final Bytes mark;
  private final boolean resumed;

  Claim(Bytes seed, Bytes mark, boolean resumed) {
    this.seed = seed;
    this.mark = mark;
    this.resumed = resumed;
  }

  /// To be stored beside what the work writes: whoever finds it there wrote it under this very
  /// claim. 16 bytes that say nothing to others.
  public Bytes mark() {
    return mark;
  }

  /// The id of the n-th thing that the work makes: 128 random bit, 26 characters.
  public String id(int n) {
    var content = ByteBuffer.allocate(SEED_LENGTH + Integer.BYTES).put(seed.toArray()).putInt(n);
    return Base32.encode(Arrays.copyOf(digest("emanet.id", content.array()), ID_BYTES));
  }

  /// Whether an earlier run under this key did not end, so that some of its writes may stand.
  public boolean resumed() {
    return resumed;
  }

  static byte[] digest(String label, byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(label.getBytes(StandardCharsets.US_ASCII));
      return digest.digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this platform has no SHA-256", e);
    }
  }
}
