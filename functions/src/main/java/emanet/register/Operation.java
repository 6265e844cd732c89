package emanet.register;

/// What a call on data does.
public enum Operation {
  /// Shows fields of a record.
  READ(false),
  /// Puts or patches a record.
  WRITE(true),
  /// Deletes a record.
  DELETE(true),
  /// Finds people by a field's value.
  SEARCH(false),
  /// Shows which records there are, without values.
  LIST(false),
  /// Passes fields of records on to a recipient.
  DISCLOSE(false),
  /// Takes up a person.
  CREATE(true),
  /// Gives or withdraws consent: a person may, for themselves.
  CONSENT(true);

  private final boolean changes;

  Operation(boolean changes) {
    this.changes = changes;
  }

  boolean changes() {
    return changes;
  }
}
