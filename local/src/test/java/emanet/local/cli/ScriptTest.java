package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.ServingProcess;
import emanet.local.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// What the script `emanet` hands to Java: in a house of its own that is built, with a JDK that
/// says what it was given.
// in a thread of its own: a read of a pipe hears no interrupt
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class ScriptTest {
  @TempDir private Path directory;
  private Path home;

  /// In the child: what reached it.
  static final class Words {
    private Words() {}

    public static void main(String[] arguments) {
      var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      List.of(arguments).forEach(out::println);
    }
  }

  @BeforeEach
  void aHouse() throws IOException {
    home = Files.createDirectory(directory.toRealPath().resolve("a house"));
    Files.copy(Stack.ROOT.resolve("emanet"), home.resolve("emanet"));
    var local = Files.createDirectories(home.resolve("local/target"));
    var functions = Files.createDirectories(home.resolve("functions/target"));
    Files.createFile(functions.resolve("emanet-functions.jar"));
    Files.createFile(local.resolve("emanet-local.jar"));
    Files.createFile(local.resolve("emanet.classpath"));
    // empty: they were tried, and there are none
    Files.createFile(local.resolve("gateway.aot"));
    Files.createFile(local.resolve("command.aot"));
    var bin = Files.createDirectories(directory.resolve("jdk/bin"));
    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    program(bin.resolve("javac"), "exit 1");
    program(
        bin.resolve("java"),
        "exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' '%s' \"$@\""
            .formatted(
                System.getProperty("java.home"),
                ServingProcess.classPath(),
                Words.class.getName()));
  }

  @Test
  void itIsAtHomeWhereverALinkToItLies() throws Exception {
    var link = directory.resolve("emanet");
    Files.createSymbolicLink(link, home.resolve("emanet"));
    assertThat(run(link, Map.of(), "today")).contains("-Demanet.home=" + home, "today");
    assertThat(run(home.resolve("emanet"), Map.of(), "today")).contains("-Demanet.home=" + home);
  }

  /// A container mostly has no locale, and a terminal may name one that is not installed.
  @Test
  void whatIsTypedReachesJavaInWhateverLocale() throws Exception {
    var json = "{\"firstName\":\"Şükrü Işığı\",\"title\":\"Acme A.Ş.\"}";
    for (var locale :
        List.of(
            Map.<String, String>of(),
            Map.of("LC_ALL", "C"),
            Map.of("LANG", "POSIX"),
            Map.of("LANG", "xx_XX.UTF-8"),
            Map.of("LANG", "C.UTF-8"))) {
      var given = run(home.resolve("emanet"), locale, "call", "PUT", "/v1/x", "--data", json);
      assertThat(given).as("%s", locale).contains("call", json);
    }
  }

  /// As on a C library from before it had a C.UTF-8 of its own.
  @Test
  void whereNoLetterCanReachJavaItIsSaid() throws Exception {
    var commands = Files.createDirectory(directory.resolve("commands"));
    program(commands.resolve("locale"), "echo ANSI_X3.4-1968");
    var path = Map.of("PATH", commands + ":" + System.getenv("PATH"));
    var script = home.resolve("emanet");
    assertThat(run(script, path, "call", "--data", "{\"firstName\":\"Şükrü\"}").getFirst())
        .startsWith("emanet: letters beyond ASCII cannot be given");
    assertThat(run(script, path, "call", "--data", "{\n\t\"firstName\":\"Ali\"}"))
        .noneMatch(line -> line.startsWith("emanet: "));
  }

  private List<String> run(Path script, Map<String, String> locale, String... words)
      throws Exception {
    var builder = new ProcessBuilder("/bin/sh", script.toString());
    builder.command().addAll(List.of(words));
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    environment.putAll(locale);
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.lines().toList();
  }

  private static void program(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
