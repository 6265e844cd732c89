package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Taking up people.
class PeopleTest {
  private final Customer customer = Customer.on(Stack.shared());

  @Test
  void haveAReferenceOfTheirOwn() {
    var body = "{'groups': ['EMPLOYEE'], 'externalRef': 'E-1'}";
    var id = customer.service().post("/v1/subjects", body).expect(201).body().path("id").asText();
    var again = customer.service().post("/v1/subjects", body).expect(409);
    assertThat(again.problem()).isEqualTo("already-exists");
    assertThat(again.body().path("existing").asText()).isEqualTo(id);
  }

  @Test
  void areTakenUpOnceHoweverManyTry() throws Exception {
    var body = "{'groups': ['EMPLOYEE'], 'externalRef': 'E-2'}";
    var service = customer.service();
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(8)) {
      var calls =
          IntStream.range(0, 8)
              .<Callable<Integer>>mapToObj(_ -> () -> service.post("/v1/subjects", body).status())
              .toList();
      var statuses = new java.util.ArrayList<Integer>();
      for (var call : threads.invokeAll(calls)) {
        statuses.add(call.get());
      }
      assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }
  }

  @Test
  void comeInBatches() {
    var body =
        "{'items': [{'groups': ['EMPLOYEE'], 'externalRef': 'B-1'}, {'groups': ['EMPLOYEE'], 'externalRef': 'B-2'}]}";
    var first =
        customer.service().post("/v1/subjects/batch", body).expect(200).body().path("items");
    assertThat(first.findValuesAsText("id")).hasSize(2);
    var again =
        customer.service().post("/v1/subjects/batch", body).expect(200).body().path("items");
    assertThat(again.findValuesAsText("existing")).isEqualTo(first.findValuesAsText("id"));
  }

  @Test
  void haveACard() {
    var person = customer.person();
    var path = "/v1/subjects/" + person;
    var card = customer.service().get(path).expect(200);
    assertThat(card.body().path("groups").toString()).isEqualTo("[\"EMPLOYEE\"]");
    var changed = customer.service().patch(path, "{'relationshipEnd': '2026-01-31'}").expect(200);
    assertThat(changed.body().path("version").asInt()).isEqualTo(2);
    assertThat(customer.service().get(path).body().path("relationshipEnd").asText())
        .isEqualTo("2026-01-31");
    customer.service().with("If-Match", "\"1\"").patch(path, "{'groups': ['VISITOR']}").expect(412);
    customer.service().patch(path, "{'relationshipEnd': 'soon'}").expect(422);
    customer.service().patch(path, "{'groups': ['NOBODY']}").expect(422);
    customer.service().patch(path, "{'externalRef': 'x'}").expect(400);
  }

  @Test
  void areInGroupsThatTheActivityCovers() {
    assertThat(
            customer
                .service()
                .post("/v1/subjects", "{'groups': ['VISITOR']}")
                .expect(403)
                .problem())
        .isEqualTo("group-not-covered");
    var person = customer.person();
    customer.service().patch("/v1/subjects/" + person, "{'groups': ['VISITOR']}").expect(200);
    assertThat(customer.service().get(Customer.identity(person)).expect(403).problem())
        .isEqualTo("group-not-covered");
  }
}
