package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Ports;
import emanet.local.ServingProcess;
import emanet.local.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `./emanet local` says, in one line, when it cannot start: and then it does not.
class LocalCommandTest {
  private static final int WRONG_USE = 2;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--prot 8080 | Unknown option",
        "--port x | 'x' is not an int",
        "--port 0 | --port is a number between 1 and 65535",
        "--port 65535 --regions eu-central-1,eu-west-1 | --port is a number between 1 and 65535",
        "--aws-port 65536 | --aws-port is a number between 1 and 65535",
        "--port 4566 | --aws-port 4566 is one of the API's ports as well",
        "--regions mars-1 | AWS has no Region \"mars-1\"",
        "--regions eu-west-1,eu-west-1 | --regions names each Region once",
        "--regions | required parameter",
        "now | Unmatched argument"
      })
  void aWrongOptionIsNamed(String arguments, String said) {
    var run = Run.bare(("local " + arguments).split(" "));
    assertThat(run.code()).isEqualTo(WRONG_USE);
    assertThat(run.err().lines().findFirst())
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("emanet local: ").containsIgnoringCase(said));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      int other = free.getLocalPort();
      free.close();
      assertTaken(
          "emanet local: port " + port + " is taken; choose another one with --port",
          "--port",
          "" + port,
          "--aws-port",
          "" + other);
      assertTaken(
          "emanet local: port " + port + " is taken; choose another one with --aws-port",
          "--aws-port",
          "" + port,
          "--port",
          "" + other);
    }
  }

  /// The environment of many an office names one; it would be shown keys, and know no 127.0.0.1.
  @Test
  @Tag("long")
  // in a thread of its own: a read of a pipe hears no interrupt
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void noProxyComesInBetween() throws Exception {
    int port = Ports.two();
    int awsPort = Ports.two();
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Demanet.home=" + Stack.ROOT,
            "-cp",
            ServingProcess.classPath(),
            Main.class.getName(),
            "local",
            "--port",
            "" + port,
            "--aws-port",
            "" + awsPort);
    for (var name : List.of("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY")) {
      builder.environment().put(name, "http://127.0.0.1:1");
    }
    builder.environment().keySet().removeIf("no_proxy"::equalsIgnoreCase);
    var command = builder.redirectErrorStream(true).start();
    try (var lines = new BufferedReader(command.inputReader(StandardCharsets.UTF_8))) {
      assertThat(lines.lines().anyMatch("ready"::equals)).isTrue();
    } finally {
      command.destroy(); // its child ends with it
      assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void assertTaken(String line, String... options) {
    var arguments = new String[options.length + 1];
    arguments[0] = "local";
    System.arraycopy(options, 0, arguments, 1, options.length);
    var run = Run.bare(arguments);
    assertThat(run.err().strip()).isEqualTo(line);
    assertThat(run.code()).isEqualTo(ExitCode.UNSERVED);
  }

  /// The script itself, as a machine sees it on which no JDK 25 lies where they are looked for.
  @Test
  void aMissingJdkIsNamed(@TempDir Path directory) throws Exception {
    var script = Files.readString(Stack.ROOT.resolve("emanet"));
    var elsewhere =
        script.replaceAll("(?<=[ \"])/(usr/lib/jvm|Library|opt)/", directory + "/none/");
    assertThat(elsewhere).isNotEqualTo(script);
    var copy = Files.writeString(directory.resolve("emanet"), elsewhere);
    var builder = new ProcessBuilder("/bin/sh", copy.toString(), "local");
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("PATH", path(directory));
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said.strip())
        .isEqualTo(
            "emanet: a JDK 25 is needed and was not found: install one, or let JAVA_HOME name it");
    assertThat(process.exitValue()).isEqualTo(1);
  }

  /// The commands that the script uses, and no javac.
  private static String path(Path directory) throws IOException {
    var commands = Files.createDirectory(directory.resolve("bin"));
    for (var command : List.of("dirname", "grep", "readlink", "find", "head")) {
      var wrapper = commands.resolve(command);
      Files.writeString(wrapper, "#!/bin/sh\nPATH=/usr/bin:/bin\nexec " + command + " \"$@\"\n");
      assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    }
    return commands.toString();
  }
}
