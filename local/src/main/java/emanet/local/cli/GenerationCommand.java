package emanet.local.cli;

import emanet.local.provision.Provisioning;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes empty tables to restore into.
@Command(
    name = "generation",
    mixinStandardHelpOptions = true,
    description =
        "Makes the empty tables of a further generation on this machine, which a restore is brought"
            + " back into. In the cloud that is another stack of infrastructure/data.yaml.")
final class GenerationCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "NUMBER", description = "One more than is in use.")
  private long number;

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description = "The port of the AWS edge (default: ${DEFAULT-VALUE}).")
  private int awsPort = 4566;

  @Override
  public Integer call() {
    var edge = URI.create("http://127.0.0.1:" + awsPort);
    var home = Path.of(System.getProperty("emanet.home", ""));
    Provisioning.generation(home.resolve("infrastructure"), edge, "eu-central-1", number);
    command.commandLine().getOut().println("tables of generation " + number + " are there, empty");
    return ExitCode.DONE;
  }
}
