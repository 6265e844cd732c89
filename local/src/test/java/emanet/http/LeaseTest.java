package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.local.template.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseTest {
  /// Else a run would be taken over while it lives.
  @Test
  void aClaimOutlastsWhateverTakesOne() {
    var api = Api.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of());
    assertThat(api.routes()).isNotEmpty();
    for (var route : api.routes()) {
      assertThat(api.functions().get(route.function()).timeout())
          .as(route.function())
          .isLessThan(Claims.LEASE);
    }
  }
}
