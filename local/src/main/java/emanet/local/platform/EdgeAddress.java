package emanet.local.platform;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Which edge a function belongs to: the one that is its AWS, unless another emulator is.
public final class EdgeAddress {
  /// Names the edge where `AWS_ENDPOINT_URL` names another emulator of AWS.
  public static final String VARIABLE = "EMANET_EDGE_URL";

  private EdgeAddress() {}

  /// Empty in the cloud.
  static Optional<URI> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
        .filter(address -> !address.isBlank())
        .map(URI::create);
  }
}
