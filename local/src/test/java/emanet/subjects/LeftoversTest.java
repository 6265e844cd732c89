package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What writes leave that are stopped for good, after any call: nobody repeats them. Nothing of it
/// is ever shown, and by the end of the week the schedule has swept it away.
class LeftoversTest {
  private static final String NUMBER = "10000000146";

  private final Stack stack = Stack.only(Set.of("Retention", "Worker"), Stack.HOME);
  private final Customer customer = Customer.on(stack);

  private boolean isThere(String person) {
    int status = customer.service().get(Customer.identity(person)).status();
    assertThat(status).isIn(200, 404);
    return status == 200;
  }

  private List<String> found() {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", NUMBER))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  /// What leads from a value to the person.
  private List<String> pointers(String person) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(request -> request.tableName("emanet-lookups-1")).items().stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + customer.tenant + "#X#"))
          .map(item -> item.get("sk").s())
          .filter(sort -> sort.contains(person))
          .toList();
    }
  }

  /// Surely stopped between its pointers and its record: what else a write does at the same time
  /// may come before or after.
  private String stoppedAfterItsPointers() {
    var person = customer.person();
    stack.fault("emanet-records", "dynamodb", "PutItem", "AccessDeniedException");
    customer.service().put(Customer.identity(person), Customer.fields(NUMBER)).expect(500);
    stack.goOn();
    return person;
  }

  @Test
  void ofStoppedWritesAreSwept() {
    try (stack) {
      var people = new ArrayList<String>();
      boolean through = false;
      for (int calls = 0; !through; calls++) {
        assertThat(calls).as("calls of a write").isLessThan(60);
        var person = customer.person();
        people.add(person);
        stack.stopAfter(calls);
        customer.service().put(Customer.identity(person), Customer.fields(NUMBER));
        through = !stack.goOn();
      }
      people.add(stoppedAfterItsPointers());
      var there = people.stream().filter(this::isThere).toList();
      assertThat(found()).containsExactlyInAnyOrderElementsOf(there);
      assertThat(people.stream().filter(person -> !there.contains(person)))
          .as("some left pointers")
          .anyMatch(person -> !pointers(person).isEmpty());

      stack.advance(Duration.ofDays(8));
      stack.advance(Duration.ofMinutes(2));

      for (var person : people) {
        assertThat(isThere(person)).isEqualTo(there.contains(person));
        if (!there.contains(person)) {
          assertThat(pointers(person)).isEmpty();
        }
      }
      assertThat(found()).as("nobody's own went").containsExactlyInAnyOrderElementsOf(there);
    }
  }
}
