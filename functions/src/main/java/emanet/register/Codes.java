package emanet.register;

import java.util.Optional;

/// Names of constants as they stand in documents.
final class Codes {
  private Codes() {}

  static <E extends Enum<E>> Optional<E> parse(E[] values, String code) {
    for (var value : values) {
      if (value.name().equals(code)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
