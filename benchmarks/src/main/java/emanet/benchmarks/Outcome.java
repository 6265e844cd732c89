package emanet.benchmarks;

import emanet.benchmarks.report.Machine;
import emanet.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How a part's run ended; kept as `<part>-run.csv` with where, when and of what it was.
enum Outcome {
  /// All of its goals, if it has any, were met.
  MET(Benchmarks.MET),
  MISSED(Benchmarks.MISSED),
  /// It could not be measured.
  FAILED(Benchmarks.FAILED);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Outcome of(int code) {
    return switch (code) {
      case Benchmarks.MET -> MET;
      case Benchmarks.MISSED -> MISSED;
      default -> FAILED;
    };
  }

  /// The name of a part's table of this.
  static String table(Part part) {
    return part.word() + "-run";
  }

  /// Keeps it.
  ///
  /// @param why it failed, or nothing
  static void write(Path out, Part part, Outcome outcome, boolean quick, double seconds, String why)
      throws IOException {
    new Table(table(part), "what", "value")
        .row("outcome", outcome.name())
        .row("why", why.replace('\n', ' '))
        .row("extent", quick ? "quick" : "whole")
        .row("seconds", seconds)
        .row("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .row("machine", Machine.described())
        .row("memory", Machine.memory())
        .row("load when ended", Machine.load())
        .row("commit", Machine.commit(Place.home()))
        .row("versions", Machine.versions(Place.home().resolve("benchmarks/target/lib")))
        .write(out);
  }
}
