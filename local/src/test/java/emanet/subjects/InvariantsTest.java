package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Stack;
import emanet.local.TestOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The invariants, under faults. A stack of its own, because the clock moves and Regions go.
@Order(TestOrder.LONG)
class InvariantsTest {
  private static final String ONE = "10000000146";
  private static final String OTHER = "12345678950";
  private static final String THIRD = "99000000042";
  private static final String IRELAND = "eu-west-1";

  @AutoClose
  private static final Stack stack = Stack.only(Set.of("Worker", "Sends"), Stack.HOME, IRELAND);

  /// From the n-th call on, the process reaches nothing any more: as good as stopped there.
  private static void stopAfter(Customer customer, long calls) {
    stack.stopAfter("T#" + customer.tenant + "#", calls);
  }

  private static void mend(Customer customer) {
    stack.clearFaults("T#" + customer.tenant + "#");
  }

  private static List<String> find(Customer customer, String value) {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", value))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  @Test
  void aWriteStoppedBetweenAnyTwoStepsIsGoneThroughWithByItsRepetition() {
    var customer = Customer.on(stack);
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      assertThat(calls).as("steps of a write").isLessThan(30);
      var person = customer.person();
      var path = Customer.identity(person);
      customer.service().put(path, Customer.fields(ONE)).expect(201);
      var change = customer.service().idempotent("change-" + calls);
      stopAfter(customer, calls);
      var stopped = change.put(path, Customer.fields(OTHER));
      mend(customer);
      finished = stopped.status() == 200;
      assertThat(stopped.status()).as("stopped after " + calls).isIn(200, 500, 503);
      var between = customer.service().get(path).expect(200).body().path("fields");
      assertThat(between.path("nationalId").asText()).isIn(ONE, OTHER);

      stack.advance(Duration.ofMinutes(1)); // the first run's lease ends
      var again = change.put(path, Customer.fields(OTHER)).expect(200);
      assertThat(again.body().path("version").asLong()).as("after " + calls).isEqualTo(2);
      var now = customer.service().get(path).expect(200).body();
      assertThat(now.path("fields").path("nationalId").asText()).isEqualTo(OTHER);
      assertThat(find(customer, OTHER)).contains(person);
      assertThat(find(customer, ONE)).doesNotContain(person);
    }
  }

  @Test
  void aPersonIsTakenUpOnceWhereverItsCreationStopped() {
    var customer = Customer.on(stack);
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      assertThat(calls).as("steps of a creation").isLessThan(30);
      var body = "{'groups': ['EMPLOYEE'], 'externalRef': 'E-" + calls + "'}";
      stopAfter(customer, calls);
      var stopped = customer.service().post("/v1/subjects", body);
      mend(customer);
      finished = stopped.status() == 201;
      assertThat(stopped.status()).as("stopped after " + calls).isIn(201, 500, 503);
      var again = customer.service().post("/v1/subjects", body);
      assertThat(again.status()).as("after " + calls).isIn(201, 409);
      var id =
          again.status() == 201
              ? again.body().path("id").asText()
              : again.body().path("existing").asText();
      customer.service().get("/v1/subjects/" + id).expect(200);
      customer.service().put(Customer.identity(id), Customer.fields(ONE)).expect(201);
      assertThat(
              customer
                  .service()
                  .post("/v1/subjects", body)
                  .expect(409)
                  .body()
                  .path("existing")
                  .asText())
          .isEqualTo(id);
    }
  }

  @Test
  void nothingIsShownOrChangedThatTheLedgerCannotRecord() {
    var customer = Customer.on(stack);
    var path = Customer.identity(customer.person());
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    var entries = "T#" + customer.tenant + "#E#";
    stack.fault(entries, "dynamodb", "PutItem", "ThrottlingException");
    var read = customer.service().get(path).expect(503);
    assertThat(read.text()).doesNotContain(ONE);
    assertThat(read.header("Retry-After")).isNotEmpty();
    customer.service().put(path, Customer.fields(OTHER)).expect(503);
    customer.service().delete(path).expect(503);
    stack.fault(entries, "dynamodb", "BatchWriteItem", "ThrottlingException");
    customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", ONE))
        .expect(503);
    stack.clearFaults(entries);
    var now = customer.service().get(path).expect(200).body();
    assertThat(now.path("version").asLong()).isEqualTo(1);
    assertThat(now.path("fields").path("nationalId").asText()).isEqualTo(ONE);
  }

  @Test
  void lostAnswersAndConflictsChangeNothingTwice() {
    var customer = Customer.on(stack);
    var person = customer.person();
    var path = Customer.identity(person);
    var mine = "T#" + customer.tenant + "#";
    for (var error :
        List.of("LostAnswer", "ReplicatedWriteConflictException", "ThrottlingException")) {
      stack.fault(mine, "dynamodb", "PutItem", error, 3);
      var put = customer.service().put(path, Customer.fields(OTHER));
      stack.clearFaults(mine);
      assertThat(put.status()).as(error).isIn(200, 201);
    }
    assertThat(customer.service().get(path).body().path("version").asLong()).isEqualTo(3);
    assertThat(find(customer, OTHER)).containsExactly(person);
  }

  @Test
  void manyWritersOfOneRecordLoseNothing() throws Exception {
    var customer = Customer.on(stack);
    var path = Customer.identity(customer.person());
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    try (var threads = Executors.newFixedThreadPool(4)) {
      var writers = new ArrayList<java.util.concurrent.Callable<Integer>>();
      for (int i = 0; i < 4; i++) {
        var value = List.of(ONE, OTHER, THIRD, ONE).get(i);
        writers.add(() -> customer.service().patch(path, Customer.fields(value)).status());
      }
      long done = 0;
      for (var status : threads.invokeAll(writers)) {
        assertThat(status.get()).isIn(200, 409);
        done += status.get() == 200 ? 1 : 0;
      }
      var now = customer.service().get(path).expect(200).body();
      assertThat(now.path("version").asLong()).isEqualTo(1 + done);
      var value = now.path("fields").path("nationalId").asText();
      for (var any : List.of(ONE, OTHER, THIRD)) {
        assertThat(find(customer, any)).hasSize(any.equals(value) ? 1 : 0);
      }
    }
  }

  @Test
  void aPersonErasedWhileTheirRecordIsWrittenStaysErased() throws Exception {
    var customer = Customer.on(stack);
    var person = customer.person();
    var path = Customer.identity(person);
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    var slow = JsonNodeFactory.instance.objectNode();
    slow.put("match", "R#identity#main");
    slow.put("operation", "PutItem");
    slow.put("service", "dynamodb");
    slow.put("latency", "PT1S");
    stack.control("PUT", "faults", slow).expect(200);
    try (var thread = Executors.newSingleThreadExecutor()) {
      var writing = thread.submit(() -> customer.service().put(path, Customer.fields(OTHER)));
      Thread.sleep(400);
      erase(customer, person);
      assertThat(writing.get().status()).isEqualTo(410);
    } finally {
      stack.clearFaults("R#identity#main");
    }
    customer.service().get(path).expect(410);
    customer.service().put(path, Customer.fields(ONE)).expect(410);
    assertThat(find(customer, OTHER)).isEmpty();
    assertThat(find(customer, ONE)).isEmpty();
  }

  /// As the keys' own room does it: one write, and the tombstone is final.
  private static void erase(Customer customer, String person) {
    try (var dynamo = stack.dynamo()) {
      dynamo.updateItem(request ->
          request
              .tableName("emanet-keys-1")
              .key(
                  Map.of(
                      "pk",
                      AttributeValue.fromS("T#" + customer.tenant + "#P#" + person),
                      "sk",
                      AttributeValue.fromS("K")))
              .updateExpression("SET #s = :e REMOVE deks, destroyed")
              .expressionAttributeNames(Map.of("#s", "state"))
              .expressionAttributeValues(Map.of(":e", AttributeValue.fromS("ERASED"))));
    }
  }

  @Test
  void aRegionThatGoesTakesNoAcknowledgedWriteWithIt() {
    var customer = Customer.on(stack);
    var acknowledged = new java.util.LinkedHashMap<String, String>();
    var token = stack.token(customer.tenant, "platform-1", "service");
    var people = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      people.add(customer.person());
    }
    for (int i = 0; i < 12; i++) {
      var path = Customer.identity(people.get(i % 6));
      var value = List.of(ONE, OTHER, THIRD).get(i % 3);
      if (i == 5) {
        var down = JsonNodeFactory.instance.objectNode();
        down.put("match", "T#" + customer.tenant + "#");
        down.put("region", Stack.HOME);
        down.put("error", "RegionDown");
        down.put("after", 2);
        stack.control("PUT", "faults", down).expect(200);
      }
      var key = "w-" + i;
      var home = stack.as(token, Stack.HOME).activity(Customer.HR).idempotent(key);
      var answer = i > 6 ? 503 : home.put(path, Customer.fields(value)).status();
      if (answer >= 500) {
        if (i <= 6) {
          stack.advance(Duration.ofMinutes(1)); // what the lost Region had claimed lapses
        }
        var renewed = stack.token(customer.tenant, "platform-1", "service");
        answer =
            stack
                .as(renewed, IRELAND)
                .activity(Customer.HR)
                .idempotent(key)
                .put(path, Customer.fields(value))
                .status();
      }
      assertThat(answer).isIn(200, 201);
      acknowledged.put(path, value);
    }
    var ireland =
        stack
            .as(stack.token(customer.tenant, "platform-1", "service"), IRELAND)
            .activity(Customer.HR);
    acknowledged.forEach((path, value) ->
        assertThat(ireland.get(path).expect(200).body().path("fields").path("nationalId").asText())
            .isEqualTo(value));
    mend(customer);
  }
}
