package emanet.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose access an inspector is shown.
class AccessReviewTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  /// An operator of the deployment's and one of the tenant's own may have one name.
  @Test
  void anActorIsOfOneTenant() {
    var review = AccessReview.from(Optional.empty());
    review.add(List.of(entry("dpo"), entry("dpo")));
    review = AccessReview.from(Optional.of(review.state()));
    review.add(List.of(entry("operator").put("actorTenant", "platform"), entry("dpo")));
    var grant = JsonNodeFactory.instance.objectNode();
    grant.putObject("document").put("role", "dpo").put("to", "2027-01-01T00:00:00Z");
    var rows = review.rows(Map.<String, JsonNode>of("eren", grant), END);
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().toString())
        .contains("\"calls\":3", "\"roles\":[\"dpo\"]", "\"findings\":[]")
        .doesNotContain("actorTenant");
    assertThat(rows.getLast().toString())
        .contains("\"actor\":\"eren\"", "\"actorTenant\":\"platform\"", "\"calls\":1")
        .contains("\"roles\":[\"operator\"]", "NO_GRANT");
  }

  private static ObjectNode entry(String role) {
    var entry = JsonNodeFactory.instance.objectNode().put("kind", "INTENT").put("actor", "eren");
    entry.putArray("roles").add(role);
    return entry.put("at", "2026-11-02T09:00:00Z").put("action", "READ");
  }
}
