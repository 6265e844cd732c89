package emanet.fault;

/// Why the state of things forbids it now (409).
public enum Conflict {
  /// It exists already.
  EXISTS("already-exists"),
  /// The first call with this idempotency key is still running.
  RUNNING("still-running"),
  /// It was changed by others again and again while this was tried.
  CHANGED("changed-meanwhile"),
  /// The person was erased and asked not to be taken up again.
  PREVIOUSLY_ERASED("previously-erased"),
  /// The proposal was decided already.
  DECIDED("already-decided"),
  /// There are as many of them as there may be.
  FULL("limit-reached"),
  /// A hold forbids it.
  HELD("held"),
  /// Too few people whose records could be made anonymous with these were found in time.
  NOT_ANONYMOUS("not-anonymous"),
  /// The application is not where the call supposes it.
  REQUEST_STATE("request-state"),
  /// The application on which it rests is not that far, or was not accepted.
  REQUEST("request-not-accepted"),
  /// Nothing waits for this confirmation.
  NOTHING_OPEN("nothing-open"),
  /// Whom a breach reached is not worked out yet.
  SCOPE("scope-not-ready"),
  /// The audit package is still being made, or could not be.
  PACKAGE("package-not-ready"),
  /// The Authority was told already; or it was not, and this would follow up on that.
  BREACH_STAGE("breach-stage"),
  /// Nobody was told whose receipt it could be.
  UNTOLD("nobody-told"),
  /// The backup is not used: `flaw` says why, `object` which object it is about.
  BACKUP("backup-unusable"),
  /// The tables of the next generation are not there, or somebody has lived in them.
  GENERATION("generation"),
  /// The restore is not that far, or failed.
  RESTORE_STATE("restore-state"),
  /// A drill is under way, and there is one set of scratch tables.
  DRILL_RUNNING("drill-running"),
  /// The drill did not come to what it is to show: its report says what.
  DRILL("drill-failed"),
  /// The end of the contract is not where the call supposes it.
  CLOSURE("closure-state"),
  /// The tenant names nobody who could be told.
  NOBODY("nobody-to-tell"),
  /// The tenant's contract has ended: nothing of it is restored.
  ENDED("tenant-ended"),
  /// Something in force depends on it.
  IN_USE("in-use"),
  /// Hosting abroad has no mechanism under Art. 9, so no activity can become active.
  HOSTING("hosting-transfer");

  private final String slug;

  Conflict(String slug) {
    this.slug = slug;
  }

  /// The stable name outside this program.
  public String slug() {
    return slug;
  }
}
