package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.FaultException;
import emanet.local.Stack;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What becomes of records when an activity ends, on the system as it runs.
class DisposalTest {
  private static final String ONE = "10000000146";
  private static final String NEWS = "newsletter";
  private static final CategoryCode CONTACT = new CategoryCode("contact");
  private static final List<Ending> NEWS_ENDS = List.of(Ending.of(new ActivityCode(NEWS)));

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Customer customer = Customer.on(stack);
  private final Rooms rooms = new Rooms(stack);
  private final Disposal disposal = rooms.disposing((_, _) -> Map.of()).disposal();
  private final String mine = "T#" + customer.tenant + "#";

  DisposalTest() {
    customer.activity(
        NEWS, "[{'category': 'contact', 'fields': ['email']}, {'category': 'identity'}]");
    customer.activity("calls", "[{'category': 'contact', 'fields': ['phone']}]");
  }

  private static String contact(String person) {
    return "/v1/subjects/" + person + "/records/contact/c";
  }

  private void mailAndPhone(String person) {
    customer
        .service()
        .activity(NEWS)
        .put(contact(person), "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(201);
    customer
        .service()
        .activity("calls")
        .put(contact(person), "{'fields': {'phone': '+905000000000'}}")
        .expect(200);
  }

  private JsonNode seen(String person) {
    return customer.service().get(contact(person)).expect(200).body().path("fields");
  }

  private List<String> found(String category, String field, String value) {
    return customer
        .service()
        .post("/v1/subjects/search", Customer.match(category, field, value))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  private List<Map<String, AttributeValue>> lookups(String person) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(request -> request.tableName("emanet-lookups-1")).items().stream()
          .filter(item -> item.toString().contains(person))
          .toList();
    }
  }

  private Map<String, AttributeValue> stored(String person) {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .getItem(request ->
              request
                  .tableName("emanet-records-1")
                  .key(
                      Map.of(
                          "pk", AttributeValue.fromS(mine + "S#" + person),
                          "sk", AttributeValue.fromS("R#contact#c"))))
          .item();
    }
  }

  private boolean opens(String person, int version) {
    return rooms
        .keyring
        .read(new TenantId(customer.tenant), new SubjectId(person))
        .orElseThrow()
        .opens(CONTACT, version);
  }

  @Test
  void whatNothingCoversGoesAndTheRestIsSealedUnderANewKey() {
    var person = customer.person();
    mailAndPhone(person);
    var caller = rooms.caller(customer.tenant);
    var plan = disposal.plan(caller, new SubjectId(person), NEWS_ENDS);
    assertThat(plan.records())
        .containsExactly(
            new Disposal.Planned(
                CONTACT,
                new RecordId("c"),
                Disposal.Fate.REDUCE,
                java.util.Set.of("email"),
                java.util.Set.of(new ActivityCode("calls"))));
    assertThat(seen(person).has("email")).as("a dry run").isTrue();
    assertThat(found("contact", "email", "isil@ornek.example")).containsExactly(person);

    disposal.carryOut(caller, new SubjectId(person), NEWS_ENDS);
    assertThat(seen(person).toString()).isEqualTo("{\"phone\":\"+905000000000\"}");
    assertThat(stored(person).get("activities").ss()).containsExactly("calls");
    assertThat(opens(person, 1)).isFalse();
    assertThat(opens(person, 2)).isTrue();
    assertThat(found("contact", "email", "isil@ornek.example")).isEmpty();
    assertThat(found("contact", "phone", "+905000000000")).containsExactly(person);
    assertThat(lookups(person).toString()).doesNotContain("contact.email");
  }

  @Test
  void aRecordThatNothingCoversIsGone() {
    var person = customer.person();
    customer
        .service()
        .activity(NEWS)
        .put(Customer.identity(person), Customer.fields(ONE))
        .expect(201);
    disposal.carryOut(rooms.caller(customer.tenant), new SubjectId(person), NEWS_ENDS);
    customer.service().get(Customer.identity(person)).expect(404);
    assertThat(found("identity", "nationalId", ONE)).doesNotContain(person);
    assertThat(lookups(person)).isEmpty();
    customer.service().put(Customer.identity(person), Customer.fields(ONE)).expect(201);
    assertThat(customer.service().get(Customer.identity(person)).body().path("version").asInt())
        .as("versions never repeat")
        .isEqualTo(3);
  }

  @Test
  void aStandingConsentCoversWhateverTheRecordWasWrittenUnder() {
    var person = customer.person();
    mailAndPhone(person);
    var consented =
        rooms.disposing((_, _) ->
            Map.of(new ActivityCode(Customer.HR), emanet.register.ConsentStates.State.IN_FORCE));
    var done =
        consented
            .disposal()
            .carryOut(rooms.caller(customer.tenant), new SubjectId(person), NEWS_ENDS);
    assertThat(done.disposes()).isFalse();
    assertThat(seen(person).has("email")).isTrue();
    assertThat(stored(person).get("activities").ss())
        .containsExactlyInAnyOrder("calls", Customer.HR);
  }

  @Test
  void stoppedAnywhereAndRunAgainItEndsWhole() {
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      assertThat(calls).as("steps of a disposal").isLessThan(40);
      var person = customer.person();
      mailAndPhone(person);
      var subject = new SubjectId(person);
      var caller = rooms.caller(customer.tenant);
      stack.stopAfter(mine, calls);
      try {
        disposal.carryOut(caller, subject, NEWS_ENDS);
        finished = true;
      } catch (FaultException e) {
        assertThat(e.fault()).isNotNull();
      } finally {
        stack.clearFaults(mine);
      }
      var between = seen(person);
      assertThat(between.path("phone").asText()).as("kept at " + calls).isEqualTo("+905000000000");
      disposal.carryOut(caller, subject, NEWS_ENDS);
      assertThat(seen(person).toString()).isEqualTo("{\"phone\":\"+905000000000\"}");
      new Traces(rooms.store, Rooms.ahead(Traces.SETTLED.plusMinutes(1)))
          .sweep(new TenantId(customer.tenant), subject);
      assertThat(lookups(person).toString()).as("after " + calls).doesNotContain("contact.email");
      assertThat(found("contact", "phone", "+905000000000")).contains(person);
      assertThat(opens(person, 1)).isFalse();
    }
  }

  @Test
  void aHoldKeepsEverythingAsItIs() {
    var person = customer.person();
    mailAndPhone(person);
    stack
        .as(stack.strongToken(customer.tenant, "dpo-2", "dpo"))
        .post("/v1/subjects/" + person + "/holds", "{'reason': 'Dava', 'category': 'contact'}")
        .expect(201);
    var caller = rooms.caller(customer.tenant);
    assertThat(disposal.plan(caller, new SubjectId(person), NEWS_ENDS).held())
        .containsExactly(CONTACT);
    assertThatThrownBy(() -> disposal.carryOut(caller, new SubjectId(person), NEWS_ENDS))
        .isInstanceOf(FaultException.class);
    assertThat(seen(person).has("email")).isTrue();
    assertThat(opens(person, 1)).isTrue();
  }

  /// A write that is on its way while the key is renewed is neither lost nor brings back what went.
  @Test
  void aWriteOnItsWayIsPutAnewUnderTheNewKey() throws Exception {
    var person = customer.person();
    mailAndPhone(person);
    var slow = JsonNodeFactory.instance.objectNode();
    slow.put("match", "R#contact#other");
    slow.put("service", "dynamodb");
    slow.put("operation", "PutItem");
    slow.put("latency", "PT1.5S");
    stack.control("PUT", "faults", slow).expect(200);
    try (var thread = Executors.newSingleThreadExecutor()) {
      var writing =
          thread.submit(() ->
              customer
                  .service()
                  .put(
                      "/v1/subjects/" + person + "/records/contact/other",
                      "{'fields': {'address': 'Kadıköy'}}"));
      Thread.sleep(700);
      disposal.carryOut(rooms.caller(customer.tenant), new SubjectId(person), NEWS_ENDS);
      assertThat(writing.get().status()).isIn(200, 201);
    } finally {
      stack.clearFaults("R#contact#other");
    }
    assertThat(opens(person, 1)).isFalse();
    var other =
        customer
            .service()
            .get("/v1/subjects/" + person + "/records/contact/other")
            .expect(200)
            .body();
    assertThat(other.at("/fields/address").asText()).isEqualTo("Kadıköy");
    assertThat(seen(person).has("email")).isFalse();
  }

  /// Retention ends an activity for one record.
  @Test
  void anEndForOneRecordLeavesTheOthers() {
    var person = customer.person();
    mailAndPhone(person);
    var other = "/v1/subjects/" + person + "/records/contact/other";
    customer
        .service()
        .activity(NEWS)
        .put(other, "{'fields': {'email': 'b@ornek.example'}}")
        .expect(201);
    var ending =
        new Ending(
            new ActivityCode(NEWS), Optional.of(CONTACT), Optional.of(new RecordId("other")));
    disposal.carryOut(rooms.caller(customer.tenant), new SubjectId(person), List.of(ending));
    customer.service().get(other).expect(404);
    assertThat(seen(person).has("email")).isTrue();
  }
}
