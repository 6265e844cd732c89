package emanet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.ServingProcess;
import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// `./emanet verify ledger` of a million entries, on a machine of its own: in a minute, and in half
/// a gigabyte, all that the process has counted. It is measured, so it runs alone.
@Tag("long")
@Isolated
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class VerifyScaleTest {
  private static final int ENTRIES = Integer.getInteger("emanet.verify.entries", 1_000_000);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long MOST_KIB = 512 * 1024;

  /// Ten thousand entries a minute, in rounds of ten seconds.
  private static final int BUSY_ROUND = 1667;

  /// As on a quiet day: each leaves a checkpoint, and the narrower tiles that the log outgrows.
  private static final int QUIET_ROUND = 20;

  private static final Pattern FLAGS = Pattern.compile("flags='([^'$]*-Xmx[^'$]*)'");
  private static final Pattern OF_COMMANDS = Pattern.compile("else\\s+flags=\"\\$flags ([^\"]*)\"");
  private static final Pattern HIGHEST = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @TempDir static Path folder;
  private static LongLog log;

  @BeforeAll
  static void make() {
    log = new LongLog(folder);
    log.grow(ENTRIES / 2, BUSY_ROUND);
    log.grow(ENTRIES / 2 + ENTRIES / 10, QUIET_ROUND);
    log.grow(ENTRIES, BUSY_ROUND);
  }

  /// A run of the command.
  private record Run(int code, String said, Duration took, long highestKib) {}

  @Test
  void aMillionEntriesInAMinuteAndHalfAGigabyteAndAByteThatWasChangedIsNamed() throws Exception {
    var clean = verify();
    assertThat(clean.said())
        .contains("✓ verified", "%,d entries from 2026-03-02T06:00:00Z".formatted(ENTRIES))
        .containsPattern("(?m)^[0-9,]+ entries$"); // as it goes
    assertThat(clean.code()).isZero();
    assertWithin(clean);
    int place = ENTRIES / 2 + 12_345;
    var bundle = "tile/entries/" + path(place / 256);
    change(folder.resolve("acme").resolve(bundle), place % 256);
    var changed = verify();
    assertThat(changed.said())
        .contains("✗ entry " + place + ": it is not what was sealed, in " + bundle)
        .contains("✗ NOT verified");
    assertThat(changed.code()).isEqualTo(1);
    assertWithin(changed);
  }

  private static void assertWithin(Run run) {
    System.out.printf(
        "verify ledger, %,d entries: %d ms, %d MiB resident at most%n",
        ENTRIES, run.took().toMillis(), run.highestKib() / 1024);
    assertThat(run.took()).isLessThan(LONGEST);
    assertThat(run.highestKib()).isBetween(1L, MOST_KIB);
  }

  private static String path(int number) {
    return number < 1000
        ? "%03d".formatted(number)
        : "x%03d/%03d".formatted(number / 1000, number % 1000);
  }

  /// Changes one byte of an entry, behind its id.
  private static void change(Path bundle, int position) throws IOException {
    var bytes = Files.readAllBytes(bundle);
    int at = 0;
    for (int i = 0; i < position; i++) {
      at += 2 + (Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]));
    }
    bytes[at + 100] ^= 1;
    Files.write(bundle, bytes);
  }

  /// Runs it as `./emanet` does: a process of its own, with that one's flags.
  private static Run verify() throws Exception {
    var said = Files.createTempFile("verify", ".txt");
    long begun = System.nanoTime();
    var process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    long highest = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      highest = Math.max(highest, highestKib(process.pid()));
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    var run = new Run(process.exitValue(), Files.readString(said), took, highest);
    Files.delete(said);
    return run;
  }

  private static List<String> command() throws IOException {
    var script = Files.readString(Stack.ROOT.resolve("emanet"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (var flags : List.of(FLAGS, OF_COMMANDS)) {
      var found = flags.matcher(script);
      assertThat(found.find()).as("flags in the script").isTrue();
      command.addAll(List.of(found.group(1).strip().split("\\s+")));
    }
    var log = folder.resolve("acme").toString();
    command.addAll(List.of("-cp", ServingProcess.classPath(), "emanet.local.cli.Main"));
    command.addAll(List.of("verify", "ledger", log, "--key", VerifyScaleTest.log.key.encoded()));
    return command;
  }

  /// The most memory that the process has had at once, as Linux counts it.
  private static long highestKib(long pid) {
    try {
      var status = HIGHEST.matcher(Files.readString(Path.of("/proc", "" + pid, "status")));
      return status.find() ? Long.parseLong(status.group(1)) : 0;
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}
