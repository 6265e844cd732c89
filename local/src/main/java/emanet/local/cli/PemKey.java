package emanet.local.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The public key that an operator publishes (RSA, SubjectPublicKeyInfo in PEM).
final class PemKey {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PUBLIC.pem",
      description = {
        "The public key (RSA, SubjectPublicKeyInfo in PEM), as the operator publishes it:",
        "aws kms get-public-key --key-id alias/emanet-certificates --query PublicKey --output text"
            + " | base64 -d | openssl pkey -pubin -inform DER -out PUBLIC.pem"
      })
  private Path file = Path.of("");

  Path file() {
    return file;
  }

  RSAPublicKey read() {
    try {
      var body = body(file, "PUBLIC KEY");
      if (KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(body))
          instanceof RSAPublicKey rsa) {
        return rsa;
      }
      throw new IllegalArgumentException("no RSA");
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "cannot be read: " + file, e);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new ParameterException(
          command.commandLine(), "--key: no RSA public key in PEM: " + file, e);
    }
  }

  /// What stands between the marks of a file in PEM.
  ///
  /// @param label as the marks name it
  /// @throws IllegalArgumentException where no such thing stands there
  static byte[] body(Path file, String label) throws IOException {
    var pem = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
    var before = "-----BEGIN " + label + "-----";
    int begin = pem.indexOf(before);
    int end = pem.indexOf("-----END " + label + "-----");
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no PEM");
    }
    return Base64.getMimeDecoder().decode(pem.substring(begin + before.length(), end));
  }
}
