package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Stack;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certificate that the API gave, verified offline; and what openssl says of the same bytes.
class VerifyCertificateCommandTest {
  private static final String[] OPENSSL = {
    "openssl",
    "dgst",
    "-sha256",
    "-sigopt",
    "rsa_padding_mode:pss",
    "-sigopt",
    "rsa_pss_saltlen:32",
    "-verify"
  };

  @TempDir Path folder = Path.of("");
  private Path key = Path.of("");
  private ObjectNode certificate = Stack.json("{}").deepCopy();

  @BeforeEach
  void erase() throws IOException {
    var stack = Stack.shared();
    var tenant = Stack.tenantName();
    stack.open(tenant);
    var dpo = stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
    dpo.put(
            "/v1/activities/hr",
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER', 'purposes': ['Özlük'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'contact'}], 'roles': ['service'], 'recipients': [],
             'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
    var service = stack.as(stack.token(tenant, "platform-1", "service")).activity("hr");
    var person =
        service.post("/v1/subjects", "{'groups': ['EMPLOYEE']}").expect(201).body().path("id");
    service
        .put(
            "/v1/subjects/" + person.asText() + "/records/contact/c",
            "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(201);
    var path = "/v1/subjects/" + person.asText() + "/erasure";
    var erasing = dpo.idempotent("erase-1");
    var erased = erasing.post(path, "{'method': 'DESTROY', 'reason': 'Talep'}");
    for (int i = 0; i < 5 && erased.status() == 504; i++) {
      // as the answer says: a key of RSA is made for the first signature, which takes its time
      erased = erasing.post(path, "{'method': 'DESTROY', 'reason': 'Talep'}");
    }
    certificate = erased.expect(200).body().deepCopy();
    try (var kms = stack.kms()) {
      key =
          pem(
              "public.pem",
              kms.getPublicKey(request -> request.keyId("alias/emanet-certificates"))
                  .publicKey()
                  .asByteArray());
    }
  }

  private Path pem(String name, byte[] key) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
            + "\n-----END PUBLIC KEY-----\n");
  }

  private Run verify(String json, Path by) throws IOException {
    var file = Files.writeString(folder.resolve("certificate.json"), json);
    return Run.bare("verify", "certificate", file.toString(), "--key", by.toString());
  }

  private boolean openssl() throws Exception {
    var command = new java.util.ArrayList<>(java.util.List.of(OPENSSL));
    command.add(key.toString());
    command.add("-signature");
    command.add(folder.resolve("certificate.sig").toString());
    command.add(folder.resolve("certificate.bin").toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return process.waitFor() == 0 && said.contains("Verified OK");
  }

  @Test
  void asItWasSignedItVerifiesHereAndByOpenssl() throws Exception {
    var run = verify(certificate.toPrettyString(), key); // white space and order are not signed
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("✓ verified", "DESTROY", certificate.path("id").asText());
    assertThat(run.err()).contains("openssl dgst");
    assumeTrue(hasOpenssl(), "no openssl here");
    assertThat(openssl()).isTrue();
    var message = folder.resolve("certificate.bin");
    Files.writeString(message, Files.readString(message).replace("DESTROY", "ERASE"));
    assertThat(openssl()).isFalse();
  }

  private static boolean hasOpenssl() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatWasAlteredIsFound() throws Exception {
    var changes = new LinkedHashMap<String, Consumer<ObjectNode>>();
    for (var name : new String[] {"id", "subject", "ledger"}) {
      changes.put(name, c -> c.put(name, c.path(name).asText() + "0"));
    }
    changes.put("method", c -> c.put("method", "ERASE"));
    changes.put("earlier", c -> c.put("at", "2020-01-01T00:00:00Z"));
    changes.put("horizon", c -> c.put("horizon", "2999-01-01T00:00:00Z"));
    changes.put("horizon before", c -> c.put("horizon", "2020-01-01T00:00:00Z"));
    changes.put("final", c -> c.put("state", "FINAL").put("final", "2999-01-01T00:00:00Z"));
    changes.put("final without", c -> c.put("state", "FINAL"));
    changes.put("a version", c -> ((ObjectNode) c.path("keys").get(0)).put("version", 9));
    changes.put("a category", c -> c.withArray("categories").add("identity"));
    changes.put("kept", c -> c.withArray("kept").add("identity"));
    changes.put("a property more", c -> c.put("note", "x"));
    changes.put("a property less", c -> c.remove("kept"));
    changes.put(
        "signature", c -> c.put("signature", "AA" + c.path("signature").asText().substring(2)));
    changes.put("no base64", c -> c.put("signature", "?"));
    changes.put("a short one", c -> c.put("signature", "AAAA"));
    for (Map.Entry<String, Consumer<ObjectNode>> change : changes.entrySet()) {
      var altered = certificate.deepCopy();
      change.getValue().accept(altered);
      var run = verify(altered.toString(), key);
      assertThat(run.code()).as(change.getKey()).isOne();
      assertThat(run.out()).as(change.getKey()).contains("✗ NOT verified");
    }
    var twice = certificate.toString().replaceFirst("\\{", "{\"state\":\"FINAL\",");
    assertThat(verify(twice, key).code()).isOne();
    assertThat(verify("[]", key).code()).isOne();
  }

  @Test
  void anotherKeyOrNoneDoesNotVerifyIt() throws Exception {
    var other = pem("other.pem", publicKey(3072));
    assertThat(verify(certificate.toString(), other).code()).isOne();
    var weak = pem("weak.pem", publicKey(2048));
    assertThat(verify(certificate.toString(), weak).out()).contains("3072");
    var none = Files.writeString(folder.resolve("none.pem"), "no key");
    assertThat(verify(certificate.toString(), none).code()).isEqualTo(2);
    assertThat(Run.bare("verify", "certificate", "absent.json", "--key", key.toString()).code())
        .isEqualTo(2);
    assertThat(Optional.of(verify(certificate.toString(), key).code())).contains(0);
  }

  /// A public key that nobody has the other half of: whoever verifies needs no more, and a pair
  /// takes many seconds to make.
  private static byte[] publicKey(int bits) throws GeneralSecurityException {
    var modulus = new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4))
        .getEncoded();
  }
}
