package emanet.register;

import java.util.Optional;

/// What a published text is (Art. 10; communiqué 30356; cookies: guideline of June 2022).
public enum NoticeKind {
  /// Aydınlatma metni: what people are told before their data is processed.
  PRIVACY_NOTICE,
  /// Açık rıza metni: what they are asked to consent to, always apart from the notice.
  EXPLICIT_CONSENT,
  /// Gizlilik politikası.
  PRIVACY_POLICY,
  /// Çerez politikası.
  COOKIE_POLICY,
  /// Saklama ve imha politikası.
  RETENTION_POLICY;

  public static Optional<NoticeKind> parse(String code) {
    return Codes.parse(values(), code);
  }
}
