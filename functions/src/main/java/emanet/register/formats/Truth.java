package emanet.register.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import emanet.fault.FieldCode;
import java.util.Optional;

/// `true` or `false`.
final class Truth implements Format {
  @Override
  public Checked check(JsonNode value) {
    if (value.isNull()) {
      return Format.unfit(FieldCode.MISSING);
    }
    return value.isBoolean()
        ? new Checked.Fit(value, Optional.empty())
        : Format.unfit(FieldCode.TYPE);
  }

  @Override
  public Checked checkCell(String cell) {
    return switch (Characters.clean(cell)) {
      case "" -> Format.unfit(FieldCode.MISSING);
      case "true" -> new Checked.Fit(BooleanNode.TRUE, Optional.empty());
      case "false" -> new Checked.Fit(BooleanNode.FALSE, Optional.empty());
      default -> Format.unfit(FieldCode.FORMAT);
    };
  }

  @Override
  public String mask(JsonNode value) {
    return "***";
  }

  @Override
  public String fold(JsonNode value) {
    return value.asText();
  }
}
