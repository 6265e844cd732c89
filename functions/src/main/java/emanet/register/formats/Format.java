package emanet.register.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emanet.fault.FieldCode;
import java.util.Optional;

/// One type's rules.
///
/// `mask` and `fold` take values that `check` gave.
interface Format {
  Checked check(JsonNode value);

  /// Checks a text that stands for the value where all values are texts, as in a CSV file.
  Checked checkCell(String cell);

  String mask(JsonNode value);

  /// What two ways of writing the same value have in common.
  String fold(JsonNode value);

  static Checked fit(String value) {
    return new Checked.Fit(TextNode.valueOf(value), Optional.empty());
  }

  static Checked unfit(FieldCode code) {
    return new Checked.Unfit(code);
  }

  /// A type whose values are JSON strings.
  interface OfText extends Format {
    /// Checks a text that is NFC, has no white space around it, is not empty, and has allowed
    /// characters only.
    Checked checkText(String text);

    String maskText(String text);

    default String foldText(String text) {
      return text;
    }

    @Override
    default Checked check(JsonNode value) {
      if (value.isNull()) {
        return unfit(FieldCode.MISSING);
      }
      return value.isTextual() ? checkCell(value.textValue()) : unfit(FieldCode.TYPE);
    }

    @Override
    default Checked checkCell(String cell) {
      var text = Characters.clean(cell);
      if (text.isEmpty()) {
        return unfit(FieldCode.MISSING);
      }
      return Characters.allowed(text) ? checkText(text) : unfit(FieldCode.FORMAT);
    }

    @Override
    default String mask(JsonNode value) {
      return maskText(value.textValue());
    }

    @Override
    default String fold(JsonNode value) {
      return foldText(value.textValue());
    }
  }
}
