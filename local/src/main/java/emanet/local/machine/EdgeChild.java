package emanet.local.machine;

import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.edge.PortTakenException;
import java.io.IOException;

/// The edge's process. It says `ready` and lives until its standard input ends: that is, until who
/// started it closes it or is no more, however it ended.
final class EdgeChild {
  static final String READY = "edge ready";
  static final int PORT_TAKEN = 3;

  private EdgeChild() {}

  public static void main(String[] arguments) throws IOException {
    Edge edge;
    try {
      edge = Edge.start(EdgeOptions.onPort(Integer.parseInt(arguments[0])));
    } catch (PortTakenException e) {
      System.exit(PORT_TAKEN);
      return;
    }
    try (edge) {
      System.out.println(READY);
      System.in.skip(Long.MAX_VALUE);
      while (System.in.read() >= 0) {
        // nothing that comes here means anything; only the end does
      }
    }
    System.exit(0);
  }
}
