package emanet.keys;

import emanet.values.CategoryCode;
import java.util.Optional;

/// What forbids the destruction of a person's keys.
///
/// @param id printable ASCII without `#`
/// @param category whose keys it keeps; empty: all of the person's
public record Hold(String id, Optional<CategoryCode> category) {
  private static final char BOUND = '#';

  public Hold {
    if (id.isEmpty() || id.indexOf(BOUND) >= 0) {
      throw new IllegalArgumentException("not a hold's id");
    }
  }

  /// Whether it forbids destroying the keys of that category.
  public boolean keeps(CategoryCode destroyed) {
    return category.map(destroyed::equals).orElse(true);
  }

  /// As it stands in the item's set: `<id>`, or `<id>#<category>`.
  String text() {
    return category.map(code -> id + BOUND + code).orElse(id);
  }

  static Hold parse(String text) {
    int bound = text.indexOf(BOUND);
    if (bound < 0) {
      return new Hold(text, Optional.empty());
    }
    var category = CategoryCode.parse(text.substring(bound + 1));
    if (bound == 0 || category.isEmpty()) {
      throw new IllegalStateException("a hold is an id, or an id and a category");
    }
    return new Hold(text.substring(0, bound), category);
  }
}
