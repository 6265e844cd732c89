package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.keys.Destruction;
import emanet.keys.Keyring;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The whole over HTTP, on whatever answers as AWS.
abstract class AwsContract extends KeysContract {
  private static final String ONE = "10000000146";
  private static final String OTHER = "12345678950";

  @Test
  void aRecordLivesFromItsFirstWriteToItsDeletion() {
    var customer = Customer.on(stack);
    var service = customer.service();
    var person = customer.person();
    var path = Customer.identity(person);
    var write = service.idempotent("first");
    write.put(path, Customer.fields(ONE)).expect(201);
    var replay = write.put(path, Customer.fields(ONE)).expect(201);
    assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
    var read = service.get(path).expect(200).body();
    assertThat(read.path("version").asLong()).isEqualTo(1);
    assertThat(read.at("/fields/nationalId").asText()).isEqualTo(ONE);
    var masked = service.get(path + "?view=masked").expect(200).body();
    assertThat(masked.at("/fields/nationalId").asText()).isEqualTo("*********46");
    assertThat(found(customer, ONE)).containsExactly(person);
    service.patch(path, Customer.fields(OTHER)).expect(200);
    assertThat(found(customer, ONE)).isEmpty();
    assertThat(found(customer, OTHER)).containsExactly(person);
    service.with("If-Match", "\"1\"").delete(path).expect(412);
    service.delete(path).expect(204);
    service.get(path).expect(404);
    assertThat(found(customer, OTHER)).isEmpty();
  }

  private static List<String> found(Customer customer, String value) {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", value))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  @Test
  void manyRecordsComeInOneCallAndTheLedgerHasThemAll() {
    var customer = Customer.on(stack);
    var person = customer.person();
    var items = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append("{'subject': '%s', 'category': 'contact',".formatted(person))
          .append("'recordId': 'c-%d', 'fields': {'email': 'e%d@ornek.example'}}".formatted(i, i));
    }
    var body = "{'items': [" + items + "]}";
    var answer = customer.service().post("/v1/records/batch", body).expect(200).body();
    assertThat(answer.path("succeeded").asInt()).isEqualTo(30);
    var list = customer.service().get("/v1/subjects/" + person + "/records?limit=100").expect(200);
    assertThat(list.body().path("items")).hasSize(30);
    var entries = customer.dpo().get("/v1/ledger/entries?limit=100&subject=" + person).expect(200);
    assertThat(entries.body().path("items").findValuesAsText("action"))
        .filteredOn("WRITE"::equals)
        .hasSize(30);
  }

  @Test
  void anErasedPersonIsGone() {
    var customer = Customer.on(stack);
    var person = customer.person();
    var path = Customer.identity(person);
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    var keyring = new Keyring(store, process(), randomness);
    assertThat(keyring.erasePerson(new TenantId(customer.tenant), new SubjectId(person)))
        .isEqualTo(Destruction.DONE);
    customer.service().get(path).expect(410);
    customer.service().put(path, Customer.fields(OTHER)).expect(410);
    assertThat(found(customer, ONE)).isEmpty();
  }

  @Test
  void aReferenceIsGivenOnceHoweverManyAskAtOnce() throws Exception {
    needs(Ability.RACES);
    var customer = Customer.on(stack);
    var body = "{'groups': ['EMPLOYEE'], 'externalRef': 'R-1'}";
    try (var threads = Executors.newFixedThreadPool(4)) {
      var calls = new ArrayList<java.util.concurrent.Callable<emanet.local.Answer>>();
      for (int i = 0; i < 4; i++) {
        calls.add(() -> customer.service().post("/v1/subjects", body));
      }
      var ids = new java.util.HashSet<String>();
      int created = 0;
      for (var call : threads.invokeAll(calls)) {
        var answer = call.get();
        assertThat(answer.status()).as(answer.text()).isIn(201, 409);
        created += answer.status() == 201 ? 1 : 0;
        var name = answer.status() == 201 ? "id" : "existing";
        ids.add(answer.body().path(name).asText());
      }
      assertThat(created).isEqualTo(1);
      assertThat(ids).hasSize(1);
    }
  }
}
