package emanet.local.cli;

import emanet.local.verify.CertificateCheck;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks a certificate of erasure, or of the end of a contract, and leaves what it takes to check
/// it without Emanet.
@Command(
    name = "certificate",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a certificate of erasure, or of the end of a contract, by a public key, offline, and"
          + " writes the message and the signature for openssl.",
      "Example: emanet verify certificate certificate.json --key PUBLIC.pem"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is as it was signed",
      "1:it is not, and what is wrong is named",
      "2:wrong use, or a file that cannot be read"
    })
final class VerifyCertificateCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The certificate: JSON.")
  private Path file = Path.of("");

  @Mixin private PemKey key = new PemKey();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the two files for openssl go (default: beside FILE), as <name>.bin and"
              + " <name>.sig.")
  private Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() throws IOException {
    var result = new CertificateCheck(key.read()).check(read(file));
    var out = command.commandLine().getOut();
    if (result.message().isPresent() && result.signature().isPresent()) {
      write(result.message().get(), result.signature().get());
    }
    result.findings().forEach(finding -> out.println("✗ " + finding));
    result
        .certificate()
        .filter(_ -> result.clean())
        .ifPresent(c ->
            out.println(
                "%s %s of %s, effective %s, horizon %s: %s"
                    .formatted(
                        c.path("method").asText("CLOSURE"),
                        c.path("id").asText(),
                        c.path("subject").asText(c.path("tenant").asText()),
                        c.path("at").asText(),
                        c.path("horizon").asText(),
                        c.path("state").asText())));
    out.println(result.clean() ? "✓ verified" : "✗ NOT verified: " + result.findings().size());
    return result.clean() ? ExitCode.DONE : ExitCode.IN_PART;
  }

  /// Written whether or not it verifies: openssl is to come to the same by itself.
  private void write(Bytes message, Bytes signature) throws IOException {
    var name = file.getFileName().toString().replaceFirst("\\.json$", "");
    var where = folder.orElseGet(() -> file.toAbsolutePath().getParent());
    var bin = where.resolve(name + ".bin");
    var sig = where.resolve(name + ".sig");
    Files.write(bin, message.toArray());
    Files.write(sig, signature.toArray());
    command
        .commandLine()
        .getErr()
        .println(
            "openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -verify "
                + key.file()
                + " -signature "
                + sig
                + " "
                + bin);
  }

  private byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "cannot be read: " + path, e);
    }
  }
}
