package emanet.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Calls from here to the outside: to HTTPS on port 443 of public addresses alone.
public interface Outbound extends Pages {
  /// Posts once: no redirect is followed, nothing is tried again, and of the answer only the status
  /// is read.
  ///
  /// @param headers beside `Host`, `Content-Type: application/json` and `Content-Length`; names and
  ///   values are ours
  Posted post(URI address, Map<String, String> headers, byte[] json);

  /// Posts a text once, and reads the answer: no redirect is followed, nothing is tried again.
  ///
  /// @return empty where calls may not go there, and where no whole answer came in time
  Optional<Answer> ask(URI address, String text);

  /// An answer, whatever its status.
  record Answer(int status, String body) {}

  /// What came of a post.
  sealed interface Posted {
    /// The other side answered.
    record Answered(int status) implements Posted {}

    /// Calls may not go there: the address is none, or the name leads inside.
    record Forbidden() implements Posted {}

    /// It never came to the other side.
    record Unreachable() implements Posted {}

    /// It was sent, and no answer came.
    record Unanswered() implements Posted {}
  }
}
