package emanet.local.verify;

import emanet.ledger.tlog.NoteKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Looks for witnesses' cosignatures among a log's checkpoints (L1-10, L1-20).
///
/// A checkpoint that a witness cosigned is one of the log's, and is held to be a beginning of it
/// like every other: so what the witness has seen is what is there.
final class Cosignatures {
  private final List<NoteKey> witnesses;
  private final int quorum;
  private final Findings findings;

  /// @param quorum how many of the witnesses must have cosigned
  Cosignatures(List<NoteKey> witnesses, int quorum, Findings findings) {
    this.witnesses = List.copyOf(witnesses);
    this.quorum = quorum;
    this.findings = findings;
  }

  /// The largest checkpoint that each witness cosigned.
  ///
  /// @param newest what is named where there are too few
  List<Cosigned> among(List<SignedHeads.Head> heads, String newest) {
    var all = new ArrayList<Cosigned>();
    for (var witness : witnesses) {
      heads.stream()
          .flatMap(head -> by(witness, head))
          .max(Comparator.comparingLong(Cosigned::size))
          .ifPresent(all::add);
    }
    if (all.size() < quorum) {
      findings.add(
          Finding.Kind.COSIGNATURES_TOO_FEW,
          newest,
          all.size() + " of the " + quorum + " witnesses that are asked for cosigned the log");
    }
    return all;
  }

  private Stream<Cosigned> by(NoteKey witness, SignedHeads.Head head) {
    var good = new ArrayList<Cosigned>();
    for (var line : head.note().signatures()) {
      if (witness.isNamedBy(line)) {
        if (witness.verifies(head.note().text(), line)) {
          var at = NoteKey.time(line).orElseThrow();
          good.add(new Cosigned(witness.name(), head.checkpoint().size(), at));
        } else {
          findings.add(
              Finding.Kind.COSIGNATURE_INVALID,
              head.file(),
              "the cosignature of " + witness.name() + " does not verify");
        }
      }
    }
    return good.stream();
  }
}
