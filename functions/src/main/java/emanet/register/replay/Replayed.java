package emanet.register.replay;

/// What is replayed after a restore. The labels stand in objects' names: they are never changed,
/// only added to.
public enum Replayed {
  /// Of a person, or of one category.
  ERASURE("erasures"),
  /// An erasure that a hold forbade after its record was written: it is not to be replayed.
  ANNULMENT("annulments"),
  /// A national id that is not to be taken up again until a date.
  SUPPRESSION("suppressions"),
  WITHDRAWAL("withdrawals"),
  RESTRICTION("restrictions"),
  /// Restrictions lifted.
  LIFTING("liftings"),
  HOLD("holds"),
  RELEASE("releases"),
  REGISTER("register");

  private final String label;

  Replayed(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
