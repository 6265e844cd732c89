package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;

/// What keys for signatures and MACs do.
final class Signing {
  private static final int LONGEST_MESSAGE = 4096;
  private static final int LONGEST_SIGNATURE = 6144;

  private final KeyRing ring;

  Signing(KeyRing ring) {
    this.ring = ring;
  }

  ObjectNode sign(Input input) throws GeneralSecurityException {
    var key = usable(input, KeyUsage.SIGN_VERIFY);
    var algorithm = algorithm(input, "SigningAlgorithm", key, Algorithms.signing(key));
    var signature = Signatures.of(algorithm, digested(input)).sign(pair(key), message(input));
    return named(key, input).put("Signature", signature).put("SigningAlgorithm", algorithm);
  }

  ObjectNode verify(Input input) throws GeneralSecurityException {
    var key = usable(input, KeyUsage.SIGN_VERIFY);
    var algorithm = algorithm(input, "SigningAlgorithm", key, Algorithms.signing(key));
    var signature = input.blob("Signature", LONGEST_SIGNATURE);
    if (!Signatures.of(algorithm, digested(input)).verify(pair(key), message(input), signature)) {
      throw new AwsFailure("KMSInvalidSignatureException", "");
    }
    return named(key, input).put("SignatureValid", true).put("SigningAlgorithm", algorithm);
  }

  ObjectNode publicKey(Input input) throws GeneralSecurityException {
    var key = usable(input);
    if (!(key.material() instanceof Material.Pair(var pair))) {
      throw new AwsFailure(
          "UnsupportedOperationException", "Only asymmetric keys have a public key.");
    }
    var output =
        named(key, input)
            .put("PublicKey", pair.getPublic().getEncoded())
            .put("KeySpec", key.spec().name())
            .put("CustomerMasterKeySpec", key.spec().name())
            .put("KeyUsage", key.usage().name());
    fill(output.putArray("EncryptionAlgorithms"), Algorithms.encryption(key));
    fill(output.putArray("SigningAlgorithms"), Algorithms.signing(key));
    return output;
  }

  ObjectNode generateMac(Input input) throws GeneralSecurityException {
    var key = usable(input, KeyUsage.GENERATE_VERIFY_MAC);
    var algorithm = algorithm(input, "MacAlgorithm", key, Algorithms.mac(key));
    return named(key, input).put("Mac", mac(key, message(input))).put("MacAlgorithm", algorithm);
  }

  ObjectNode verifyMac(Input input) throws GeneralSecurityException {
    var key = usable(input, KeyUsage.GENERATE_VERIFY_MAC);
    var algorithm = algorithm(input, "MacAlgorithm", key, Algorithms.mac(key));
    if (!MessageDigest.isEqual(mac(key, message(input)), input.blob("Mac", LONGEST_SIGNATURE))) {
      throw new AwsFailure("KMSInvalidMacException", "");
    }
    return named(key, input).put("MacValid", true).put("MacAlgorithm", algorithm);
  }

  static void fill(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private Key usable(Input input, KeyUsage usage) {
    var key = usable(input);
    key.requireUsage(usage, input.region());
    return key;
  }

  private Key usable(Input input) {
    synchronized (ring) {
      var key = ring.find(input.region(), input.text("KeyId"));
      key.requireUsable(input.region());
      return key;
    }
  }

  private static String algorithm(Input input, String member, Key key, List<String> known) {
    var algorithm = input.text(member);
    if (!known.contains(algorithm)) {
      throw new AwsFailure(
          "InvalidKeyUsageException",
          "Algorithm " + algorithm + " and key spec " + key.spec() + " are incompatible.");
    }
    return algorithm;
  }

  private static boolean digested(Input input) {
    return switch (input.optionalText("MessageType").orElse("RAW")) {
      case "RAW" -> false;
      case "DIGEST" -> true;
      default -> throw AwsFailure.validation("MessageType is RAW or DIGEST here");
    };
  }

  private static byte[] message(Input input) {
    return input.blob("Message", LONGEST_MESSAGE);
  }

  private static byte[] mac(Key key, byte[] message) throws GeneralSecurityException {
    if (!(key.material() instanceof Material.Secret(var secret))) {
      throw new IllegalStateException("a MAC key without its secret");
    }
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(secret);
    return mac.doFinal(message);
  }

  private static KeyPair pair(Key key) throws GeneralSecurityException {
    if (!(key.material() instanceof Material.Pair(var pair))) {
      throw new IllegalStateException("a signing key without its pair");
    }
    return pair;
  }

  private static ObjectNode named(Key key, Input input) {
    return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn(input.region()));
  }
}
