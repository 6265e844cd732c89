package emanet.register.formats;

import emanet.fault.FieldCode;
import java.util.Optional;
import java.util.regex.Pattern;

/// A telephone number in E.164. A Turkish one may start with +90, 0090, 90, 0, or, where it is a
/// mobile one, with its 5. Checked by pattern: which ranges are assigned changes by the month.
final class Phone implements Format.OfText {
  private static final Pattern NATIONAL = Pattern.compile("[1-9][0-9]{9}");
  private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{6,14}");
  private static final String SEPARATORS = "-./()";
  private static final String TURKEY = "90";
  private static final int TURKISH_LENGTH = 13;

  @Override
  public Checked checkText(String text) {
    var digits = Characters.compact(text, SEPARATORS);
    return e164(digits).map(Format::fit).orElse(Format.unfit(FieldCode.FORMAT));
  }

  private static Optional<String> e164(String written) {
    if (written.startsWith("+")) {
      return international(written.substring(1));
    }
    if (written.startsWith("00")) {
      return international(written.substring(2));
    }
    if (written.startsWith("0")) {
      return turkish(written.substring(1));
    }
    if (written.length() == TURKISH_LENGTH - 1 && written.startsWith(TURKEY)) {
      return turkish(written.substring(TURKEY.length()));
    }
    return written.startsWith("5") ? turkish(written) : Optional.empty();
  }

  private static Optional<String> international(String digits) {
    if (digits.startsWith(TURKEY)) {
      var rest = digits.substring(TURKEY.length());
      return turkish(rest.startsWith("0") ? rest.substring(1) : rest);
    }
    return INTERNATIONAL.matcher(digits).matches() ? Optional.of("+" + digits) : Optional.empty();
  }

  private static Optional<String> turkish(String digits) {
    return NATIONAL.matcher(digits).matches()
        ? Optional.of("+" + TURKEY + digits)
        : Optional.empty();
  }

  @Override
  public String maskText(String text) {
    var tail = text.substring(text.length() - 2);
    if (text.length() == TURKISH_LENGTH && text.startsWith("+" + TURKEY)) {
      return "+" + TURKEY + " " + text.charAt(3) + "** *** ** " + tail;
    }
    return "+" + Masks.stars(text.length() - 3) + tail;
  }
}
