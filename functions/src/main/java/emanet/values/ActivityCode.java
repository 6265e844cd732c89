package emanet.values;

import java.util.Optional;

/// A processing activity (veri işleme faaliyeti) of the register.
public record ActivityCode(String value) {
  private static final int LEAST = 2;
  private static final int MOST = 64;

  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public ActivityCode {
    if (!Codes.fits(value, LEAST, MOST)) {
      throw new IllegalArgumentException("not a activity code");
    }
  }

  public static Optional<ActivityCode> parse(String text) {
    return Codes.fits(text, LEAST, MOST) ? Optional.of(new ActivityCode(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
