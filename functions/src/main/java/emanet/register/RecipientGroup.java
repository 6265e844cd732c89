package emanet.register;

import java.util.Optional;

/// The groups of recipients that VERBİS knows (alıcı grupları), KVKK Art. 16.
public enum RecipientGroup {
  PRIVATE_PERSON(
      "Gerçek kişiler veya özel hukuk tüzel kişileri", "Natural persons or private legal persons"),
  PUBLIC("Herkese açık", "Open to the public"),
  SHAREHOLDER("Hissedarlar", "Shareholders"),
  BUSINESS_PARTNER("İş Ortakları", "Business partners"),
  SUBSIDIARY("İştirakler ve bağlı ortaklıklar", "Affiliates and subsidiaries"),
  SUPPLIER("Tedarikçiler", "Suppliers"),
  GROUP_COMPANY("Topluluk Şirketleri", "Companies of the group"),
  AUTHORITY("Yetkili Kamu Kurum ve Kuruluşları", "Competent public authorities"),
  OTHER("Diğer", "Other");

  private final Title title;

  RecipientGroup(String tr, String en) {
    this.title = new Title(tr, en);
  }

  public Title title() {
    return title;
  }

  /// By its code, or by the name that VERBİS gives it.
  public static Optional<RecipientGroup> parse(String code) {
    return Codes.parse(values(), code).or(() -> Codes.named(values(), code, RecipientGroup::title));
  }
}
