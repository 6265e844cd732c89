package emanet.register;

import java.util.List;
import java.util.stream.Collectors;

/// A spreadsheet's file in the making: RFC 4180 with a byte-order mark, or else spreadsheets take
/// its Turkish letters for others; separated by `;` in Turkish, where a comma stands in numbers.
///
/// Every cell is quoted, and one that a spreadsheet would run as a formula starts with an
/// apostrophe: a name that people typed must not run on whoever opens the file.
public final class Csv {
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final String FORMULA = "=+-@\t\r\n";

  private final StringBuilder csv = new StringBuilder(BYTE_ORDER_MARK);
  private final String separator;

  public Csv(boolean turkish) {
    this.separator = turkish ? ";" : ",";
  }

  public Csv line(List<String> cells) {
    csv.append(cells.stream().map(Csv::cell).collect(Collectors.joining(separator))).append("\r\n");
    return this;
  }

  private static String cell(String text) {
    var start = text.stripLeading();
    boolean formula =
        !text.isEmpty()
            && (FORMULA.indexOf(text.charAt(0)) >= 0
                || (!start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0));
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String toString() {
    return csv.toString();
  }
}
