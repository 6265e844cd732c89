package emanet.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// The other side of the wire: takes requests byte by byte, and answers as it is told.
final class OtherSide implements AutoCloseable {
  static final String BODY = "{\"TableName\":\"ş\"}";
  static final int LENGTH = BODY.getBytes(StandardCharsets.UTF_8).length;
  static final String SILENCE = "";

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final CountDownLatch silent = new CountDownLatch(1);
  private final ServerSocket server;

  OtherSide() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  /// The requests, whole, and what went wrong.
  List<String> arrived() {
    return arrived;
  }

  int port() {
    return server.getLocalPort();
  }

  /// Opens when the first `SILENCE` begins.
  CountDownLatch silent() {
    return silent;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /// Answers requests on one connection with these, then closes it without a word; `SILENCE` keeps
  /// it open until the other side closes it.
  void serve(String... answers) {
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
  record Answered(SdkHttpResponse head, String body) {}

  /// Posts `BODY` by that client.
  Answered call(SdkHttpClient by, String path) throws IOException {
    var place = "127.0.0.1:" + server.getLocalPort();
    var request =
        SdkHttpRequest.builder()
            .uri(URI.create("http://" + place + path))
            .method(SdkHttpMethod.POST)
            .putHeader("Host", place)
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
}
