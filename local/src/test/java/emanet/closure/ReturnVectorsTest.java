package emanet.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import emanet.audit.pack.PackedFile;
import emanet.audit.pack.StoredZip;
import emanet.keys.ReturnSeal;
import emanet.local.Stack;
import emanet.values.Randomness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Vectors of return packages, made in another language from the specification; each bad one's name
/// has the sentence that it breaks.
class ReturnVectorsTest {
  private static final int VECTORS = 19;
  private static final Path HERE = Stack.ROOT.resolve("local/src/test/resources/emanet/closure");

  static Stream<String> all() throws IOException {
    try (var files = Files.list(HERE.resolve("vectors"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void opensTheGoodAndRefusesTheBad(String name) throws Exception {
    var file = Opened.bytes("vectors/" + name);
    try {
      var content = new String(Opened.of(file), StandardCharsets.US_ASCII);
      assertThat(name).startsWith("good-");
      assertThat(content).isEqualTo(name.contains("empty") ? "" : "firstand the last");
    } catch (Opened.Broken e) {
      assertThat(name).startsWith("bad-" + e.getMessage());
    }
  }

  @Test
  void theReaderThatTenantsAreGivenAgrees() throws Exception {
    var script = Stack.ROOT.resolve("local/src/test/python/return_package_v1.py").toString();
    assumeTrue(
        python("-c", "import cryptography").equals("0:"),
        "skipped: Python 3 with its package cryptography is absent");
    assertThat(
            python(
                script,
                "check",
                HERE.resolve("vectors").toString(),
                HERE.resolve("private.pem").toString()))
        .isEqualTo("0:" + VECTORS + " vectors, 0 wrong\n");
  }

  @Test
  void whatIsSealedHereTheirReaderOpensInAFile(@TempDir Path folder) throws Exception {
    var seal = new ReturnSeal(Randomness.system());
    var manifest = PackedFile.text("manifest.json", "{}");
    var segment = StoredZip.encode(List.of(manifest));
    var tail = StoredZip.tail(List.of(StoredZip.Member.of(manifest.name(), manifest.content())));
    var whole = new ByteArrayOutputStream();
    try (var opening = seal.begin(ReturnSeal.recipient(Opened.publicKey()).orElseThrow())) {
      whole.writeBytes(opening.header().toArray());
      whole.writeBytes(seal.chunk(opening, 0, false, segment).toArray());
      whole.writeBytes(seal.chunk(opening, 1, true, tail).toArray());
    }
    assertThat(ClosureStack.files(Opened.of(whole.toByteArray()))).containsKey("manifest.json");
    var file = folder.resolve("package.emanet");
    var out = folder.resolve("out.zip");
    Files.write(file, whole.toByteArray());
    assumeTrue(
        python("-c", "import cryptography").equals("0:"),
        "skipped: Python 3 with its package cryptography is absent");
    var reader = Stack.ROOT.resolve("docs/open_return_package.py").toString();
    var key = HERE.resolve("private.pem").toString();
    assertThat(python(reader, file.toString(), key, out.toString()))
        .startsWith("0:")
        .contains(ClosureStack.hash(whole.toByteArray()))
        .contains(ClosureStack.hash("{}".getBytes(StandardCharsets.US_ASCII)));
    Files.write(file, Arrays.copyOf(whole.toByteArray(), whole.size() - 1));
    Files.delete(out);
    assertThat(python(reader, file.toString(), key, out.toString())).contains("refused: R1-7");
    assertThat(out).doesNotExist();
  }

  @Test
  void onlyAKeyThatIsLongEnoughIsSealedTo() {
    assertThat(ReturnSeal.recipient(Opened.publicKey())).isPresent();
    assertThat(ReturnSeal.recipient(Opened.publicKey().replace("\n", "\r\n"))).isPresent();
    for (var wrong : List.of("short.pem", "curve.pem", "private.pem")) {
      assertThat(ReturnSeal.recipient(Opened.resource(wrong))).as(wrong).isEmpty();
    }
    var pem = Opened.publicKey();
    assertThat(ReturnSeal.recipient(pem + pem)).isEmpty();
    assertThat(ReturnSeal.recipient("")).isEmpty();
  }

  /// @return the code, and what was printed
  static String python(String... arguments) throws InterruptedException {
    var command = Stream.concat(Stream.of("python3", "-B"), List.of(arguments).stream()).toList();
    try {
      var run = new ProcessBuilder(command).redirectErrorStream(true).start();
      var out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return run.waitFor() + ":" + out;
    } catch (IOException e) {
      return "no python3 on the path";
    }
  }
}
