package emanet.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.Category;
import emanet.register.FieldSpec;
import emanet.register.FieldSpec.Quality;
import emanet.register.formats.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What of a record may stay when its person is no longer to be known from it: fields that are
/// QUASI or SENSITIVE, each in a coarser form that is the same for all releases, so that two
/// releases never tell more together than each alone.
///
/// | type | becomes |
/// |---|---|
/// | date | its decade: `1980s` |
/// | number | its first digit and its size: `4e4` for all from 40,000 to below 50,000 |
/// | boolean | itself |
/// | text | itself, where enough people share it (`Anonymity`) |
/// | any other | nothing: it names somebody or something of theirs, whatever its quality says |
final class Generalising {
  private static final int DECADE = 3;

  private Generalising() {}

  /// A generalised record.
  ///
  /// @param quasi by field, what others may know of the person, too
  /// @param sensitive by field, what they must not learn
  /// @param texts the fields among both that are free text
  record Row(
      SortedMap<String, String> quasi,
      SortedMap<String, String> sensitive,
      SortedSet<String> texts) {}

  /// Whether anything of the category's records could stay.
  static boolean keepsAnything(Category category) {
    return !category.special()
        && category.fields().values().stream().anyMatch(spec -> quality(spec).isPresent());
  }

  /// The quality of a field of which something may stay.
  static Optional<Quality> quality(FieldSpec spec) {
    boolean coarse =
        switch (spec.type()) {
          case TEXT, DATE, NUMBER, BOOLEAN -> true;
          case TCKN, YKN, VKN, IBAN, PHONE, EMAIL, PLATE, MERSIS, KEP -> false;
        };
    return spec.quality()
        .filter(quality -> coarse && quality != Quality.DIRECT && !spec.searchable());
  }

  static Row row(Category category, ObjectNode fields) {
    var row = new Row(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    category
        .fields()
        .forEach((name, spec) -> {
          var value = fields.get(name);
          if (value != null) {
            quality(spec)
                .ifPresent(quality ->
                    (quality == Quality.QUASI ? row.quasi() : row.sensitive())
                        .put(name, coarse(spec, value)));
            if (spec.type() == FieldType.TEXT) {
              row.texts().add(name);
            }
          }
        });
    return row;
  }

  private static String coarse(FieldSpec spec, JsonNode value) {
    return switch (spec.type()) {
      case DATE -> value.asText().substring(0, DECADE) + "0s";
      case NUMBER -> number(value.decimalValue());
      default -> spec.type().fold(value);
    };
  }

  private static String number(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    int size = value.precision() - value.scale() - 1;
    return value.movePointLeft(size).setScale(0, RoundingMode.DOWN) + "e" + size;
  }
}
