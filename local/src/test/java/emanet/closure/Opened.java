package emanet.closure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// A reader of return packages, from their specification.
final class Opened {
  private static final int FIXED = 43;

  private Opened() {}

  /// A sentence of the specification that is broken.
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String sentence) {
      super(sentence);
    }
  }

  static String publicKey() {
    return resource("public.pem");
  }

  private static PrivateKey privateKey() throws GeneralSecurityException {
    var body = resource("private.pem").replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  static String resource(String name) {
    return new String(bytes(name), StandardCharsets.US_ASCII);
  }

  static byte[] bytes(String name) {
    try (var in = Opened.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] of(byte[] file) throws Broken, GeneralSecurityException {
    if (file.length < FIXED) {
      throw new Broken("R1-7");
    }
    var in = ByteBuffer.wrap(file);
    if (!Arrays.equals(take(in, 8), "EMNTRET1".getBytes(StandardCharsets.US_ASCII))
        || in.get() != 1) {
      throw new Broken("R1-1");
    }
    var spki = Base64.getDecoder().decode(publicKey().replaceAll("-----[A-Z ]+-----|\\s", ""));
    if (!Arrays.equals(take(in, 32), sha256(spki))) {
      throw new Broken("R1-2");
    }
    var key = unwrapped(take(in, in.getShort()));
    var bound = sha256(Arrays.copyOf(file, in.position()));
    var out = new ByteArrayOutputStream();
    for (int number = 0; ; number++) {
      if (in.remaining() < 9) {
        throw new Broken("R1-7");
      }
      var head = take(in, 9);
      var parts = ByteBuffer.wrap(head);
      if (parts.getInt() != number) {
        throw new Broken("R1-5");
      }
      int last = parts.get();
      int length = parts.getInt();
      if (last < 0 || last > 1 || length < 0 || length > 64 * 1024 * 1024) {
        throw new Broken("R1-4");
      }
      if (in.remaining() < 12 + length + 16) {
        throw new Broken("R1-7");
      }
      out.writeBytes(opened(key, bound, head, take(in, 12), take(in, length + 16)));
      if (last == 1) {
        if (in.hasRemaining()) {
          throw new Broken("R1-7");
        }
        return out.toByteArray();
      }
    }
  }

  private static byte[] unwrapped(byte[] wrapped) throws Broken, GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    var oaep =
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    cipher.init(Cipher.DECRYPT_MODE, privateKey(), oaep);
    var key = cipher.doFinal(wrapped);
    if (key.length != 32) {
      throw new Broken("R1-3");
    }
    return key;
  }

  private static byte[] opened(byte[] key, byte[] bound, byte[] head, byte[] nonce, byte[] sealed)
      throws Broken {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(bound);
      cipher.updateAAD(head);
      return cipher.doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new Broken("R1-6");
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    var taken = new byte[length];
    in.get(taken);
    return taken;
  }

  static byte[] sha256(byte[] content) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(content);
  }
}
