package emanet.keys;

import emanet.values.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/// Signs by Ed25519 with a key of this process, where an emulator's KMS cannot.
public final class PairSigner implements Signer {
  private static final String ED25519 = "Ed25519";

  private final KeyPair pair = pair();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance(ED25519).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Bytes sign(Bytes message) {
    try {
      var engine = Signature.getInstance(ED25519);
      engine.initSign(pair.getPrivate());
      engine.update(message.toArray());
      return Bytes.of(engine.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Bytes publicKey() {
    return Bytes.of(pair.getPublic().getEncoded());
  }
}
