package emanet.local.cli;

import emanet.local.client.Unreachable;
import emanet.local.provision.Provisioning;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/// Makes empty tables to restore into.
@Command(
    name = "generation",
    mixinStandardHelpOptions = true,
    description =
        "Makes the empty tables of a further generation on this machine, which a restore is brought"
            + " back into. In the cloud that is another stack of infrastructure/data.yaml.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are there",
      "2:wrong use, or there are tables of that generation",
      "3:the AWS edge does not answer"
    })
final class GenerationCommand implements Callable<Integer> {

  private static final long SECOND = 2;
  private static final int HIGHEST_PORT = 65_535;

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
    if (number < SECOND) {
      throw new ParameterException(
          command.commandLine(), "NUMBER: the first generation is there; give 2 or more");
    }
    if (awsPort < 1 || awsPort > HIGHEST_PORT) {
      throw new ParameterException(
          command.commandLine(), "--aws-port is a number between 1 and " + HIGHEST_PORT);
    }
    var edge = URI.create("http://127.0.0.1:" + awsPort);
    var home = Path.of(System.getProperty("emanet.home", ""));
    try {
      Provisioning.generation(home.resolve("infrastructure"), edge, "eu-central-1", number);
    } catch (ResourceInUseException e) {
      throw new ParameterException(
          command.commandLine(),
          "NUMBER: tables of generation " + number + " are there already",
          e);
    } catch (SdkClientException e) {
      throw new Unreachable("no AWS edge answers on port " + awsPort + ": ./emanet local", e);
    }
    command.commandLine().getOut().println("tables of generation " + number + " are there, empty");
    return ExitCode.DONE;
  }
}
