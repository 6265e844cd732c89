package emanet.local.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process of this machine's own that ends with its standard input: that is, with whoever started
/// it, however that ended.
final class ChildProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 5;

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /// Starts one with this process' own JVM.
  ///
  /// @param flags of the JVM
  static ChildProcess start(
      List<String> flags, String classPath, Class<?> main, List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    return new ChildProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Waits until it says that it serves, by a line that begins so.
  ///
  /// @return the rest of the line, or nothing if it ended before
  Optional<String> await(String word) throws IOException {
    // not closed: a closed pipe would make the child's next line fail
    var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(word)) {
        Thread.ofVirtual().name("child-output").start(() -> drain(lines));
        return Optional.of(line.substring(word.length()).strip());
      }
    }
    return Optional.empty();
  }

  long id() {
    return process.pid();
  }

  /// Waits until it is no more.
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /// Ends it where it stands (SIGKILL): nothing of it runs any more.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // what libraries say there is of no use to anybody
      }
    } catch (IOException e) {
      // the process has ended
    }
  }
}
