package emanet.values;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who acts: a token's `sub`. It stands in the ledger in clear, so one that looks like an e-mail
/// address, a phone number or a TCKN is none.
public record ActorId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:|-]{0,127}");
  private static final Pattern NUMBER = Pattern.compile("[0-9.:|-]*");
  private static final int SHORTEST_NUMBER = 7;

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public ActorId {
    if (!fits(value)) {
      throw new IllegalArgumentException("not an actor id");
    }
  }

  public static Optional<ActorId> parse(String text) {
    return fits(text) ? Optional.of(new ActorId(text)) : Optional.empty();
  }

  private static boolean fits(String text) {
    return SHAPE.matcher(text).matches() && !looksLikeANumberOfAPerson(text);
  }

  private static boolean looksLikeANumberOfAPerson(String text) {
    return NUMBER.matcher(text).matches()
        && text.chars().filter(Character::isDigit).count() >= SHORTEST_NUMBER;
  }

  @Override
  public String toString() {
    return value;
  }
}
