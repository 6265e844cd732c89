package emanet.envelope;

import emanet.fault.Fault;
import emanet.values.SecretBytes;

/// What opening a sealed record gave, if it was not tampered with.
public sealed interface Opened {
  /// The plaintext, which the taker closes.
  record Plain(SecretBytes content) implements Opened {}

  /// Its key was destroyed: it opens for nobody, ever.
  record Destroyed() implements Opened {}

  /// The plaintext, for who has no other answer to a destroyed key than that it is gone.
  ///
  /// @throws emanet.fault.FaultException `Erased` if the key was destroyed
  default SecretBytes plain() {
    return switch (this) {
      case Plain(var content) -> content;
      case Destroyed _ -> throw new Fault.Erased().exception();
    };
  }
}
