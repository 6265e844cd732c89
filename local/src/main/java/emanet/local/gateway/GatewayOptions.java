package emanet.local.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a gateway is started.
///
/// @param template the SAM template; its neighbour `events/` holds the functions' sample events
/// @param edge whose clock, schedules and pages the functions follow
/// @param aws what the functions get as `AWS_ENDPOINT_URL`: the edge, or another emulator
/// @param port the loopback port of the API, 0 for any that is free
/// @param parameters of the template, where they differ from their defaults
/// @param unscheduled functions whose schedules do not run: for whoever moves the clock by months
///   and looks at something else
public record GatewayOptions(
    Path template,
    URI edge,
    URI aws,
    String region,
    int port,
    Map<String, String> parameters,
    Set<String> unscheduled) {
  /// Whom e-mail of one machine comes from; the edge's SES holds any domain for verified.
  private static final String SENDER = "bildirim@emanet.example";

  public GatewayOptions {
    parameters = Map.copyOf(parameters);
    unscheduled = Set.copyOf(unscheduled);
  }

  public GatewayOptions(Path template, URI edge, String region, int port) {
    this(template, edge, edge, region, port, Map.of(), Set.of());
  }

  /// One Region's part of a deployment over `regions`: it knows the one beside it.
  public static GatewayOptions within(
      List<String> regions, Path template, URI edge, String region, int port) {
    var parameters = new HashMap<String, String>();
    // whoever moves the clock waits for what that starts: no time to seal in rounds
    parameters.put("SealSeconds", "0");
    parameters.put("EmailFrom", SENDER);
    regions.stream()
        .filter(other -> !other.equals(region))
        .findFirst()
        .ifPresent(other -> parameters.put("OtherRegion", other));
    return new GatewayOptions(template, edge, edge, region, port, parameters, Set.of());
  }

  /// The same, on another emulator of AWS.
  public GatewayOptions on(URI otherAws) {
    return new GatewayOptions(template, edge, otherAws, region, port, parameters, unscheduled);
  }

  /// The same, without the schedules of these functions.
  public GatewayOptions without(Set<String> functions) {
    return new GatewayOptions(template, edge, aws, region, port, parameters, functions);
  }
}
