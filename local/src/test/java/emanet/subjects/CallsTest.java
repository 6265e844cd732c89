package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How many calls of AWS a call of the API makes, warm.
class CallsTest {
  private static final String ONE = "10000000146";

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final String mine = "T#" + customer.tenant + "#";

  /// The tenant as KMS is told it: in the encryption context.
  private final String context = "\"" + customer.tenant + "\"";

  private JsonNode counted(Runnable call) {
    stack.clearCalls(mine);
    stack.clearCalls(context);
    call.run();
    return stack.calls(mine).path("dynamodb");
  }

  private static long all(JsonNode calls) {
    long sum = 0;
    for (var count : calls) {
      sum += count.asLong();
    }
    return sum;
  }

  @Test
  void aReadIsOneBatchGetAndTwoPuts() {
    var service = customer.service();
    var path = Customer.identity(customer.person());
    service.put(path, Customer.fields(ONE)).expect(201);
    service.get(path).expect(200);
    stack.clearCalls(context);
    var calls = stack.fewestCalls(mine, () -> service.get(path).expect(200));
    assertThat(calls.toString()).isEqualTo("{\"BatchGetItem\":1,\"PutItem\":2}");
    assertThat(stack.calls(context).has("kms")).isFalse();
  }

  @Test
  void aWriteIsFewCallsInFourStagesAndNoneOfKms() {
    var service = customer.service();
    var path = Customer.identity(customer.person());
    service.put(path, Customer.fields(ONE)).expect(201);
    var numbers = Stream.iterate(List.of("12345678950", ONE), List::reversed).iterator();
    stack.clearCalls(context);
    var calls =
        stack.fewestCalls(
            mine, () -> service.put(path, Customer.fields(numbers.next().getFirst())).expect(200));
    // intent, its fragment, record; read; person's keys; open trace, pointer with filled trace,
    // tidying: the old pointer, and then the trace that leads to it
    assertThat(calls.toString())
        .isEqualTo("{\"BatchGetItem\":1,\"BatchWriteItem\":4,\"GetItem\":1,\"PutItem\":3}");
    assertThat(stack.calls(context).has("kms")).isFalse();
  }

  @Test
  void aHitAndAMissOfASearchMakeTheSameCalls() {
    var service = customer.service();
    var path = Customer.identity(customer.person());
    service.put(path, Customer.fields(ONE)).expect(201);
    var search = Customer.match("identity", "nationalId", ONE);
    service.post("/v1/subjects/search", search).expect(200);
    var hit =
        stack.fewestCalls(mine, () -> service.post("/v1/subjects/search", search).expect(200));
    var nobody = Customer.match("identity", "nationalId", "99000000042");
    var miss =
        stack.fewestCalls(mine, () -> service.post("/v1/subjects/search", nobody).expect(200));
    assertThat(hit).isEqualTo(miss);
    assertThat(hit.path("Query").asInt()).isEqualTo(4);
  }

  @Test
  void aBatchOfAHundredIsAtMostOnePointThreeCallsARecord() {
    var people = new ArrayList<String>();
    var newcomers = new StringBuilder("{'items': [");
    for (int i = 0; i < 100; i++) {
      newcomers.append(i == 0 ? "" : ",").append("{'groups': ['EMPLOYEE']}");
    }
    customer
        .service()
        .post("/v1/subjects/batch", newcomers.append("]}").toString())
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> people.add(item.path("id").asText()));
    customer.service().post("/v1/records/batch", batch(people, "a")).expect(200);
    var calls =
        counted(() ->
            assertThat(
                    customer
                        .service()
                        .post("/v1/records/batch", batch(people, "b"))
                        .expect(200)
                        .body()
                        .path("succeeded")
                        .asInt())
                .isEqualTo(100));
    assertThat(all(calls)).as(calls.toString()).isLessThanOrEqualTo(130);
    // and each batch is one line of the access log
    var pages = new ArrayList<String>();
    customer
        .dpo()
        .get("/v1/access-log")
        .expect(200)
        .body()
        .path("items")
        .forEach(line -> pages.add(line.path("page").asText()));
    assertThat(pages).filteredOn("POST /v1/subjects/batch"::equals).hasSize(1);
    assertThat(pages).filteredOn("POST /v1/records/batch"::equals).hasSize(2);
  }

  private static String batch(Iterable<String> people, String record) {
    var items = new StringBuilder("{'items': [");
    int n = 0;
    for (var person : people) {
      items
          .append(n == 0 ? "" : ",")
          .append(
              "{'subject': '%s', 'category': 'contact', 'recordId': '%s',"
                  .formatted(person, record))
          .append(
              "'fields': {'email': 'p%d@ornek.example', 'phone': '050000%05d'}}".formatted(n, n));
      n++;
    }
    return items.append("]}").toString();
  }
}
