package emanet.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What keeps messages from going out is seen before there are any to send. Nothing else asks how
/// the account stands, so the shared stack's may be changed.
class ReadinessTest {
  private final Stack stack = Stack.shared();

  private JsonNode standing() {
    return stack
        .control("POST", "invoke/Readiness?region=" + Stack.HOME, Stack.json("{}"))
        .expect(200)
        .body();
  }

  private void account(String sandboxes, long emailsADay, long emailsASecond) {
    var body =
        "{\"region\":\"%s\",\"sandboxes\":%s,\"emailsADay\":%d,\"emailsASecond\":%d}"
            .formatted(Stack.HOME, sandboxes, emailsADay, emailsASecond);
    stack.control("PUT", "accounts", Stack.json(body)).expect(204);
  }

  private void limit(String dollars) {
    try (var sns = stack.sns()) {
      sns.setSMSAttributes(r -> r.attributes(Map.of("MonthlySpendLimit", dollars)));
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void tellsWhatIsWantingByItsName() {
    var young = standing();
    assertThat(texts(young.path("sms")))
        .as("one machine has no sender id, and may spend a dollar, as any young account")
        .containsExactly("NO_SENDER", "SPEND_LIMIT");
    assertThat(texts(young.path("email"))).isEmpty();
    limit("1000.50");
    account("[\"SMS\", \"EMAIL\"]", 200, 1);
    var shut = standing();
    assertThat(texts(shut.path("sms"))).containsExactly("NO_SENDER", "SANDBOX");
    assertThat(texts(shut.path("email"))).containsExactly("SANDBOX", "QUOTA", "RATE");
    account("[]", -1, 14);
    assertThat(texts(standing().path("email"))).as("no bound").isEmpty();
    limit("1");
    stack.fault("/v2/email/account", "ses", "GetAccount", "InternalFailure", 1);
    assertThat(texts(standing().path("email"))).containsExactly("NO_ANSWER");
  }
}
