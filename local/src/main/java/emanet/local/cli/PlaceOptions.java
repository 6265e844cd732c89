package emanet.local.cli;

import emanet.local.client.Api;
import emanet.local.client.Authority;
import emanet.local.client.EdgeTokens;
import emanet.local.client.Http;
import emanet.local.client.Tokens;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where the API is, and where tokens come from.
final class PlaceOptions {
  /// A token made elsewhere: for an API that is not on this machine. Not an option, because other
  /// users of a machine see its commands.
  private static final String TOKEN_VARIABLE = "EMANET_TOKEN";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The API: https, or http on this machine (default: ${DEFAULT-VALUE}). With the"
              + " environment variable EMANET_TOKEN set, calls carry that token.")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description = "The port of the AWS edge, which makes tokens (default: ${DEFAULT-VALUE}).")
  private int awsPort = 4566;

  int awsPort() {
    return awsPort;
  }

  /// The edge of this machine; empty where a token was made elsewhere, for an API that is not here.
  Optional<URI> edge() {
    var token = System.getenv(TOKEN_VARIABLE);
    return token == null || token.isBlank()
        ? Optional.of(URI.create("http://127.0.0.1:" + awsPort))
        : Optional.empty();
  }

  URI url() {
    return url;
  }

  Api api(Http http, Authority authority) {
    var token = System.getenv(TOKEN_VARIABLE);
    var tokens =
        token == null || token.isBlank()
            ? new EdgeTokens(http, awsPort, authority)
            : Tokens.fixed(token.strip());
    try {
      return new Api(http, url, tokens);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--url: " + e.getMessage(), e);
    }
  }
}
