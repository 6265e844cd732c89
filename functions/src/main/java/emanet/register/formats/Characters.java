package emanet.register.formats;

import java.text.Normalizer;

/// What every text has to go through, whatever its type.
public final class Characters {
  private Characters() {}

  /// NFC, without white space at either end; line breaks inside stay as they were sent.
  public static String clean(String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    int start = 0;
    int end = composed.length();
    while (start < end && isBlank(composed.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(composed.charAt(end - 1))) {
      end--;
    }
    return composed.substring(start, end);
  }

  /// No control characters but tab and line breaks, no unpaired surrogates, no characters that
  /// Unicode will never assign, and none that turn the direction of what follows: text that shows
  /// otherwise than it is stored deceives whoever reads it.
  public static boolean allowed(String text) {
    return text.codePoints().allMatch(Characters::allowed);
  }

  private static boolean allowed(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return true;
    }
    boolean turnsDirection = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean neverAssigned = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return !turnsDirection
        && !neverAssigned
        && Character.getType(c) != Character.CONTROL
        && Character.getType(c) != Character.SURROGATE;
  }

  /// White space in any script, the no-break ones and the byte-order mark included.
  static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xfeff;
  }

  /// Without the separators that people write into long numbers, and with the decimal digits of any
  /// script as ASCII ones.
  static String compact(String text, String separators) {
    var compact = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !isBlank(c) && separators.indexOf(c) < 0)
        .map(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? ascii(c) : c)
        .forEach(compact::appendCodePoint);
    return compact.toString();
  }

  private static int ascii(int digit) {
    return '0' + Character.digit(digit, 10);
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
