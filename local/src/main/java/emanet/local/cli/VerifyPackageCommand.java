package emanet.local.cli;

import emanet.ledger.tlog.NoteKey;
import emanet.local.verify.PackageCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks an audit package.
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = {
      "Checks an audit package offline: its signature, every file, every byte of the zip, and the"
          + " sealed entries of the ledger in it. What is wrong is named.",
      "Example: emanet verify package package.zip --key PUBLIC.pem"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it was signed",
      "1:something is not, and is named",
      "2:wrong use, or a file that cannot be read"
    })
final class VerifyPackageCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The package: a zip.")
  private Path file = Path.of("");

  @Mixin private PemKey key = new PemKey();

  @Option(
      names = "--ledger-key",
      paramLabel = "KEY",
      description =
          "The ledger's key, got otherwise (C2SP signed-note); without it the one that the signed"
              + " manifest names counts.")
  private Optional<String> ledgerKey = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(command.commandLine(), "no such file: " + file);
    }
    var err = command.commandLine().getErr();
    var check =
        new PackageCheck(
            key.read(), ledgerKey.map(this::parsed), entries -> progress(err, entries));
    return show(check.check(file));
  }

  private NoteKey parsed(String text) {
    return NoteKey.parse(text)
        .orElseThrow(() ->
            new ParameterException(
                command.commandLine(), "--ledger-key: no key of a log: " + text));
  }

  private static void progress(PrintWriter err, long entries) {
    if (entries % 102_400 == 0) {
      err.println(String.format(Locale.ROOT, "%,d entries", entries));
    }
  }

  private int show(PackageCheck.Result result) {
    var out = command.commandLine().getOut();
    result.findings().forEach(finding -> out.println("✗ " + finding));
    result
        .manifest()
        .ifPresent(manifest ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "%s from %s to %s, signed %s: %,d files, %,d sealed entries, ledger key %s",
                    manifest.path("tenant").asText(),
                    manifest.path("from").asText(),
                    manifest.path("to").asText(),
                    result.signedAt().orElse("-"),
                    result.files(),
                    result.entries(),
                    manifest.path("ledger").path("key").asText("-"))));
    if (result.manifest().filter(manifest -> manifest.has("ledger")).isPresent()
        && !result.ended()) {
      out.println(
          "! no sealed entry is from behind its time: some at its end may be left out. Ask anew.");
    }
    out.println(result.clean() ? "✓ verified" : "✗ NOT verified: " + result.findings().size());
    return result.clean() ? ExitCode.DONE : ExitCode.IN_PART;
  }
}
