package emanet.values;

/// What tenants, categories and the like are called: `[a-z][a-z0-9-]*`, within a length. Looked at
/// character by character, since a restore reads one of each row.
final class Codes {
  private Codes() {}

  static boolean fits(String text, int least, int most) {
    int length = text.length();
    boolean fits = length >= least && length <= most && isLetter(text.charAt(0));
    for (int i = 1; fits && i < length; i++) {
      char character = text.charAt(i);
      fits = isLetter(character) || isDigit(character) || character == '-';
    }
    return fits;
  }

  private static boolean isLetter(char character) {
    return character >= 'a' && character <= 'z';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
