package emanet.benchmarks.cold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cache belongs to the jars that it was made from, byte by byte.
class AotCacheTest {
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:aot=off", "-Xlog:cds=off");

  @TempDir private Path directory;
  private Path jar = Path.of("");

  @BeforeEach
  void one() throws IOException {
    jar = directory.resolve("said.jar");
    write("one");
  }

  /// A jar whose program says a word. Its size and its time are the same for all words of a length:
  /// the JVM itself compares no more than those with what its cache says.
  private void write(String word) throws IOException {
    var source = directory.resolve("Said.java");
    Files.writeString(
        source,
        "class Said { public static void main(String[] a) { System.out.println(\"%s\"); } }"
            .formatted(word));
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", directory.toString(), source.toString()))
        .isZero();
    var bytes = Files.readAllBytes(directory.resolve("Said.class"));
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      var entry = new ZipEntry("Said.class");
      var sum = new CRC32();
      sum.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(sum.getValue());
      entry.setTimeLocal(java.time.LocalDateTime.of(2026, 11, 1, 0, 0));
      zip.putNextEntry(entry);
      zip.write(bytes);
    }
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
  }

  private Path cache() {
    return AotCache.of(directory, List.of(jar), FLAGS);
  }

  private String run(String... more) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(more));
    command.addAll(List.of("-cp", jar.toString(), "Said"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  @Test
  void aJarThatHasChangedIsNotRunFromACacheOfWhatItWas() throws Exception {
    long size = Files.size(jar);
    var old = cache();
    assertThat(run("-XX:AOTCacheOutput=" + old)).startsWith("one");
    assertThat(old).exists();
    assertThat(run("-XX:AOTCache=" + cache(), "-XX:AOTMode=on")).isEqualTo("one");

    write("two");
    assertThat(Files.size(jar)).as("nothing but the bytes tells the two apart").isEqualTo(size);
    var now = cache();
    assertThat(now).isNotEqualTo(old).doesNotExist();
    assertThat(run("-XX:AOTCacheOutput=" + now)).startsWith("two");
    assertThat(run("-XX:AOTCache=" + cache(), "-XX:AOTMode=on")).isEqualTo("two");

    write("one");
    assertThat(cache()).as("what it was again has its cache again").isEqualTo(old);
  }

  @Test
  void anotherOrderOfJarsOrOtherFlagsHaveAnotherCache() throws Exception {
    var other = Files.write(directory.resolve("other.jar"), new byte[] {1});
    assertThat(
            List.of(
                AotCache.of(directory, List.of(jar), FLAGS),
                AotCache.of(directory, List.of(jar, other), FLAGS),
                AotCache.of(directory, List.of(other, jar), FLAGS),
                AotCache.of(directory, List.of(jar), List.of())))
        .doesNotHaveDuplicates();
  }
}
