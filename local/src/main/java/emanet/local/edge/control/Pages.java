package emanet.local.edge.control;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Pages of the world outside that are led here: what an https URL is to answer.
final class Pages {
  private final Map<String, String> bodies = new ConcurrentHashMap<>();

  void put(Fields fields) {
    var url = fields.uri("url").toString();
    var body = fields.text("body");
    fields.done();
    bodies.put(url, body);
  }

  Optional<String> body(String url) {
    return Optional.ofNullable(bodies.get(url));
  }

  /// One, or all.
  void remove(Optional<String> url) {
    url.ifPresentOrElse(bodies::remove, bodies::clear);
  }
}
