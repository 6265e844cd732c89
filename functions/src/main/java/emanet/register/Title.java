package emanet.register;

/// A name in Turkish and in English.
@com.google.errorprone.annotations.Immutable
public record Title(String tr, String en) {}
