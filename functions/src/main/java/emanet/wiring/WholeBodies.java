package emanet.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Hands bodies over whole, to a client of the JDK's `HttpURLConnection`.
///
/// Where that is told a body's length beforehand, it streams it: then, before each call on a kept
/// connection, it reads for a millisecond, to see whether the other side has closed it meanwhile,
/// which costs a timer, two changes of threads and an exception. Where it is not told, it keeps the
/// body and counts it, and a connection that turns out to be closed is opened anew and the body
/// sent once more. So it is for calls only that may be repeated, and whose bodies are small.
///
/// What is signed and sent stays the same: the length is a header of the request either way.
final class WholeBodies implements SdkHttpClient {
  private static final String LENGTH = "Content-Length";

  private final SdkHttpClient client;

  /// @param client not closed with this one
  WholeBodies(SdkHttpClient client) {
    this.client = client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    var whole = HttpExecuteRequest.builder().request(new Unmeasured(request.httpRequest()));
    request.contentStreamProvider().ifPresent(whole::contentStreamProvider);
    request.metricCollector().ifPresent(whole::metricCollector);
    return client.prepareRequest(whole.build());
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    // whoever made the client closes it
  }

  /// A request that does not tell its length: `HttpURLConnection` counts it.
  private record Unmeasured(SdkHttpRequest request) implements SdkHttpRequest {
    @Override
    public Optional<String> firstMatchingHeader(String header) {
      return LENGTH.equals(header) ? Optional.empty() : request.firstMatchingHeader(header);
    }

    @Override
    public void forEachHeader(BiConsumer<? super String, ? super List<String>> consumer) {
      request.forEachHeader(consumer);
    }

    @Override
    public String protocol() {
      return request.protocol();
    }

    @Override
    public String host() {
      return request.host();
    }

    @Override
    public int port() {
      return request.port();
    }

    @Override
    public String encodedPath() {
      return request.encodedPath();
    }

    @Override
    public Map<String, List<String>> rawQueryParameters() {
      return request.rawQueryParameters();
    }

    @Override
    public SdkHttpMethod method() {
      return request.method();
    }

    @Override
    public Map<String, List<String>> headers() {
      return request.headers();
    }

    @Override
    public Builder toBuilder() {
      return request.toBuilder();
    }
  }
}
