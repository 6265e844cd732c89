package emanet.register.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Optional;

/// The types of fields: the one table of formats, each with where its rule comes from.
@SuppressWarnings("ImmutableEnumChecker") // formats hold a final prefix or suffix at most
public enum FieldType {
  TEXT(new Prose(), "Unicode, NFC"),
  TCKN(new IdentityNumber(""), "law 5490 (population services), the number's published arithmetic"),
  YKN(new IdentityNumber("99"), "law 5490 (population services), foreigners' numbers"),
  VKN(new TaxNumber(), "law 213 (tax procedure) Art. 8, the number's published arithmetic"),
  IBAN(new Iban(), "ISO 13616; Central Bank of Türkiye, communiqué 2008/6"),
  PHONE(new Phone(), "ITU-T E.164; Türkiye's numbering plan"),
  EMAIL(new Email(""), "RFC 5321, RFC 6531; domains by IDNA"),
  DATE(new CalendarDate(), "ISO 8601"),
  NUMBER(new Quantity(), "RFC 8259"),
  PLATE(new Plate(), "highway traffic regulation, registration plates"),
  MERSIS(new RegistryNumber(), "trade registry regulation, central registry number"),
  KEP(new Email(".kep.tr"), "registered e-mail regulation 28036"),
  BOOLEAN(new Truth(), "RFC 8259");

  private final Format format;
  private final String source;

  FieldType(Format format, String source) {
    this.format = format;
    this.source = source;
  }

  /// Checks a value, and brings it into its one form.
  public Checked check(JsonNode value) {
    return format.check(value);
  }

  /// Checks a text that stands for the value, such as a cell of a CSV file.
  public Checked checkCell(String cell) {
    return format.checkCell(cell);
  }

  /// A masked value is still personal data.
  ///
  /// @param value as `check` gave it
  public JsonNode mask(JsonNode value) {
    return TextNode.valueOf(format.mask(value));
  }

  /// The same for all ways of writing the same value: what look-ups compare.
  ///
  /// @param value as `check` gave it
  public String fold(JsonNode value) {
    return format.fold(value);
  }

  /// Whether the blind index may hold it. Of truth values, dates and plates there are too few: an
  /// index over one of them alone would give the values away.
  public boolean indexable() {
    return this != BOOLEAN && this != DATE && this != PLATE;
  }

  /// Where the rule comes from.
  public String source() {
    return source;
  }

  /// The name in a category's document.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FieldType> parse(String label) {
    for (var type : values()) {
      if (type.label().equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
