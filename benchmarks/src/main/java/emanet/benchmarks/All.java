package emanet.benchmarks;

import emanet.benchmarks.flow.Child;
import emanet.benchmarks.report.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Runs parts, each in a process of its own: one that fails, or does not end, is named, and the
/// others go on. Then makes the page of what was seen. Parts follow one another; in the quick form
/// there are two at a time, but for the one that asks how much is served.
final class All {
  private static final int NOT_ENDED = -1;
  private static final int STOP_SECONDS = 10;
  private static final int LANES = 2;

  private final boolean quick;
  private final boolean profile;
  private final Path out;
  private final Map<Part, Outcome> outcomes = new EnumMap<>(Part.class);

  All(boolean quick, boolean profile, Path out) {
    this.quick = quick;
    this.profile = profile;
    this.out = out;
  }

  /// Runs them.
  ///
  /// @return 0 if all goals were met, 1 if some were missed, 3 if a part failed
  int run(List<Part> parts) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Files.createDirectories(out);
    if (quick) {
      besideEachOther(parts.stream().filter(part -> !part.isAlone()).toList());
      oneAfterTheOther(parts.stream().filter(Part::isAlone).toList());
    } else {
      oneAfterTheOther(parts);
    }
    if (!quick && !profile) {
      profileMissed();
    }
    var page = Page.write(out);
    System.out.printf("%n== %.0f s in all%n", (System.nanoTime() - began) / 1e9);
    outcomes.forEach((part, outcome) -> System.out.printf("%-7s %s%n", outcome, part.word()));
    System.out.println("unrounded: " + out + "\npage: " + page);
    return outcomes.values().stream().mapToInt(Outcome::code).max().orElse(Benchmarks.FAILED);
  }

  private void oneAfterTheOther(List<Part> parts) throws IOException, InterruptedException {
    for (var part : parts) {
      System.out.printf("%n== %s%n", part.word());
      outcomes.put(part, run(part, ProcessBuilder.Redirect.INHERIT));
    }
  }

  /// Two at a time, from the last on, which takes longest; what one prints is shown when it has
  /// ended.
  private void besideEachOther(List<Part> parts) throws IOException, InterruptedException {
    var printed = Files.createTempDirectory("emanet-bench");
    var running = new LinkedHashMap<Part, Future<Outcome>>();
    try (var lanes = Executors.newFixedThreadPool(LANES)) {
      for (var part : parts.reversed()) {
        var to = printed.resolve(part.word()).toFile();
        running.put(part, lanes.submit(() -> run(part, ProcessBuilder.Redirect.to(to))));
      }
      for (var part : running.entrySet()) {
        outcomes.put(part.getKey(), part.getValue().get());
        System.out.printf("%n== %s%n", part.getKey().word());
        var said = printed.resolve(part.getKey().word());
        System.out.print(Files.readString(said));
        Files.delete(said);
      }
    } catch (ExecutionException e) {
      throw new IOException("a part was not run", e);
    }
    Files.delete(printed);
  }

  private Outcome run(Part part, ProcessBuilder.Redirect printed)
      throws IOException, InterruptedException {
    forget(part);
    long began = System.nanoTime();
    var process = start(part, out, quick, profile, printed);
    int code = ended(part, process);
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("(%s took %.0f s)%n", part.word(), seconds);
    // one that ended by itself has said how; of any other it is said here
    if (!Files.exists(out.resolve(Outcome.table(part) + ".csv"))) {
      var why =
          code == NOT_ENDED
              ? "not ended in " + part.mostMinutes() + " minutes"
              : "ended with " + code;
      Outcome.write(out, part, Outcome.FAILED, quick, seconds, why);
      return Outcome.FAILED;
    }
    return Outcome.of(code);
  }

  /// What an earlier run left must not be taken for this one's.
  private void forget(Part part) throws IOException {
    var names = new ArrayList<String>();
    part.tables().forEach(name -> names.add(name + ".csv"));
    part.plots().forEach(name -> names.add(name + ".svg"));
    for (var end : List.of("-goals", "-run", "-profile")) {
      names.add(part.word() + end + ".csv");
    }
    for (var name : names) {
      Files.deleteIfExists(out.resolve(name));
    }
  }

  /// Of a goal that was missed, where the time goes: by the quick form, run once more, since a
  /// recorder costs something itself.
  private void profileMissed() throws IOException, InterruptedException {
    var missed = outcomes.keySet().stream().filter(p -> outcomes.get(p) == Outcome.MISSED).toList();
    for (var part : missed) {
      System.out.printf("%n== %s, its profile%n", part.word());
      var beside = Files.createTempDirectory("emanet-profile");
      var process = start(part, beside, true, true, ProcessBuilder.Redirect.INHERIT);
      var _ = ended(part, process);
      var table = Profile.table(part.word()) + ".csv";
      if (Files.exists(beside.resolve(table))) {
        Files.copy(beside.resolve(table), out.resolve(table), StandardCopyOption.REPLACE_EXISTING);
      } else {
        System.out.println("no profile of " + part.word() + " came of it");
      }
      System.out.println("recordings: " + beside);
    }
  }

  private static Process start(
      Part part, Path out, boolean quick, boolean profile, ProcessBuilder.Redirect printed)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (quick && part != Part.SEALING) {
      // but where the second compiler is what is measured: JMH hands these on
      command.addAll(Child.LIGHT);
    }
    if (quick) {
      // both parts of sealing may be measured at once
      command.add("-Djmh.ignoreLock=true");
    }
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Demanet.home=" + Place.home());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Benchmarks.class.getName(), part.word(), "--out", out.toString()));
    if (quick) {
      command.add("--quick");
    }
    if (profile) {
      command.add("--profile");
    }
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed).start();
  }

  /// What it ended with, in its time.
  private static int ended(Part part, Process process) throws InterruptedException {
    if (process.waitFor(part.mostMinutes(), TimeUnit.MINUTES)) {
      return process.exitValue();
    }
    stop(process);
    return NOT_ENDED;
  }

  /// With all that it started.
  private static void stop(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
  }
}
