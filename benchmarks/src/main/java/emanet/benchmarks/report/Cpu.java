package emanet.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processor time of another process, as Linux counts it: in hundredths of a second.
public final class Cpu {
  private static final double MILLIS_A_TICK = 10.0;

  private Cpu() {}

  /// Milliseconds that all threads of a process have used, in user and kernel mode.
  public static double millis(Process process) throws IOException {
    var fields = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    // what follows the name in parentheses: utime and stime are the 12th and 13th
    var rest = fields.substring(fields.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(rest[11]) + Long.parseLong(rest[12])) * MILLIS_A_TICK;
  }
}
