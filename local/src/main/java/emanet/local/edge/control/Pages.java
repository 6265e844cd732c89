package emanet.local.edge.control;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Pages of the world outside that are led here: what an https URL is to answer, to a GET by its
/// body and to a webhook by its status; or to which server of this machine a question goes on.
final class Pages {
  private static final int OK = 200;

  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final Map<String, URI> servers = new ConcurrentHashMap<>();

  /// `{url, body}`, `{url, status}` or both; status 0 takes a webhook and gives no answer. Or
  /// `{url, server}`, a loopback address.
  void put(Fields fields) {
    var url = fields.uri("url").toString();
    var body = fields.optionalText("body");
    var status = fields.optionalInteger("status");
    var server = fields.optionalText("server").map(URI::create);
    fields.done();
    if (body.isEmpty() && status.isEmpty() && server.isEmpty()) {
      throw Fields.wrong("body", "what the page says");
    }
    if (!server.map(address -> "127.0.0.1".equals(address.getHost())).orElse(true)) {
      throw Fields.wrong("server", "an address of 127.0.0.1");
    }
    server.ifPresent(address -> servers.put(url, address));
    body.ifPresent(text -> bodies.put(url, text));
    status.ifPresent(number -> statuses.put(url, Math.toIntExact(number)));
  }

  Optional<String> body(String url) {
    return Optional.ofNullable(bodies.get(url));
  }

  /// What a webhook's address answers.
  int status(String url) {
    return statuses.getOrDefault(url, OK);
  }

  /// The server that plays this one.
  Optional<URI> server(String url) {
    return Optional.ofNullable(servers.get(url));
  }

  /// One, or all.
  void remove(Optional<String> url) {
    url.ifPresentOrElse(
        one -> {
          bodies.remove(one);
          statuses.remove(one);
          servers.remove(one);
        },
        () -> {
          bodies.clear();
          statuses.clear();
          servers.clear();
        });
  }
}
