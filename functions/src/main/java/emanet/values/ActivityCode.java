package emanet.values;

import java.util.Optional;
import java.util.regex.Pattern;

/// A processing activity (veri işleme faaliyeti) of the register.
public record ActivityCode(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,63}");

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public ActivityCode {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a activity code");
    }
  }

  public static Optional<ActivityCode> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new ActivityCode(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
