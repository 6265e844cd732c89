package emanet.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a TLS server on this machine, whose certificate is for `issuer.example`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsOutboundTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger resolved = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private SSLServerSocket server;
  private SSLSocketFactory trusting;
  private volatile String answer = "";

  @BeforeAll
  void serve(@TempDir Path folder) throws Exception {
    var context = tls(folder.resolve("keys.p12"));
    trusting = context.getSocketFactory();
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  private static SSLContext tls(Path file)
      throws IOException, InterruptedException, GeneralSecurityException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=issuer.example",
            "-ext",
            "SAN=dns:issuer.example",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            "changeit");
    assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", store.getCertificate("a"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        accepted.incrementAndGet();
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        var lines = new ArrayList<String>();
        for (var line = reader.readLine();
            line != null && !line.isEmpty();
            line = reader.readLine()) {
          lines.add(line);
        }
        var body = new StringBuilder();
        for (int left = length(lines); left > 0; left--) {
          body.append((char) reader.read());
        }
        requests.add(String.join("|", lines) + (body.isEmpty() ? "" : "|" + body));
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
      } catch (IOException e) {
        requests.add(e.getClass().getSimpleName());
      }
      ended.incrementAndGet();
    }
  }

  private static int length(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
        .findFirst()
        .orElse(0);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  /// A client that breaks off has its answer before the server has noted the end.
  @AfterEach
  @Timeout(30)
  void settle() throws InterruptedException {
    while (ended.get() < accepted.get()) {
      Thread.sleep(1);
    }
  }

  private HttpsOutbound outbound() {
    return new HttpsOutbound(
        _ -> {
          resolved.incrementAndGet();
          return List.of(InetAddress.getLoopbackAddress());
        },
        _ -> {},
        trusting,
        server.getLocalPort());
  }

  @Test
  void getsTheBodyOf200() {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    var before = resolved.get();
    assertThat(outbound().get(URI.create("https://Issuer.example/jwks?v=1")))
        .asString()
        .isEqualTo("{}");
    assertThat(resolved.get() - before).as("one resolution, so no other address").isOne();
    assertThat(requests.getLast()).startsWith("GET /jwks?v=1 HTTP/1.1|Host: issuer.example|");
  }

  @Test
  void followsNoRedirect() {
    answer =
        "HTTP/1.1 302 Found\r\nLocation: https://issuer.example/other\r\nContent-Length: 0\r\n\r\n";
    var before = requests.size();
    unavailable(outbound(), "https://issuer.example/jwks");
    assertThat(requests).hasSize(before + 1);
  }

  @Test
  void boundsTheBody() {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 262145\r\n\r\n{}";
    unavailable(outbound(), "https://issuer.example/jwks");
  }

  @Test
  void checksTheCertificatesName() {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    unavailable(outbound(), "https://other.example/jwks");
  }

  @Test
  void trustsNoUnknownCertificate() {
    var strict =
        new HttpsOutbound(
            _ -> List.of(InetAddress.getLoopbackAddress()),
            _ -> {},
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            server.getLocalPort());
    unavailable(strict, "https://issuer.example/jwks");
  }

  @Test
  void connectsToNoAddressThatIsNotPublic() {
    var before = requests.size();
    var real =
        new HttpsOutbound(
            _ -> List.of(InetAddress.getLoopbackAddress()),
            Destination::requirePublic,
            trusting,
            server.getLocalPort());
    unavailable(real, "https://issuer.example/jwks");
    unavailable(new HttpsOutbound(), "https://localhost/jwks");
    unavailable(new HttpsOutbound(), "http://issuer.example/jwks");
    unavailable(new HttpsOutbound(), "https://127.0.0.1/jwks");
    assertThat(requests).hasSize(before);
  }

  private static Outbound.Posted posted(Outbound outbound, String url) {
    return outbound.post(
        URI.create(url), Map.of("webhook-id", "a"), "{\"a\":1}".getBytes(US_ASCII));
  }

  @Test
  void postsOnceAndSaysTheStatus() {
    answer = "HTTP/1.1 204 No Content\r\n\r\n";
    var before = requests.size();
    assertThat(posted(outbound(), "https://issuer.example/hook?x=1"))
        .isEqualTo(new Outbound.Posted.Answered(204));
    assertThat(requests).hasSize(before + 1);
    assertThat(requests.getLast())
        .startsWith("POST /hook?x=1 HTTP/1.1|Host: issuer.example|webhook-id: a|")
        .contains("|Content-Type: application/json|Content-Length: 7|")
        .endsWith("|{\"a\":1}");
  }

  @Test
  void postsToWhereARedirectLeadsToNobody() {
    answer = "HTTP/1.1 307 Moved\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n";
    var before = requests.size();
    assertThat(posted(outbound(), "https://issuer.example/hook"))
        .isEqualTo(new Outbound.Posted.Answered(307));
    assertThat(requests).hasSize(before + 1);
  }

  @Test
  void asksOnceAndReadsWhateverIsAnswered() {
    answer =
        "HTTP/1.1 409 Conflict\r\nContent-Type: text/x.tlog.size\r\nContent-Length: 3\r\n\r\n17\n";
    var before = requests.size();
    assertThat(outbound().ask(URI.create("https://issuer.example/add"), "old 0\n"))
        .contains(new Outbound.Answer(409, "17\n"));
    assertThat(requests).hasSize(before + 1);
    assertThat(requests.getLast())
        .startsWith("POST /add HTTP/1.1|Host: issuer.example|")
        .contains("|Content-Type: text/plain; charset=utf-8|Content-Length: 6|")
        .endsWith("|old 0\n");
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 262145\r\n\r\n-";
    for (var nowhere :
        List.of(
            "https://issuer.example/long", "https://other.example/x", "http://issuer.example")) {
      assertThat(outbound().ask(URI.create(nowhere), "old 0\n")).as(nowhere).isEmpty();
    }
  }

  /// What was written may have come through; what never was has not.
  @Test
  void tellsAPostWithoutAnswerFromOneThatNeverCame() {
    answer = "";
    assertThat(posted(outbound(), "https://issuer.example/hook"))
        .isEqualTo(new Outbound.Posted.Unanswered());
    assertThat(posted(outbound(), "https://other.example/hook"))
        .as("the certificate is another's: nothing was written")
        .isEqualTo(new Outbound.Posted.Unreachable());
    var nowhere =
        new HttpsOutbound(
            host -> {
              throw new java.net.UnknownHostException(host);
            },
            _ -> {},
            trusting,
            server.getLocalPort());
    assertThat(posted(nowhere, "https://issuer.example/hook"))
        .isEqualTo(new Outbound.Posted.Unreachable());
  }

  /// Names that lead inside, in every form that an address has.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::"
      })
  void postsToNoNameThatLeadsInside(String address) throws IOException {
    var inside = InetAddress.getByName(address);
    var open = InetAddress.getByName("93.184.215.14");
    var before = requests.size();
    for (var resolved : List.of(List.of(inside), List.of(open, inside))) {
      var real =
          new HttpsOutbound(
              _ -> resolved, Destination::requirePublic, trusting, server.getLocalPort());
      assertThat(posted(real, "https://issuer.example/hook"))
          .isEqualTo(new Outbound.Posted.Forbidden());
    }
    assertThat(requests).hasSize(before);
  }

  @Test
  void postsToNothingButNamesOnTheHttpsPort() {
    for (var url :
        List.of(
            "http://issuer.example/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://issuer.example:8443/",
            "https://user@issuer.example/")) {
      assertThat(posted(outbound(), url)).as(url).isEqualTo(new Outbound.Posted.Forbidden());
    }
  }

  /// Who sends a byte now and then is within every time-out of the socket.
  @Test
  @Timeout(20)
  void waitsForNobodyWhoDrawsItOut() throws IOException {
    try (var slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(slow));
      var hasty =
          new HttpsOutbound(
              _ -> List.of(InetAddress.getLoopbackAddress()),
              _ -> {},
              trusting,
              slow.getLocalPort(),
              Duration.ofMillis(300));
      long began = System.nanoTime();
      unavailable(hasty, "https://issuer.example/jwks");
      assertThat(posted(hasty, "https://issuer.example/hook"))
          .isEqualTo(new Outbound.Posted.Unreachable());
      assertThat(hasty.ask(URI.create("https://issuer.example/add"), "old 0\n")).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }

  /// The beginning of a handshake, of a record that has 16 KiB.
  private static void drip(ServerSocket slow) {
    while (!slow.isClosed()) {
      try (var socket = slow.accept()) {
        var out = socket.getOutputStream();
        out.write(new byte[] {22, 3, 3, 0x40, 0});
        for (int i = 0; i < 0x4000; i++) {
          Thread.sleep(20);
          out.write(2);
          out.flush();
        }
      } catch (IOException | InterruptedException e) {
        // the caller has gone, which is what is waited for
      }
    }
  }

  private static void unavailable(Outbound outbound, String url) {
    assertThat(Faults.of(() -> outbound.get(URI.create(url))))
        .isInstanceOf(Fault.Unavailable.class);
  }
}
