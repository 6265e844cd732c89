package emanet.local.edge.s3;

import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/// s3proxy with its store in memory, on a loopback port of its own under a path that nobody can
/// guess: only the edge is to reach it.
final class Engine implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int SECRET_BYTES = 16;
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "keep-alive",
          "server",
          "transfer-encoding",
          "upgrade");

  private Optional<Started> started = Optional.empty();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// Hands a request on, without what is between the caller and the edge only.
  Answer send(String method, String path, String query, Map<String, String> headers, byte[] body) {
    var request = HttpRequest.newBuilder(uri(path, query));
    headers.forEach((name, value) -> {
      if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
        request.header(name, value);
      }
    });
    var content =
        body.length == 0 && !method.equals("PUT") && !method.equals("POST")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body);
    try {
      return answer(
          method,
          http.send(
              request.method(method, content).build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AwsFailure(500, "InternalError", "The S3 engine did not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsFailure(503, "ServiceUnavailable", "The edge is stopping.");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    synchronized (this) {
      started.ifPresent(Started::stop);
    }
  }

  private URI uri(String path, String query) {
    try {
      return URI.create(base() + path + (query.isEmpty() ? "" : "?" + query));
    } catch (IllegalArgumentException e) {
      throw new AwsFailure("InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  /// Many never use S3: the engine starts when it is first asked for something.
  private synchronized String base() {
    var running = started.orElseGet(Engine::start);
    started = Optional.of(running);
    return running.base();
  }

  private static Started start() {
    var secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    var path = "/" + HexFormat.of().formatHex(secret);
    var proxy =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .servicePath(path)
            .ignoreUnknownHeaders(true)
            .jettyMaxThreads(THREADS)
            .stopTimeout(0)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 engine did not start", e);
    }
    return new Started(proxy, "http://127.0.0.1:" + proxy.getPort() + path);
  }

  private static Answer answer(String method, HttpResponse<byte[]> response) {
    var headers = new LinkedHashMap<String, String>();
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          var lower = name.toLowerCase(Locale.ROOT);
          // the length of what HEAD does not send is the object's
          if (!HOP_BY_HOP.contains(lower)
              || (lower.equals("content-length") && method.equals("HEAD"))) {
            headers.put(name, String.join(",", values));
          }
        });
    return Answer.of(response.statusCode(), headers, response.body());
  }

  private record Started(S3Proxy proxy, String base) {
    void stop() {
      try {
        proxy.stop();
      } catch (Exception e) {
        throw new IllegalStateException("the S3 engine did not stop", e);
      }
    }
  }
}
