package emanet.ledger;

import java.net.URI;
import java.util.Optional;

/// The way to a witness.
@FunctionalInterface
public interface WitnessPost {
  /// Posts once, in a bounded time; empty where no answer came.
  Optional<Answer> post(URI address, String body);

  /// What a witness says.
  record Answer(int status, String body) {}
}
