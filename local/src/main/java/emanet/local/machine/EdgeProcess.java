package emanet.local.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The edge as a child process.
final class EdgeProcess implements AutoCloseable {
  /// Small and quick to start; a heap that is given back. The engine of tables is native code.
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30",
          "-Xss512k",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final int STOP_SECONDS = 5;

  private final Process process;

  private EdgeProcess(Process process) {
    this.process = process;
  }

  static EdgeProcess start(int port) throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("emanet.edge.classpath", System.getProperty("java.class.path")),
            EdgeChild.class.getName(),
            Integer.toString(port)));
    return new EdgeProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Waits until it serves.
  ///
  /// @throws NotStarted if it ended before
  void await() throws IOException {
    // not closed: a closed pipe would make the child's next line fail
    var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(EdgeChild.READY)) {
        var drain = Thread.ofVirtual().name("edge-output").unstarted(() -> drain(lines));
        drain.start();
        return;
      }
    }
    throw new NotStarted("the AWS edge did not start");
  }

  /// Waits until it is no more.
  void awaitEnd() throws InterruptedException {
    process.waitFor();
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
