package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What goes over the wire, seen from the other side of it, and what is made of what comes back.
class BareConnectionsTest {
  private static final String BODY = "{\"TableName\":\"ş\"}";
  private static final int LENGTH = BODY.getBytes(StandardCharsets.UTF_8).length;
  private static final String DONE =
      "HTTP/1.1 200 OK\r\nX-Amz-Crc32: 7\r\nContent-Length: 2\r\n\r\n{}";
  private static final String REFUSED =
      "HTTP/1.1 400 Bad Request\r\nx-amz-crc32: 8\r\nContent-Length: 3\r\n\r\nno!";
  private static final String SILENCE = "";

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final CountDownLatch silent = new CountDownLatch(1);
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final SdkHttpClient client =
      new BareConnections(Duration.ofSeconds(5), Duration.ofMillis(200));

  BareConnectionsTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  /// Answers requests on one connection with these, then closes it without a word; `SILENCE` keeps
  /// it open until the other side closes it.
  private void serve(String... answers) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            for (var answer : answers) {
              arrived.add(request(socket));
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              if (answer.equals(SILENCE)) {
                silent.countDown();
                var _ = socket.getInputStream().read();
              }
            }
          } catch (IOException e) {
            arrived.add(e.toString());
          }
        });
  }

  private static String request(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")) {
      bytes.write(socket.getInputStream().readNBytes(1));
    }
    bytes.write(socket.getInputStream().readNBytes(LENGTH));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// An answer and its body.
  private record Answered(SdkHttpResponse head, String body) {}

  private Answered call() throws IOException {
    return call(client, "/");
  }

  private Answered call(SdkHttpClient by, String path) throws IOException {
    var request =
        SdkHttpRequest.builder()
            .uri(URI.create("http://127.0.0.1:" + server.getLocalPort() + path))
            .method(SdkHttpMethod.POST)
            .putHeader("Host", "127.0.0.1:" + server.getLocalPort())
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(LENGTH))
            .putHeader("User-Agent", "app/emanet")
            .build();
    var answer =
        by.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request)
                    .contentStreamProvider(ContentStreamProvider.fromUtf8String(BODY))
                    .build())
            .call();
    try (var content = answer.responseBody().orElseThrow()) {
      var body = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      return new Answered(answer.httpResponse(), body);
    }
  }

  /// Header by header what the SDK's client over the same connections sends.
  @Test
  void whatGoesOutIsWhatTheSdkSends() throws IOException {
    serve(DONE, DONE);
    assertThat(call().body()).isEqualTo("{}");
    try (var plain = UrlConnectionHttpClient.create()) {
      var _ = call(new WholeBodies(plain), "/");
    }
    assertThat(arrived).hasSize(2);
    assertThat(arrived.getFirst())
        .startsWith("POST / HTTP/1.1\r\n")
        .contains("\r\nContent-Length: " + LENGTH + "\r\n")
        .contains("\r\nUser-Agent: app/emanet\r\n")
        .endsWith("\r\n\r\n" + BODY);
    assertThat(arrived.getFirst().lines().sorted().toList())
        .isEqualTo(arrived.getLast().lines().sorted().toList());
  }

  @Test
  void anAnswerIsReadWithItsHeadersInAnyCase() throws IOException {
    serve(DONE);
    var head = call().head();
    assertThat(head.isSuccessful()).isTrue();
    assertThat(head.firstMatchingHeader("x-amz-crc32")).contains("7");
    assertThat(head.firstMatchingHeader("x-none")).isEmpty();
    assertThat(head.headers()).containsOnlyKeys("Content-Length", "X-Amz-Crc32");
    assertThat(head.statusText()).contains("HTTP/1.1 200 OK");
    assertThat(head.toBuilder().build().headers()).hasSize(2);
  }

  @Test
  void aRefusalHasABody() throws IOException {
    serve(REFUSED);
    var refused = call();
    assertThat(refused.head().statusCode()).isEqualTo(400);
    assertThat(refused.head().firstMatchingHeader("X-Amz-Crc32")).contains("8");
    assertThat(refused.body()).isEqualTo("no!");
  }

  @Test
  void anAddressIsReadAnewWhereItIsAnotherOne() throws IOException {
    serve(DONE, DONE, DONE);
    var _ = call(client, "/");
    var _ = call(client, "/other");
    var _ = call(client, "/");
    assertThat(arrived.stream().map(request -> request.lines().findFirst().orElse("")).toList())
        .containsExactly("POST / HTTP/1.1", "POST /other HTTP/1.1", "POST / HTTP/1.1");
  }

  @Test
  void aKeptConnectionThatWasClosedIsOpenedAnew() throws IOException {
    serve(DONE);
    assertThat(call().body()).isEqualTo("{}");
    serve(DONE);
    assertThat(call().body()).isEqualTo("{}");
    assertThat(arrived).hasSize(2);
  }

  @Test
  void aPlatformThreadDoesNotWaitForLong() {
    serve(SILENCE);
    assertThatThrownBy(this::call).isInstanceOf(SocketTimeoutException.class);
  }

  /// Longer than a platform thread would wait, until it is interrupted; nothing is sent again.
  @Test
  void aVirtualThreadWaitsUntilItIsInterrupted() throws Exception {
    serve(DONE, SILENCE);
    var ended = new CompletableFuture<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ = call();
                ended.completeExceptionally(new AssertionError("answered: " + call()));
              } catch (IOException e) {
                ended.complete(e);
              }
            });
    assertThat(silent.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(thread.join(Duration.ofMillis(400))).isFalse();
    thread.interrupt();
    assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(arrived).hasSize(2);
  }
}
