package emanet.local.edge.kms;

import emanet.local.edge.wire.AwsFailure;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The kinds of key material.
enum KeySpec {
  SYMMETRIC_DEFAULT,
  HMAC_256,
  RSA_2048,
  RSA_3072,
  RSA_4096,
  ECC_NIST_P256,
  ECC_NIST_EDWARDS25519;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;

  static KeySpec named(String name) {
    for (var spec : values()) {
      if (spec.name().equals(name)) {
        return spec;
      }
    }
    throw new AwsFailure("UnsupportedOperationException", "KeySpec " + name + " is not had here.");
  }

  boolean allows(KeyUsage usage) {
    return switch (this) {
      case SYMMETRIC_DEFAULT -> usage == KeyUsage.ENCRYPT_DECRYPT;
      case HMAC_256 -> usage == KeyUsage.GENERATE_VERIFY_MAC;
      case RSA_2048, RSA_3072, RSA_4096 -> usage != KeyUsage.GENERATE_VERIFY_MAC;
      case ECC_NIST_P256, ECC_NIST_EDWARDS25519 -> usage == KeyUsage.SIGN_VERIFY;
    };
  }

  boolean isRsa() {
    return this == RSA_2048 || this == RSA_3072 || this == RSA_4096;
  }

  Material generated() throws GeneralSecurityException {
    return switch (this) {
      case SYMMETRIC_DEFAULT -> secret("AES");
      case HMAC_256 -> secret("HmacSHA256");
      case RSA_2048 -> rsa(2048);
      case RSA_3072 -> rsa(3072);
      case RSA_4096 -> rsa(4096);
      case ECC_NIST_P256 -> {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        yield new Material.Pair(generator.generateKeyPair());
      }
      case ECC_NIST_EDWARDS25519 ->
          new Material.Pair(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    };
  }

  private static Material secret(String algorithm) {
    var bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return new Material.Secret(new SecretKeySpec(bytes, algorithm));
  }

  private static Material rsa(int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    return new Material.Pair(generator.generateKeyPair());
  }
}
