package emanet.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Against a TLS server on this machine, whose certificate is for `issuer.example`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsOutboundTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger resolved = new AtomicInteger();
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
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        var lines = new ArrayList<String>();
        for (var line = reader.readLine();
            line != null && !line.isEmpty();
            line = reader.readLine()) {
          lines.add(line);
        }
        requests.add(String.join("|", lines));
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
      } catch (IOException e) {
        requests.add(e.getClass().getSimpleName());
      }
    }
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
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

  private static void unavailable(Outbound outbound, String url) {
    assertThat(Faults.of(() -> outbound.get(URI.create(url))))
        .isInstanceOf(Fault.Unavailable.class);
  }
}
