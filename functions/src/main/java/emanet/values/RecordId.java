package emanet.values;

import java.util.Optional;
import java.util.regex.Pattern;

/// A record's id within its person and category: `[a-z0-9-]{1,64}`, and not a run of digits as long
/// as a phone number, a TCKN or a card has (10 to 19): an id stands in URLs and in the ledger.
public record RecordId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern DIGITS = Pattern.compile("[0-9-]+");
  private static final int SHORTEST_NUMBER = 10;
  private static final int LONGEST_NUMBER = 19;

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public RecordId {
    if (!fits(value)) {
      throw new IllegalArgumentException("not a record id");
    }
  }

  public static Optional<RecordId> parse(String text) {
    return fits(text) ? Optional.of(new RecordId(text)) : Optional.empty();
  }

  private static boolean fits(String text) {
    return SHAPE.matcher(text).matches() && !looksLikeANumberOfAPerson(text);
  }

  private static boolean looksLikeANumberOfAPerson(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return false;
    }
    long digits = text.chars().filter(c -> c != '-').count();
    return digits >= SHORTEST_NUMBER && digits <= LONGEST_NUMBER;
  }

  @Override
  public String toString() {
    return value;
  }
}
