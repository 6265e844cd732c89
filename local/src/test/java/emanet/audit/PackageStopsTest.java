package emanet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.local.verify.PackageCheck;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Stopped after any call to any service (every eighth is tried), and asked for again, a package
/// comes out whole: as one that nothing stopped, byte by byte but for its signature; it verifies;
/// and there is one.
@Tag("long")
class PackageStopsTest {
  private static final int STRIDE = 8;
  private static final int MOST = 2000;

  @TempDir Path folder;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void stoppedAfterAnyCallItComesOutWholeAndOnce() throws Exception {
    try (var stack = Stack.only(Set.of(), Stack.HOME)) {
      var house = Inspected.on(stack);
      stack.advance(Duration.ofMinutes(10));
      var key = house.publicKey();
      var reference = files(house, house.made(""));
      int packages = 1;
      boolean stopped = true;
      for (int calls = 0; stopped; calls += STRIDE) {
        assertThat(calls).as("calls of a package").isLessThan(MOST);
        var asking = house.dpo().idempotent("package-" + calls);
        stack.stopAfter(calls);
        var begun = asking.post("/v1/audit-packages", "{" + house.time() + "}");
        stopped = stack.goOn();
        assertThat(begun.status()).as("stopped after " + calls).isIn(202, 500, 503);
        stack.advance(Duration.ofSeconds(30)); // the claim's lease, and the shard's
        var again = asking.post("/v1/audit-packages", "{" + house.time() + "}").expect(202);
        var path = house.done("/v1/audit-packages/" + again.body().path("id").asText());
        packages++;
        assertThat(files(house, path)).as("stopped after " + calls).isEqualTo(reference);
        assertVerifies(house, path, key);
        assertThat(wholes(stack, house.tenant)).as("after " + calls).isEqualTo(packages);
      }
    }
  }

  /// Without what is different in each: the signature.
  private static Map<String, Bytes> files(Inspected house, String path) throws IOException {
    var files = new HashMap<>(Inspected.opened(content(house, path)));
    assertThat(files.remove("signature.json")).isNotNull();
    return files;
  }

  private static Bytes content(Inspected house, String path) {
    return house.auditor().get(path + "/content").expect(200).bytes();
  }

  private void assertVerifies(Inspected house, String path, RSAPublicKey key) throws IOException {
    var file = folder.resolve("package.zip");
    Files.write(file, content(house, path).toArray());
    assertThat(new PackageCheck(key, Optional.empty(), _ -> {}).check(file).findings()).isEmpty();
  }

  private static long wholes(Stack stack, String tenant) {
    return stack
        .s3(Stack.HOME)
        .listObjectsV2Paginator(
            request -> request.bucket(Stack.bucket("packages", Stack.HOME)).prefix(tenant + "/"))
        .contents()
        .stream()
        .filter(object -> object.key().endsWith(".zip"))
        .count();
  }
}
