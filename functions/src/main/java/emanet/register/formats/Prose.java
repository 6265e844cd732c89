package emanet.register.formats;

import emanet.fault.FieldCode;

/// Any text: names, addresses, titles. At most 4,096 characters: a record is one item, and an item
/// has 400 KB.
///
/// The mask has one length for all values: the length of a blood group gives it away.
final class Prose implements Format.OfText {
  static final int LONGEST = 4096;

  @Override
  public Checked checkText(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? Format.fit(text)
        : Format.unfit(FieldCode.LENGTH);
  }

  @Override
  public String maskText(String text) {
    return "***";
  }

  @Override
  public String foldText(String text) {
    return Turkish.fold(text);
  }
}
