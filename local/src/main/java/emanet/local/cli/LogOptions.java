package emanet.local.cli;

import emanet.ledger.tlog.NoteKey;
import emanet.local.client.Api;
import emanet.local.client.EdgeTokens;
import emanet.local.client.Http;
import emanet.local.client.Tokens;
import emanet.local.verify.ApiFiles;
import emanet.local.verify.FolderFiles;
import emanet.local.verify.LogFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which log, and by which key.
final class LogOptions {
  private static final String TOKEN_VARIABLE = "EMANET_TOKEN";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Mixin private BearerOptions bearer = new BearerOptions();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "The log's key, <name>+<id>+<base64> (C2SP signed-note), or a file that holds it. Take it"
              + " from the operator's publication, not from the log.")
  private String key = "";

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      description =
          "The port of the AWS edge, which makes tokens for a URL (default: ${DEFAULT-VALUE}).")
  private int awsPort = 4566;

  NoteKey key() throws IOException {
    return key(key);
  }

  /// A key, or the file that it stands in.
  NoteKey key(String text) throws IOException {
    var file = Path.of(text.replace('\0', ' '));
    var encoded =
        NoteKey.parse(text).isEmpty() && Files.isRegularFile(file)
            ? Files.readString(file).strip()
            : text;
    return NoteKey.parse(encoded)
        .orElseThrow(
            () -> new ParameterException(command.commandLine(), "--key: no key of a log: " + text));
  }

  /// The log at a folder or a URL.
  LogFiles files(String source, Http http) {
    if (!source.startsWith("http://") && !source.startsWith("https://")) {
      var folder = Path.of(source);
      if (!Files.isDirectory(folder)) {
        throw new ParameterException(command.commandLine(), "no such folder: " + source);
      }
      return new FolderFiles(folder);
    }
    var token = System.getenv(TOKEN_VARIABLE);
    var tokens =
        token == null || token.isBlank()
            ? new EdgeTokens(http, awsPort, bearer.authority())
            : Tokens.fixed(token.strip());
    try {
      return new ApiFiles(new Api(http, URI.create(source), tokens));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), source + ": " + e.getMessage(), e);
    }
  }
}
