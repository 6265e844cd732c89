package emanet.local.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./emanet`: one machine, and calls to the API from the command line.
@Command(
    name = "emanet",
    mixinStandardHelpOptions = true,
    version = "emanet 0.1.0",
    description = "A serverless vault for personal data.",
    subcommands = {
      LocalCommand.class,
      TourCommand.class,
      ImportCommand.class,
      TodayCommand.class,
      CallCommand.class,
      TokenCommand.class,
      GenerationCommand.class,
      DrillCommand.class,
      VerifyCommand.class,
      OpenPackageCommand.class,
      ResilienceCommand.class,
    })
public final class Main {
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /// Runs a command.
  ///
  /// @return the exit code
  public static int run(String... arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return commandLine(out, err).execute(arguments);
  }

  /// The command line, writing to `out` and `err`.
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false) // `--data @FILE` is ours
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUse())
        .setExecutionExceptionHandler(new Failures());
  }
}
