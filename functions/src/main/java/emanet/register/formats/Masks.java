package emanet.register.formats;

/// What masks have in common.
final class Masks {
  private Masks() {}

  /// All but the last two, which are the check digits of a TCKN: more would leave few candidates.
  static String lastTwo(String text) {
    return stars(text.length() - 2) + text.substring(text.length() - 2);
  }

  static String stars(int count) {
    return "*".repeat(count);
  }
}
