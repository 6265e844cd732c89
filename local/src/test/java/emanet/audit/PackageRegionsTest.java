package emanet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.values.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// With workers in two Regions that both go on with whatever is unfinished, a package is whole
/// wherever it was asked for, fetched in either, and the same.
@Tag("long")
class PackageRegionsTest {
  private static final String WEST = "eu-west-1";

  @Test
  void askedForInEitherRegionItIsWholeAndTheSame() throws IOException {
    try (var stack = Stack.only(Set.of("Seal", "Worker"), Stack.HOME, WEST)) {
      var house = Inspected.on(stack);
      // nothing of it is sealed: what the calls begin the workers go on with
      var west = begun(stack, house, WEST);
      var home = begun(stack, house, Stack.HOME);
      for (int i = 0; i < 30 && isRunning(stack, house, west, home); i++) {
        stack.advance(Duration.ofMinutes(1));
      }
      var one = files(stack, house, home, Stack.HOME);
      assertThat(one).containsKey("manifest.json");
      assertThat(files(stack, house, west, WEST)).isEqualTo(one);
      assertThat(files(stack, house, home, WEST)).isEqualTo(one);
      assertThat(files(stack, house, west, Stack.HOME)).isEqualTo(one);
    }
  }

  private static String begun(Stack stack, Inspected house, String region) {
    var job =
        stack
            .as(stack.strongToken(house.tenant, "dpo-1", "dpo"), region)
            .post("/v1/audit-packages", "{" + house.time() + "}")
            .expect(202)
            .body();
    assertThat(job.path("state").asText()).isEqualTo("RUNNING");
    return "/v1/audit-packages/" + job.path("id").asText();
  }

  private static boolean isRunning(Stack stack, Inspected house, String... paths) {
    for (var path : paths) {
      var state = house.dpo().get(path).expect(200).body().path("state").asText();
      assertThat(state).isIn("RUNNING", "SUCCEEDED");
      if (state.equals("RUNNING")) {
        return true;
      }
    }
    return false;
  }

  /// Without what is different in each: the signature.
  private static Map<String, Bytes> files(Stack stack, Inspected house, String path, String region)
      throws IOException {
    var answer =
        stack
            .as(stack.token(house.tenant, "auditor-1", "auditor"), region)
            .get(path + "/content")
            .expect(200);
    var files = new HashMap<>(Inspected.opened(answer.bytes()));
    assertThat(files.remove("signature.json")).isNotNull();
    return files;
  }
}
