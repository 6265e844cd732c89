package emanet.register.formats;

import com.fasterxml.jackson.databind.node.TextNode;
import emanet.fault.FieldCode;
import java.util.Optional;

/// A MERSİS number: 0 and a company's VKN, or a person's TCKN, then five digits. A number inside
/// whose check digits do not fit is a warning only: such MERSİS numbers are in use.
final class RegistryNumber implements Format.OfText {
  private static final int LENGTH = 16;
  private static final int OWNER = 11;
  private static final String SEPARATORS = "-.";

  @Override
  public Checked checkText(String text) {
    var number = Characters.compact(text, SEPARATORS);
    if (!Characters.isDigits(number)) {
      return Format.unfit(FieldCode.FORMAT);
    }
    if (number.length() != LENGTH) {
      return Format.unfit(FieldCode.LENGTH);
    }
    var owner = number.substring(0, OWNER);
    boolean known =
        owner.startsWith("0") ? CheckDigits.vkn(owner.substring(1)) : CheckDigits.tckn(owner);
    return new Checked.Fit(
        TextNode.valueOf(number), known ? Optional.empty() : Optional.of(FieldCode.CHECKSUM));
  }

  @Override
  public String maskText(String text) {
    return Masks.lastTwo(text);
  }
}
