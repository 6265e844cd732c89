package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Records through the API, as the platform uses them.
class RecordFlowTest {
  private static final String ONE = "10000000146";
  private static final String OTHER = "12345678950";

  private final Customer customer = Customer.on(Stack.shared());

  @Test
  void isPutReadPatchedAndDeleted() {
    var service = customer.service();
    var person = customer.person();
    var path = Customer.identity(person);

    var put = service.put(path, Customer.fields(ONE)).expect(201);
    assertThat(put.header("ETag")).isEqualTo("\"1\"");
    assertThat(put.header("Location")).isEqualTo(path);
    assertThat(put.header("Emanet-Ledger")).matches("[0-9a-z]{24}\\.[0-9a-f]{64}");
    var read = service.get(path).expect(200);
    assertThat(read.body().path("fields").path("nationalId").asText()).isEqualTo(ONE);
    assertThat(read.body().path("view").asText()).isEqualTo("plain");

    service.patch(path, "{'fields': {'birthDate': '1990-02-03'}}").expect(200);
    assertThat(service.get(path + "?fields=birthDate").body().path("fields").toString())
        .isEqualTo("{\"birthDate\":\"1990-02-03\"}");
    service.patch(path, "{'fields': {'birthDate': null}}").expect(200);
    assertThat(service.get(path).body().path("fields").has("birthDate")).isFalse();

    service.delete(path).expect(204);
    service.get(path).expect(404);
    service.delete(path).expect(404);
    var again = service.put(path, Customer.fields(ONE)).expect(201);
    assertThat(again.body().path("version").asLong()).isEqualTo(5);
  }

  @Test
  void isMaskedWhereTheActivitySaysSo() {
    var person = customer.person();
    customer.service().put(Customer.identity(person), Customer.fields(ONE)).expect(201);
    var desk = customer.service().with("Emanet-Activity", Customer.DESK);
    var read = desk.get(Customer.identity(person)).expect(200);
    assertThat(read.body().path("fields").path("nationalId").asText()).isEqualTo("*********46");
    assertThat(desk.get(Customer.identity(person) + "?view=plain").expect(403).problem())
        .isEqualTo("view-not-granted");
    assertThat(desk.get(Customer.identity(person) + "?fields=birthDate").expect(403).problem())
        .isEqualTo("field-not-covered");
    assertThat(desk.get(Customer.identity(person) + "?fields=shoeSize").expect(400).problem())
        .isEqualTo("unknown-field");
  }

  @Test
  void isChangedOnlyAtTheVersionThatWasSeen() {
    var service = customer.service();
    var path = Customer.identity(customer.person());
    service.with("If-Match", "\"1\"").put(path, Customer.fields(ONE)).expect(412);
    service.with("If-None-Match", "*").put(path, Customer.fields(ONE)).expect(201);
    service.with("If-None-Match", "*").put(path, Customer.fields(ONE)).expect(412);
    service.with("If-Match", "\"1\"").put(path, Customer.fields(OTHER)).expect(200);
    service.with("If-Match", "\"1\"").put(path, Customer.fields(ONE)).expect(412);
    service.with("If-Match", "\"1\"").delete(path).expect(412);
    assertThat(service.get(path).body().path("fields").path("nationalId").asText())
        .isEqualTo(OTHER);
  }

  @Test
  void isFoundByWhatItHoldsNowAndNothingElse() {
    var service = customer.service();
    var person = customer.person();
    var path = Customer.identity(person);
    service.put(path, Customer.fields(ONE)).expect(201);
    assertThat(find("identity", "nationalId", "100 000 001 46")).containsExactly(person);
    service.patch(path, "{'fields': {'nationalId': '" + OTHER + "'}}").expect(200);
    assertThat(find("identity", "nationalId", ONE)).isEmpty();
    assertThat(find("identity", "nationalId", OTHER)).containsExactly(person);
    service
        .put(
            "/v1/subjects/" + person + "/records/contact/main",
            "{'fields': {'email': 'Isil.Aslan@Ornek.example', 'phone': '0500 006 71 14'}}")
        .expect(201);
    assertThat(find("contact", "email", "ISIL.ASLAN@ornek.EXAMPLE")).containsExactly(person);
    assertThat(find("contact", "phone", "+905000067114")).containsExactly(person);
    service.delete(path).expect(204);
    assertThat(find("identity", "nationalId", OTHER)).isEmpty();
  }

  /// A page of pointers names fewer people than it has pointers.
  @Test
  void isFoundHoweverManyRecordsOfAnotherSayTheSame() {
    var pair = twoOfAShard();
    var records = "/v1/subjects/%s/records/contact/%s";
    var shared = "{'fields': {'email': 'aile@ornek.example'}}";
    for (int i = 0; i < 52; i++) {
      customer.service().put(records.formatted(pair.getFirst(), "r-" + i), shared).expect(201);
    }
    customer.service().put(records.formatted(pair.getLast(), "main"), shared).expect(201);
    assertThat(find("contact", "email", "aile@ornek.example")).containsExactlyElementsOf(pair);
    var page = customer.service();
    var match = Customer.match("contact", "email", "aile@ornek.example");
    var first = page.post("/v1/subjects/search?limit=1", match).expect(200).body();
    var rest = "/v1/subjects/search?limit=1&cursor=" + first.path("nextCursor").asText();
    var second = page.post(rest, match).expect(200).body();
    assertThat(first.path("items").findValuesAsText("id")).containsExactly(pair.getFirst());
    assertThat(second.path("items").findValuesAsText("id")).containsExactly(pair.getLast());
    assertThat(second.has("nextCursor")).isFalse();
  }

  /// Of five people two are of one shard, which the first character of an id chooses.
  private List<String> twoOfAShard() {
    var shards = new HashMap<Integer, String>();
    while (true) {
      var person = customer.person();
      int shard = "0123456789abcdefghjkmnpqrstvwxyz".indexOf(person.charAt(0)) % 4;
      var other = shards.put(shard, person);
      if (other != null) {
        return Stream.of(other, person).sorted().toList();
      }
    }
  }

  @Test
  void isNoLongerThanAnItemHolds() {
    var names = IntStream.range(0, 60).mapToObj(i -> "note" + i).toList();
    customer
        .dpo()
        .put(
            "/v1/categories/notes",
            "{'title': {'tr': 'Notlar', 'en': 'Notes'}, 'verbis': 'OTHER', 'special': false, 'fields': {%s}}"
                .formatted(
                    names.stream()
                        .map(name -> "'" + name + "': {'type': 'text'}")
                        .collect(Collectors.joining(","))))
        .expect(201);
    customer.activity("notes", "[{'category': 'notes'}]");
    var service = customer.service().activity("notes");
    var path = "/v1/subjects/" + customer.person() + "/records/notes/main";
    assertThat(service.put(path, long60(names, 4096)).expect(422).body().at("/errors/0").toString())
        .contains("\"pointer\":\"/fields\",\"code\":\"length\"");
    service.get(path).expect(404);
    service.put(path, long60(names, 3000)).expect(201);
  }

  /// Letters of two bytes.
  private static String long60(List<String> names, int letters) {
    return names.stream()
        .map(name -> "'" + name + "': '" + "ş".repeat(letters) + "'")
        .collect(Collectors.joining(",", "{'fields': {", "}}"));
  }

  @Test
  void comesInBatchesOfWhichNothingIsFit() {
    var item = "{'subject': '%s', 'category': '%s', 'recordId': '%s', 'fields': {}}";
    var refused = customer.person();
    var body =
        "{'items': [%s, %s, %s]}"
            .formatted(
                item.formatted("nobody", "contact", "main"),
                item.formatted(refused, "Ayşe Aslan", "main"),
                item.formatted(customer.person(), "contact", ONE));
    var answer = customer.service().post("/v1/records/batch", body).expect(200);
    assertThat(answer.body().path("succeeded").asInt()).isZero();
    assertThat(answer.body().path("failed").findValuesAsText("status"))
        .containsExactly("404", "403", "422");
    assertThat(answer.text()).doesNotContain(ONE).doesNotContain("Aslan");
    var entries = customer.dpo().get("/v1/ledger/entries?subject=" + refused).expect(200).text();
    assertThat(entries).contains("\"REFUSED\"").doesNotContain("Aslan");
    var once = customer.service().idempotent("unfit");
    once.post("/v1/records/batch", body).expect(200);
    assertThat(once.post("/v1/records/batch", body).expect(200).header("Idempotent-Replayed"))
        .isEqualTo("true");
  }

  /// What is wrong in a whole batch may be more than an item holds, which remembers the answer.
  @Test
  void comesInBatchesOfWhichEverythingIsWrong() {
    var person = customer.person();
    var wrong = fields(64, 40);
    var items =
        IntStream.range(0, 100)
            .mapToObj(n ->
                "{'subject': '%s', 'category': 'contact', 'recordId': 'r%d', 'fields': %s}"
                    .formatted(person, n, wrong))
            .collect(Collectors.joining(", "));
    var once = customer.service().idempotent("wrong").with("Accept-Language", "tr");
    for (var replayed : List.of("", "true")) {
      var answer = once.post("/v1/records/batch", "{'items': [" + items + "]}").expect(200);
      assertThat(answer.header("Idempotent-Replayed")).isEqualTo(replayed);
      assertThat(answer.body().path("failed")).hasSize(100);
      assertThat(answer.body().at("/failed/99/problem/errors")).hasSize(20);
    }
  }

  /// A body has room for a hundred thousand names, and the answer of a function for none of that.
  @Test
  void namesOnlySoManyOfItsErrors() {
    var answer =
        customer
            .service()
            .put(record(customer.person(), "identity"), "{'fields': " + fields(60_000, 6) + "}")
            .expect(422);
    assertThat(answer.body().path("errors")).hasSize(100);
  }

  private static String record(String person, String category) {
    return "/v1/subjects/" + person + "/records/" + category + "/main";
  }

  /// So many fields that no category has, of names of that length.
  private static String fields(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(n -> ("'x%0" + (length - 1) + "d': 1").formatted(n))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private java.util.List<String> find(String category, String field, String value) {
    var found =
        customer
            .service()
            .post("/v1/subjects/search", Customer.match(category, field, value))
            .expect(200);
    return found.body().path("items").findValuesAsText("id");
  }

  @Test
  void isWrittenOnceUnderAnIdempotencyKey() {
    var service = customer.service().idempotent("k-1");
    var path = Customer.identity(customer.person());
    var first = service.put(path, Customer.fields(ONE)).expect(201);
    var again = service.put(path, Customer.fields(ONE)).expect(201);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(service.put(path, Customer.fields(OTHER)).expect(422).problem())
        .isEqualTo("idempotency-key-reused");
    service.delete(path).expect(204);
    assertThat(service.delete(path).expect(204).header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void isCheckedFieldByField() {
    var path = Customer.identity(customer.person());
    var bad =
        customer
            .service()
            .put(
                path,
                "{'fields': {'firstName': ' ', 'nationalId': '10000000147', 'Ayşe Aslan': 1}}")
            .expect(422);
    var errors = bad.body().path("errors");
    assertThat(errors.findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/fields/firstName", "/fields/nationalId", "/fields", "/fields/lastName");
    assertThat(bad.text()).doesNotContain("10000000147").doesNotContain("Aslan");
    customer.service().get(path).expect(404);
  }

  @Test
  void comesInBatches() {
    var person = customer.person();
    var item = "{'subject': '%s', 'category': '%s', 'recordId': 'main', 'fields': %s}";
    var body =
        "{'items': ["
            + item.formatted(person, "contact", "{'email': 'a@ornek.example'}")
            + ","
            + item.formatted(person, "finance", "{'iban': 'TR330006100519786457841326'}")
            + ","
            + item.formatted(person, "health", "{'bloodType': '0 Rh+'}")
            + ","
            + item.formatted("0000000000000000000000000z".replace('z', '0'), "contact", "{}")
            + ","
            + item.formatted(person, "contact", "{'phone': '05000000000'}")
            + "]}";
    var answer = customer.service().post("/v1/records/batch", body).expect(200).body();
    assertThat(answer.path("succeeded").asInt()).isEqualTo(2);
    assertThat(answer.path("failed").findValuesAsText("index")).containsExactly("2", "3", "4");
    assertThat(answer.path("failed").findValuesAsText("status"))
        .containsExactly("403", "404", "422");
    var again = customer.service().post("/v1/records/batch", body).expect(200).body();
    assertThat(again.path("succeeded").asInt()).isEqualTo(2);
    var listed = customer.service().get("/v1/subjects/" + person + "/records").expect(200).body();
    assertThat(listed.path("items").findValuesAsText("version")).containsExactly("1", "1");
  }

  /// Where the relationship is over, all of a person's records of a category are found by one
  /// entry.
  @Test
  void comesInBatchesOfWhoHasLeft() {
    var person = customer.person();
    var end = "{'relationshipEnd': '2024-02-29'}";
    customer.service().patch("/v1/subjects/" + person, end).expect(200);
    var item = "{'subject': '%s', 'category': 'contact', 'recordId': '%s', 'fields': %s}";
    var body =
        "{'items': ["
            + item.formatted(person, "home", "{'email': 'a@ornek.example'}")
            + ","
            + item.formatted(person, "work", "{'email': 'b@ornek.example'}")
            + "]}";
    var answer = customer.service().post("/v1/records/batch", body).expect(200).body();
    assertThat(answer.path("succeeded").asInt()).isEqualTo(2);
    var listed = customer.service().get("/v1/subjects/" + person + "/records").expect(200).body();
    assertThat(listed.path("items")).hasSize(2);
  }

  /// A batch that only creates writes over nothing, whatever it says; what is deleted is not there.
  @Test
  void batchesMayOnlyCreate() {
    var person = customer.person();
    var item = "{'subject': '%s', 'category': '%s', 'recordId': 'main', 'fields': %s}";
    var body =
        "{'items': ["
            + item.formatted(person, "contact", "{'email': 'old@ornek.example'}")
            + ","
            + item.formatted(person, "finance", "{'iban': 'TR330006100519786457841326'}")
            + "]}";
    var creating = customer.service().with("If-None-Match", "*");
    assertThat(creating.post("/v1/records/batch", body).expect(200).body().path("failed"))
        .isEmpty();
    var contact = "/v1/subjects/" + person + "/records/contact/main";
    var finance = "/v1/subjects/" + person + "/records/finance/main";
    var right = "{'fields': {'email': 'new@ornek.example'}}";
    customer.service().put(contact, right).expect(200);
    customer.service().delete(finance).expect(204);
    var again = creating.post("/v1/records/batch", body).expect(200).body();
    assertThat(again.path("succeeded").asInt()).isEqualTo(1);
    assertThat(again.path("failed").findValuesAsText("index")).containsExactly("0");
    assertThat(again.at("/failed/0/problem/type").asText()).isEqualTo("/problems/stale-version");
    assertThat(customer.service().get(contact).expect(200).body().at("/fields/email").asText())
        .isEqualTo("new@ornek.example");
    customer.service().get(finance).expect(200);
    assertThat(creating.post("/v1/records/batch", body).expect(200).body().path("failed"))
        .as("not even by what says the same")
        .hasSize(2);
  }

  /// Whoever is overtaken at every try is told so of each record, and of nothing else.
  @Test
  void batchesAtTheSameRecordsGiveWayToEachOther() throws Exception {
    var people = List.of(customer.person(), customer.person(), customer.person());
    var bodies =
        IntStream.range(0, 12)
            .mapToObj(round ->
                people.stream()
                    .map(person ->
                        "{'subject': '%s', 'category': 'contact', 'recordId': 'main', 'fields': {'email': 'a%d@ornek.example'}}"
                            .formatted(person, round))
                    .collect(Collectors.joining(",", "{'items': [", "]}")))
            .toList();
    try (var threads = Executors.newFixedThreadPool(6)) {
      var calls = new ArrayList<Callable<JsonNode>>();
      for (var body : bodies) {
        calls.add(() -> customer.service().post("/v1/records/batch", body).expect(200).body());
      }
      for (var call : threads.invokeAll(calls)) {
        var answer = call.get();
        assertThat(answer.path("succeeded").asInt() + answer.path("failed").size()).isEqualTo(3);
        assertThat(answer.path("failed").findValuesAsText("status")).allMatch("409"::equals);
      }
    }
  }

  @Test
  void writesOfTheSameRecordGiveWayToEachOther() throws Exception {
    var path = "/v1/subjects/" + customer.person() + "/records/contact/main";
    try (var threads = Executors.newFixedThreadPool(8)) {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 24; i++) {
        var body = "{'fields': {'email': 'a" + i + "@ornek.example'}}";
        calls.add(() -> customer.service().put(path, body).status());
      }
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get()).isIn(200, 201, 409);
      }
    }
  }

  @Test
  void leavesItsTraceInTheLedger() {
    var person = customer.person();
    var path = Customer.identity(person);
    customer.service().put(path, Customer.fields(ONE)).expect(201);
    customer.service().get(path).expect(200);
    customer.service().with("Emanet-Activity", "nothing").get(path).expect(403);
    var entries =
        customer.dpo().get("/v1/ledger/entries?subject=" + person).expect(200).body().path("items");
    assertThat(entries.findValuesAsText("action")).contains("CREATE_SUBJECT", "WRITE", "READ");
    assertThat(entries.toString()).contains("REFUSED").doesNotContain(ONE).doesNotContain("Aslan");
  }

  @Test
  void staysWithItsTenant() {
    var person = customer.person();
    customer.service().put(Customer.identity(person), Customer.fields(ONE)).expect(201);
    var other = Customer.on(Stack.shared());
    other.service().get(Customer.identity(person)).expect(404);
    other.service().put(Customer.identity(person), Customer.fields(ONE)).expect(404);
    other.service().delete(Customer.identity(person)).expect(404);
    other.service().get("/v1/subjects/" + person).expect(404);
    assertThat(
            other
                .service()
                .post("/v1/subjects/search", Customer.match("identity", "nationalId", ONE))
                .expect(200)
                .body()
                .path("items"))
        .isEmpty();
  }
}
