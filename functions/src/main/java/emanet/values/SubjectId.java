package emanet.values;

import java.util.Optional;
import java.util.regex.Pattern;

/// A data subject (ilgili kişi): 128 random bits, never anything that the person is known by.
public record SubjectId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-hjkmnp-tv-z]{26}");

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public SubjectId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a subject id");
    }
  }

  public static Optional<SubjectId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new SubjectId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
