package emanet.register;

import emanet.register.formats.FieldType;
import java.util.Optional;

/// A field of a category.
///
/// @param searchable whether the blind index holds it
/// @param quality what it says of the person to whoever would single them out
public record FieldSpec(
    FieldType type, boolean required, boolean searchable, Optional<Quality> quality) {
  /// How a field weighs when data is made anonymous.
  public enum Quality {
    /// Names the person.
    DIRECT,
    /// Names the person together with others.
    QUASI,
    /// What must not be learnt of the person.
    SENSITIVE
  }
}
