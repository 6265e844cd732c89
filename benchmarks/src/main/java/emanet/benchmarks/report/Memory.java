package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of another process that is resident, as Linux counts it.
public final class Memory {
  /// What makes Linux count the most anew.
  private static final String ANEW = "5";

  private Memory() {}

  /// KiB that were resident at most since the process began, or since `anew`.
  public static long mostKib(Process process) throws IOException {
    try (var lines = Files.lines(of(process, "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0L);
    }
  }

  /// Counts the most anew from here.
  public static void anew(Process process) throws IOException {
    Files.writeString(of(process, "clear_refs"), ANEW);
  }

  private static Path of(Process process, String file) {
    return Path.of("/proc/" + process.pid() + "/" + file);
  }
}
