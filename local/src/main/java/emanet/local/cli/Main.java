package emanet.local.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./emanet`: one machine, and calls to the API from the command line.
@Command(
    name = "emanet",
    mixinStandardHelpOptions = true,
    version = "emanet 0.1.0",
    description = "A serverless vault for personal data.",
    footer = "%n`./emanet bench all --quick` measures what it costs (docs/performance.md).")
public final class Main {
  /// By name, in the order in which help lists them. Not named by the annotation, which has all of
  /// them read and made, with all of their options, whichever is asked for.
  private static final List<Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("local", LocalCommand.class),
          Map.entry("tour", TourCommand.class),
          Map.entry("import", ImportCommand.class),
          Map.entry("today", TodayCommand.class),
          Map.entry("call", CallCommand.class),
          Map.entry("token", TokenCommand.class),
          Map.entry("generation", GenerationCommand.class),
          Map.entry("drill", DrillCommand.class),
          Map.entry("verify", VerifyCommand.class),
          Map.entry("open-package", OpenPackageCommand.class),
          Map.entry("resilience", ResilienceCommand.class));

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /// Runs a command.
  ///
  /// @return the exit code
  public static int run(String... arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return run(out, err, arguments);
  }

  /// Runs a command that writes to `out` and `err`.
  ///
  /// @return the exit code
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine(arguments)
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false) // `--data @FILE` is ours
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUse())
        .setExecutionExceptionHandler(new Failures())
        .execute(arguments);
  }

  /// Of the command that the first word names, or of all where it names none.
  private static CommandLine commandLine(String... arguments) {
    var whole = new CommandLine(new Main());
    var named =
        COMMANDS.stream()
            .filter(command -> arguments.length > 0 && command.getKey().equals(arguments[0]))
            .toList();
    (named.isEmpty() ? COMMANDS : named)
        .forEach(command -> whole.addSubcommand(command.getKey(), command.getValue()));
    return whole;
  }
}
