package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.subjects.Model.Held;
import emanet.subjects.Model.Somebody;
import emanet.subjects.Model.Visit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A random walk of a tenant's own: each step is a call by somebody in one of the Regions, or two
/// at once; some lose an answer on the way, some are sent again to the other Region. After each,
/// what the system shows of the person is compared with the model.
final class Walk {
  private static final List<String> REGIONS = List.of(Stack.HOME, "eu-west-1");
  private static final List<String> IDS = List.of("10000000146", "12345678950", "99000000042");
  private static final String WRITES = "PutItem";

  private final Stack stack;
  private final Customer customer;
  private final long seed;
  private final Random random;
  private final Model model = new Model();
  private final List<String> steps = new ArrayList<>();
  private final String mine;
  private final Map<String, String> tokens = new HashMap<>();
  private final String platform;
  private int calls;

  Walk(Stack stack, long seed) {
    this.stack = stack;
    this.seed = seed;
    this.random = new Random(seed);
    this.customer = Customer.on(stack);
    this.mine = "T#" + customer.tenant + "#";
    this.platform = stack.token(customer.tenant, "platform-1", "service");
    customer.activity(Model.CALLS, "[{'category': 'contact', 'fields': ['phone']}]");
    customer
        .dpo()
        .put(
            "/v1/activities/" + Model.VISITS,
            """
            {'title': {'tr': 'Ziyaret', 'en': 'Visits'}, 'role': 'CONTROLLER',
             'purposes': ['Ziyaretler'], 'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'contact', 'fields': ['address']}],
             'roles': ['service', 'dpo'], 'recipients': [],
             'retention': {'period': 'P1M', 'from': 'EVENT_DATE'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
    customer
        .dpo()
        .put(
            "/v1/activities/" + Model.BULLETIN,
            """
            {'title': {'tr': 'Bülten', 'en': 'Bulletin'}, 'role': 'PROCESSOR',
             'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'},
             'purposes': ['Bülten gönderimi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'EXPLICIT_CONSENT',
             'categories': [{'category': 'contact', 'fields': ['email']}], 'roles': ['service'],
             'recipients': [], 'retention': {'period': 'P1Y', 'from': 'CREATED'},
             'disposal': 'ERASE', 'attestation':
               {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.',
                'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'}}
            """)
        .expect(201);
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + customer.tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}],
             'settings': {'erasuresPerActorAndDay': 100000}}
            """)
        .expect(200);
  }

  void walk(int many) {
    System.out.println("walk of " + many + " steps, seed " + seed);
    try {
      create();
      for (int i = 0; i < many; i++) {
        step();
      }
      model.people.forEach(this::look);
      IDS.forEach(this::search);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + seed
              + " after "
              + steps.size()
              + " steps, the last of them:\n"
              + String.join("\n", steps.subList(Math.max(0, steps.size() - 40), steps.size())),
          e);
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String region() {
    return one(REGIONS);
  }

  private ApiCall service(String activity) {
    return stack.as(platform, region()).activity(activity);
  }

  private ApiCall dpo(String actor) {
    var token = tokens.computeIfAbsent(actor, id -> stack.strongToken(customer.tenant, id, "dpo"));
    return stack.as(token, region());
  }

  private String somebodyOfStaff() {
    return one(List.of("dpo-1", "dpo-2", "dpo-3"));
  }

  private static String contact(Somebody who) {
    return "/v1/subjects/" + who.id + "/records/contact/main";
  }

  /// Sends a change under a key of its own; now and then an answer of the store's is lost on the
  /// way, and now and then it is sent once more, elsewhere, where it must say the same.
  private Answer change(
      Supplier<ApiCall> by, Consumer<Answer> seen, String method, String path, String body) {
    var key = "k-" + calls++;
    boolean loses = random.nextInt(8) == 0;
    boolean repeats = random.nextInt(6) == 0;
    if (loses) {
      stack.fault(mine, "dynamodb", random.nextBoolean() ? WRITES : "UpdateItem", "LostAnswer", 1);
    }
    var answer = send(by.get().idempotent(key), method, path, body);
    if (loses) {
      stack.clearFaults(mine);
    }
    if (repeats && answer.status() < 300) {
      var again = send(by.get().idempotent(key), method, path, body);
      assertThat(again.status()).as("sent again: " + again.text()).isEqualTo(answer.status());
      assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }
    seen.accept(answer);
    return answer;
  }

  private static Answer send(ApiCall call, String method, String path, String body) {
    return switch (method) {
      case "PUT" -> call.put(path, body);
      case "POST" -> call.post(path, body);
      default -> call.delete(path);
    };
  }

  private void step() {
    var who = one(model.people);
    var before = who.toString();
    var what =
        switch (random.nextInt(26)) {
          case 0, 1 -> create();
          case 2, 3 -> identity(who);
          case 4, 5, 6 -> email(who);
          case 7, 8 -> phone(who);
          case 9 -> deletion(who);
          case 10, 11 -> consent(who, true);
          case 12 -> consent(who, false);
          case 13 -> hold(who);
          case 14, 15 -> release(who);
          case 16 -> restrict(who);
          case 17 -> lift(who);
          case 18 -> eraseContact(who);
          case 19 -> random.nextInt(2) == 0 ? erase(who) : hold(who);
          case 20, 21, 22 -> visit(who);
          case 23 -> retention();
          default -> twoAtOnce(who);
        };
    steps.add(what + " on " + before);
    look(who);
    if (random.nextInt(5) == 0) {
      search(one(IDS));
      look(one(model.people));
    }
  }

  private String create() {
    var made =
        service(Customer.HR).post("/v1/subjects", "{'groups': ['EMPLOYEE']}").expect(201).body();
    model.people.add(new Somebody(made.path("id").asText()));
    return "create";
  }

  private static void expect(Answer answer, int... statuses) {
    for (var status : statuses) {
      if (answer.status() == status) {
        return;
      }
    }
    throw new AssertionError(
        "expected "
            + java.util.Arrays.toString(statuses)
            + " but it was "
            + answer.status()
            + ": "
            + answer.text());
  }

  /// Whether the answer hangs on what is there: nobody erased is reached, and nothing restricted.
  private static boolean isOpen(Answer answer, Somebody who, String category) {
    if (who.erased) {
      expect(answer, 410);
    } else if (who.restricted(category)) {
      expect(answer, 403);
    }
    return !who.erased && !who.restricted(category);
  }

  private String identity(Somebody who) {
    var id = one(IDS);
    Consumer<Answer> seen =
        answer -> {
          if (isOpen(answer, who, "identity")) {
            expect(answer, who.nationalId.isEmpty() ? 201 : 200);
            who.nationalId = Optional.of(id);
          }
        };
    change(() -> service(Customer.HR), seen, "PUT", Customer.identity(who.id), Customer.fields(id));
    return "identity";
  }

  private Answer sendEmail(Somebody who, String value, Consumer<Answer> seen) {
    return change(
        () -> service(Model.BULLETIN),
        seen,
        "PUT",
        contact(who),
        "{'fields': {'email': '" + value + "'}}");
  }

  private String email(Somebody who) {
    var value = "n" + random.nextInt(1000) + "@ornek.example";
    sendEmail(
        who,
        value,
        answer -> {
          if (who.erased) {
            expect(answer, 403, 410);
          } else if (!who.consented || who.restricted("contact")) {
            expect(answer, 403);
          } else {
            expect(answer, who.contact.isEmpty() ? 201 : 200, 200);
            who.write(Model.BULLETIN, "email", value);
          }
        });
    return "email";
  }

  private String phone(Somebody who) {
    var value = "+90500000%04d".formatted(random.nextInt(10_000));
    Consumer<Answer> seen =
        answer -> {
          if (isOpen(answer, who, "contact")) {
            expect(answer, 200, 201);
            who.write(Model.CALLS, "phone", value);
          }
        };
    change(
        () -> service(Model.CALLS),
        seen,
        "PUT",
        contact(who),
        "{'fields': {'phone': '" + value + "'}}");
    return "phone";
  }

  private static String visitOf(Somebody who) {
    return "/v1/subjects/" + who.id + "/records/contact/visit";
  }

  private static String visit(Visit visit) {
    var event = LocalDate.now().minusMonths(visit.due() ? 3 : 0);
    return "{'fields': {'address': '%s'}, 'eventDate': '%s'}".formatted(visit.address(), event);
  }

  private Visit some(boolean due) {
    return new Visit("Sokak " + random.nextInt(1000), due);
  }

  /// One that is long over, or one of today.
  private String visit(Somebody who) {
    var visit = some(random.nextBoolean());
    Consumer<Answer> seen =
        answer -> {
          if (isOpen(answer, who, "contact")) {
            expect(answer, who.visit.isEmpty() ? 201 : 200);
            who.visit = Optional.of(visit);
          }
        };
    change(() -> service(Model.VISITS), seen, "PUT", visitOf(who), visit(visit));
    return visit.due() ? "visit that is over" : "visit";
  }

  /// A run of retention goes through everybody.
  private String retention() {
    var answer =
        change(() -> dpo("dpo-1"), seen -> expect(seen, 202), "POST", "/v1/retention/runs", "{}");
    ended(answer);
    model.people.forEach(Somebody::expire);
    for (var who : model.people) {
      if (random.nextInt(3) == 0) {
        look(who);
      }
    }
    return "retention";
  }

  /// Where it was stopped, the worker goes on with it.
  private void ended(Answer started) {
    var path = "/v1/retention/runs/" + started.body().path("id").asText();
    for (int i = 0; i < 10; i++) {
      var state = dpo("dpo-1").get(path).expect(200).body().path("state").asText();
      if (state.equals("SUCCEEDED")) {
        return;
      }
      assertThat(state).isEqualTo("RUNNING");
      stack.advance(Duration.ofMinutes(1));
    }
    throw new AssertionError("a run that does not end");
  }

  private String deletion(Somebody who) {
    Consumer<Answer> seen =
        answer -> {
          if (!isOpen(answer, who, "contact")) {
            return;
          }
          if (who.contact.isEmpty()) {
            expect(answer, 404);
          } else if (who.held(Optional.of("contact"))) {
            expect(answer, who.undisposed ? 404 : 409, 409);
          } else {
            expect(answer, who.undisposed ? 404 : 204, 204);
            who.contact.clear();
            who.writtenUnder.clear();
          }
        };
    change(() -> service(Customer.HR), seen, "DELETE", contact(who), "");
    return "deletion";
  }

  private static String decision(boolean granted) {
    return "{'activity': '%s', 'granted': %s, 'channel': 'WEB', 'evidence': 'Kutu'}"
        .formatted(Model.BULLETIN, granted);
  }

  private String consent(Somebody who, boolean granted) {
    Consumer<Answer> seen =
        answer -> {
          if (who.erased) {
            expect(answer, 410);
            return;
          }
          expect(answer, 201);
          if (granted) {
            who.consented = true;
          } else {
            who.withdraw();
          }
        };
    change(
        () -> service(Customer.HR),
        seen,
        "POST",
        "/v1/subjects/" + who.id + "/consents",
        decision(granted));
    return granted ? "consent" : "withdrawal";
  }

  private String hold(Somebody who) {
    var by = somebodyOfStaff();
    var category = random.nextBoolean() ? Optional.of("contact") : Optional.<String>empty();
    Consumer<Answer> seen =
        answer -> {
          if (who.erased) {
            expect(answer, 410);
          } else {
            expect(answer, 201);
            who.holds.put(answer.body().path("id").asText(), new Held(by, category));
          }
        };
    change(() -> dpo(by), seen, "POST", "/v1/subjects/" + who.id + "/holds", holdBody(category));
    return "hold";
  }

  private static String holdBody(Optional<String> category) {
    return "{'reason': 'Dava'" + category.map(c -> ", 'category': '" + c + "'").orElse("") + "}";
  }

  private String release(Somebody who) {
    if (who.holds.isEmpty()) {
      return "nothing to release";
    }
    var id = one(List.copyOf(who.holds.keySet()));
    var by = somebodyOfStaff();
    Consumer<Answer> seen =
        answer -> {
          if (who.holds.get(id).by().equals(by)) {
            expect(answer, 403);
          } else {
            expect(answer, 204);
            who.holds.remove(id);
          }
        };
    change(() -> dpo(by), seen, "DELETE", "/v1/subjects/" + who.id + "/holds/" + id, "");
    return "release";
  }

  private String restrict(Somebody who) {
    var of = random.nextBoolean() ? Optional.of("contact") : Optional.<String>empty();
    Consumer<Answer> seen =
        answer -> {
          if (who.erased) {
            expect(answer, 410);
          } else {
            expect(answer, 201);
            who.restrictions.put(answer.body().path("id").asText(), of);
          }
        };
    change(
        () -> service(Customer.HR),
        seen,
        "POST",
        "/v1/subjects/" + who.id + "/restrictions",
        "{'kind': 'DISPUTE', 'reason': 'İtiraz'"
            + of.map(c -> ", 'categories': ['" + c + "']").orElse("")
            + "}");
    return "restriction";
  }

  private String lift(Somebody who) {
    if (who.erased || who.restrictions.isEmpty()) {
      return "nothing to lift";
    }
    var approval =
        dpo("dpo-1")
            .delete("/v1/subjects/" + who.id + "/restrictions")
            .expect(202)
            .body()
            .path("approval")
            .asText();
    dpo("dpo-2").post("/v1/approvals/" + approval, "{'decision': 'APPROVE'}").expect(200);
    who.restrictions.clear();
    return "lifting";
  }

  private String wish(String category) {
    return "{'method': '%s', 'reason': 'Talep'%s}"
        .formatted(
            one(List.of("ERASE", "DESTROY")),
            category.isEmpty() ? "" : ", 'category': '" + category + "'");
  }

  private static String erasure(Somebody who) {
    return "/v1/subjects/" + who.id + "/erasure";
  }

  private String eraseContact(Somebody who) {
    Consumer<Answer> seen =
        answer -> {
          if (who.erased) {
            expect(answer, 410);
          } else if (who.held(Optional.of("contact"))) {
            expect(answer, 409);
          } else {
            expect(answer, 200);
            who.forgetContact();
          }
        };
    change(() -> dpo("dpo-1"), seen, "POST", erasure(who), wish("contact"));
    return "erasure of contact";
  }

  private String erase(Somebody who) {
    Consumer<Answer> seen =
        answer -> {
          if (who.erased) {
            expect(answer, 410);
          } else if (who.held(Optional.empty())) {
            expect(answer, 409);
          } else {
            expect(answer, 200);
            who.erase();
          }
        };
    change(() -> dpo("dpo-1"), seen, "POST", erasure(who), wish(""));
    return "erasure";
  }

  /// Two calls on one person at once, each Region one. Whichever came first, the end is one of the
  /// two that there may be.
  private String twoAtOnce(Somebody who) {
    if (who.erased || !who.restrictions.isEmpty() || who.undisposed) {
      return "nobody to meet over";
    }
    return switch (random.nextInt(6)) {
      case 0 -> eraseAndHold(who);
      case 1 -> eraseAndWrite(who);
      case 2 -> withdrawAndWrite(who);
      case 3 -> expireAndWrite(who);
      case 4 -> expireAndHold(who);
      default -> eraseContactAndWrite(who);
    };
  }

  /// One of the calls to the store is slow, so that they meet at another moment each time.
  private List<Answer> both(Callable<Answer> first, Callable<Answer> second) {
    var slow = JsonNodeFactory.instance.objectNode();
    slow.put("match", mine).put("service", "dynamodb").put("latency", "PT0.15S");
    slow.put(
        "operation",
        one(
            List.of(
                "PutItem", "UpdateItem", "BatchGetItem", "BatchWriteItem", "GetItem", "Query")));
    slow.put("count", 1 + random.nextInt(3));
    stack.control("PUT", "faults", slow).expect(200);
    try {
      return atOnce(first, second);
    } finally {
      stack.clearFaults(mine);
    }
  }

  private static List<Answer> atOnce(Callable<Answer> first, Callable<Answer> second) {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var answers = new ArrayList<Answer>();
      for (Future<Answer> answer : threads.invokeAll(List.of(first, second))) {
        answers.add(answer.get());
      }
      return answers;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private String eraseAndHold(Somebody who) {
    boolean held = who.held(Optional.empty());
    var eraser = dpo("dpo-1");
    var holder = dpo("dpo-2");
    var wish = wish("");
    var answers =
        both(
            () -> eraser.post(erasure(who), wish),
            () -> holder.post("/v1/subjects/" + who.id + "/holds", holdBody(Optional.empty())));
    if (answers.getFirst().status() == 200) {
      assertThat(held).as("erased in spite of a hold").isFalse();
      expect(answers.getLast(), 410);
      who.erase();
    } else {
      expect(answers.getFirst(), 409);
      expect(answers.getLast(), 201);
      who.holds.put(
          answers.getLast().body().path("id").asText(), new Held("dpo-2", Optional.empty()));
    }
    return "erasure and hold at once";
  }

  private String eraseAndWrite(Somebody who) {
    if (who.held(Optional.empty())) {
      return "held";
    }
    var eraser = dpo("dpo-1");
    var writer = service(Customer.HR);
    var wish = wish("");
    var id = one(IDS);
    var answers =
        both(
            () -> eraser.post(erasure(who), wish),
            () -> writer.put(Customer.identity(who.id), Customer.fields(id)));
    expect(answers.getFirst(), 200);
    expect(answers.getLast(), 200, 201, 410);
    who.erase();
    return "erasure and write at once";
  }

  private String withdrawAndWrite(Somebody who) {
    if (!who.consented || who.held(Optional.of("contact"))) {
      return "no consent to withdraw";
    }
    var withdrawer = service(Customer.HR);
    var writer = service(Model.BULLETIN);
    var answers =
        both(
            () -> withdrawer.post("/v1/subjects/" + who.id + "/consents", decision(false)),
            () -> writer.put(contact(who), "{'fields': {'email': 'race@ornek.example'}}"));
    expect(answers.getFirst(), 201);
    expect(answers.getLast(), 200, 201, 403);
    who.withdraw();
    return "withdrawal and write at once (" + answers.getLast().status() + ")";
  }

  private String eraseContactAndWrite(Somebody who) {
    if (who.held(Optional.of("contact"))) {
      return "held";
    }
    var eraser = dpo("dpo-1");
    var writer = service(Model.CALLS);
    var wish = wish("contact");
    var answers =
        both(
            () -> eraser.post(erasure(who), wish),
            () -> writer.put(contact(who), "{'fields': {'phone': '+905009999999'}}"));
    expect(answers.getFirst(), 200);
    expect(answers.getLast(), 200, 201, 410);
    who.forgetContact();
    // a write that came after the erasure stands under a new key; one before it is gone
    var now = service(Customer.HR).get(contact(who));
    if (now.status() == 200) {
      assertThat(now.body().path("fields").toString()).isEqualTo("{\"phone\":\"+905009999999\"}");
      who.write(Model.CALLS, "phone", "+905009999999");
    }
    return "erasure of contact and write at once (" + answers.getLast().status() + ")";
  }

  /// Whichever came first, a visit that is written anew is there afterwards.
  private String expireAndWrite(Somebody who) {
    var fresh = some(false);
    var officer = dpo("dpo-1");
    var writer = service(Model.VISITS);
    var answers =
        both(
            () -> officer.post("/v1/retention/runs", "{}"),
            () -> writer.put(visitOf(who), visit(fresh)));
    expect(answers.getFirst(), 202);
    expect(answers.getLast(), 200, 201);
    ended(answers.getFirst());
    who.visit = Optional.of(fresh);
    model.people.forEach(Somebody::expire);
    return "retention and write at once (" + answers.getLast().status() + ")";
  }

  /// What is due is gone, or held as it was.
  private String expireAndHold(Somebody who) {
    var category = Optional.of("contact");
    var officer = dpo("dpo-1");
    var holder = dpo("dpo-2");
    var answers =
        both(
            () -> officer.post("/v1/retention/runs", "{}"),
            () -> holder.post("/v1/subjects/" + who.id + "/holds", holdBody(category)));
    expect(answers.getFirst(), 202);
    expect(answers.getLast(), 201);
    ended(answers.getFirst());
    boolean gone = service(Customer.HR).get(visitOf(who)).status() == 404;
    if (gone) {
      who.expire(); // nothing but what was due: it is looked at behind this
    }
    who.holds.put(answers.getLast().body().path("id").asText(), new Held("dpo-2", category));
    model.people.forEach(Somebody::expire);
    return "retention and hold at once (" + (gone ? "gone" : "there") + ")";
  }

  /// What is shown of a person, in either Region.
  private void look(Somebody who) {
    var identity = service(Customer.HR).get(Customer.identity(who.id));
    if (who.erased) {
      expect(identity, 410);
    } else if (who.restricted("identity")) {
      expect(identity, 403);
    } else if (who.nationalId.isEmpty()) {
      expect(identity, 404);
    } else {
      expect(identity, 200);
      assertThat(identity.body().at("/fields/nationalId").asText()).isEqualTo(who.nationalId.get());
    }
    var contact = service(Customer.HR).get(contact(who));
    if (who.erased) {
      expect(contact, 410);
    } else if (who.restricted("contact")) {
      expect(contact, 403);
    } else if (who.undisposed) {
      expect(contact, 200, 404);
    } else if (who.contact.isEmpty()) {
      expect(contact, 404);
    } else {
      expect(contact, 200);
      var fields = new java.util.TreeMap<String, String>();
      contact
          .body()
          .path("fields")
          .properties()
          .forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
      assertThat(fields).as(who.toString()).isEqualTo(who.contact);
    }
    lookAtVisit(who);
  }

  private void lookAtVisit(Somebody who) {
    var visit = service(Customer.HR).get(visitOf(who));
    if (who.erased) {
      expect(visit, 410);
    } else if (who.restricted("contact")) {
      expect(visit, 403);
    } else if (who.visit.isEmpty()) {
      expect(visit, 404);
    } else {
      expect(visit, 200);
      assertThat(visit.body().at("/fields/address").asText())
          .as(who.toString())
          .isEqualTo(who.visit.get().address());
    }
  }

  /// Whoever has the id, and nobody else.
  private void search(String id) {
    var found =
        service(Customer.HR)
            .post("/v1/subjects/search", Customer.match("identity", "nationalId", id))
            .expect(200)
            .body()
            .path("items")
            .findValuesAsText("id");
    var expected = new TreeSet<String>();
    model.people.stream()
        .filter(who -> who.nationalId.equals(Optional.of(id)) && !who.restricted("identity"))
        .forEach(who -> expected.add(who.id));
    assertThat(found).as("who has an id").containsExactlyInAnyOrderElementsOf(expected);
  }
}
