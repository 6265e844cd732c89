package emanet.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/// Makes many posts at once from one thread: all are sent before an answer is read. So nobody is
/// woken for each of them, which is most of what a call costs whose answer takes a while.
public interface Volley {
  /// The most posts that it makes at once: each takes a connection.
  int MOST = 32;

  /// Makes them, each once.
  ///
  /// @param posts no more than `MOST`, whose bodies are not changed meanwhile, all to one endpoint
  /// @param most what has no answer after so long has none
  /// @return in their order; bodies are in memory. Empty where there is no answer that is whole
  List<Optional<HttpExecuteResponse>> post(List<HttpExecuteRequest> posts, Duration most);
}
