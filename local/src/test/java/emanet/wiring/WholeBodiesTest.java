package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What goes over the wire, seen from the other side of it.
class WholeBodiesTest {
  private static final String BODY = "{\"TableName\":\"ş\"}";
  private static final int LENGTH = BODY.getBytes(StandardCharsets.UTF_8).length;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final SdkHttpClient plain = UrlConnectionHttpClient.create();
  private final SdkHttpClient client = new WholeBodies(plain);

  WholeBodiesTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    client.close();
    plain.close();
    server.close();
  }

  /// Answers that many requests on one connection, then closes it without a word.
  private void serve(int requests) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            for (int i = 0; i < requests; i++) {
              arrived.add(request(socket));
              socket.getOutputStream().write(ANSWER);
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

  private int call() throws IOException {
    var uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
    var request =
        SdkHttpRequest.builder()
            .uri(uri)
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(LENGTH))
            .build();
    var answer =
        client
            .prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request)
                    .contentStreamProvider(ContentStreamProvider.fromUtf8String(BODY))
                    .build())
            .call();
    try (var content = answer.responseBody().orElseThrow()) {
      assertThat(content.readAllBytes()).hasSize(2);
    }
    return answer.httpResponse().statusCode();
  }

  @Test
  void aBodyGoesOutWithItsLength() throws IOException {
    serve(1);
    assertThat(call()).isEqualTo(200);
    assertThat(arrived).hasSize(1);
    assertThat(arrived.getFirst())
        .startsWith("POST / HTTP/1.1\r\n")
        .containsIgnoringCase("\r\nContent-Length: " + LENGTH + "\r\n")
        .containsIgnoringCase("\r\nContent-Type: application/x-amz-json-1.0\r\n")
        .endsWith("\r\n\r\n" + BODY);
  }

  @Test
  void aConnectionIsKeptForTheNextCall() throws IOException {
    serve(2);
    assertThat(call()).isEqualTo(200);
    assertThat(call()).isEqualTo(200);
    assertThat(arrived).hasSize(2);
  }

  @Test
  void aKeptConnectionThatWasClosedIsOpenedAnew() throws IOException {
    serve(1);
    assertThat(call()).isEqualTo(200);
    serve(1);
    assertThat(call()).isEqualTo(200);
    assertThat(arrived).hasSize(2);
  }
}
