package emanet.register;

import emanet.fault.Fault;
import emanet.fault.FieldError;
import java.util.ArrayList;
import java.util.List;

/// A document as it was sent: of the right shape (or it would be no draft), its meaning still to be
/// judged. Two steps, because who may send it is decided in between.
final class Draft<T> {
  private final T value;
  private final List<FieldError> errors;

  /// @param value holds stand-ins where there are errors
  Draft(T value, List<FieldError> errors) {
    this.value = value;
    this.errors = List.copyOf(errors);
  }

  /// Rules that see the whole, and what else exists.
  interface Rules<T> {
    void judge(T value, Errors errors);
  }

  /// The value, if neither its parts nor the rules object.
  ///
  /// @throws emanet.fault.FaultException `Invalid`
  T judged(Rules<T> rules) {
    var all = new Errors();
    if (errors.isEmpty()) {
      rules.judge(value, all);
    } else {
      errors.forEach(all::add);
    }
    all.throwIfAny();
    return value;
  }

  T judged() {
    return judged((_, _) -> {});
  }

  /// What is wrong, as it is found.
  static final class Errors {
    private final List<FieldError> found = new ArrayList<>();

    void add(FieldError error) {
      found.add(error);
    }

    void add(String pointer, emanet.fault.FieldCode code) {
      add(new FieldError(pointer, code));
    }

    List<FieldError> found() {
      return found;
    }

    void throwIfAny() {
      if (!found.isEmpty()) {
        throw new Fault.Invalid(found).exception();
      }
    }
  }
}
