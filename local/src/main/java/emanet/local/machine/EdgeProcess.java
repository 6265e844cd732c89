package emanet.local.machine;

import java.io.IOException;
import java.util.List;

/// The edge as a child process.
final class EdgeProcess {
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

  private EdgeProcess() {}

  static ChildProcess start(int port) throws IOException {
    var classPath =
        System.getProperty("emanet.edge.classpath", System.getProperty("java.class.path"));
    return ChildProcess.start(FLAGS, classPath, EdgeChild.class, List.of(Integer.toString(port)));
  }
}
