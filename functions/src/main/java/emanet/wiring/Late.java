package emanet.wiring;

import java.util.Optional;
import java.util.function.Supplier;

/// What is made at its first use: most calls of most functions need no such thing. Made once, also
/// where several ask at once.
final class Late {
  private Late() {}

  static <T> Supplier<T> of(Supplier<T> making) {
    return new Supplier<>() {
      private volatile Optional<T> made = Optional.empty();

      @Override
      public T get() {
        return made.orElseGet(this::make);
      }

      private synchronized T make() {
        var value = made.orElseGet(making);
        made = Optional.of(value);
        return value;
      }
    };
  }
}
