package emanet.subjects;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import java.util.List;
import java.util.Optional;

/// A free text about a person, as it is sent: it will be sealed.
record PersonalText(String text) {
  private static final int LONGEST = 2000;

  /// What is wrong with it, if anything.
  Optional<FieldError> error(String pointer) {
    if (text.isBlank()) {
      return Optional.of(new FieldError(pointer, FieldCode.MISSING));
    }
    return text.length() > LONGEST
        ? Optional.of(new FieldError(pointer, FieldCode.LENGTH))
        : Optional.empty();
  }

  /// @throws emanet.fault.FaultException `Invalid`
  void requireValid(String pointer) {
    error(pointer)
        .ifPresent(error -> {
          throw new Fault.Invalid(List.of(error)).exception();
        });
  }

  @Override
  public String toString() {
    return "PersonalText[" + text.length() + "]";
  }
}
