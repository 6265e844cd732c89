package emanet.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import emanet.fault.Fault;
import emanet.keys.House;
import emanet.keys.Vector;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Vectors that another program made, in another language, from the specification.
class VectorsTest {
  private static final int GOOD_AND_BAD = 57;

  static Stream<Vector> all() {
    return Vector.all().stream();
  }

  static Stream<Vector> good() {
    return all().filter(Vector::good);
  }

  /// Each bad vector's header names the sentence that it breaks.
  @ParameterizedTest
  @MethodSource("all")
  void opensTheGoodAndRefusesTheBad(Vector vector) {
    var house = new House();
    var envelope = new Envelope();
    var sealed = Bytes.of(vector.bytes("sealed"));
    var keys = vector.lookup(house);
    switch (vector.text("expect")) {
      case "open" ->
          assertThat(envelope.open(sealed, keys, place(vector)).plain().toArray())
              .isEqualTo(vector.bytes("plaintext"));
      case "destroyed" ->
          assertThat(envelope.open(sealed, keys, place(vector))).isEqualTo(new Opened.Destroyed());
      default ->
          House.assertFault(Fault.Tampered.class, () -> envelope.open(sealed, keys, place(vector)));
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void everyIntermediateValueIsTheSame(Vector vector) {
    assertThat(vector.material())
        .as("V1-9")
        .startsWith(vector.bytes("kEnc"))
        .endsWith(vector.bytes("commitment"));
    assertThat(vector.wrapContext()).as("V1-2").isEqualTo(vector.bytes("wrapContext"));
    assertThat(vector.wrapped()).as("V1-10").isEqualTo(vector.bytes("wrapped"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void sealingGivesTheVeryBytes(Vector vector) {
    try (var key = vector.sealingKey()) {
      assertThat(new Envelope().seal(key, place(vector), vector.bytes("plaintext")).toHex())
          .isEqualTo(vector.text("sealed"));
    }
  }

  @Test
  void noVectorIsMissing() {
    assertThat(Vector.all()).hasSize(GOOD_AND_BAD);
  }

  @Test
  void theIndependentReaderAgrees() throws Exception {
    assumeTrue(
        pythonHasCryptography(), "skipped: Python 3 with its package cryptography is absent");
    var run = python("src/test/python/envelope_v1.py", "check", Vector.FOLDER.toString());
    assertThat(text(run)).isEqualTo(GOOD_AND_BAD + " vectors, 0 wrong\n");
    assertThat(run.waitFor()).isZero();
  }

  private static boolean pythonHasCryptography() throws InterruptedException {
    try {
      var run = python("-c", "import cryptography");
      text(run);
      return run.waitFor() == 0;
    } catch (IOException e) {
      return false; // no python3 on the path
    }
  }

  private static Process python(String... arguments) throws IOException {
    var command = Stream.concat(Stream.of("python3"), List.of(arguments).stream()).toList();
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String text(Process run) throws IOException {
    return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Place place(Vector vector) {
    return new Place(
        vector.tenant(),
        vector.text("owner"),
        vector.text("category"),
        vector.text("record"),
        Long.parseLong(vector.text("version")));
  }
}
