package emanet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.keys.ReturnSeal;
import emanet.local.Stack;
import emanet.local.verify.ReturnPackage;
import emanet.values.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a tenant was given back, opened offline; what is not as it was sealed leaves nothing.
class OpenPackageCommandTest {
  private static final Path HERE = Stack.ROOT.resolve("local/src/test/resources/emanet/closure");

  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), arguments);
  }

  /// Vectors that were made in another language; each bad one's name has the sentence it breaks.
  @Test
  void theVectorsAreJudgedAsTheyAreNamed() throws Exception {
    var body =
        Files.readString(HERE.resolve("private.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
    var key =
        (RSAPrivateCrtKey)
            KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    var reader = new ReturnPackage(key);
    List<Path> files;
    try (var all = Files.list(HERE.resolve("vectors"))) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(19);
    for (var file : files) {
      var name = file.getFileName().toString();
      var content = new ByteArrayOutputStream();
      try {
        reader.open(new ByteArrayInputStream(Files.readAllBytes(file)), content);
        assertThat(name).startsWith("good-");
        assertThat(content.toString(StandardCharsets.US_ASCII))
            .isEqualTo(name.contains("empty") ? "" : "firstand the last");
      } catch (ReturnPackage.Refused e) {
        assertThat(name).startsWith("bad-" + e.getMessage().substring(0, "R1-1".length()));
      }
    }
  }

  @Test
  void thePackageIsOpenedAndItsReceiptSaid() throws Exception {
    var file = folder.resolve("package.emanet");
    var whole = sealed();
    Files.write(file, whole);
    var key = HERE.resolve("private.pem").toString();
    var zip = folder.resolve("package.zip");
    assertThat(run("open-package", file.toString(), "--key", key, "--out", zip.toString()))
        .isZero();
    assertThat(out.toString()).contains("sha256   " + hash(whole), "manifest " + hash("{}"));
    Files.delete(zip);

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(run("open-package", file.toString(), "--key", key, "--out", zip.toString()))
        .isEqualTo(1);
    assertThat(out.toString()).contains("refused: R1-7");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
    var other = HERE.resolve("public.pem").toString();
    assertThat(run("open-package", file.toString(), "--key", other)).isEqualTo(2);
    assertThat(run("open-package", folder.resolve("none").toString(), "--key", key)).isEqualTo(2);
  }

  private static byte[] sealed() throws IOException {
    var seal = new ReturnSeal(Randomness.system());
    var manifest = PackedFile.text("manifest.json", "{}");
    var segment = StoredZip.encode(List.of(manifest));
    var tail = StoredZip.tail(List.of(StoredZip.Member.of(manifest.name(), manifest.content())));
    var whole = new ByteArrayOutputStream();
    var recipient = ReturnSeal.recipient(Files.readString(HERE.resolve("public.pem")));
    try (var opening = seal.begin(recipient.orElseThrow())) {
      whole.writeBytes(opening.header().toArray());
      whole.writeBytes(seal.chunk(opening, 0, false, segment).toArray());
      whole.writeBytes(seal.chunk(opening, 1, true, tail).toArray());
    }
    return whole.toByteArray();
  }

  private static String hash(String content) throws Exception {
    return hash(content.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hash(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
