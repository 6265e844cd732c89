package emanet.register.formats;

import emanet.fault.FieldCode;

/// A TCKN, and a YKN, which is one that starts with 99. Ten equal digits pass the arithmetic and
/// are nobody's.
final class IdentityNumber implements Format.OfText {
  private static final int LENGTH = 11;
  private static final String SEPARATORS = "-.";

  private final String prefix;

  /// @param prefix what the number must start with
  IdentityNumber(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Checked checkText(String text) {
    var number = Characters.compact(text, SEPARATORS);
    if (!Characters.isDigits(number)) {
      return Format.unfit(FieldCode.FORMAT);
    }
    if (number.length() != LENGTH) {
      return Format.unfit(FieldCode.LENGTH);
    }
    if (number.charAt(0) == '0' || !number.startsWith(prefix)) {
      return Format.unfit(FieldCode.FORMAT);
    }
    if (!CheckDigits.tckn(number)) {
      return Format.unfit(FieldCode.CHECKSUM);
    }
    return CheckDigits.repeated(number, LENGTH - 1)
        ? Format.unfit(FieldCode.IMPOSSIBLE)
        : Format.fit(number);
  }

  @Override
  public String maskText(String text) {
    return Masks.lastTwo(text);
  }
}
