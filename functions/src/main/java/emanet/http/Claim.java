package emanet.http;

import emanet.values.Base32;
import emanet.values.Bytes;
import emanet.values.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// What one piece of work may rely on, however often it is begun anew: a mark to recognise its own
/// earlier writes by, and the ids of what it makes. All come from a random seed that is kept with
/// the idempotency key; without a key they last for this call, its retried store calls included.
public final class Claim {
  static final int SEED_LENGTH = 32;
  private static final int ID_BYTES = 16;

  private final Bytes seed;
  private final Bytes mark;
  private final boolean resumed;
  private final Consumer<Response> memory;
  private volatile boolean remembered;

  /// What one run has.
  ///
  /// @param memory keeps the answer with the key
  Claim(Bytes seed, Bytes mark, boolean resumed, Consumer<Response> memory) {
    this.seed = seed;
    this.mark = mark;
    this.resumed = resumed;
    this.memory = memory;
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

  /// Keeps the answer that the work is about to give, which must be 2xx: one store call, for work
  /// that has a last stage to make it in. Otherwise it is kept after the work. If the work fails
  /// after this, the answer is forgotten again.
  public void remember(Response answer) {
    memory.accept(answer);
    remembered = true;
  }

  boolean isRemembered() {
    return remembered;
  }

  static byte[] digest(String label, byte[] content) {
    var digest = Sha256.digest();
    digest.update(label.getBytes(StandardCharsets.US_ASCII));
    return digest.digest(content);
  }
}
