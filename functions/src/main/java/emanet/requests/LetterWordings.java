package emanet.requests;

import emanet.register.Wordings;

/// The wordings of letters to applicants.
final class LetterWordings {
  /// The version in which letters are written now.
  static final int CURRENT = 1;

  private LetterWordings() {}

  static Wordings current() {
    return version(CURRENT);
  }

  static Wordings version(int version) {
    return Wordings.of(LetterWordings.class, "letters", version);
  }
}
