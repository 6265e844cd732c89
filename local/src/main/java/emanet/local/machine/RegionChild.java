package emanet.local.machine;

import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// One Region's gateway and functions as a process: `RegionChild TEMPLATE EDGE REGIONS REGION
/// PORT`. It says where it serves, and lives until its standard input ends.
final class RegionChild {
  static final String SERVES = "serves ";

  private static final int REGIONS = 2;
  private static final int REGION = 3;
  private static final int PORT = 4;

  private RegionChild() {}

  public static void main(String[] arguments) throws IOException {
    var options =
        GatewayOptions.within(
            List.of(arguments[REGIONS].split(",")),
            Path.of(arguments[0]),
            URI.create(arguments[1]),
            arguments[REGION],
            Integer.parseInt(arguments[PORT]));
    try (var gateway = Gateway.start(options)) {
      System.out.println(SERVES + gateway.url());
      System.in.skip(Long.MAX_VALUE);
      while (System.in.read() >= 0) {
        // nothing that comes here means anything; only the end does
      }
    }
    System.exit(0);
  }
}
