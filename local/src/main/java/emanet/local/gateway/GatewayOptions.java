package emanet.local.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// How a gateway is started.
///
/// @param template the SAM template; its neighbour `events/` holds the functions' sample events
/// @param edge what the functions get as `AWS_ENDPOINT_URL`
/// @param port the loopback port of the API, 0 for any that is free
/// @param parameters of the template, where they differ from their defaults
public record GatewayOptions(
    Path template, URI edge, String region, int port, Map<String, String> parameters) {
  public GatewayOptions {
    parameters = Map.copyOf(parameters);
  }

  public GatewayOptions(Path template, URI edge, String region, int port) {
    this(template, edge, region, port, Map.of());
  }
}
