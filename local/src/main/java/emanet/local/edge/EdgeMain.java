package emanet.local.edge;

import java.util.concurrent.CountDownLatch;

/// The edge as a process of its own: `EdgeMain [--port N]`. Says one line when it serves, and stops
/// on SIGTERM.
public final class EdgeMain {
  private static final int PORT = 4566;
  private static final int WRONG_USE = 2;

  private EdgeMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Edge edge;
    try {
      edge = Edge.start(EdgeOptions.onPort(port(arguments)));
    } catch (PortTakenException | IllegalArgumentException e) {
      System.err.println("edge: " + e.getMessage());
      System.exit(WRONG_USE);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(edge::close, "edge-stop"));
    edge.prepare();
    System.out.println("edge ready on " + edge.url());
    new CountDownLatch(1).await();
  }

  static int port(String[] arguments) {
    if (arguments.length == 0) {
      return PORT;
    }
    if (arguments.length != 2 || !arguments[0].equals("--port")) {
      throw new IllegalArgumentException("usage: --port N");
    }
    try {
      return Integer.parseInt(arguments[1]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port must be a number between 0 and 65535", e);
    }
  }
}
