package emanet.register;

import java.util.Locale;
import java.util.Optional;

/// How a value is shown.
public enum View {
  PLAIN,
  MASKED;

  /// As it stands in a query: `plain`, `masked`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<View> parse(String label) {
    for (var view : values()) {
      if (view.label().equals(label)) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }

  static Optional<View> parseCode(String code) {
    return Codes.parse(values(), code);
  }
}
