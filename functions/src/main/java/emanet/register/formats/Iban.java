package emanet.register.formats;

import emanet.fault.FieldCode;
import java.util.Locale;

/// A Turkish IBAN: TR, two check digits, five of the bank, a 0, sixteen of the account.
final class Iban implements Format.OfText {
  private static final int LENGTH = 26;
  private static final int RESERVED = 9;
  private static final int SHOWN = 4;

  @Override
  public Checked checkText(String text) {
    var iban = Characters.compact(text, "-").toUpperCase(Locale.ROOT);
    if (!iban.startsWith("TR") || !Characters.isDigits(iban.substring(2))) {
      return Format.unfit(FieldCode.FORMAT);
    }
    if (iban.length() != LENGTH) {
      return Format.unfit(FieldCode.LENGTH);
    }
    if (!CheckDigits.iban(iban)) {
      return Format.unfit(FieldCode.CHECKSUM);
    }
    return iban.charAt(RESERVED) == '0' ? Format.fit(iban) : Format.unfit(FieldCode.FORMAT);
  }

  @Override
  public String maskText(String text) {
    return text.substring(0, SHOWN)
        + Masks.stars(text.length() - 2 * SHOWN)
        + text.substring(text.length() - SHOWN);
  }
}
