package emanet.local.edge.kms;

import emanet.local.edge.wire.AwsFailure;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// The signature algorithms, over a message or over its hash made by the caller.
sealed interface Signatures {
  byte[] sign(KeyPair pair, byte[] message) throws GeneralSecurityException;

  boolean verify(KeyPair pair, byte[] message, byte[] signature) throws GeneralSecurityException;

  static Signatures of(String algorithm, boolean digested) throws GeneralSecurityException {
    if (algorithm.equals("ED25519_SHA_512")) {
      if (digested) {
        throw AwsFailure.validation("ED25519_SHA_512 signs messages of type RAW only.");
      }
      return new Engine("Ed25519", 0);
    }
    var bits = Integer.parseInt(algorithm.substring(algorithm.length() - 3));
    var length = digested ? bits / Byte.SIZE : 0;
    if (algorithm.startsWith("ECDSA")) {
      return new Engine(digested ? "NONEwithECDSA" : "SHA256withECDSA", length);
    }
    var padding =
        algorithm.startsWith("RSASSA_PSS") ? RsaDigest.Padding.PSS : RsaDigest.Padding.PKCS1;
    if (digested) {
      return new RsaDigest(padding, "SHA-" + bits);
    }
    return padding == RsaDigest.Padding.PSS
        ? new Pss(bits)
        : new Engine("SHA" + bits + "withRSA", 0);
  }

  private static void requireLength(byte[] digest, int length) {
    if (digest.length != length) {
      throw AwsFailure.validation("Digest is invalid length for the algorithm.");
    }
  }

  /// What the JDK has by name.
  ///
  /// @param digestLength bytes of the hash that the caller made, 0 if it sends the message
  record Engine(String name, int digestLength) implements Signatures {
    @Override
    public byte[] sign(KeyPair pair, byte[] message) throws GeneralSecurityException {
      var engine = Signature.getInstance(name);
      engine.initSign(pair.getPrivate());
      return signed(engine, message);
    }

    @Override
    public boolean verify(KeyPair pair, byte[] message, byte[] signature)
        throws GeneralSecurityException {
      var engine = Signature.getInstance(name);
      engine.initVerify(pair.getPublic());
      return verified(engine, message, signature);
    }

    private byte[] signed(Signature engine, byte[] message) throws SignatureException {
      if (digestLength > 0) {
        requireLength(message, digestLength);
      }
      engine.update(message);
      return engine.sign();
    }

    private boolean verified(Signature engine, byte[] message, byte[] signature)
        throws SignatureException {
      if (digestLength > 0) {
        requireLength(message, digestLength);
      }
      engine.update(message);
      try {
        return engine.verify(signature);
      } catch (SignatureException e) {
        // not even of a signature's form
        return false;
      }
    }
  }

  /// RSASSA-PSS over the message; the salt is as long as the hash.
  record Pss(int bits) implements Signatures {
    @Override
    public byte[] sign(KeyPair pair, byte[] message) throws GeneralSecurityException {
      var engine = engine();
      engine.initSign(pair.getPrivate());
      engine.update(message);
      return engine.sign();
    }

    @Override
    public boolean verify(KeyPair pair, byte[] message, byte[] signature)
        throws GeneralSecurityException {
      var engine = engine();
      engine.initVerify(pair.getPublic());
      engine.update(message);
      try {
        return engine.verify(signature);
      } catch (SignatureException e) {
        // not even of a signature's form
        return false;
      }
    }

    private Signature engine() throws GeneralSecurityException {
      var hash = "SHA-" + bits;
      var engine = Signature.getInstance("RSASSA-PSS");
      engine.setParameter(
          new PSSParameterSpec(
              hash,
              "MGF1",
              new MGF1ParameterSpec(hash),
              bits / Byte.SIZE,
              PSSParameterSpec.TRAILER_FIELD_BC));
      return engine;
    }
  }

  /// RSA over a hash that the caller made, which the JDK has no name for.
  record RsaDigest(Padding padding, String hash) implements Signatures {
    /// How the hash is made as long as the key.
    enum Padding {
      PSS,
      PKCS1
    }

    @Override
    public byte[] sign(KeyPair pair, byte[] message) throws GeneralSecurityException {
      requireLength(message, MessageDigest.getInstance(hash).getDigestLength());
      return RsaPadding.sign(this, pair, message);
    }

    @Override
    public boolean verify(KeyPair pair, byte[] message, byte[] signature)
        throws GeneralSecurityException {
      requireLength(message, MessageDigest.getInstance(hash).getDigestLength());
      return RsaPadding.verify(this, pair, message, signature);
    }
  }
}
