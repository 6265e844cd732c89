package emanet.local.cli;

import emanet.local.machine.Machine;
import emanet.local.machine.MachineOptions;
import emanet.local.machine.NotStarted;
import java.io.IOException;
import java.nio.file.Path;
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
      description = "The AWS Regions to serve, by comma (default: eu-central-1).")
  private List<String> regions = List.of("eu-central-1");

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = command.commandLine().getOut();
    try (var machine = Machine.start(options())) {
      out.println("AWS  " + machine.aws());
      machine.apis().forEach((region, url) -> out.println("API  " + url + "  " + region));
      out.println("ready");
      if (machine.awaitEnd()) {
        command.commandLine().getErr().println("emanet local: the AWS edge ended");
      }
      return ExitCode.UNSERVED;
    } catch (NotStarted e) {
      command.commandLine().getErr().println("emanet local: " + e.getMessage());
      return ExitCode.UNSERVED;
    }
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
