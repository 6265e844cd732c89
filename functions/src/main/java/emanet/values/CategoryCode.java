package emanet.values;

import java.util.Optional;

/// A category of personal data (veri kategorisi).
public record CategoryCode(String value) {
  private static final int LEAST = 2;
  private static final int MOST = 40;

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public CategoryCode {
    if (!Codes.fits(value, LEAST, MOST)) {
      throw new IllegalArgumentException("not a category code");
    }
  }

  public static Optional<CategoryCode> parse(String text) {
    return Codes.fits(text, LEAST, MOST) ? Optional.of(new CategoryCode(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
