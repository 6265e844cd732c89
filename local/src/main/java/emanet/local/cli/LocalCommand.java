package emanet.local.cli;

import emanet.local.machine.Machine;
import emanet.local.machine.MachineOptions;
import emanet.local.machine.NotStarted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.regions.Region;

/// Serves the API and AWS on this machine until Ctrl-C.
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the API, and the part of AWS that it needs, on this machine alone, and prints"
          + " `ready` when all answers.",
      "Everything is in memory and gone at Ctrl-C. For development only."
    })
final class LocalCommand implements Callable<Integer> {
  /// Time for clients to see that it is gone.
  private static final Duration AGAIN = Duration.ofSeconds(5);

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The API's port; each further Region has the next one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description = "The port of the AWS edge (default: ${DEFAULT-VALUE}).")
  private int awsPort = 4566;

  @Option(
      names = "--regions",
      paramLabel = "REGION",
      split = ",",
      description =
          "The AWS Regions to serve, by comma (default: eu-central-1). Of several, each has a"
              + " process of its own; killed, it comes again after 5 seconds.")
  private List<String> regions = List.of("eu-central-1");

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = command.commandLine().getOut();
    var options = options();
    try (var machine = Machine.start(options)) {
      out.println("AWS  " + machine.aws());
      machine
          .apis()
          .forEach((region, url) ->
              out.println("API  " + url + "  " + region + process(machine, region)));
      out.println("ready");
      options.regions().stream()
          .filter(region -> machine.process(region).isPresent())
          .forEach(region -> Thread.ofVirtual().start(() -> keep(machine, region)));
      if (machine.awaitEnd()) {
        command.commandLine().getErr().println("emanet local: the AWS edge ended");
      }
      return ExitCode.UNSERVED;
    } catch (NotStarted e) {
      command.commandLine().getErr().println("emanet local: " + e.getMessage());
      return ExitCode.UNSERVED;
    }
  }

  private static String process(Machine machine, String region) {
    var process = machine.process(region);
    return process.isPresent() ? "  process " + process.getAsLong() : "";
  }

  private void keep(Machine machine, String region) {
    var serving =
        new Supervision.Serving() {
          @Override
          public boolean awaitEnd() throws InterruptedException {
            return machine.awaitEnd(region);
          }

          @Override
          public String restart() throws IOException {
            machine.restart(region);
            return process(machine, region);
          }
        };
    var err = command.commandLine().getErr();
    new Supervision(serving, AGAIN, what -> err.println("emanet local: " + region + " " + what))
        .run();
  }

  private MachineOptions options() {
    for (var region : regions) {
      if (Region.regions().stream().noneMatch(known -> known.id().equals(region))) {
        throw wrong("--regions: AWS has no Region \"" + region + "\"");
      }
    }
    try {
      return new MachineOptions(
          Path.of(System.getProperty("emanet.home", "")), port, awsPort, regions);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
