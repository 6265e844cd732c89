package emanet.register.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import emanet.fault.FieldCode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// A JSON number of at most 30 digits before and 15 after the point: enough for any sum of money,
/// and short enough that no reader rounds or chokes.
final class Quantity implements Format {
  private static final Pattern JSON =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
  private static final int BEFORE_POINT = 30;
  private static final int AFTER_POINT = 15;
  private static final int LONGEST_CELL = 100;

  @Override
  public Checked check(JsonNode value) {
    if (value.isNull()) {
      return Format.unfit(FieldCode.MISSING);
    }
    if (!value.isNumber()) {
      return Format.unfit(FieldCode.TYPE);
    }
    if (value.isFloatingPointNumber() && !value.isBigDecimal() && !finite(value)) {
      return Format.unfit(FieldCode.RANGE);
    }
    return check(value.decimalValue());
  }

  @Override
  public Checked checkCell(String cell) {
    var text = Characters.clean(cell);
    if (text.isEmpty()) {
      return Format.unfit(FieldCode.MISSING);
    }
    if (text.length() > LONGEST_CELL || !JSON.matcher(text).matches()) {
      return Format.unfit(FieldCode.FORMAT);
    }
    return check(new BigDecimal(text));
  }

  private static boolean finite(JsonNode value) {
    return Double.isFinite(value.doubleValue());
  }

  private static Checked check(BigDecimal sent) {
    var number = sent.stripTrailingZeros();
    long before = (long) number.precision() - number.scale();
    if (before > BEFORE_POINT || number.scale() > AFTER_POINT) {
      return Format.unfit(FieldCode.RANGE);
    }
    var plain = number.scale() < 0 ? number.setScale(0) : number;
    return new Checked.Fit(DecimalNode.valueOf(plain), Optional.empty());
  }

  @Override
  public String mask(JsonNode value) {
    return "***";
  }

  @Override
  public String fold(JsonNode value) {
    return value.decimalValue().stripTrailingZeros().toPlainString();
  }
}
