package emanet.ledger;

import emanet.local.ServingProcess;
import emanet.wiring.Environment;
import emanet.wiring.Seal;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The sealer in a process of its own, with a function's flags, so that its processor time is known
/// apart: begun every minute, as its schedule begins it.
final class SealingProcess implements AutoCloseable {
  private static final int MILLIS_A_TICK = 10;

  private final Process process;

  private SealingProcess(Process process) {
    this.process = process;
  }

  /// In the child, which ends with its standard input.
  public static void main(String[] arguments) throws IOException {
    var seal = Wiring.seal(new Environment(System.getenv()));
    try (var schedule = Executors.newScheduledThreadPool(2)) {
      var _ = schedule.scheduleAtFixedRate(() -> begin(seal), 0, 1, TimeUnit.MINUTES);
      while (System.in.read() >= 0) {
        // only its end means anything
      }
      System.exit(0);
    }
  }

  private static void begin(Seal seal) {
    Thread.ofVirtual().start(() -> System.err.println("sealed " + seal.rounds()));
  }

  static SealingProcess start(Map<String, String> environment) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx768m", "-cp"));
    command.addAll(List.of(ServingProcess.classPath(), SealingProcess.class.getName()));
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return new SealingProcess(builder.start());
  }

  /// What all its threads have used so far, in user and kernel mode.
  long cpuMillis() throws IOException {
    var stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_A_TICK;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
