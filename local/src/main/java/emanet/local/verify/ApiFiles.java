package emanet.local.verify;

import emanet.local.client.Api;
import emanet.local.client.Unreachable;
import emanet.values.Bytes;
import java.util.List;
import java.util.Optional;

/// A log as the API serves it, below `/v1/ledger`. It cannot be listed: older checkpoints and
/// narrower tiles are not seen.
public final class ApiFiles implements LogFiles {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Api api;

  public ApiFiles(Api api) {
    this.api = api;
  }

  @Override
  public Optional<Bytes> read(String name) {
    var answer = api.send(api.call("GET", "/v1/ledger/" + name));
    return switch (answer.status()) {
      case OK -> Optional.of(answer.content());
      case NOT_FOUND -> Optional.empty();
      default -> throw new Unreachable("/v1/ledger/" + name + " was answered " + answer.status());
    };
  }

  @Override
  public List<String> list(String prefix) {
    return List.of();
  }
}
