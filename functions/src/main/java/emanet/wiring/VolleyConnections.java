package emanet.wiring;

import emanet.store.Volley;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Posts by Apache HttpCore's blocking connections, whose sending and reading are apart: so one
/// thread sends all of a volley, and then reads what was answered meanwhile.
///
/// Nothing is tried again here, also where a kept connection turns out to have been closed by the
/// other side: who calls makes the call otherwise. When the time is over the sockets are closed,
/// which ends whatever is being sent or read. There is no proxy, as with all of `Clients`.
final class VolleyConnections implements Volley {
  /// So a call of 25 rows of usual size goes out by one write.
  private static final int BUFFER = 32 * 1024;

  /// Who was not used for longer may have been closed by the other side: the JDK keeps its own
  /// connections as long.
  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final int LAST_INFORMATION = 199;

  /// Of the platform: a virtual thread that waits for a socket costs two changes of threads.
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("volley-", 0).daemon().factory());

  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private static final DefaultBHttpClientConnectionFactory CONNECTIONS =
      DefaultBHttpClientConnectionFactory.builder()
          .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
          .build();

  private final SSLSocketFactory tls;

  /// Those that were used last are first. Guarded by itself.
  private final ArrayDeque<Line> kept = new ArrayDeque<>();

  /// @param tls whom it trusts
  VolleyConnections(SSLSocketFactory tls) {
    this.tls = tls;
  }

  private static ScheduledThreadPoolExecutor watch() {
    var watch =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("volleys").daemon().factory());
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  /// A connection that is free.
  ///
  /// @param place to whom
  /// @param since when, by `System.nanoTime`
  private record Line(Place place, Socket socket, HttpClientConnection connection, long since) {
    boolean isOf(Place other) {
      return place.equals(other) && System.nanoTime() - since < IDLE.toNanos();
    }

    void end() {
      // nothing is said on it any more, and nobody waited for
      connection.close(CloseMode.IMMEDIATE);
    }
  }

  private record Place(String protocol, String host, int port) {
    static Place of(SdkHttpRequest request) {
      return new Place(request.protocol(), request.host(), request.port());
    }
  }

  /// What a volley has open: all of it is closed when its time is over.
  private static final class Sockets {
    private final Set<Socket> open = new HashSet<>();
    private boolean over;

    /// @return false where there is no time left
    synchronized boolean add(Socket socket) {
      return !over && open.add(socket);
    }

    synchronized void remove(Socket socket) {
      open.remove(socket);
    }

    synchronized void end() {
      over = true;
      open.forEach(VolleyConnections::close);
      open.clear();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // of a socket that is of no use either way
    }
  }

  /// A post that was sent.
  private record Sent(Line line, ClassicHttpRequest request) {}

  @Override
  public List<Optional<HttpExecuteResponse>> post(List<HttpExecuteRequest> posts, Duration most) {
    if (posts.size() > MOST) {
      throw new IllegalArgumentException("posts at once: " + posts.size());
    }
    var sockets = new Sockets();
    var ending = WATCH.schedule(sockets::end, most.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return waitedFor(THREADS.submit(() -> posted(posts, sockets)), sockets);
    } finally {
      var _ = ending.cancel(false);
      // of what was neither answered nor failed, if something was thrown
      sockets.end();
    }
  }

  /// Also when it is interrupted, which cuts it off: nothing is sent any more once it is over.
  private static <T> T waitedFor(Future<T> volley, Sockets sockets) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return volley.get();
        } catch (InterruptedException e) {
          interrupted = true;
          sockets.end();
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<Optional<HttpExecuteResponse>> posted(
      List<HttpExecuteRequest> posts, Sockets sockets) {
    var sent = posts.stream().map(post -> sent(post, sockets)).toList();
    return sent.stream().map(post -> post.flatMap(waiting -> answered(waiting, sockets))).toList();
  }

  private Optional<Sent> sent(HttpExecuteRequest post, Sockets sockets) {
    var request = post.httpRequest();
    var message =
        new BasicClassicHttpRequest(
            request.method().name(), request.encodedPath().isEmpty() ? "/" : request.encodedPath());
    request.forEachHeader(
        (name, values) -> values.forEach(value -> message.addHeader(name, value)));
    post.contentStreamProvider()
        .ifPresent(content ->
            message.setEntity(
                new EntityTemplate(
                    null,
                    out -> {
                      try (var body = content.newStream()) {
                        body.transferTo(out);
                      }
                    })));
    Line line;
    try {
      line = line(Place.of(request), sockets);
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      line.connection().sendRequestHeader(message);
      line.connection().sendRequestEntity(message);
      line.connection().flush();
      return Optional.of(new Sent(line, message));
    } catch (IOException | HttpException e) {
      drop(line, sockets);
      return Optional.empty();
    }
  }

  private Optional<HttpExecuteResponse> answered(Sent sent, Sockets sockets) {
    var line = sent.line();
    try (var answer = line.connection().receiveResponseHeader()) {
      line.connection().receiveResponseEntity(answer);
      var body = body(answer);
      boolean again =
          answer.getCode() > LAST_INFORMATION
              && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(sent.request(), answer, null);
      sockets.remove(line.socket());
      if (again) {
        keep(line);
      } else {
        line.end();
      }
      return Optional.of(
          HttpExecuteResponse.builder()
              .response(new Answer(answer))
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
              .build());
    } catch (IOException | HttpException e) {
      drop(line, sockets);
      return Optional.empty();
    }
  }

  private static byte[] body(ClassicHttpResponse answer) throws IOException {
    var entity = answer.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    try (var content = entity.getContent()) {
      return content.readAllBytes();
    }
  }

  private static void drop(Line line, Sockets sockets) {
    sockets.remove(line.socket());
    line.end();
  }

  private void keep(Line line) {
    synchronized (kept) {
      kept.addFirst(new Line(line.place(), line.socket(), line.connection(), System.nanoTime()));
    }
  }

  private Line line(Place place, Sockets sockets) throws IOException {
    for (var line = free(); line.isPresent(); line = free()) {
      if (line.get().isOf(place) && sockets.add(line.get().socket())) {
        return line.get();
      }
      line.get().end();
    }
    return opened(place, sockets);
  }

  private Optional<Line> free() {
    synchronized (kept) {
      return Optional.ofNullable(kept.pollFirst());
    }
  }

  private Line opened(Place place, Sockets sockets) throws IOException {
    var socket = new Socket(Proxy.NO_PROXY);
    try {
      if (!sockets.add(socket)) {
        throw new IOException("no time left");
      }
      socket.setTcpNoDelay(true);
      // no longer than the volley's time; with a time-out of its own it would never block again,
      // and each read be three calls of the system
      socket.connect(new InetSocketAddress(place.host(), place.port()));
      var connection =
          place.protocol().equals("https")
              ? CONNECTIONS.createConnection(secured(place, socket), socket)
              : CONNECTIONS.createConnection(socket);
      return new Line(place, socket, connection, System.nanoTime());
    } catch (IOException e) {
      sockets.remove(socket);
      socket.close();
      throw e;
    }
  }

  /// By TLS, to whom the certificate names.
  private SSLSocket secured(Place place, Socket socket) throws IOException {
    var secured = (SSLSocket) tls.createSocket(socket, place.host(), place.port(), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private record Answer(ClassicHttpResponse answer) implements SdkHttpResponse {
    @Override
    public int statusCode() {
      return answer.getCode();
    }

    @Override
    public Optional<String> statusText() {
      return Optional.ofNullable(answer.getReasonPhrase());
    }

    @Override
    public Optional<String> firstMatchingHeader(String header) {
      return Optional.ofNullable(answer.getFirstHeader(header)).map(found -> found.getValue());
    }

    @Override
    public Map<String, List<String>> headers() {
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      for (var header : answer.getHeaders()) {
        headers.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(header.getValue());
      }
      return headers;
    }

    @Override
    public Builder toBuilder() {
      var builder = SdkHttpResponse.builder().statusCode(statusCode()).headers(headers());
      statusText().ifPresent(builder::statusText);
      return builder;
    }
  }
}
