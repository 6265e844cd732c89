package emanet.local.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Shows how far an import is: a bar on a terminal, plain lines elsewhere.
public final class Progress {
  private static final Duration BAR_EVERY = Duration.ofMillis(200);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private final long start = System.nanoTime();
  private long shown = start;
  private boolean drawn;

  /// @param total rows
  public Progress(PrintStream out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  void at(long rows) {
    long now = System.nanoTime();
    var every = terminal ? BAR_EVERY : LINE_EVERY;
    if (now - shown >= every.toNanos()) {
      shown = now;
      show(rows, now);
    }
  }

  /// Leaves the line of the bar.
  void end(long rows) {
    if (terminal && drawn) {
      show(rows, System.nanoTime());
      out.println();
    }
  }

  private void show(long rows, long now) {
    var line = line(rows, total, Duration.ofNanos(now - start));
    if (terminal) {
      out.print("\r" + bar(rows, total) + " " + line + "   ");
      out.flush();
      drawn = true;
    } else {
      out.println(line);
    }
  }

  /// A bar for a terminal.
  public static String bar(long rows, long total) {
    int full = total == 0 ? WIDTH : (int) (WIDTH * rows / total);
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
  }

  static String line(long rows, long total, Duration spent) {
    double seconds = Math.max(spent.toMillis(), 1) / 1000.0;
    double rate = rows / seconds;
    var left = rate == 0 ? "?" : time(Duration.ofSeconds(Math.round((total - rows) / rate)));
    return String.format(
        Locale.ROOT, "%,d of %,d rows, %,.0f rows/s, %s left", rows, total, rate, left);
  }

  static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
