package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A call that was done, lost its answer, and is repeated after others have changed the same
/// record: it is answered as done, and undoes nothing.
class OvertakenTest {
  private static final String FIRST = "10000000146";
  private static final String MINE = "12345678950";

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME);

  @Test
  void whatCameAfterItStands() {
    var customer = Customer.on(stack);
    var mine = "T#" + customer.tenant + "#";
    var path = Customer.identity(customer.person());
    customer.service().put(path, Customer.fields(FIRST)).expect(201);
    stack.stopAfter(mine, 8); // the record is put, and nothing after it
    var call = customer.service().idempotent("overtaken");
    assertThat(call.put(path, Customer.fields(MINE)).status()).isIn(500, 503);
    stack.clearFaults(mine);
    for (int i = 1; i <= 16; i++) {
      customer.service().put(path, Customer.fields(Crowd.nationalId(i))).expect(200);
    }

    stack.advance(Duration.ofMinutes(1)); // the first run's lease ends
    var again = call.put(path, Customer.fields(MINE)).expect(200);
    assertThat(again.body().path("version").asLong()).isEqualTo(2);
    var now = customer.service().get(path).expect(200).body();
    assertThat(now.path("version").asLong()).isEqualTo(18);
    assertThat(now.at("/fields/nationalId").asText()).isEqualTo(Crowd.nationalId(16));
    assertThat(call.put(path, Customer.fields(MINE)).expect(200).header("Idempotent-Replayed"))
        .isEqualTo("true");
    var search = Customer.match("identity", "nationalId", MINE);
    var found = customer.service().post("/v1/subjects/search", search).expect(200);
    assertThat(found.body().path("items")).isEmpty();
  }

  @Test
  void aBatchUndoesNothingEither() {
    var customer = Customer.on(stack);
    var mine = "T#" + customer.tenant + "#";
    var person = customer.person();
    var path = Customer.identity(person);
    customer.service().put(path, Customer.fields(FIRST)).expect(201);
    var item =
        Customer.fields(MINE)
            .replaceFirst(
                "\\{",
                "{'subject': '%s', 'category': 'identity', 'recordId': 'main',".formatted(person));
    stack.stopAfter(mine, 8);
    var call = customer.service().idempotent("batch");
    assertThat(call.post("/v1/records/batch", "{'items': [" + item + "]}").status()).isIn(500, 503);
    stack.clearFaults(mine);
    var put = customer.service().get(path).expect(200).body();
    assertThat(put.at("/fields/nationalId").asText()).as("the batch put it").isEqualTo(MINE);
    customer.service().put(path, Customer.fields(Crowd.nationalId(1))).expect(200);

    stack.advance(Duration.ofMinutes(1));
    var again = call.post("/v1/records/batch", "{'items': [" + item + "]}").expect(200).body();
    assertThat(again.path("succeeded").asInt()).isEqualTo(1);
    var now = customer.service().get(path).expect(200).body();
    assertThat(now.path("version").asLong()).isEqualTo(3);
    assertThat(now.at("/fields/nationalId").asText()).isEqualTo(Crowd.nationalId(1));
  }
}
