package emanet.benchmarks.importing;

import emanet.benchmarks.Place;
import emanet.benchmarks.report.Cpu;
import emanet.benchmarks.report.Memory;
import emanet.benchmarks.report.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// A command of `./emanet` in a process of its own, as a user starts it.
final class Running implements AutoCloseable {
  private static final int LOOK_MILLIS = 10;

  private final Process process;

  private Running(Process process) {
    this.process = process;
  }

  private static Process start(List<String> words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Place.home().resolve("emanet").toString());
    command.addAll(words);
    var builder =
        new ProcessBuilder(command)
            .directory(Files.createTempDirectory("emanet-bench").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    if (Profile.isAsked()) {
      var flags = String.join(" ", Profile.flags("import-" + words.getFirst()));
      builder.environment().put("JAVA_TOOL_OPTIONS", flags);
    }
    return builder.start();
  }

  /// `./emanet local`, when it is ready.
  static Running serving(int port, int awsPort) throws IOException {
    var process =
        start(List.of("local", "--port", Integer.toString(port), "--aws-port", "" + awsPort));
    var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("ready")) {
        return new Running(process);
      }
    }
    throw new IOException("./emanet local did not start");
  }

  /// What a command cost.
  ///
  /// @param cpuMillis user and kernel
  /// @param mostKib the most that was resident at once
  record Cost(double cpuMillis, long mostKib, String printed) {}

  /// Runs a command to its end. Its figures are looked at until it ends, so that its last hundredth
  /// of a second may be missing.
  static Cost run(List<String> words) throws IOException, InterruptedException {
    var process = start(words);
    double cpu = 0;
    long most = 0;
    var printed = new StringBuilder();
    var reader =
        Thread.ofPlatform()
            .daemon()
            .start(() ->
                process
                    .inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> printed.append(line).append('\n')));
    while (process.isAlive()) {
      try {
        cpu = Math.max(cpu, Cpu.millis(process));
        most = Math.max(most, Memory.mostKib(process));
      } catch (IOException | RuntimeException e) {
        break; // it has just ended
      }
      Thread.sleep(LOOK_MILLIS);
    }
    int code = process.waitFor();
    reader.join();
    if (code != 0) {
      throw new IOException(words + " ended with " + code + ": " + printed);
    }
    return new Cost(cpu, most, printed.toString());
  }

  double cpuMillis() throws IOException {
    return Cpu.millis(process);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
