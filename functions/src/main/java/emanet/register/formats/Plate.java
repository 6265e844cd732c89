package emanet.register.formats;

import emanet.fault.FieldCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A vehicle's plate: a province, 01 to 81; then one letter and 4–5 digits, two and 3–4, or three
/// and 2–3. The letters Q, W and X are not used.
final class Plate implements Format.OfText {
  private static final Pattern SHAPE =
      Pattern.compile(
          "([0-9]{2})(?:([A-PR-VYZ])([0-9]{4,5})|([A-PR-VYZ]{2})([0-9]{3,4})|([A-PR-VYZ]{3})([0-9]{2,3}))");
  private static final int PROVINCES = 81;

  @Override
  public Checked checkText(String text) {
    var plate = Characters.compact(text, "-.").toUpperCase(Locale.ROOT);
    var parts = SHAPE.matcher(plate);
    if (!parts.matches()) {
      return Format.unfit(FieldCode.FORMAT);
    }
    int province = Integer.parseInt(parts.group(1));
    return province >= 1 && province <= PROVINCES
        ? Format.fit(plate)
        : Format.unfit(FieldCode.IMPOSSIBLE);
  }

  @Override
  public String maskText(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Masks.stars(text.length());
    }
    return parts.group(1)
        + " "
        + Masks.stars(part(parts, 2).length())
        + " "
        + Masks.lastTwo(part(parts, 3));
  }

  /// One of the three ways to go on after the province matched.
  private static String part(Matcher parts, int first) {
    for (int group = first; group <= parts.groupCount(); group += 2) {
      var part = parts.group(group);
      if (part != null) {
        return part;
      }
    }
    throw new IllegalStateException("a plate without its part");
  }
}
