package emanet.fault;

/// Why a request cannot be read (400).
public enum Malformation {
  /// Not one JSON value in UTF-8, or with ill-formed Unicode.
  JSON("malformed-json"),
  /// An object names a property twice.
  DUPLICATE_KEY("duplicate-key"),
  /// Nested deeper than 32.
  DEPTH("too-deep"),
  /// A property that the contract does not have.
  UNKNOWN_PROPERTY("unknown-property"),
  /// A property is missing or of another type.
  SHAPE("wrong-shape"),
  /// The header Emanet-Activity is missing or no activity code.
  ACTIVITY("missing-activity"),
  /// A query parameter or path part is not of its shape.
  PARAMETER("bad-parameter"),
  /// A header is not of its shape.
  HEADER("bad-header"),
  /// The cursor was not made here for this tenant and query.
  CURSOR("bad-cursor"),
  /// A field that the category lacks.
  FIELD("unknown-field");

  private final String slug;

  Malformation(String slug) {
    this.slug = slug;
  }

  /// The stable name outside this program.
  public String slug() {
    return slug;
  }
}
