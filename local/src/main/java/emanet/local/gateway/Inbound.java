package emanet.local.gateway;

import emanet.local.template.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A request that has a route.
///
/// @param path as it was sent
/// @param parameters parts of the path as they were sent
/// @param headers as they were sent, in order
/// @param query decoded
record Inbound(
    String id,
    Instant at,
    Route route,
    String path,
    Map<String, String> parameters,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    String sourceAddress) {

  /// The last value of a header, whatever its case.
  String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().getLast())
        .findFirst()
        .orElse("");
  }
}
