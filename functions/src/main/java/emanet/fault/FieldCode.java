package emanet.fault;

/// What is wrong with a value (422). Codes are stable and never contain the value.
public enum FieldCode {
  /// Required and absent, empty or blank.
  MISSING("missing"),
  /// Names nothing that exists.
  UNKNOWN("unknown"),
  /// Of another JSON type.
  TYPE("type"),
  /// Not of the form.
  FORMAT("format"),
  /// Too short or too long.
  LENGTH("length"),
  /// Its check digits do not fit.
  CHECKSUM("checksum"),
  /// Of the form, and cannot be, such as 30 February.
  IMPOSSIBLE("impossible"),
  /// Outside its limits.
  RANGE("range"),
  /// Named twice.
  DUPLICATE("duplicate"),
  /// Not allowed together with the rest.
  FORBIDDEN("forbidden"),
  /// The law does not allow it here.
  UNSUITABLE("unsuitable"),
  /// Tried by use, and it does not work.
  UNUSABLE("unusable"),
  /// A notice does not say who the controller is (Art. 10/1-a).
  NO_CONTROLLER("no-controller"),
  /// A notice does not say for which purposes (Art. 10/1-b).
  NO_PURPOSES("no-purposes"),
  /// A notice does not say to whom data may go (Art. 10/1-c).
  NO_RECIPIENTS("no-recipients"),
  /// A notice does not say how data is collected (Art. 10/1-ç).
  NO_METHOD("no-method"),
  /// A notice does not say on which legal basis (Art. 10/1-ç).
  NO_LEGAL_BASIS("no-legal-basis"),
  /// A notice does not name the rights of Art. 11 (Art. 10/1-d).
  NO_RIGHTS("no-rights"),
  /// A notice asks for consent, which is asked for apart.
  ASKS_CONSENT("asks-consent"),
  /// A text of consent does not say that it asks for it.
  NO_CONSENT("no-consent"),
  /// A text of consent does not say that it can be withdrawn.
  NO_WITHDRAWAL("no-withdrawal"),
  /// A cookie policy does not say which types there are.
  NO_COOKIE_TYPES("no-cookie-types"),
  /// A policy does not say for how long.
  NO_PERIOD("no-period"),
  /// A cookie policy does not say how to refuse.
  NO_REFUSAL("no-refusal"),
  /// A retention policy does not say how data ends.
  NO_DISPOSAL("no-disposal");

  private final String slug;

  FieldCode(String slug) {
    this.slug = slug;
  }

  /// The stable name outside this program.
  public String slug() {
    return slug;
  }
}
