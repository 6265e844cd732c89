package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeMainTest {
  private static Process started(String... arguments) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "emanet.local.edge.EdgeMain"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void itSaysOneLineAndStopsWhenTold() throws IOException, InterruptedException {
    var process = started("--port", "0");
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).matches("edge ready on http://127\\.0\\.0\\.1:\\d+");
      // the process itself would close its streams too
      process.toHandle().destroy();
      assertThat(out.readLine()).isNull();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException, InterruptedException {
    var port = String.valueOf(TestEdge.shared().port());
    assertRefused(
        "edge: port " + port + " on 127.0.0.1 is taken; choose another one", "--port", port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--port x", "--prot 1", "x", "--port 1 --port 2"})
  void aWrongOptionIsNamed(String arguments) {
    assertThatThrownBy(() -> EdgeMain.port(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--port");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void aPortThatIsNoneIsNamed(int port) {
    assertThatThrownBy(() -> EdgeOptions.onPort(port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port");
  }

  private static void assertRefused(String line, String... arguments)
      throws IOException, InterruptedException {
    var process = started(arguments);
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(out.strip()).isEqualTo(line);
  }
}
