package emanet.register.formats;

import java.text.Normalizer;
import java.util.Locale;

/// Turkish case: `İ` goes with `i`, and `I` with `ı`.
public final class Turkish {
  private static final Locale LOCALE = Locale.of("tr", "TR");

  private Turkish() {}

  /// Without case, and with one space for every run of white space. Up first and then down: that
  /// also joins letters with two small forms, wherever they stand.
  public static String fold(String text) {
    var folded = text.toUpperCase(LOCALE).toLowerCase(LOCALE);
    return Normalizer.normalize(spaced(folded), Normalizer.Form.NFC);
  }

  private static String spaced(String text) {
    var spaced = new StringBuilder(text.length());
    boolean blank = false;
    for (int c : text.codePoints().toArray()) {
      if (Characters.isBlank(c)) {
        blank = true;
      } else {
        if (blank && !spaced.isEmpty()) {
          spaced.append(' ');
        }
        blank = false;
        spaced.appendCodePoint(c);
      }
    }
    return spaced.toString();
  }
}
