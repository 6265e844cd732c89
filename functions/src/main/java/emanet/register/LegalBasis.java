package emanet.register;

import java.util.Optional;

/// On what law a processing activity rests: KVKK Art. 5 for ordinary data, Art. 6/3 for special
/// categories (as amended by law 7499). Neither a contract nor a legitimate interest is among the
/// latter.
public enum LegalBasis {
  EXPLICIT_CONSENT("5/1", false, true),
  LAW_EXPRESS("5/2-a", false, false),
  VITAL_INTEREST("5/2-b", false, false),
  CONTRACT("5/2-c", false, false),
  LEGAL_OBLIGATION("5/2-ç", false, false),
  MADE_PUBLIC("5/2-d", false, false),
  RIGHT_CLAIM("5/2-e", false, false),
  LEGITIMATE_INTEREST("5/2-f", false, false),
  SC_EXPLICIT_CONSENT("6/3-a", true, true),
  SC_LAW_EXPRESS("6/3-b", true, false),
  SC_VITAL("6/3-c", true, false),
  SC_MADE_PUBLIC("6/3-ç", true, false),
  SC_RIGHT_CLAIM("6/3-d", true, false),
  SC_HEALTH_SECRECY("6/3-e", true, false),
  SC_EMPLOYMENT_OHS_SOCIAL("6/3-f", true, false),
  SC_NONPROFIT_MEMBERS("6/3-g", true, false);

  private final String article;
  private final boolean coversSpecial;
  private final boolean consent;

  LegalBasis(String article, boolean coversSpecial, boolean consent) {
    this.article = article;
    this.coversSpecial = coversSpecial;
    this.consent = consent;
  }

  /// The article of the law.
  public String article() {
    return article;
  }

  /// Whether Art. 6 allows special categories on it.
  public boolean coversSpecial() {
    return coversSpecial;
  }

  /// Whether it is the person's explicit consent (açık rıza).
  public boolean isConsent() {
    return consent;
  }

  public static Optional<LegalBasis> parse(String code) {
    return Codes.parse(values(), code);
  }
}
