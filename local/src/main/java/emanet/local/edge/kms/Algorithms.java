package emanet.local.edge.kms;

import java.util.List;

/// The algorithms that a kind of key can be used with, as DescribeKey lists them.
final class Algorithms {
  private Algorithms() {}

  static List<String> encryption(Key key) {
    if (key.usage() != KeyUsage.ENCRYPT_DECRYPT) {
      return List.of();
    }
    return key.spec().isRsa()
        ? List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256")
        : List.of("SYMMETRIC_DEFAULT");
  }

  static List<String> signing(Key key) {
    if (key.usage() != KeyUsage.SIGN_VERIFY) {
      return List.of();
    }
    return switch (key.spec()) {
      case ECC_NIST_P256 -> List.of("ECDSA_SHA_256");
      case ECC_NIST_EDWARDS25519 -> List.of("ED25519_SHA_512");
      default ->
          List.of(
              "RSASSA_PKCS1_V1_5_SHA_256",
              "RSASSA_PKCS1_V1_5_SHA_384",
              "RSASSA_PKCS1_V1_5_SHA_512",
              "RSASSA_PSS_SHA_256",
              "RSASSA_PSS_SHA_384",
              "RSASSA_PSS_SHA_512");
    };
  }

  static List<String> mac(Key key) {
    return key.usage() == KeyUsage.GENERATE_VERIFY_MAC ? List.of("HMAC_SHA_256") : List.of();
  }
}
