package emanet.notices;

import emanet.register.NoticeKind;
import java.time.Instant;

/// A version of a notice, as it was published: it never changes.
///
/// @param version counts a notice's versions in all languages, from 1
/// @param language ISO 639-1, two letters
/// @param body as it was sent, character by character
/// @param sha256 of the body's UTF-8 bytes, in hex
/// @param effectiveFrom when it comes into force
/// @param by the actor who published it
/// @param mark recognises the very call that published it
record NoticeVersion(
    NoticeId notice,
    long version,
    NoticeKind kind,
    String language,
    String title,
    String body,
    String sha256,
    Instant effectiveFrom,
    Instant at,
    String by,
    String mark) {
  /// What people are told in first (Art. 10; communiqué 30356), whatever else they are told in.
  static final String TURKISH = "tr";

  boolean isTurkish() {
    return language.equals(TURKISH);
  }

  boolean isEffective(Instant now) {
    return !effectiveFrom.isAfter(now);
  }

  @Override
  public String toString() {
    return "NoticeVersion[" + notice + " " + version + "]";
  }
}
