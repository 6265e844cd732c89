package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import emanet.local.ServingProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/// What `./emanet call … >file` leaves in the file, in a process of its own: packages, tiles and
/// checkpoints are verified byte by byte afterwards.
// in a thread of its own: a read of a pipe hears no interrupt
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class CallOutputTest {
  private HttpServer server;
  private String type = "";
  private byte[] body = {};

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatIsNoTextIsGivenByteForByte() throws Exception {
    var zip = HexFormat.of().parseHex("504b0304ff00c3280a0d80");
    assertThat(called("application/zip", zip)).isEqualTo(zip);
  }

  /// Its line ends are signed.
  @Test
  void soIsACheckpoint() throws Exception {
    var checkpoint = "emanet.example/ledger/acme\n7\nZm9v\n\n— emanet.example AAAA\n";
    assertThat(text("text/plain; charset=utf-8", checkpoint)).isEqualTo(checkpoint);
  }

  /// Its first cell alone would be JSON.
  @Test
  void soIsATable() throws Exception {
    var table = "\ufeff\"faaliyet\",\"kişi\"\r\n\"a\",\"b\"\r\n";
    assertThat(text("text/csv; charset=utf-8", table)).isEqualTo(table);
  }

  @Test
  void numbersOfJsonKeepTheirDigits() throws Exception {
    var record = "{\"fields\":{\"salary\":12345678901234567.89,\"bonus\":12345678.90}}";
    assertThat(text("application/json", record))
        .contains("\"salary\" : 12345678901234567.89", "\"bonus\" : 12345678.90");
  }

  /// As on a full disk: what is missing there would be found out much later.
  @Test
  @Tag("long")
  void whatCannotBeWrittenIsSaid() throws Exception {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a system that has none");
    for (var contentType : List.of("application/json", "text/plain", "application/zip")) {
      type = contentType;
      body = contentType.endsWith("zip") ? HexFormat.of().parseHex("504b0304ff") : new byte[] {'7'};
      var process = call().redirectOutput(full.toFile()).start();
      var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(said)
          .as(contentType)
          .isEqualToIgnoringNewLines(
              "HTTP 200emanet call: the answer could not be written to the standard output");
      assertThat(process.exitValue()).as(contentType).isEqualTo(ExitCode.UNSERVED);
    }
  }

  private String text(String contentType, String content) throws Exception {
    var given = called(contentType, content.getBytes(StandardCharsets.UTF_8));
    return new String(given, StandardCharsets.UTF_8);
  }

  private byte[] called(String contentType, byte[] content) throws Exception {
    type = contentType;
    body = content;
    var process = call().redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var given = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Arrays.toString(given)).isZero();
    return given;
  }

  private ProcessBuilder call() throws Exception {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ServingProcess.classPath(),
                Main.class.getName(),
                "call",
                "GET",
                "/v1/anything",
                "--url",
                "http://127.0.0.1:" + server.getAddress().getPort()));
    builder.environment().put("EMANET_TOKEN", "a token");
    return builder;
  }
}
