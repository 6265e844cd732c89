package emanet.local.edge.s3;

import java.time.Instant;
import java.util.Optional;

/// What protects one version of an object.
record Lock(Optional<Retention> retention, boolean held) {
  static final Lock NONE = new Lock(Optional.empty(), false);

  /// How long, and whether somebody may lift it.
  record Retention(Mode mode, Instant until) {
    boolean inForce(Instant now) {
      return until.isAfter(now);
    }
  }

  /// Governance can be bypassed by who asks for that; compliance by nobody.
  enum Mode {
    GOVERNANCE,
    COMPLIANCE
  }

  Lock with(Optional<Retention> other) {
    return new Lock(other, held);
  }

  Lock withHold(boolean on) {
    return new Lock(retention, on);
  }

  boolean forbidsDeletion(Instant now, boolean bypass) {
    return held
        || retention
            .filter(kept -> kept.inForce(now))
            .filter(kept -> kept.mode() == Mode.COMPLIANCE || !bypass)
            .isPresent();
  }
}
