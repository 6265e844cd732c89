package emanet.backups;

/// A backup that is not used: what is wrong with it, and with which object.
final class BrokenBackup extends Exception {
  private static final long serialVersionUID = 1;

  private final Flaw flaw;
  private final String object;

  /// @param object its name; empty where the flaw is of the whole
  BrokenBackup(Flaw flaw, String object) {
    super(flaw + " " + object);
    this.flaw = flaw;
    this.object = object;
  }

  Flaw flaw() {
    return flaw;
  }

  String object() {
    return object;
  }
}
