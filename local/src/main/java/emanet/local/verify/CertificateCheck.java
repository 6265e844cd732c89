package emanet.local.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.keys.Canonical;
import emanet.values.Bytes;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Checks a certificate of erasure (docs/spec/certificate-v1.md), or of the end of a contract
/// (docs/spec/closure-certificate-v1.md), by nothing but the public key.
///
/// Guarantee: a certificate without a finding was signed, property by property, by who holds the
/// private key. Not guaranteed: that the key is Emanet's; whoever verifies has it from elsewhere
/// than the certificate.
public final class CertificateCheck {
  private static final String SIGNATURE = "signature";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
          .build();

  private final RSAPublicKey key;

  public CertificateCheck(RSAPublicKey key) {
    this.key = key;
  }

  /// What checking one came to.
  ///
  /// @param certificate as it was read; empty where it is no JSON object
  /// @param message the bytes that are signed; empty likewise
  /// @param signature empty where there is none to speak of
  /// @param findings what is wrong with it, in words
  public record Result(
      Optional<JsonNode> certificate,
      Optional<Bytes> message,
      Optional<Bytes> signature,
      List<String> findings) {
    public Result {
      findings = List.copyOf(findings);
    }

    public boolean clean() {
      return findings.isEmpty();
    }
  }

  public Result check(byte[] file) {
    ObjectNode certificate;
    try {
      if (!(JSON.readTree(file) instanceof ObjectNode object)) {
        return unread("it is no JSON object");
      }
      certificate = object;
    } catch (IOException e) {
      return unread("it is no JSON, or names a property twice");
    }
    // a certificate of erasure has no format (C1-3)
    var findings =
        new ArrayList<>(
            certificate.has("format")
                ? ClosureShape.findings(certificate)
                : CertificateShape.findings(certificate));
    var message = message(certificate);
    var signature = signature(certificate);
    if (signature.isEmpty()) {
      findings.add("signature: no base64");
    } else if (key.getModulus().bitLength() < PssSignature.BITS) {
      findings.add("the key has fewer than " + PssSignature.BITS + " bits");
    } else if (!PssSignature.verifies(key, message, signature.get())) {
      findings.add(
          "signature: it is not by this key over these properties (RSASSA-PSS, SHA-256, salt 32)");
    }
    return new Result(Optional.of(certificate), Optional.of(message), signature, findings);
  }

  private static Result unread(String why) {
    return new Result(Optional.empty(), Optional.empty(), Optional.empty(), List.of(why));
  }

  /// C1-1.
  private static Bytes message(ObjectNode certificate) {
    var unsigned = certificate.deepCopy();
    unsigned.remove(SIGNATURE);
    return Canonical.bytes(unsigned);
  }

  private static Optional<Bytes> signature(ObjectNode certificate) {
    try {
      return Optional.ofNullable(certificate.path(SIGNATURE).textValue())
          .map(text -> Bytes.owning(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
