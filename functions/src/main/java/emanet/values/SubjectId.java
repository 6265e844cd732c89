package emanet.values;

import java.util.Optional;

/// A data subject (ilgili kişi): 128 random bits, never anything that the person is known by.
public record SubjectId(String value) {
  /// @throws IllegalArgumentException without the value, which may be personal, in its text
  public SubjectId {
    if (!Ids.isRandom(value)) {
      throw new IllegalArgumentException("not a subject id");
    }
  }

  public static Optional<SubjectId> parse(String text) {
    return Ids.isRandom(text) ? Optional.of(new SubjectId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
