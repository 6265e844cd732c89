package emanet.register.formats;

import emanet.fault.FieldCode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// A date, `YYYY-MM-DD`.
final class CalendarDate implements Format.OfText {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  @Override
  public Checked checkText(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Format.unfit(FieldCode.FORMAT);
    }
    return exists(text) ? Format.fit(text) : Format.unfit(FieldCode.IMPOSSIBLE);
  }

  private static boolean exists(String text) {
    try {
      return LocalDate.parse(text).getYear() > 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  @Override
  public String maskText(String text) {
    return "****-**-**";
  }
}
