package emanet.register;

import java.util.Locale;
import java.util.Optional;

/// The categories of data that VERBİS knows (veri kategorileri), KVKK Art. 16; special ones (özel
/// nitelikli) by Art. 6/1.
public enum VerbisCategory {
  IDENTITY(false, "Kimlik", "Identity"),
  CONTACT(false, "İletişim", "Contact"),
  LOCATION(false, "Lokasyon", "Location"),
  PERSONNEL(false, "Özlük", "Personnel"),
  LEGAL_PROCEEDING(false, "Hukuki İşlem", "Legal proceedings"),
  CUSTOMER_TRANSACTION(false, "Müşteri İşlem", "Customer transactions"),
  PHYSICAL_SECURITY(false, "Fiziksel Mekân Güvenliği", "Security of premises"),
  TRANSACTION_SECURITY(false, "İşlem Güvenliği", "Security of transactions"),
  RISK_MANAGEMENT(false, "Risk Yönetimi", "Risk management"),
  FINANCE(false, "Finans", "Finance"),
  PROFESSIONAL_EXPERIENCE(false, "Mesleki Deneyim", "Professional experience"),
  MARKETING(false, "Pazarlama", "Marketing"),
  AUDIOVISUAL(false, "Görsel ve İşitsel Kayıtlar", "Visual and audio recordings"),
  OTHER(false, "Diğer", "Other"),
  RACE_ETHNICITY(true, "Irk ve Etnik Köken", "Race and ethnic origin"),
  POLITICAL_OPINION(true, "Siyasi Düşünce", "Political opinion"),
  BELIEF(
      true,
      "Felsefi İnanç, Din, Mezhep ve Diğer İnançlar",
      "Philosophical belief, religion, sect and other beliefs"),
  APPEARANCE(true, "Kılık ve Kıyafet", "Appearance and dress"),
  ASSOCIATION_MEMBERSHIP(true, "Dernek Üyeliği", "Membership of associations"),
  FOUNDATION_MEMBERSHIP(true, "Vakıf Üyeliği", "Membership of foundations"),
  UNION_MEMBERSHIP(true, "Sendika Üyeliği", "Membership of trade unions"),
  HEALTH(true, "Sağlık", "Health"),
  SEXUAL_LIFE(true, "Cinsel Hayat", "Sexual life"),
  CRIMINAL_CONVICTION(
      true,
      "Ceza Mahkûmiyeti ve Güvenlik Tedbirleri",
      "Criminal convictions and security measures"),
  BIOMETRIC(true, "Biyometrik", "Biometric data"),
  GENETIC(true, "Genetik", "Genetic data");

  private final boolean special;
  private final Title title;

  VerbisCategory(boolean special, String tr, String en) {
    this.special = special;
    this.title = new Title(tr, en);
  }

  public boolean special() {
    return special;
  }

  public Title title() {
    return title;
  }

  /// The code of the built-in category of that kind, such as `legal-proceeding`.
  public String categoryCode() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// By its code, or by the name that VERBİS gives it.
  public static Optional<VerbisCategory> parse(String code) {
    return Codes.parse(values(), code).or(() -> Codes.named(values(), code, VerbisCategory::title));
  }
}
