package emanet.ledger;

import emanet.ledger.tlog.Note;
import emanet.values.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/// Shows a witness one checkpoint (C2SP tlog-witness, `add-checkpoint`).
///
/// A witness cosigns what continues the largest checkpoint that it has seen. Where it has seen
/// another one than we think, it says which, and is shown the proof from there, once.
final class WitnessCall {
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVERS_FAULT = 500;
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

  private final WitnessPost post;
  private final Witness witness;
  private final SignedCheckpoint signed;
  private final LongFunction<List<Bytes>> proofs;

  /// @param proofs that the tree of so many entries is the beginning of the checkpoint's
  WitnessCall(
      WitnessPost post,
      Witness witness,
      SignedCheckpoint signed,
      LongFunction<List<Bytes>> proofs) {
    this.post = post;
    this.witness = witness;
    this.signed = signed;
    this.proofs = proofs;
  }

  /// What came of it.
  sealed interface Came {
    /// A line that verifies.
    record Cosigned(Note.Signature line) implements Came {}

    /// An answer, and no cosignature.
    ///
    /// @param why a code
    record Refused(String why) implements Came {}

    /// No answer, or one that says that the witness cannot: others need not be tried.
    record Away(String why) implements Came {}
  }

  /// @param from the size that the witness has cosigned, as far as is known
  Came from(long from) {
    var answer = sent(from);
    var other =
        answer
            .filter(given -> given.status() == CONFLICT)
            .flatMap(given -> size(given.body()))
            .filter(size -> size != from);
    if (other.isEmpty()) {
      return came(answer);
    }
    return other.get() > signed.size()
        ? new Came.Refused("AHEAD") // another Region showed it more; this copy will have it soon
        : came(sent(other.get()));
  }

  private Optional<WitnessPost.Answer> sent(long from) {
    var body = new StringBuilder("old ").append(from).append('\n');
    proofs.apply(from).forEach(hash -> body.append(hash.toBase64()).append('\n'));
    body.append('\n').append(signed.note().encoded());
    return post.post(witness.address(), body.toString());
  }

  private Came came(Optional<WitnessPost.Answer> answer) {
    if (answer.isEmpty()) {
      return new Came.Away("NO_ANSWER");
    }
    int status = answer.get().status();
    if (status != OK) {
      return status >= SERVERS_FAULT || status == TOO_MANY
          ? new Came.Away("STATUS_" + status)
          : new Came.Refused("STATUS_" + status);
    }
    // lines of other keys are none of ours
    return Note.signatures(answer.get().body()).stream()
        .filter(witness.key()::isNamedBy)
        .findFirst()
        .filter(line -> witness.key().verifies(signed.note().text(), line))
        .<Came>map(Came.Cosigned::new)
        .orElseGet(() -> new Came.Refused("COSIGNATURE_INVALID"));
  }

  private static Optional<Long> size(String body) {
    var match = SIZE.matcher(body);
    return match.matches() ? Optional.of(Long.valueOf(match.group(1))) : Optional.empty();
  }
}
