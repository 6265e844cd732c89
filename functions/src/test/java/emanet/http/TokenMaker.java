package emanet.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Makes tokens and key sets with the JDK alone, good ones and bad ones, independent of the library
/// that reads them.
final class TokenMaker {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

  private final ObjectNode header = JSON.createObjectNode();
  private final ObjectNode claims = JSON.createObjectNode();

  /// A token that is right in everything.
  TokenMaker() {
    long now = Callers.NOW.getEpochSecond();
    header.put("alg", "RS256").put("typ", "JWT").put("kid", "k1");
    claims
        .put("iss", "https://issuer.emanet.example")
        .put("aud", "emanet")
        .put("sub", "svc-1")
        .put("tenant", "acme")
        .put("iat", now)
        .put("exp", now + 600);
    claims.putArray("roles").add("service");
  }

  static KeyPair pair(String name, int bits) {
    return PAIRS.computeIfAbsent(
        name + bits,
        _ -> {
          try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        });
  }

  TokenMaker header(String name, Object value) {
    return set(header, name, value);
  }

  TokenMaker claim(String name, Object value) {
    return set(claims, name, value);
  }

  private TokenMaker set(ObjectNode into, String name, Object value) {
    if (value == null) {
      into.remove(name);
    } else {
      into.set(name, value instanceof JsonNode node ? node : JSON.valueToTree(value));
    }
    return this;
  }

  String signed() {
    return signed(pair("k1", 2048).getPrivate());
  }

  String signed(PrivateKey key) {
    return signed(header.toString(), claims.toString(), key);
  }

  String header() {
    return header.toString();
  }

  String claims() {
    return claims.toString();
  }

  String signed(String headerText, String claimsText, PrivateKey key) {
    try {
      var input = base64(headerText) + "." + base64(claimsText);
      Signature signature;
      if (header.path("alg").asText().startsWith("PS")) {
        signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      } else {
        signature = Signature.getInstance("SHA256withRSA");
      }
      signature.initSign(key);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static ObjectNode jwk(String kid, KeyPair pair) {
    var key = (RSAPublicKey) pair.getPublic();
    var jwk = JSON.createObjectNode();
    jwk.put("kty", "RSA").put("use", "sig").put("kid", kid);
    jwk.put("n", base64(unsigned(key.getModulus())));
    jwk.put("e", base64(unsigned(key.getPublicExponent())));
    return jwk;
  }

  static byte[] keySet(ObjectNode... keys) {
    var set = JSON.createObjectNode();
    var array = set.putArray("keys");
    for (var key : keys) {
      array.add(key);
    }
    return set.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] unsigned(BigInteger number) {
    var bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
