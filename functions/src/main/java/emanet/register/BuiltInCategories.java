package emanet.register;

import static emanet.register.formats.FieldType.DATE;
import static emanet.register.formats.FieldType.EMAIL;
import static emanet.register.formats.FieldType.IBAN;
import static emanet.register.formats.FieldType.NUMBER;
import static emanet.register.formats.FieldType.PHONE;
import static emanet.register.formats.FieldType.TCKN;
import static emanet.register.formats.FieldType.TEXT;

import emanet.register.FieldSpec.Quality;
import emanet.register.formats.FieldType;
import emanet.values.CategoryCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The categories that every tenant has: one for each of VERBİS. A tenant may add fields to them.
public final class BuiltInCategories {
  private static final Map<VerbisCategory, Map<String, FieldSpec>> FIELDS = fields();
  private static final Map<String, Category> BY_CODE = byCode();

  private BuiltInCategories() {}

  public static Optional<Category> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /// All, by code, in the order of VERBİS.
  public static Map<String, Category> all() {
    return BY_CODE;
  }

  private static Map<String, Category> byCode() {
    var categories = new LinkedHashMap<String, Category>();
    for (var verbis : VerbisCategory.values()) {
      var code = verbis.categoryCode();
      var fields = FIELDS.getOrDefault(verbis, Map.of("description", sensitive()));
      var category =
          new Category(new CategoryCode(code), 1, verbis.title(), verbis, verbis.special(), fields);
      categories.put(code, category);
    }
    return Collections.unmodifiableMap(categories);
  }

  private static Map<VerbisCategory, Map<String, FieldSpec>> fields() {
    var fields = new EnumMap<VerbisCategory, Map<String, FieldSpec>>(VerbisCategory.class);
    fields.put(
        VerbisCategory.IDENTITY,
        new Fields()
            .with("firstName", required(TEXT, false))
            .with("lastName", required(TEXT, false))
            .with("nationalId", required(TCKN, true))
            .with("birthDate", plain(DATE, Quality.QUASI))
            .map());
    fields.put(
        VerbisCategory.CONTACT,
        new Fields()
            .with("email", searchable(EMAIL))
            .with("phone", searchable(PHONE))
            .with("address", plain(TEXT, Quality.DIRECT))
            .map());
    fields.put(
        VerbisCategory.FINANCE,
        new Fields()
            .with("iban", plain(IBAN, Quality.DIRECT))
            .with("bank", plain(TEXT, Quality.QUASI))
            .map());
    fields.put(
        VerbisCategory.PERSONNEL,
        new Fields()
            .with("employeeNo", searchable(TEXT))
            .with("title", plain(TEXT, Quality.QUASI))
            .with("department", plain(TEXT, Quality.QUASI))
            .with("startDate", plain(DATE, Quality.QUASI))
            .with("salary", plain(NUMBER, Quality.SENSITIVE))
            .map());
    fields.put(
        VerbisCategory.HEALTH,
        new Fields().with("bloodType", sensitive()).with("report", sensitive()).map());
    return fields;
  }

  private static FieldSpec required(FieldType type, boolean searchable) {
    return new FieldSpec(type, true, searchable, Optional.of(Quality.DIRECT));
  }

  private static FieldSpec searchable(FieldType type) {
    return new FieldSpec(type, false, true, Optional.of(Quality.DIRECT));
  }

  private static FieldSpec plain(FieldType type, Quality quality) {
    return new FieldSpec(type, false, false, Optional.of(quality));
  }

  private static FieldSpec sensitive() {
    return plain(TEXT, Quality.SENSITIVE);
  }

  /// Fields in their order.
  private static final class Fields {
    private final Map<String, FieldSpec> fields = new LinkedHashMap<>();

    Fields with(String name, FieldSpec spec) {
      fields.put(name, spec);
      return this;
    }

    Map<String, FieldSpec> map() {
      return fields;
    }
  }
}
