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
  UNUSABLE("unusable");

  private final String slug;

  FieldCode(String slug) {
    this.slug = slug;
  }

  /// The stable name outside this program.
  public String slug() {
    return slug;
  }
}
