package emanet.values;

import java.util.Optional;
import java.util.regex.Pattern;

/// A category of personal data (veri kategorisi).
public record CategoryCode(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,39}");

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public CategoryCode {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a category code");
    }
  }

  public static Optional<CategoryCode> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new CategoryCode(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
