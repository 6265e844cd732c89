package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Answer;
import emanet.local.Stack;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The day's letters, where one tenant's cannot be made.
class WatchScheduleTest {
  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final String failing = Stack.tenantName();
  private final String other = Stack.tenantName();

  private static Answer letters() {
    var task = JsonNodeFactory.instance.objectNode().put("task", "LETTERS");
    return stack.control("POST", "invoke/Watch", task);
  }

  /// The others' are queued, and whoever tries again queues that one's, too.
  @Test
  void aDayIsNotDoneBeforeAllHaveTheirs() {
    stack.open(failing);
    stack.open(other);
    stack.control("POST", "invoke/Seal").expect(200);
    stack.advance(Duration.ofMinutes(6));
    stack.fault("\"" + failing + "\"", "kms", "Decrypt", "KMSInternalException");
    assertThat(letters().status()).isGreaterThanOrEqualTo(400);
    stack.clearFaults("\"" + failing + "\"");
    assertThat(letters().expect(200).body().path("letters").asInt()).isEqualTo(2);
    assertThat(letters().expect(200).body().path("letters").asInt()).as("done").isZero();
  }
}
