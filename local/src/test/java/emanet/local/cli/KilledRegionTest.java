package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Ports;
import emanet.local.ServingProcess;
import emanet.local.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./emanet local` with two Regions, one of which is killed, and killed again while it is started
/// again.
@Tag("long")
class KilledRegionTest {
  private static final String REGION = "eu-west-1";

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void itComesBackThoughItIsKilledWhileItStarts() throws Exception {
    int port = Ports.two();
    var command = serving(port, Ports.two());
    try (var lines = new BufferedReader(command.inputReader(StandardCharsets.UTF_8))) {
      var serving = await(lines, " " + REGION + "  process ");
      await(lines, "ready");
      var known = children(command);
      kill(ProcessHandle.of(number(serving)).orElseThrow());
      await(lines, REGION + " has ended, and is started again");
      kill(another(command, known));
      await(lines, REGION + " does not serve yet");
      var again = await(lines, REGION + " serves again  process ");
      assertThat(ProcessHandle.of(number(again))).map(ProcessHandle::isAlive).hasValue(true);
    } finally {
      command.getOutputStream().close();
      command.destroy(); // its own children end with it
      assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process serving(int port, int awsPort) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Demanet.home=" + Stack.ROOT,
                "-cp",
                ServingProcess.classPath(),
                "emanet.local.cli.Main",
                "local",
                "--regions",
                "eu-central-1," + REGION,
                "--port",
                "" + port,
                "--aws-port",
                "" + awsPort))
        .redirectErrorStream(true)
        .start();
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static Set<ProcessHandle> children(Process command) {
    return command.children().collect(Collectors.toSet());
  }

  /// The child that was not there before, as soon as there is one.
  private static ProcessHandle another(Process command, Set<ProcessHandle> known)
      throws InterruptedException {
    while (true) {
      var fresh = children(command);
      fresh.removeAll(known);
      if (!fresh.isEmpty()) {
        return fresh.iterator().next();
      }
      Thread.sleep(20);
    }
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
  }

  /// The line that has it.
  private static String await(BufferedReader lines, String said) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(said)) {
        return line;
      }
    }
    throw new AssertionError("it ended without \"" + said + "\"");
  }
}
