package emanet.local.edge.kms;

import java.security.KeyPair;
import javax.crypto.SecretKey;

/// What a key is made of; the same in every Region that it is replicated to.
sealed interface Material {
  /// For encryption or MACs.
  record Secret(SecretKey key) implements Material {}

  /// RSA, ECDSA or EdDSA.
  record Pair(KeyPair keys) implements Material {}
}
