package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What goes over the wire, seen from the other side of it, and what is made of what comes back.
class VolleyConnectionsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String DONE = "HTTP/1.1 200 OK\r\nX-Amz-Crc32: 7\r\nContent-Length: ";

  private final VolleyConnections volley =
      new VolleyConnections((SSLSocketFactory) SSLSocketFactory.getDefault());
  private Crowd other = new Crowd(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));

  VolleyConnectionsTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    other.close();
  }

  /// Answers whoever comes, on connections that it keeps, by what was asked.
  private static final class Crowd implements AutoCloseable {
    interface Answering {
      /// @return what is written back; nothing closes the connection
      Optional<String> to(String head, String body) throws Exception;
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Thread accepting;
    private volatile Answering answering = (head, _) -> Optional.of(done(head));

    Crowd(ServerSocket server) {
      this.server = server;
      this.accepting =
          Thread.ofVirtual()
              .start(() -> {
                while (!server.isClosed()) {
                  try {
                    var socket = server.accept();
                    connections.incrementAndGet();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                  } catch (IOException e) {
                    // closed, or somebody who was gone before
                  }
                }
              });
    }

    private void serve(Socket socket) {
      try (socket) {
        var in = new BufferedInputStream(socket.getInputStream());
        for (var head = head(in); !head.isEmpty(); head = head(in)) {
          int length =
              head.lines()
                  .filter(line -> line.startsWith("Content-Length: "))
                  .mapToInt(line -> Integer.parseInt(line.substring(16)))
                  .sum();
          var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
          var answer = answering.to(head, body);
          if (answer.isEmpty()) {
            return;
          }
          socket.getOutputStream().write(answer.get().getBytes(StandardCharsets.UTF_8));
        }
      } catch (Exception e) {
        // who asks sees it
      }
    }

    /// @return empty at the end
    private static String head(BufferedInputStream in) throws IOException {
      var head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
      }
      return head.toString(StandardCharsets.UTF_8);
    }

    /// Says which path was asked for.
    static String done(String head) {
      var path = head.split(" ", 3)[1];
      return DONE + path.length() + "\r\n\r\n" + path;
    }

    int port() {
      return server.getLocalPort();
    }

    /// Nobody is taken in after it: a virtual thread that waits for somebody takes in whoever came
    /// until it finds out, and only then is the port closed.
    @Override
    public void close() throws IOException {
      server.close();
      try {
        accepting.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      for (var socket : open) {
        socket.close();
      }
    }
  }

  private HttpExecuteRequest post(String path) {
    return post("http://127.0.0.1:" + other.port(), path, "{\"TableName\":\"ş\"}");
  }

  private static HttpExecuteRequest post(String to, String path, String text) {
    var body = text.getBytes(StandardCharsets.UTF_8);
    var address = URI.create(to + path);
    return HttpExecuteRequest.builder()
        .request(
            SdkHttpRequest.builder()
                .uri(address)
                .method(SdkHttpMethod.POST)
                .putHeader("Host", address.getAuthority())
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("User-Agent", "app/emanet")
                .build())
        .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body))
        .build();
  }

  private List<HttpExecuteRequest> posts(int many) {
    return IntStream.range(0, many).mapToObj(i -> post("/" + i)).toList();
  }

  private static String body(HttpExecuteResponse answer) {
    try (var content = answer.responseBody().orElseThrow()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// What came for each, empty where nothing did.
  private List<String> sent(List<HttpExecuteRequest> posts, Duration most) {
    return volley.post(posts, most).stream()
        .map(answer -> answer.map(VolleyConnectionsTest::body).orElse(""))
        .toList();
  }

  private static List<String> paths(int many) {
    return IntStream.range(0, many).mapToObj(i -> "/" + i).toList();
  }

  /// What was signed, and nothing beside it.
  @Test
  void whatGoesOutIsTheRequestHeaderByHeader() {
    var arrived = new CopyOnWriteArrayList<String>();
    other.answering =
        (head, body) -> {
          arrived.add(head + body);
          return Optional.of(Crowd.done(head));
        };
    assertThat(sent(List.of(post("/")), LONG)).containsExactly("/");
    assertThat(arrived).hasSize(1);
    assertThat(arrived.getFirst())
        .startsWith("POST / HTTP/1.1\r\n")
        .endsWith("\r\n\r\n{\"TableName\":\"ş\"}");
    assertThat(arrived.getFirst().lines())
        .containsExactlyInAnyOrder(
            "POST / HTTP/1.1",
            "Host: 127.0.0.1:" + other.port(),
            "Content-Type: application/x-amz-json-1.0",
            "Content-Length: 18",
            "User-Agent: app/emanet",
            "",
            "{\"TableName\":\"ş\"}");
  }

  /// Nobody is answered before all have asked; and answers are told in the order of the posts.
  @Test
  void allAreSentBeforeAnAnswerIsRead() {
    var asked = new CountDownLatch(32);
    other.answering =
        (head, _) -> {
          asked.countDown();
          return asked.await(20, TimeUnit.SECONDS)
              ? Optional.of(Crowd.done(head))
              : Optional.empty();
        };
    assertThat(sent(posts(32), LONG)).isEqualTo(paths(32));
    assertThat(other.connections).hasValue(32);
    assertThatThrownBy(() -> volley.post(posts(33), LONG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void connectionsAreKeptAndThoseThatWereClosedAreOpenedAnew() throws IOException {
    assertThat(sent(posts(4), LONG)).isEqualTo(paths(4));
    assertThat(sent(posts(4), LONG)).isEqualTo(paths(4));
    assertThat(sent(posts(2), LONG)).isEqualTo(paths(2));
    assertThat(other.connections).hasValue(4);
    for (var socket : other.open) {
      socket.close();
    }
    // those are found out by using them, once, and whoever calls has another way
    assertThat(sent(posts(4), LONG)).containsOnly("");
    assertThat(sent(posts(4), LONG)).isEqualTo(paths(4));
    assertThat(other.connections).hasValue(8);
  }

  @Test
  void whoSaysThatItClosesIsNotUsedAgain() {
    other.answering =
        (_, _) -> Optional.of("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    for (int i = 1; i < 3; i++) {
      assertThat(volley.post(posts(2), LONG)).allMatch(Optional::isPresent);
      assertThat(other.connections).hasValue(2 * i);
    }
  }

  @Test
  void anAnswerIsReadWithItsHeadersInAnyCaseAndARefusalHasABody() {
    other.answering =
        (head, _) ->
            Optional.of(
                head.startsWith("POST /0")
                    ? Crowd.done(head)
                    : "HTTP/1.1 400 Bad Request\r\nx-amz-crc32: 8\r\nContent-Length: 3\r\n\r\nno!");
    var answers = volley.post(posts(2), LONG);
    var head = answers.getFirst().orElseThrow().httpResponse();
    assertThat(head.isSuccessful()).isTrue();
    assertThat(head.firstMatchingHeader("x-amz-crc32")).contains("7");
    assertThat(head.firstMatchingHeader("x-none")).isEmpty();
    assertThat(head.headers()).containsOnlyKeys("Content-Length", "X-Amz-Crc32");
    assertThat(head.statusText()).contains("OK");
    assertThat(head.toBuilder().build().headers()).hasSize(2);
    var refused = answers.getLast().orElseThrow();
    assertThat(refused.httpResponse().statusCode()).isEqualTo(400);
    assertThat(body(refused)).isEqualTo("no!");
  }

  /// More than any buffer on the way, both ways.
  @Test
  void bodiesMayBeLarge() {
    other.answering =
        (_, body) -> Optional.of(DONE + 2 * body.length() + "\r\n\r\n" + body.repeat(2));
    var posts =
        IntStream.range(0, 4)
            .mapToObj(i -> post("http://127.0.0.1:" + other.port(), "/", ("" + i).repeat(3 << 20)))
            .toList();
    assertThat(sent(posts, LONG))
        .isEqualTo(IntStream.range(0, 4).mapToObj(i -> ("" + i).repeat(6 << 20)).toList());
  }

  /// What is cut off, or nothing that HTTP knows.
  @Test
  void whatIsNotWholeIsNoAnswer() {
    other.answering =
        (head, _) ->
            switch (head.substring(0, 7)) {
              case "POST /0" -> Optional.empty();
              case "POST /1" -> Optional.of("nonsense\r\n\r\n");
              case "POST /2" -> Optional.of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
              default -> Optional.of(Crowd.done(head));
            };
    // what is cut off is waited for, and what is behind it has no time left
    assertThat(sent(posts(4), Duration.ofMillis(300))).containsOnly("");
    other.answering = (head, _) -> Optional.of(Crowd.done(head));
    assertThat(sent(posts(4), LONG)).isEqualTo(paths(4));
  }

  /// Before it are answers, behind it there is no time left.
  @Test
  void whoIsSilentIsWaitedForNoLongerThanTheTime() {
    var never = new CountDownLatch(1);
    other.answering =
        (head, _) -> {
          if (head.startsWith("POST /1")) {
            never.await();
          }
          return Optional.of(Crowd.done(head));
        };
    long began = System.nanoTime();
    assertThat(sent(posts(2), Duration.ofMillis(300))).containsExactly("/0", "");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    other.answering = (head, _) -> Optional.of(Crowd.done(head));
    assertThat(sent(posts(2), LONG)).isEqualTo(paths(2));
    never.countDown();
  }

  @Test
  void whoIsInterruptedWaitsForNobody() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    other.answering =
        (_, _) -> {
          asked.countDown();
          never.await();
          return Optional.empty();
        };
    var came = new CompletableFuture<List<String>>();
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              var answers = sent(posts(1), LONG);
              came.complete(Thread.interrupted() ? answers : List.of("not interrupted any more"));
            });
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    assertThat(came.get(10, TimeUnit.SECONDS)).containsExactly("");
    never.countDown();
  }

  /// Nor does it wait for who takes nothing in.
  @Test
  void whoReadsNothingIsWrittenToNoLongerThanTheTime() throws IOException {
    try (var deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var to = "http://127.0.0.1:" + deaf.getLocalPort();
      assertThat(sent(List.of(post(to, "/", "x".repeat(32 << 20))), Duration.ofMillis(300)))
          .containsExactly("");
    }
  }

  @Test
  void whoIsNotThereHasNoAnswer() throws IOException {
    other.close();
    assertThat(sent(posts(3), LONG)).containsOnly("");
  }

  /// Here the JVM names one for the other side alone, which nobody serves.
  @Test
  void noProxyOfTheJvmComesInBetween() throws InterruptedException {
    try (var _ = ProxyOfTheJvm.named(Proxy.Type.SOCKS, other.port())) {
      assertThat(sent(posts(1), LONG)).isEqualTo(paths(1));
    }
  }

  /// Who has a certificate of that name, by somebody who is trusted, is told what is posted; nobody
  /// else is.
  @Test
  void nothingIsToldToWhoIsNotWhomItIsFor(@TempDir Path folder) throws Exception {
    var keys = certificate(folder);
    var context = context(keys);
    other.close();
    other =
        new Crowd(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    var told = new CopyOnWriteArrayList<String>();
    other.answering =
        (head, body) -> {
          told.add(body);
          return Optional.of(Crowd.done(head));
        };
    var named = post("https://localhost:" + other.port(), "/", "for localhost");
    var unnamed = post("https://127.0.0.1:" + other.port(), "/", "for another");
    var trusting = new VolleyConnections(context.getSocketFactory());
    assertThat(trusting.post(List.of(unnamed), LONG)).containsExactly(Optional.empty());
    assertThat(volley.post(List.of(named), LONG)).containsExactly(Optional.empty());
    assertThat(told).isEmpty();
    for (int i = 0; i < 2; i++) {
      var answers = trusting.post(List.of(named, named), LONG);
      assertThat(answers).allMatch(Optional::isPresent);
    }
    assertThat(told).hasSize(4).containsOnly("for localhost");
    assertThat(other.connections).hasValueLessThanOrEqualTo(4);
  }

  /// Made by the JDK's own tool, for `localhost`.
  private static KeyStore certificate(Path folder) throws Exception {
    var file = folder.resolve("keys.p12");
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var made =
        new ProcessBuilder(
                tool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "k",
                "-dname",
                "CN=nobody",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "changeit".toCharArray());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("k", keys.getCertificate("k"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
