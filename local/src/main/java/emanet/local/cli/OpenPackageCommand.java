package emanet.local.cli;

import emanet.local.verify.ReturnPackage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Opens what a tenant was given back at the end of its contract, and says what the receipt takes.
@Command(
    name = "open-package",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a return package with the private key that it was sealed to, offline, and says what its"
          + " receipt takes.",
      "Example: emanet open-package package.emanet --key PRIVATE.pem --out package.zip"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is open, and whole",
      "1:it is refused; what is wrong is named, and nothing is left behind",
      "2:wrong use, or a file that cannot be read"
    })
final class OpenPackageCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The package, as it was fetched.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PRIVATE.pem",
      description = "The private key (RSA, PKCS #8 in PEM, not encrypted). It is read here alone.")
  private Path key = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "OUT.zip",
      description = "Where the zip goes that is inside (default: beside FILE, as <name>.zip).")
  private Optional<Path> target = Optional.empty();

  @Override
  public Integer call() throws IOException {
    var out = command.commandLine().getOut();
    var whole = target.orElseGet(() -> Path.of(file + ".zip"));
    var partial = Path.of(whole + ".part");
    var reader = new ReturnPackage(key());
    try {
      var sha256 = opened(reader, partial);
      // only once it is known to be whole (R1-7)
      Files.move(partial, whole, StandardCopyOption.REPLACE_EXISTING);
      out.println("sha256   " + HexFormat.of().formatHex(sha256));
      out.println("manifest " + manifest(whole));
      out.println("✓ opened: " + whole);
      return ExitCode.DONE;
    } catch (ReturnPackage.Refused e) {
      out.println("✗ refused: " + e.getMessage());
      return ExitCode.IN_PART;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private byte[] opened(ReturnPackage reader, Path partial)
      throws IOException, ReturnPackage.Refused {
    var hash = sha256();
    try (InputStream in = new DigestInputStream(new BufferedInputStream(source()), hash);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial))) {
      reader.open(in, out);
    }
    return hash.digest();
  }

  private InputStream source() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "cannot be read: " + file, e);
    }
  }

  private static String manifest(Path zip) throws IOException {
    try (var files = new ZipFile(zip.toFile())) {
      var entry = files.getEntry("manifest.json");
      if (entry == null) {
        return "none";
      }
      try (var in = files.getInputStream(entry)) {
        return HexFormat.of().formatHex(sha256().digest(in.readAllBytes()));
      }
    }
  }

  private RSAPrivateCrtKey key() {
    try {
      var body = PemKey.body(key, "PRIVATE KEY");
      if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(body))
          instanceof RSAPrivateCrtKey rsa) {
        return rsa;
      }
      throw new IllegalArgumentException("no RSA");
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "cannot be read: " + key, e);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new ParameterException(
          command.commandLine(),
          "--key: no RSA private key (PKCS #8 in PEM, not encrypted): " + key,
          e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
