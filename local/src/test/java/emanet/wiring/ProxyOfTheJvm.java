package emanet.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The JVM names a proxy, for one port alone, which nobody serves, until it is closed. There is one
/// at a time, since there is one JVM.
final class ProxyOfTheJvm extends ProxySelector implements AutoCloseable {
  private static final Semaphore ONE = new Semaphore(1);

  private final Proxy.Type type;
  private final int port;
  private final ProxySelector before;

  private ProxyOfTheJvm(Proxy.Type type, int port, ProxySelector before) {
    this.type = type;
    this.port = port;
    this.before = before;
  }

  /// @param port of those who are to be reached by it
  static ProxyOfTheJvm named(Proxy.Type type, int port) throws InterruptedException {
    ONE.acquire();
    var named = new ProxyOfTheJvm(type, port, ProxySelector.getDefault());
    ProxySelector.setDefault(named);
    return named;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return uri.getPort() == port
        ? List.of(new Proxy(type, new InetSocketAddress("127.0.0.1", 1)))
        : before.select(uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    before.connectFailed(uri, address, failure);
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
    ONE.release();
  }
}
