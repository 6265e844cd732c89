package emanet.http;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// The real way to the outside.
///
/// It speaks HTTP/1.1 over a socket of its own, since the JDK's clients resolve a name themselves:
/// the address that was checked must be the one that is connected to, or a name that changes its
/// address in between leads inside. The certificate is checked against the name.
///
/// A call ends 5 s after its name was looked up, whatever the other side does: what waits for it
/// serves others, too. How long the look-up takes is the resolver's.
public final class HttpsOutbound implements Outbound {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WHOLE = Duration.ofSeconds(5);
  private static final int LARGEST = 256 * 1024;
  private static final int OK = 200;
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Resolver resolver;
  private final Consumer<List<InetAddress>> check;
  private final SSLSocketFactory tls;
  private final int port;
  private final Duration whole;

  public HttpsOutbound() {
    this(
        host -> List.of(InetAddress.getAllByName(host)),
        Destination::requirePublic,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        Destination.PORT);
  }

  HttpsOutbound(
      Resolver resolver, Consumer<List<InetAddress>> check, SSLSocketFactory tls, int port) {
    this(resolver, check, tls, port, WHOLE);
  }

  /// @param whole how long a call may take
  HttpsOutbound(
      Resolver resolver,
      Consumer<List<InetAddress>> check,
      SSLSocketFactory tls,
      int port,
      Duration whole) {
    this.resolver = resolver;
    this.check = check;
    this.tls = tls;
    this.port = port;
    this.whole = whole;
  }

  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  @Override
  public byte[] get(URI address) {
    var destination =
        Destination.of(address).orElseThrow(() -> Fault.Unavailable.shortly().exception());
    try {
      return over(destination, (socket, deadline) -> exchange(socket, destination, deadline));
    } catch (IOException e) {
      throw Fault.Unavailable.shortly().exception(e);
    }
  }

  @Override
  public Posted post(URI address, Map<String, String> headers, byte[] json) {
    var destination = Destination.of(address);
    if (destination.isEmpty()) {
      return new Posted.Forbidden();
    }
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(destination.get().host());
      check.accept(addresses);
    } catch (IOException e) {
      return new Posted.Unreachable();
    } catch (FaultException e) {
      return new Posted.Forbidden();
    }
    return post(addresses, destination.get(), headers, json);
  }

  @Override
  public Optional<Answer> ask(URI address, String text) {
    var destination = Destination.of(address);
    if (destination.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          over(
              destination.get(),
              (socket, deadline) -> {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                write(socket, destination.get(), TEXT, Map.of(), bytes);
                var answer = new HttpAnswer(socket.getInputStream(), LARGEST, deadline);
                var body = new String(answer.body(), StandardCharsets.UTF_8);
                return new Answer(answer.status(), body);
              }));
    } catch (IOException | FaultException e) {
      return Optional.empty();
    }
  }

  /// What is said over a connection.
  private interface Exchange<T> {
    /// @param deadline by `System.nanoTime`
    T with(SSLSocket socket, long deadline) throws IOException;
  }

  /// Connects to where calls may go, and nowhere else.
  private <T> T over(Destination destination, Exchange<T> exchange) throws IOException {
    var addresses = resolver.resolve(destination.host());
    check.accept(addresses);
    long deadline = deadline();
    try (var plain = connect(addresses, deadline);
        var socket = secure(plain, destination.host())) {
      return exchange.with(socket, deadline);
    }
  }

  private Posted post(
      List<InetAddress> addresses,
      Destination destination,
      Map<String, String> headers,
      byte[] json) {
    long deadline = deadline();
    boolean begun = false;
    try (var plain = connect(addresses, deadline);
        var socket = secure(plain, destination.host())) {
      begun = true;
      write(socket, destination, JSON, headers, json);
      return new Posted.Answered(
          new HttpAnswer(socket.getInputStream(), LARGEST, deadline).status());
    } catch (IOException e) {
      // what was begun may have come through as a whole
      return begun ? new Posted.Unanswered() : new Posted.Unreachable();
    }
  }

  private static void write(
      SSLSocket socket,
      Destination destination,
      String type,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
    var head = new StringBuilder();
    head.append(
        "POST %s HTTP/1.1\r\nHost: %s\r\n".formatted(destination.target(), destination.host()));
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Type: ").append(type);
    head.append("\r\nContent-Length: ").append(body.length);
    head.append("\r\nAccept-Encoding: identity\r\nUser-Agent: emanet\r\nConnection: close\r\n\r\n");
    var out = socket.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private long deadline() {
    return System.nanoTime() + whole.toNanos();
  }

  /// A connection all of whose reads end at a deadline. Time-outs of the socket count from byte to
  /// byte, so that whoever sends one a second, in the handshake for one, would be waited for
  /// without an end.
  private static final class Bounded extends Socket {
    private final long deadline;

    Bounded(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          hurry();
          return super.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
          hurry();
          return super.read(into, from, most);
        }
      };
    }

    private void hurry() throws IOException {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("the answer took too long");
      }
      setSoTimeout((int) Math.min(left, CONNECT.toMillis()));
    }
  }

  private Socket connect(List<InetAddress> addresses, long deadline) throws IOException {
    var failure = new IOException("no address");
    for (var address : addresses.subList(0, Math.min(2, addresses.size()))) {
      var socket = new Bounded(deadline);
      try {
        socket.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  private SSLSocket secure(Socket plain, String host) throws IOException {
    var socket = (SSLSocket) tls.createSocket(plain, host, port, true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] exchange(SSLSocket socket, Destination destination, long deadline)
      throws IOException {
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nUser-Agent: emanet\r\nConnection: close\r\n\r\n"
            .formatted(destination.target(), destination.host());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    var answer = new HttpAnswer(socket.getInputStream(), LARGEST, deadline);
    if (answer.status() != OK) {
      throw new FaultException(Fault.Unavailable.shortly());
    }
    return answer.body();
  }
}
