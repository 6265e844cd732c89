package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What the figures were measured on.
public final class Machine {
  private static final long KIB_A_GIB = 1024 * 1024;
  private static final List<String> COMPARED =
      List.of(
          "tink-",
          "aws-encryption-sdk-java-",
          "aws-database-encryption-sdk-dynamodb-",
          "aws-cryptographic-material-providers-",
          "aws-lambda-java-runtime-interface-client-",
          "DynamoDBLocal-",
          "dynamodb-2",
          "jmh-core-");

  private Machine() {}

  /// One line.
  public static String described() {
    return "%s, %d processors, %s %s, JVM %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.vm.version"));
  }

  /// As Linux counts it.
  public static String memory() {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_A_GIB + " GiB")
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // no such file on this system
    }
  }

  /// Processes that wanted a processor in the last one, five and fifteen minutes, as it is now.
  public static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).strip();
    } catch (IOException e) {
      return ""; // no such file on this system
    }
  }

  /// What the working copy stands at, `+` for changes besides; empty where there is no git.
  public static String commit(Path home) {
    try {
      var process =
          new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--abbrev=10")
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? line.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /// Names and versions of what is compared, as the jars on the class path have them.
  public static String versions(Path lib) throws IOException {
    try (var files = Files.list(lib)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> COMPARED.stream().anyMatch(name::startsWith))
          .map(name -> name.replaceAll("\\.jar$", ""))
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch"); // no such file on this system
    }
  }
}
