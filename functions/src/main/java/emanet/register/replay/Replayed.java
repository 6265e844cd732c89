package emanet.register.replay;

/// What is replayed after a restore. The labels stand in objects' names: they are never changed,
/// only added to.
public enum Replayed {
  /// Of a person, or of one category.
  ERASURE("erasures"),
  /// What stands of an erasure once it is certified, its certificate included; another one, with
  /// `-final` behind its id, once that is final.
  CERTIFICATE("certificates"),
  /// An erasure that a hold forbade after its record was written: it is not to be replayed.
  ANNULMENT("annulments"),
  /// A national id that is not to be taken up again until a date.
  SUPPRESSION("suppressions"),
  /// Of consent: a version of a person's decision on one activity. A later version outlives it.
  WITHDRAWAL("withdrawals"),
  RESTRICTION("restrictions"),
  /// Restrictions lifted.
  LIFTING("liftings"),
  HOLD("holds"),
  RELEASE("releases"),
  /// A version of a document of the register: the highest one counts.
  REGISTER("register"),
  /// A step of the end of a tenant's contract, among the deployment's own: after a backup as before
  /// it, a tenant that has ended has ended.
  CLOSURE("closures");

  private final String label;

  Replayed(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
