package emanet.local.cli;

import emanet.local.client.Authority;
import emanet.local.client.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the system at work.
@Command(
    name = "tour",
    mixinStandardHelpOptions = true,
    description =
        "Makes a sample tenant on a running `./emanet local`, imports a few invented people,"
            + " searches and reads one of them, and shows who has seen what. Safe to run again.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all went as it should", "1:a step did not", "3:nobody answers"})
final class TourCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "The tenant to make (default: ${DEFAULT-VALUE}).")
  private String tenant = BearerOptions.SAMPLE_TENANT;

  @Override
  public Integer call() throws IOException {
    var out = command.commandLine().getOut();
    try (var http = new Http(PATIENCE)) {
      var transcript = new Transcript(out, (Authority who) -> place.api(http, who));
      new Tour(transcript, tenant, who -> place.api(http, who)).run();
      return ExitCode.DONE;
    } catch (Transcript.Unexpected e) {
      out.flush();
      command.commandLine().getErr().println("emanet tour: " + e.getMessage());
      return ExitCode.IN_PART;
    }
  }
}
