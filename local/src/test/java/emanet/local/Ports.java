package emanet.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports for processes that are told theirs.
public final class Ports {
  private Ports() {}

  /// A port with a free one behind it.
  public static int two() throws IOException {
    while (true) {
      try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          var next =
              new ServerSocket(one.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (BindException e) {
        // somebody has the one behind it
      }
    }
  }
}
