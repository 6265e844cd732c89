package emanet.benchmarks;

import emanet.benchmarks.appending.Append;
import emanet.benchmarks.cold.ColdStart;
import emanet.benchmarks.dollars.Dollars;
import emanet.benchmarks.flow.Flow;
import emanet.benchmarks.importing.Import;
import emanet.benchmarks.moving.Moving;
import emanet.benchmarks.scale.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What is measured, each by one command, and what it leaves in the directory of results.
// its lists are immutable, and how it is measured keeps nothing
@SuppressWarnings("ImmutableEnumChecker")
enum Part {
  SEALING(
      25,
      List.of("sealing"),
      List.of("sealing-seal", "sealing-open"),
      (quick, out) -> Sealing.run(quick, false, out)),
  SEALING_C1(
      25,
      List.of("sealing-c1"),
      List.of("sealing-c1-seal", "sealing-c1-open"),
      (quick, out) -> Sealing.run(quick, true, out)),
  COLD(25, List.of("cold-start"), List.of("cold-start", "restore"), ColdStart::run),
  FLOW(30, List.of("flow"), List.of("flow", "flow-p99"), Flow::run),
  APPEND(10, List.of("append"), List.of(), Append::run),
  IMPORT(15, List.of("import"), List.of(), Import::run),
  MOVING(25, List.of("moving"), List.of(), Moving::run),
  DOLLARS(
      15,
      List.of("dollars-calls", "dollars-sealing", "dollars-keeping"),
      List.of("dollars"),
      Dollars::run),
  SCALE(
      40, List.of("scale-calls", "scale-items"), List.of("scale-calls", "scale-items"), Scale::run);

  /// However busy the machine is, longer than this it does not take.
  private final int mostMinutes;

  private final List<String> tables;
  private final List<String> plots;
  private final Measuring measuring;

  Part(int mostMinutes, List<String> tables, List<String> plots, Measuring measuring) {
    this.mostMinutes = mostMinutes;
    this.tables = tables;
    this.plots = plots;
    this.measuring = measuring;
  }

  /// Measures.
  @FunctionalInterface
  interface Measuring {
    /// Measures into a directory.
    ///
    /// @return whether all goals were met
    boolean run(boolean quick, Path out) throws Exception;
  }

  /// Whether it asks how many requests are served a second, and so is measured with nothing else
  /// beside it.
  boolean isAlone() {
    return this == FLOW;
  }

  /// How the command line names it.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Part> of(String word) {
    return Stream.of(values()).filter(part -> part.word().equals(word)).findFirst();
  }

  int mostMinutes() {
    return mostMinutes;
  }

  List<String> tables() {
    return tables;
  }

  List<String> plots() {
    return plots;
  }

  Measuring measuring() {
    return measuring;
  }
}
