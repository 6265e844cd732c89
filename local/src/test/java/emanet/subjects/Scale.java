package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A customer with people, and what each call of the API about them costs in calls of AWS: that is
/// the same however many there are.
public final class Scale {
  private static final int RUNS = 3;
  private static final String NOBODY = "99000000042";

  private final Stack stack;
  private final Customer customer;
  private final Crowd crowd;
  private final String items;
  private final String context;
  private final Map<Integer, String> people = new LinkedHashMap<>();
  private int last;

  /// On a stack whose clock has not been moved.
  public Scale(Stack stack) {
    this.stack = stack;
    this.customer = Customer.on(stack);
    this.crowd = new Crowd(customer);
    this.items = "T#" + customer.tenant + "#";
    this.context = "\"" + customer.tenant + "\"";
  }

  public Crowd crowd() {
    return crowd;
  }

  public String tenant() {
    return customer.tenant;
  }

  public ApiCall service() {
    return customer.service();
  }

  public ApiCall dpo() {
    return customer.dpo();
  }

  /// By operation of the API, and service and operation of AWS.
  public Map<String, String> callsOfAll() {
    var service = customer.service();
    var dpo = customer.dpo();
    var card = "/v1/subjects/" + someone(3);
    var identity = card + "/records/identity/main";
    var note = card + "/records/contact/note";
    var renamed = "{'fields': {'firstName': 'Ad'}}";
    var hit = Customer.match("identity", "nationalId", Crowd.nationalId(7));
    var miss = Customer.match("identity", "nationalId", NOBODY);
    var ofPerson = "/v1/ledger/entries?subject=" + someone(9);
    var ofActor = "/v1/ledger/entries?actor=platform-1";
    var calls = new TreeMap<String, String>();
    calls.put("read", fewest(200, () -> service.get(identity)));
    calls.put("masked read", fewest(200, () -> service.get(identity + "?view=masked")));
    calls.put("card", fewest(200, () -> service.get(card)));
    calls.put("list", fewest(200, () -> service.get(card + "/records")));
    calls.put("write", fewest(200, () -> service.put(identity, changed())));
    calls.put("patch", fewest(200, () -> service.patch(identity, renamed)));
    calls.put("deletion", fewest(204, put(service, note), () -> service.delete(note)));
    calls.put("hit", fewest(200, () -> found(1, service.post("/v1/subjects/search", hit))));
    calls.put("miss", fewest(200, () -> found(0, service.post("/v1/subjects/search", miss))));
    calls.put("batch", fewest(200, () -> service.post("/v1/records/batch", batch())));
    calls.put("creation", fewest(201, () -> service.post("/v1/subjects", newcomer())));
    calls.put("ledger by person", fewest(200, () -> dpo.get(ofPerson)));
    calls.put("ledger by actor", fewest(200, () -> dpo.get(ofActor)));
    return calls;
  }

  /// Before each deletion there is something to delete.
  private Runnable put(ApiCall service, String note) {
    return () -> assertThat(service.put(note, email()).status()).isIn(200, 201);
  }

  private String fewest(int status, Supplier<Answer> call) {
    return fewest(status, () -> {}, call);
  }

  /// Of some runs, because one may fall on the moment at which something cached is read anew.
  private String fewest(int status, Runnable before, Supplier<Answer> call) {
    var all = new ArrayList<JsonNode>();
    for (int run = 0; run < RUNS; run++) {
      before.run();
      stack.clearCalls(items);
      stack.clearCalls(context);
      call.get().expect(status);
      assertThat(stack.calls(context).has("kms") && run > 0).as("KMS was called").isFalse();
      all.add(stack.calls(items).path("dynamodb"));
    }
    var least = Collections.min(all, Comparator.comparingLong(Scale::sum));
    assertThat(least.isEmpty()).isFalse();
    return least.toString();
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (var count : counts) {
      sum += count.asLong();
    }
    return sum;
  }

  private static Answer found(int people, Answer answer) {
    assertThat(answer.body().path("items")).hasSize(people);
    return answer;
  }

  private String lookedUp(int n) {
    var match = Customer.match("identity", "nationalId", Crowd.nationalId(n));
    return customer
        .service()
        .post("/v1/subjects/search", match)
        .expect(200)
        .body()
        .path("items")
        .path(0)
        .path("id")
        .asText();
  }

  /// Another value each time, so that pointers come and go.
  private String changed() {
    return Customer.fields(Crowd.nationalId(500_000_000 + sequence()));
  }

  private String email() {
    return "{'fields': {'email': 'n%d@ornek.example'}}".formatted(sequence());
  }

  private String newcomer() {
    return "{'groups': ['EMPLOYEE'], 'externalRef': 'newcomer-%d'}".formatted(sequence());
  }

  private String batch() {
    var items = new StringBuilder();
    for (int i = 20; i < 30; i++) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append(
              "{'subject': '%s', 'category': 'contact', 'recordId': 'main', 'fields': {'email': '%s'}}"
                  .formatted(someone(i), "b%d@ornek.example".formatted(sequence())));
    }
    return "{'items': [" + items + "]}";
  }

  /// Looked up once: calls change what they are found by.
  private String someone(int n) {
    return people.computeIfAbsent(n, this::lookedUp);
  }

  private int sequence() {
    return ++last;
  }
}
