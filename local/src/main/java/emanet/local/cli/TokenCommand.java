package emanet.local.cli;

import emanet.local.client.EdgeTokens;
import emanet.local.client.Http;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints a token.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints a bearer token, signed by this machine's edge. For development only.")
final class TokenCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private BearerOptions bearer = new BearerOptions();

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description = "The port of the AWS edge (default: ${DEFAULT-VALUE}).")
  private int awsPort = 4566;

  @Override
  public Integer call() {
    try (var http = new Http(Duration.ZERO)) {
      var token = new EdgeTokens(http, awsPort, bearer.authority()).current();
      command.commandLine().getOut().println(token);
    }
    return ExitCode.DONE;
  }
}
