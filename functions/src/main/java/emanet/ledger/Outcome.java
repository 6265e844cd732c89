package emanet.ledger;

/// What came of an intent, where it was not simply done. The names stand in leaves: they are never
/// changed, only added to.
public enum Outcome {
  REFUSED(false),
  ABSENT(false),
  ERASED(false),
  STALE(false),
  TAMPERED(false),
  FAILED(false),
  /// Done, under another version of the activity than the intent names.
  VERSION(true),
  /// The activity names a category or field that is no part of what was sent.
  INVALID(false),
  /// The state of things forbade it.
  CONFLICT(false);

  private final boolean done;

  Outcome(boolean done) {
    this.done = done;
  }

  /// Whether what the intent names was shown or done. An intent without any outcome was.
  public boolean done() {
    return done;
  }
}
