package emanet.values;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/// Makes ids. Random ones say nothing; time-ordered ones sort by the millisecond they were made in.
public final class Ids {
  /// Characters of a random id: 128 bit.
  public static final int RANDOM_LENGTH = 26;

  /// Characters of a time-ordered id: 48 bit of milliseconds, 72 random bits.
  public static final int ORDERED_LENGTH = 24;

  private static final int RANDOM_BYTES = 16;
  private static final int TIME_BYTES = 6;
  private static final int TAIL_BYTES = 9;

  private final Randomness randomness;
  private final InstantSource clock;

  public Ids(Randomness randomness, InstantSource clock) {
    this.randomness = randomness;
    this.clock = clock;
  }

  /// Whether it looks like a random id.
  public static boolean isRandom(String text) {
    boolean random = text.length() == RANDOM_LENGTH;
    for (int i = 0; random && i < RANDOM_LENGTH; i++) {
      random = isDigit(text.charAt(i));
    }
    return random;
  }

  /// Whether ids are written with it.
  private static boolean isDigit(int character) {
    return (character >= '0' && character <= '9')
        || (character >= 'a' && character <= 'z' && !isLeftOut(character));
  }

  private static boolean isLeftOut(int character) {
    return character == 'i' || character == 'l' || character == 'o' || character == 'u';
  }

  public String random() {
    return Base32.encode(randomness.bytes(RANDOM_BYTES));
  }

  public String ordered() {
    return orderedAt(clock.instant(), randomness.bytes(TAIL_BYTES));
  }

  /// The smallest time-ordered id of that millisecond: a bound for range queries.
  public static String lowestAt(Instant at) {
    return orderedAt(at, new byte[TAIL_BYTES]);
  }

  /// The greatest time-ordered id of that millisecond.
  public static String highestAt(Instant at) {
    var tail = new byte[TAIL_BYTES];
    Arrays.fill(tail, (byte) 0xff);
    return orderedAt(at, tail);
  }

  /// The millisecond that a time-ordered id was made in.
  ///
  /// @throws IllegalArgumentException if `id` is no time-ordered id
  public static Instant timeOf(String id) {
    if (id.length() != ORDERED_LENGTH) {
      throw new IllegalArgumentException("not a time-ordered id");
    }
    var millis = new byte[Long.BYTES];
    System.arraycopy(Base32.decode(id), 0, millis, Long.BYTES - TIME_BYTES, TIME_BYTES);
    return Instant.ofEpochMilli(ByteBuffer.wrap(millis).getLong());
  }

  private static String orderedAt(Instant at, byte[] tail) {
    var bytes = new byte[TIME_BYTES + TAIL_BYTES];
    var millis = ByteBuffer.allocate(Long.BYTES).putLong(at.toEpochMilli()).array();
    System.arraycopy(millis, Long.BYTES - TIME_BYTES, bytes, 0, TIME_BYTES);
    System.arraycopy(tail, 0, bytes, TIME_BYTES, TAIL_BYTES);
    return Base32.encode(bytes);
  }
}
