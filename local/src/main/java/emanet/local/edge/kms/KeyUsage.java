package emanet.local.edge.kms;

/// What a key may be used for.
enum KeyUsage {
  ENCRYPT_DECRYPT,
  SIGN_VERIFY,
  GENERATE_VERIFY_MAC
}
