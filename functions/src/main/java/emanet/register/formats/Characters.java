package emanet.register.formats;

import java.text.Normalizer;

/// What every text has to go through, whatever its type.
public final class Characters {
  private Characters() {}

  /// Marks in a row: no word of any language has more (UAX #15, D3: the stream-safe text format).
  private static final int MOST_MARKS = 30;

  /// NFC, without white space at either end; line breaks inside stay as they were sent. What is
  /// crowded with marks stays as it is, and is not allowed: to put them in order takes time by the
  /// square of their number, and a body has room for half a million.
  public static String clean(String text) {
    var composed = isCrowded(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
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
  /// Unicode will never assign, none that turn the direction of what follows, and no crowds of
  /// marks: text that shows otherwise than it is stored deceives whoever reads it.
  public static boolean allowed(String text) {
    return !isCrowded(text) && text.codePoints().allMatch(Characters::allowed);
  }

  /// Whether more than 30 marks follow each other, those that marks are composed of counted.
  private static boolean isCrowded(String text) {
    int marks = 0;
    for (int at = 0; at < text.length() && marks <= MOST_MARKS; ) {
      int c = text.codePointAt(at);
      marks = isMark(c) ? marks + 1 : 0;
      at += Character.charCount(c);
    }
    return marks > MOST_MARKS;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
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
