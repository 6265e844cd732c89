package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// What keys for encryption do.
final class Encryption {
  private static final int LONGEST_PLAINTEXT = 4096;
  private static final int LONGEST_CIPHERTEXT = 6144;
  private static final int MOST_RANDOM_BYTES = 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyRing ring;

  Encryption(KeyRing ring) {
    this.ring = ring;
  }

  ObjectNode encrypt(Input input) throws GeneralSecurityException {
    var key = usable(input.region(), input.text("KeyId"));
    var algorithm = input.optionalText("EncryptionAlgorithm").orElse("SYMMETRIC_DEFAULT");
    var blob =
        sealed(
            key,
            algorithm,
            input.blob("Plaintext", LONGEST_PLAINTEXT),
            input.map("EncryptionContext"));
    return named(key, input).put("CiphertextBlob", blob).put("EncryptionAlgorithm", algorithm);
  }

  ObjectNode decrypt(Input input) throws GeneralSecurityException {
    var blob = input.blob("CiphertextBlob", LONGEST_CIPHERTEXT);
    var algorithm = input.optionalText("EncryptionAlgorithm").orElse("SYMMETRIC_DEFAULT");
    var key = source(input.region(), input.optionalText("KeyId"), algorithm, blob);
    return named(key, input)
        .put("Plaintext", opened(key, algorithm, blob, input.map("EncryptionContext")))
        .put("EncryptionAlgorithm", algorithm);
  }

  ObjectNode reEncrypt(Input input) throws GeneralSecurityException {
    var blob = input.blob("CiphertextBlob", LONGEST_CIPHERTEXT);
    var from = input.optionalText("SourceEncryptionAlgorithm").orElse("SYMMETRIC_DEFAULT");
    var to = input.optionalText("DestinationEncryptionAlgorithm").orElse("SYMMETRIC_DEFAULT");
    var source = source(input.region(), input.optionalText("SourceKeyId"), from, blob);
    var plaintext = opened(source, from, blob, input.map("SourceEncryptionContext"));
    var target = usable(input.region(), input.text("DestinationKeyId"));
    return named(target, input)
        .put(
            "CiphertextBlob",
            sealed(target, to, plaintext, input.map("DestinationEncryptionContext")))
        .put("SourceKeyId", source.arn(input.region()))
        .put("SourceEncryptionAlgorithm", from)
        .put("DestinationEncryptionAlgorithm", to);
  }

  ObjectNode generateDataKey(Input input, boolean withPlaintext) throws GeneralSecurityException {
    var key = usable(input.region(), input.text("KeyId"));
    var length = length(input);
    var dataKey = new byte[length];
    RANDOM.nextBytes(dataKey);
    try {
      var output =
          named(key, input)
              .put(
                  "CiphertextBlob",
                  sealed(key, "SYMMETRIC_DEFAULT", dataKey, input.map("EncryptionContext")));
      return withPlaintext ? output.put("Plaintext", dataKey.clone()) : output;
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  ObjectNode generateRandom(Input input) {
    var bytes = new byte[counted(input)];
    RANDOM.nextBytes(bytes);
    return JsonNodeFactory.instance.objectNode().put("Plaintext", bytes);
  }

  private static int length(Input input) {
    var spec = input.optionalText("KeySpec");
    if (spec.isPresent() == input.member("NumberOfBytes").isPresent()) {
      throw AwsFailure.validation("Please specify either number of bytes or key spec.");
    }
    return spec.map(name ->
            switch (name) {
              case "AES_256" -> 32;
              case "AES_128" -> 16;
              default -> throw AwsFailure.validation("Value at 'keySpec' is not known");
            })
        .orElseGet(() -> counted(input));
  }

  private static int counted(Input input) {
    var count = input.optionalInteger("NumberOfBytes").orElse(0);
    if (count < 1 || count > MOST_RANDOM_BYTES) {
      throw AwsFailure.validation("Value at 'numberOfBytes' must be between 1 and 1024");
    }
    return count;
  }

  private Key usable(String region, String reference) {
    synchronized (ring) {
      return checked(ring.find(region, reference), region);
    }
  }

  private static Key checked(Key key, String region) {
    key.requireUsable(region);
    key.requireUsage(KeyUsage.ENCRYPT_DECRYPT, region);
    return key;
  }

  /// The key that made the ciphertext: a symmetric ciphertext names it itself.
  private Key source(String region, Optional<String> reference, String algorithm, byte[] blob) {
    synchronized (ring) {
      if (!algorithm.equals("SYMMETRIC_DEFAULT")) {
        return checked(
            ring.find(
                region, reference.orElseThrow(() -> AwsFailure.validation("KeyId is needed"))),
            region);
      }
      var id = Ciphertext.parsed(blob).keyId();
      var given = reference.map(value -> ring.find(region, value));
      if (given.isPresent() && !given.get().id().equals(id)) {
        throw new AwsFailure(
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.");
      }
      return checked(ring.byId(region, id).orElseThrow(Encryption::outOfReach), region);
    }
  }

  private static AwsFailure outOfReach() {
    return new AwsFailure(
        "AccessDeniedException",
        "The ciphertext refers to a customer master key that does not exist, does not exist in"
            + " this region, or you are not allowed to access.");
  }

  private static byte[] sealed(
      Key key, String algorithm, byte[] plaintext, SortedMap<String, String> context)
      throws GeneralSecurityException {
    if (key.material() instanceof Material.Secret(var secret)) {
      requireAlgorithm(key, algorithm, algorithm.equals("SYMMETRIC_DEFAULT"));
      return Ciphertext.sealed(key.id(), secret, plaintext, context);
    }
    try {
      return oaep(Cipher.ENCRYPT_MODE, key, algorithm).doFinal(plaintext);
    } catch (IllegalBlockSizeException e) {
      throw AwsFailure.validation("The plaintext is too long for " + algorithm + ".");
    }
  }

  private static byte[] opened(
      Key key, String algorithm, byte[] blob, SortedMap<String, String> context)
      throws GeneralSecurityException {
    if (key.material() instanceof Material.Secret(var secret)) {
      requireAlgorithm(key, algorithm, algorithm.equals("SYMMETRIC_DEFAULT"));
      return Ciphertext.parsed(blob).opened(secret, context);
    }
    try {
      return oaep(Cipher.DECRYPT_MODE, key, algorithm).doFinal(blob);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw Ciphertext.invalid();
    }
  }

  private static Cipher oaep(int mode, Key key, String algorithm) throws GeneralSecurityException {
    requireAlgorithm(key, algorithm, algorithm.matches("RSAES_OAEP_SHA_(1|256)"));
    var hash = algorithm.endsWith("256") ? "SHA-256" : "SHA-1";
    var mask = algorithm.endsWith("256") ? MGF1ParameterSpec.SHA256 : MGF1ParameterSpec.SHA1;
    if (!(key.material() instanceof Material.Pair(var pair))) {
      throw new IllegalStateException("an RSA key without its pair");
    }
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        mode,
        mode == Cipher.ENCRYPT_MODE ? pair.getPublic() : pair.getPrivate(),
        new OAEPParameterSpec(hash, "MGF1", mask, PSource.PSpecified.DEFAULT));
    return cipher;
  }

  private static void requireAlgorithm(Key key, String algorithm, boolean fits) {
    if (!fits) {
      throw new AwsFailure(
          "InvalidKeyUsageException",
          "Algorithm " + algorithm + " and key spec " + key.spec() + " are incompatible.");
    }
  }

  private static ObjectNode named(Key key, Input input) {
    return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn(input.region()));
  }
}
