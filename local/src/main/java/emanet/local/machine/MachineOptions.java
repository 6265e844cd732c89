package emanet.local.machine;

import java.nio.file.Path;
import java.util.List;

/// How one machine is started.
///
/// @param home the directory of template.yaml, infrastructure/ and events/
/// @param port of the API in the first Region; the next ones serve the others
/// @param awsPort of the edge
/// @param regions at least one
public record MachineOptions(Path home, int port, int awsPort, List<String> regions) {
  private static final int HIGHEST = 65_535;

  public MachineOptions {
    regions = List.copyOf(regions);
    if (regions.isEmpty() || regions.stream().distinct().count() < regions.size()) {
      throw new IllegalArgumentException("--regions names each Region once");
    }
    if (port < 1 || port + regions.size() - 1 > HIGHEST) {
      throw new IllegalArgumentException("--port is a number between 1 and " + HIGHEST);
    }
    if (awsPort < 1 || awsPort > HIGHEST) {
      throw new IllegalArgumentException("--aws-port is a number between 1 and " + HIGHEST);
    }
    if (awsPort >= port && awsPort < port + regions.size()) {
      throw new IllegalArgumentException(
          "--aws-port " + awsPort + " is one of the API's ports as well");
    }
  }
}
