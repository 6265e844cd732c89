package emanet.breaches;

/// Who is told of a breach.
enum Audience {
  /// The Board.
  AUTHORITY,
  /// The people concerned.
  SUBJECTS,
  /// The controller, or the processor.
  COUNTERPART
}
