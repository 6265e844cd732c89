package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.keys.Macs;
import emanet.values.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// docs/spec/webhooks-v1.md, by what signs here and by another implementation.
class WebhookVectorTest {
  private final JsonNode vector = vector();

  private static JsonNode vector() {
    try (var file = WebhookVectorTest.class.getResourceAsStream("/vectors/webhooks-v1.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String name) {
    return vector.path(name).asText();
  }

  private byte[] key() {
    return Base64.getDecoder().decode(text("secret").substring("whsec_".length()));
  }

  private byte[] signed() {
    var content = text("webhook-id") + "." + text("webhook-timestamp") + "." + text("body");
    return content.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void isSignedHere() {
    try (var secret = SecretBytes.owning(key())) {
      assertThat("v1," + Macs.sign(secret, signed()).toBase64())
          .isEqualTo(text("webhook-signature"));
    }
  }

  @Test
  void isSignedByOpenssl() throws Exception {
    assumeTrue(hasOpenssl(), "no openssl here");
    var process =
        new ProcessBuilder(
                "openssl",
                "dgst",
                "-sha256",
                "-mac",
                "HMAC",
                "-macopt",
                "hexkey:" + HexFormat.of().formatHex(key()),
                "-binary")
            .start();
    try (var input = process.getOutputStream()) {
      input.write(signed());
    }
    var signature = Base64.getEncoder().encodeToString(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isZero();
    assertThat("v1," + signature).isEqualTo(text("webhook-signature"));
  }

  private static boolean hasOpenssl() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
