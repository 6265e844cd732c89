package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.ServingProcess;
import emanet.local.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process that serves requests is killed (SIGKILL) in the middle of a write. Another one goes
/// on, on the same tables, where the client repeats its call.
class KilledProcessTest {
  private static final String ONE = "10000000146";
  private static final String OTHER = "12345678950";

  /// Of a write's calls of DynamoDB, those before its last stage: the record is put, and the answer
  /// is not given.
  private static final int PUT = 7;

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME);

  @Test
  void whatItPutIsThereAndTheRepetitionGoesThroughWithIt() throws Exception {
    var customer = Customer.on(stack);
    var path = killed(customer, PUT);
    assertThat(number(customer, path)).as("put, and not acknowledged").isEqualTo(OTHER);
    assertGoesOn(customer, path, PUT);
  }

  @Test
  @Tag("long")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whereverItIsKilledNothingIsHalfDone() throws Exception {
    for (int calls = 0; calls < PUT + 4; calls++) {
      var customer = Customer.on(stack); // the numbers are searched for: one person has them
      var path = killed(customer, calls);
      assertThat(number(customer, path)).as("after " + calls).isIn(ONE, OTHER);
      assertGoesOn(customer, path, calls);
    }
  }

  /// Has a process of its own change a record, and kills it when it waits for its call of DynamoDB
  /// after so many.
  private static String killed(Customer customer, int calls) throws Exception {
    var path = Customer.identity(customer.person());
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    var mine = "T#" + customer.tenant + "#";
    try (var process = ServingProcess.start(stack.edge(), Stack.HOME);
        var client = Executors.newSingleThreadExecutor()) {
      var token = stack.token(customer.tenant, "platform-1", "service");
      var call = Stack.at(process.api(), token).activity(Customer.HR);
      call.get(path).expect(200); // it serves, and has the tenant's keys
      stall(mine, calls);
      stack.clearCalls(mine);
      var writing =
          client.submit(() -> call.idempotent("change-" + calls).put(path, Customer.fields(OTHER)));
      stack.awaitCalls(mine, Stack::sum, calls + 1);
      process.kill();
      assertThat(catchFailure(writing)).as("no answer is given").isInstanceOf(IOException.class);
    } finally {
      stack.clearFaults(mine);
    }
    return path;
  }

  private static Throwable catchFailure(java.util.concurrent.Future<?> call) throws Exception {
    try {
      return new AssertionError("answered: " + call.get());
    } catch (java.util.concurrent.ExecutionException e) {
      return e.getCause().getCause();
    }
  }

  /// From the n-th call on, DynamoDB takes longer than anybody waits.
  private static void stall(String match, int calls) {
    var fault = JsonNodeFactory.instance.objectNode();
    fault.put("match", match).put("service", "dynamodb").put("after", calls);
    fault.put("latency", "PT1H").put("error", "InternalServerError");
    stack.control("PUT", "faults", fault).expect(200);
  }

  private static void assertGoesOn(Customer customer, String path, int calls) {
    stack.advance(Duration.ofMinutes(1)); // the dead run's lease ends
    var again = customer.service().idempotent("change-" + calls).put(path, Customer.fields(OTHER));
    assertThat(again.expect(200).body().path("version").asLong()).as("after " + calls).isEqualTo(2);
    assertThat(number(customer, path)).isEqualTo(OTHER);
    var found =
        customer
            .service()
            .post("/v1/subjects/search", Customer.match("identity", "nationalId", OTHER));
    assertThat(path).contains(found.expect(200).body().path("items").findValuesAsText("id"));
    assertThat(
            customer
                .service()
                .post("/v1/subjects/search", Customer.match("identity", "nationalId", ONE))
                .expect(200)
                .body()
                .path("items"))
        .isEmpty();
  }

  private static String number(Customer customer, String path) {
    return customer.service().get(path).expect(200).body().at("/fields/nationalId").asText();
  }
}
