package emanet.benchmarks.cold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// An ahead-of-time cache that is bound to what it was made from: its name holds the hash of every
/// jar on the class path, in order, of the JVM's version and of its flags. A changed jar has
/// another name, so a cache of what it was before is never run.
final class AotCache {
  private static final int CHARACTERS = 32;

  private AotCache() {}

  /// Where the cache of these jars is, whether or not it was made yet.
  static Path of(Path directory, List<Path> jars, List<String> flags) {
    return directory.resolve("emanet-" + hash(jars, flags) + ".aot");
  }

  private static String hash(List<Path> jars, List<String> flags) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(utf8(System.getProperty("java.vm.version") + flags));
      for (var jar : jars) {
        digest.update((byte) 0);
        digest.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
