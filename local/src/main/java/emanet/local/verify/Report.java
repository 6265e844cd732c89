package emanet.local.verify;

import emanet.ledger.tlog.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What checking a log came to.
///
/// @param checkpoint the one that was checked against
/// @param entries how many were read
/// @param late how many are more than five minutes older than one before them
/// @param checkpoints how many older checkpoints were found to be beginnings of this one
/// @param cosigned the witnesses whose cosignatures verify
/// @param from the time of the earliest entry
/// @param to the time of the latest entry
public record Report(
    Optional<Checkpoint> checkpoint,
    long entries,
    long late,
    int checkpoints,
    List<Cosigned> cosigned,
    Optional<Instant> from,
    Optional<Instant> to,
    List<Finding> findings) {
  public Report {
    cosigned = List.copyOf(cosigned);
    findings = List.copyOf(findings);
  }

  public boolean clean() {
    return findings.isEmpty();
  }
}
