package emanet.local.client;

import java.net.URI;
import java.util.Set;

/// The HTTP API at one address, with one bearer's tokens.
public final class Api {
  private static final int UNAUTHENTICATED = 401;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Http http;
  private final URI base;
  private final Tokens tokens;

  /// @throws IllegalArgumentException if tokens would cross a network in clear
  public Api(Http http, URI base, Tokens tokens) {
    if (!safe(base)) {
      throw new IllegalArgumentException("the address must be https, or http on this machine");
    }
    this.http = http;
    this.base = base;
    this.tokens = tokens;
  }

  /// A call of a path that starts with `/`, query included, without a token yet.
  public Call call(String method, String path) {
    var text = base.toString();
    var root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return Call.of(method, URI.create(root + path));
  }

  /// Sends once.
  public Answer send(Call call) {
    return http.send(call.with("Authorization", "Bearer " + tokens.current()));
  }

  /// Sends until served (see `Http`); a refused token is renewed once.
  public Answer persist(Call call) {
    var answer = http.persist(call.with("Authorization", "Bearer " + tokens.current()));
    return answer.status() == UNAUTHENTICATED
        ? http.persist(call.with("Authorization", "Bearer " + tokens.renewed()))
        : answer;
  }

  private static boolean safe(URI base) {
    if (base.getHost() == null) {
      return false;
    }
    return "https".equals(base.getScheme())
        || ("http".equals(base.getScheme()) && LOOPBACK.contains(base.getHost()));
  }
}
