package emanet.wiring;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Posts by the JDK's `HttpURLConnection`, as the SDK's client over it does, but for what that does
/// for any request: here an address is read once, an answer's headers are those that are asked for,
/// and a body is handed over whole (see `WholeBodies`). So it is for posts only that may be
/// repeated, and whose bodies are small; `store.Wire` makes most calls of the product by it.
///
/// On a virtual thread a read has no time-out, which is a timer in every call: whoever waits there
/// is ended by an interrupt, which closes the socket (`store.TimeLimit`). A platform thread is not,
/// and its reads have one.
final class BareConnections implements SdkHttpClient {
  private static final int ERRORS = 400;

  private final int connectMillis;
  private final int readMillis;
  private volatile @Nullable Place place;

  BareConnections(Duration connecting, Duration reading) {
    this.connectMillis = Math.toIntExact(connecting.toMillis());
    this.readMillis = Math.toIntExact(reading.toMillis());
  }

  /// An address, as a request names it and as the JDK reads it.
  private record Place(String protocol, String host, int port, String path, URL url) {
    boolean isOf(SdkHttpRequest request) {
      return port == request.port()
          && host.equals(request.host())
          && path.equals(request.encodedPath())
          && protocol.equals(request.protocol());
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    try {
      return new Post(connection(request.httpRequest()), request);
    } catch (IOException e) {
      // of an address that the JDK does not know how to reach
      throw new IllegalArgumentException(e);
    }
  }

  private HttpURLConnection connection(SdkHttpRequest request) throws IOException {
    var connection = (HttpURLConnection) url(request).openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(connectMillis);
    connection.setReadTimeout(Thread.currentThread().isVirtual() ? 0 : readMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod(request.method().name());
    connection.setDoOutput(true);
    // the JDK itself says the host and the length, and takes neither from here
    request.forEachHeader(
        (name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
    return connection;
  }

  private URL url(SdkHttpRequest request) throws IOException {
    var known = place;
    if (known == null || !known.isOf(request)) {
      known =
          new Place(
              request.protocol(),
              request.host(),
              request.port(),
              request.encodedPath(),
              request.getUri().toURL());
      place = known;
    }
    return known.url();
  }

  private record Post(HttpURLConnection connection, HttpExecuteRequest request)
      implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      if (request.contentStreamProvider().isPresent()) {
        try (var body = request.contentStreamProvider().get().newStream();
            var out = connection.getOutputStream()) {
          body.transferTo(out);
        }
      }
      int status = connection.getResponseCode();
      var content = status < ERRORS ? connection.getInputStream() : connection.getErrorStream();
      var answer = HttpExecuteResponse.builder().response(new Answer(status, connection));
      if (content != null) {
        answer.responseBody(AbortableInputStream.create(content, connection::disconnect));
      }
      return answer.build();
    }

    @Override
    public void abort() {
      connection.disconnect();
    }
  }

  private record Answer(int statusCode, HttpURLConnection connection) implements SdkHttpResponse {
    @Override
    public Optional<String> statusText() {
      return Optional.ofNullable(connection.getHeaderField(0));
    }

    @Override
    public Optional<String> firstMatchingHeader(String header) {
      return Optional.ofNullable(connection.getHeaderField(header));
    }

    @Override
    public Map<String, List<String>> headers() {
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      connection
          .getHeaderFields()
          .forEach((name, values) -> {
            if (name != null) { // the status has none
              headers.put(name, values);
            }
          });
      return headers;
    }

    @Override
    public Builder toBuilder() {
      var builder = SdkHttpResponse.builder().statusCode(statusCode).headers(headers());
      statusText().ifPresent(builder::statusText);
      return builder;
    }
  }

  @Override
  public String clientName() {
    return "UrlConnection";
  }

  @Override
  public void close() {
    // connections are the JDK's, which drops those that nobody uses
  }
}
