package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What goes over the wire, seen from the other side of it, and what is made of what comes back.
class BareConnectionsTest {
  private static final String DONE =
      "HTTP/1.1 200 OK\r\nX-Amz-Crc32: 7\r\nContent-Length: 2\r\n\r\n{}";
  private static final String REFUSED =
      "HTTP/1.1 400 Bad Request\r\nx-amz-crc32: 8\r\nContent-Length: 3\r\n\r\nno!";

  private final OtherSide other = new OtherSide();
  private final SdkHttpClient client =
      new BareConnections(Duration.ofSeconds(5), Duration.ofMillis(200));

  BareConnectionsTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    client.close();
    other.close();
  }

  private OtherSide.Answered call() throws IOException {
    return other.call(client, "/");
  }

  /// Header by header what the SDK's client over the same connections sends.
  @Test
  void whatGoesOutIsWhatTheSdkSends() throws IOException {
    other.serve(DONE, DONE);
    assertThat(call().body()).isEqualTo("{}");
    try (var plain = UrlConnectionHttpClient.create()) {
      var _ = other.call(new WholeBodies(plain), "/");
    }
    assertThat(other.arrived()).hasSize(2);
    assertThat(other.arrived().getFirst())
        .startsWith("POST / HTTP/1.1\r\n")
        .contains("\r\nContent-Length: " + OtherSide.LENGTH + "\r\n")
        .contains("\r\nUser-Agent: app/emanet\r\n")
        .endsWith("\r\n\r\n" + OtherSide.BODY);
    assertThat(other.arrived().getFirst().lines().sorted().toList())
        .isEqualTo(other.arrived().getLast().lines().sorted().toList());
  }

  @Test
  void anAnswerIsReadWithItsHeadersInAnyCase() throws IOException {
    other.serve(DONE);
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
    other.serve(REFUSED);
    var refused = call();
    assertThat(refused.head().statusCode()).isEqualTo(400);
    assertThat(refused.head().firstMatchingHeader("X-Amz-Crc32")).contains("8");
    assertThat(refused.body()).isEqualTo("no!");
  }

  @Test
  void anAddressIsReadAnewWhereItIsAnotherOne() throws IOException {
    other.serve(DONE, DONE, DONE);
    var _ = other.call(client, "/");
    var _ = other.call(client, "/other");
    var _ = other.call(client, "/");
    assertThat(
            other.arrived().stream()
                .map(request -> request.lines().findFirst().orElse(""))
                .toList())
        .containsExactly("POST / HTTP/1.1", "POST /other HTTP/1.1", "POST / HTTP/1.1");
  }

  @Test
  void aKeptConnectionThatWasClosedIsOpenedAnew() throws IOException {
    other.serve(DONE);
    assertThat(call().body()).isEqualTo("{}");
    other.serve(DONE);
    assertThat(call().body()).isEqualTo("{}");
    assertThat(other.arrived()).hasSize(2);
  }

  /// Nor between the SDK's client and AWS. Here the JVM names one for the other side alone, which
  /// nobody serves.
  @Test
  void noProxyOfTheJvmComesInBetween() throws Exception {
    try (var _ = ProxyOfTheJvm.named(Proxy.Type.HTTP, other.port());
        var sdk = Clients.http()) {
      other.serve(DONE, DONE);
      assertThat(call().body()).isEqualTo("{}");
      assertThat(other.call(sdk, "/").body()).isEqualTo("{}");
    }
  }

  @Test
  void aPlatformThreadDoesNotWaitForLong() {
    other.serve(OtherSide.SILENCE);
    assertThatThrownBy(this::call).isInstanceOf(SocketTimeoutException.class);
  }

  /// Longer than a platform thread would wait, until it is interrupted; nothing is sent again.
  @Test
  void aVirtualThreadWaitsUntilItIsInterrupted() throws Exception {
    other.serve(DONE, OtherSide.SILENCE);
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
    assertThat(other.silent().await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(thread.join(Duration.ofMillis(400))).isFalse();
    thread.interrupt();
    assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(other.arrived()).hasSize(2);
  }
}
