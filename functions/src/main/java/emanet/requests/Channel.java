package emanet.requests;

import java.util.Optional;

/// How an application may come in (communiqué 30356 Art. 5), and an answer go out (Art. 6).
public enum Channel {
  WRITTEN(true, "Yazılı"),
  KEP(true, "Kayıtlı elektronik posta (KEP)"),
  SECURE_ESIGN(true, "Güvenli elektronik imza"),
  MOBILE_SIGN(true, "Mobil imza"),
  /// An address that the person gave before.
  REGISTERED_EMAIL(true, "Sistemde kayıtlı elektronik posta adresi"),
  /// Software made for applications.
  PURPOSE_APP(true, "Başvuru amacına yönelik yazılım ya da uygulama"),
  EMAIL(false, "Elektronik posta"),
  POST(false, "Posta"),
  BY_HAND(false, "Elden");

  private final boolean forApplications;
  private final String title;

  Channel(boolean forApplications, String title) {
    this.forApplications = forApplications;
    this.title = title;
  }

  boolean forApplications() {
    return forApplications;
  }

  String title() {
    return title;
  }

  static Optional<Channel> parse(String code) {
    for (var channel : values()) {
      if (channel.name().equals(code)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
