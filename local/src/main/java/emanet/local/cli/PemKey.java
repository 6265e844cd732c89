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
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Reads the public key that an operator publishes (RSA, SubjectPublicKeyInfo in PEM).
record PemKey(CommandLine command) {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  RSAPublicKey read(Path file) {
    try {
      var pem = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
      int begin = pem.indexOf(BEGIN);
      int end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException("no PEM");
      }
      var body = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      if (KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(body))
          instanceof RSAPublicKey rsa) {
        return rsa;
      }
      throw new IllegalArgumentException("no RSA");
    } catch (IOException e) {
      throw new ParameterException(command, "cannot be read: " + file, e);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new ParameterException(command, "--key: no RSA public key in PEM: " + file, e);
    }
  }
}
