package emanet.register;

import emanet.register.formats.Turkish;
import java.util.Optional;
import java.util.function.Function;

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

  /// By their Turkish names, whatever their case.
  static <E> Optional<E> named(E[] values, String name, Function<E, Title> title) {
    var folded = Turkish.fold(name);
    for (var value : values) {
      if (Turkish.fold(title.apply(value).tr()).equals(folded)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
