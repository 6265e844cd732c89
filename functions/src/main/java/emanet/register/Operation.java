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
  CONSENT(true),
  /// Shows fields of a record, masked, or which records there are, to an operator of the
  /// deployment's for whom the glass was broken (`glass.BreakGlass`): nobody else may, and an
  /// operator may nothing else.
  GLASS(false);

  private final boolean changes;

  Operation(boolean changes) {
    this.changes = changes;
  }

  boolean changes() {
    return changes;
  }

  /// Whether it shows fields of one record to its caller.
  boolean reads() {
    return this == READ || this == GLASS;
  }
}
