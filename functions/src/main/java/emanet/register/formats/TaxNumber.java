package emanet.register.formats;

import emanet.fault.FieldCode;

/// A VKN.
final class TaxNumber implements Format.OfText {
  private static final int LENGTH = 10;
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
    return CheckDigits.vkn(number) ? Format.fit(number) : Format.unfit(FieldCode.CHECKSUM);
  }

  @Override
  public String maskText(String text) {
    return Masks.lastTwo(text);
  }
}
