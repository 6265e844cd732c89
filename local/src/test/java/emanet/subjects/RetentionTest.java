package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.FaultException;
import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Step;
import emanet.local.Answer;
import emanet.local.Stack;
import emanet.local.TestOrder;
import emanet.retention.Retention;
import emanet.store.Condition;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is due, and what runs make of it.
@Order(TestOrder.LONG)
class RetentionTest {
  private static final String DUE = "/v1/retention/due?limit=200&on=";

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final String mine = "T#" + customer.tenant + "#";

  private void keeping(Customer of, String code, String fields, String retention) {
    of.dpo().put("/v1/activities/" + code, activity(fields, retention)).expect(201);
  }

  private static String activity(String fields, String retention) {
    return """
    {'title': {'tr': 'İş', 'en': 'Work'}, 'role': 'CONTROLLER', 'purposes': ['İş'],
     'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
     'categories': [{'category': 'contact', 'fields': [%s]}], 'roles': ['service', 'dpo'],
     'recipients': [], 'retention': %s, 'disposal': 'ERASE'}
    """
        .formatted(fields, retention);
  }

  private static String from(String period, String start) {
    return "{'period': '" + period + "', 'from': '" + start + "'}";
  }

  private static String record(String person, String id) {
    return "/v1/subjects/" + person + "/records/contact/" + id;
  }

  private static void put(
      Customer of, String code, String person, String id, String field, String date) {
    var event = date.isEmpty() ? "" : ", 'eventDate': '" + date + "'";
    var status =
        of.service()
            .activity(code)
            .put(record(person, id), "{'fields': {" + field + "}" + event + "}")
            .status();
    assertThat(status).isIn(200, 201);
  }

  private static String line(JsonNode line) {
    return Stream.of("category", "activity", "period", "from", "method", "outcome", "records")
        .map(name -> line.path(name).asText())
        .collect(Collectors.joining(" "));
  }

  private List<JsonNode> due(String on) {
    var found = new ArrayList<JsonNode>();
    customer.dpo().all(DUE + on).path("items").forEach(found::add);
    return found;
  }

  @Test
  void datesAreCountedByTheCalendar() {
    var person = customer.person();
    var table =
        List.of(
            List.of("2020-02-29", "P1Y", "2021-02-28"),
            List.of("2020-02-29", "P4Y", "2024-02-29"),
            List.of("2023-02-28", "P1Y", "2024-02-28"),
            List.of("2024-01-31", "P1M", "2024-02-29"),
            List.of("2023-01-31", "P1M", "2023-02-28"),
            List.of("2023-08-31", "P6M", "2024-02-29"),
            List.of("2023-12-31", "P1D", "2024-01-01"),
            List.of("2010-06-15", "P10Y", "2020-06-15"));
    for (int i = 0; i < table.size(); i++) {
      var row = table.get(i);
      keeping(customer, "work-" + i, "'phone'", from(row.get(1), "EVENT_DATE"));
      put(customer, "work-" + i, person, "r" + i, "'phone': '+905000000000'", row.get(0));
    }
    var last = LocalDate.parse("2024-02-29");
    var listed = due(last.toString());
    for (int i = 0; i < table.size(); i++) {
      var record = "r" + i;
      var day = table.get(i).get(2);
      assertThat(listed)
          .as(table.get(i).toString())
          .filteredOn(item -> item.path("record").asText().equals(record))
          .singleElement()
          .satisfies(item -> {
            assertThat(item.path("due").asText()).isEqualTo(day);
            assertThat(item.path("outcome").asText()).isEqualTo("DELETED");
            assertThat(item.path("overdue").asBoolean() && day.equals(last.toString())).isFalse();
          });
    }
    for (var far : List.of("-999999999-01-01", "+10000-01-01", "2024-02-30")) {
      customer.dpo().get(DUE + far.replace("+", "%2B")).expect(400);
    }
    // on its day, and not on the day before
    assertThat(due(last.minusDays(1).toString()))
        .extracting(item -> item.path("record").asText())
        .containsExactlyInAnyOrder("r0", "r2", "r4", "r6", "r7");
  }

  /// Who may look at what goes, and have it go, is bounded as everywhere else; and lists go on.
  @Test
  void grantsBindAndListsGoOn() {
    var bound = stack.as(stack.strongToken(customer.tenant, "dpo-9", "dpo"));
    customer
        .dpo()
        .put(
            "/v1/grants/dpo-9",
            "{'role': 'dpo', 'from': '2020-01-01T00:00:00Z', 'to': '2020-02-01T00:00:00Z'}")
        .expect(201);
    for (var path : List.of(DUE + "2024-01-01", "/v1/retention/runs", "/v1/retention/runs/x")) {
      assertThat(bound.get(path).expect(403).text()).as(path).contains("grant");
    }
    assertThat(bound.post("/v1/retention/runs", "{}").expect(403).text()).contains("grant");
    assertThat(customer.dpo().get("/v1/retention/runs").expect(200).body().path("items"))
        .as("nothing was started")
        .isEmpty();

    customer.dpo().post("/v1/retention/runs", "{}").expect(202);
    customer.dpo().post("/v1/retention/runs", "{}").expect(202);
    var first = customer.dpo().get("/v1/retention/runs?limit=1").expect(200).body();
    assertThat(first.path("items")).hasSize(1);
    var second =
        customer
            .dpo()
            .get("/v1/retention/runs?limit=1&cursor=" + first.path("nextCursor").asText())
            .expect(200)
            .body();
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
  }

  @Test
  void aRunDisposesOfWhatIsDueAndNothingElse() {
    keeping(customer, "short", "'phone'", from("P1Y", "EVENT_DATE"));
    keeping(customer, "long", "'email'", from("P50Y", "EVENT_DATE"));
    var person = customer.person();
    put(customer, "short", person, "gone", "'phone': '+905000000000'", "2020-01-01");
    put(customer, "short", person, "less", "'phone': '+905000000000'", "2020-01-01");
    customer
        .service()
        .activity("long")
        .patch(record(person, "less"), "{'fields': {'email': 'a@ornek.example'}}")
        .expect(200);
    put(customer, "short", person, "unknown", "'phone': '+905000000000'", "");
    var held = customer.person();
    put(customer, "short", held, "kept", "'phone': '+905000000000'", "2020-01-01");
    stack
        .as(stack.strongToken(customer.tenant, "dpo-2", "dpo"))
        .post("/v1/subjects/" + held + "/holds", "{'reason': 'Dava'}")
        .expect(201);
    var ended = customer.person();
    customer.service().put(Customer.identity(ended), Customer.fields("10000000146")).expect(201);
    customer
        .service()
        .patch("/v1/subjects/" + ended, "{'relationshipEnd': '2010-05-05'}")
        .expect(200);

    var foreseen = customer.dpo().all(DUE + LocalDate.now());
    assertThat(foreseen.path("items")).hasSize(4);
    assertThat(foreseen.path("items")).allMatch(item -> item.path("overdue").asBoolean());
    assertThat(foreseen.path("unknown").findValuesAsText("record")).containsExactly("unknown");

    var run = customer.dpo().post("/v1/retention/runs", "{}").expect(202).body();
    var path = "/v1/retention/runs/" + run.path("id").asText();
    var read = customer.dpo().get(path).expect(200).body();
    assertThat(read.path("state").asText()).isEqualTo("SUCCEEDED");
    var counts = read.path("progress").path("counts");
    assertThat(counts.path("deleted").asLong()).isEqualTo(2);
    assertThat(counts.path("reduced").asLong()).isEqualTo(1);
    assertThat(counts.path("held").asLong()).isEqualTo(1);
    assertThat(counts.properties()).noneMatch(count -> count.getKey().startsWith("#"));
    var report = read.path("report");
    assertThat(report.path("whole").asBoolean()).isTrue();
    assertThat(report.path("lines"))
        .extracting(RetentionTest::line)
        .contains(
            "contact short P1Y EVENT_DATE ERASE DELETED 1",
            "contact short P1Y EVENT_DATE ERASE REDUCED 1",
            "contact short P1Y EVENT_DATE ERASE HELD 1")
        .anyMatch(line -> line.startsWith("identity ") && line.endsWith(" DELETED 1"))
        .hasSize(4);

    customer.service().get(record(person, "gone")).expect(404);
    customer.service().get(Customer.identity(ended)).expect(404);
    var less = customer.service().get(record(person, "less")).expect(200).body().path("fields");
    assertThat(less.toString()).isEqualTo("{\"email\":\"a@ornek.example\"}");
    customer.service().get(record(person, "unknown")).expect(200);
    customer.service().get(record(held, "kept")).expect(200);

    var log = customer.dpo().get(path + "/log").expect(200).body().path("items");
    assertThat(log).hasSize(3).allMatch(entry -> entry.has("doneAt"));
    assertThat(log.toString()).doesNotContain("ornek.example", "2020-01-01", "2010-05-05");
    assertThat(due(LocalDate.now().toString())).as("but what is held").hasSize(1);
  }

  /// What does not open is entered as that and passed over, with what else of its person and
  /// category is due; the rest goes.
  @Test
  void whatWasTamperedWithIsEnteredAndPassedOver() {
    keeping(customer, "work", "'phone'", from("P1Y", "EVENT_DATE"));
    var untold = customer.person();
    var beside = customer.person();
    var fine = customer.person();
    put(customer, "work", untold, "bad", "'phone': '+905000000000'", "2020-02-29");
    put(customer, "work", beside, "due", "'phone': '+905000000000'", "2020-02-29");
    put(customer, "work", beside, "bad", "'phone': '+905000000000'", LocalDate.now().toString());
    put(customer, "work", fine, "due", "'phone': '+905000000000'", "2020-02-29");
    tamper(untold, "bad");
    tamper(beside, "bad");

    var foreseen = customer.dpo().all(DUE + LocalDate.now());
    assertThat(foreseen.path("tampered").findValuesAsText("subject"))
        .containsExactlyInAnyOrder(untold, beside);
    assertThat(foreseen.path("tampered").findValuesAsText("record")).containsOnly("bad");
    assertThat(foreseen.path("items").findValuesAsText("subject"))
        .containsExactlyInAnyOrder(beside, fine);
    assertThat(outcomes(untold)).contains("TAMPERED");

    var run = customer.dpo().post("/v1/retention/runs", "{}").expect(202).body();
    assertThat(run.path("state").asText()).isEqualTo("SUCCEEDED");
    var counts = run.path("progress").path("counts");
    assertThat(counts.path("deleted").asLong()).isEqualTo(1);
    assertThat(counts.path("tampered").asLong()).isEqualTo(2);
    var path = "/v1/retention/runs/" + run.path("id").asText();
    assertThat(customer.dpo().get(path).expect(200).body().at("/report/lines"))
        .extracting(RetentionTest::line)
        .containsExactlyInAnyOrder(
            "contact     TAMPERED 1",
            "contact work P1Y EVENT_DATE ERASE TAMPERED 1",
            "contact work P1Y EVENT_DATE ERASE DELETED 1");
    customer.service().get(record(fine, "due")).expect(404);
    customer.service().get(record(beside, "due")).expect(200);
    assertThat(outcomes(beside)).contains("TAMPERED");
  }

  private void tamper(String person, String record) {
    var key =
        new RecordPlace(
                new TenantId(customer.tenant),
                new SubjectId(person),
                new CategoryCode("contact"),
                new RecordId(record))
            .key();
    var store = new Rooms(stack).store;
    var item = store.read(key).orElseThrow();
    var sealed = item.bytes("sealed").toArray();
    sealed[sealed.length - 1] ^= 1;
    assertThat(store.put(item.with("sealed", Bytes.of(sealed)), Condition.item()))
        .isInstanceOf(Written.Done.class);
  }

  private List<String> outcomes(String person) {
    return customer
        .dpo()
        .get("/v1/ledger/entries?subject=" + person + "&limit=200")
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("outcome");
  }

  /// The same index serves whatever the period is by then.
  @Test
  void aChangedPeriodChangesWhatIsDue() {
    keeping(customer, "work", "'phone'", from("P4Y", "EVENT_DATE"));
    var person = customer.person();
    put(customer, "work", person, "one", "'phone': '+905000000000'", "2020-02-29");
    assertThat(due("2021-02-28")).isEmpty();
    assertThat(due("2024-02-28")).isEmpty();
    assertThat(due("2024-02-29")).hasSize(1);
    customer
        .dpo()
        .with("If-Match", "\"1\"")
        .put("/v1/activities/work", activity("'phone'", from("P1Y", "EVENT_DATE")))
        .expect(200);
    assertThat(due("2021-02-27")).isEmpty();
    assertThat(due("2021-02-28")).hasSize(1);
    customer
        .dpo()
        .put("/v1/activities/work", activity("'phone'", from("P4Y", "EVENT_DATE")))
        .expect(202);
  }

  /// What counts from something else by now is found after the people were gone through once.
  @Test
  void aChangedStartChangesWhatIsDue() {
    keeping(customer, "work", "'phone'", from("P1Y", "RELATIONSHIP_END"));
    var person = customer.person();
    put(customer, "work", person, "one", "'phone': '+905000000000'", "2020-02-29");
    approve(
        customer
            .dpo()
            .with("If-Match", "\"1\"")
            .put("/v1/activities/work", activity("'phone'", from("P1Y", "EVENT_DATE"))));
    assertThat(customer.dpo().get(DUE + "2021-03-01").body().path("recount").asBoolean()).isTrue();
    var later = Rooms.ahead(Duration.ofMinutes(2));
    drive(new Rooms(stack, later), later, person, "recount");
    customer.service().get(record(person, "one")).expect(404);
  }

  private void approve(Answer proposed) {
    var approval = proposed.expect(202).body().path("approval").asText();
    stack
        .as(stack.strongToken(customer.tenant, "dpo-2", "dpo"))
        .post("/v1/approvals/" + approval, "{'decision': 'APPROVE'}")
        .expect(200);
  }

  /// A category that is taken out of an activity: what was kept under that alone goes, whenever its
  /// time began, but for what is put back within thirty days.
  @Test
  void whatAnActivityHasNoMoreGoesOnceThereWasTimeToPutItBack() {
    var whole = "{'category': 'finance'}, {'category': 'contact', 'fields': ['phone']}";
    var narrow = "{'category': 'finance'}";
    for (var code : List.of("left", "back")) {
      customer.dpo().put("/v1/activities/" + code, having(whole)).expect(201);
    }
    keeping(customer, "mail", "'email'", from("P50Y", "CREATED"));
    var person = customer.person();
    var today = LocalDate.now(ZoneId.of("Europe/Istanbul"));
    put(customer, "left", person, "one", "'phone': '+905000000000'", "");
    put(customer, "left", person, "two", "'phone': '+905000000000'", today.toString());
    put(customer, "back", person, "three", "'phone': '+905000000000'", today.toString());
    customer
        .service()
        .activity("mail")
        .patch(record(person, "two"), "{'fields': {'email': 'a@ornek.example'}}")
        .expect(200);
    for (var code : List.of("left", "back")) {
      var changing = customer.dpo().with("If-Match", "\"1\"");
      changing.put("/v1/activities/" + code, having(narrow)).expect(200);
    }
    drive(new Rooms(stack), InstantSource.system(), person, "first");
    assertThat(due(today.plusDays(29).toString())).isEmpty();
    var listed = due(today.plusDays(30).toString());
    assertThat(listed)
        .extracting(item -> item.path("record").asText() + " " + item.path("outcome").asText())
        .containsExactlyInAnyOrder("one DELETED", "two REDUCED", "three DELETED");
    assertThat(listed).allMatch(item -> item.path("due").asText().equals(today.plusDays(30) + ""));

    var changing = customer.dpo().with("If-Match", "\"2\"");
    approve(changing.put("/v1/activities/back", having(whole)));
    var later = Rooms.ahead(Duration.ofDays(31));
    drive(new Rooms(stack, later), later, person, "later");
    customer.service().get(record(person, "one")).expect(404);
    var two = customer.service().get(record(person, "two")).expect(200).body().path("fields");
    assertThat(two.toString()).isEqualTo("{\"email\":\"a@ornek.example\"}");
    customer.service().get(record(person, "three")).expect(200);
    assertThat(logged("later")).hasSize(2).allMatch(text -> text.contains("done"));
  }

  private static String having(String categories) {
    return activity("'phone'", from("P10Y", "EVENT_DATE"))
        .replace("[{'category': 'contact', 'fields': ['phone']}]", "[" + categories + "]");
  }

  @Test
  void stoppedAnywhereAndRunAgainARunEndsWholeOnce() {
    stopped(3);
  }

  /// After every call; the other one is stopped after every third.
  @Tag("long")
  @Test
  void soItDoesAfterTheCallsInBetween() {
    stopped(1);
  }

  /// @param apart calls from one stop to the next
  private void stopped(int apart) {
    keeping(customer, "work", "'phone'", from("P1Y", "EVENT_DATE"));
    keeping(customer, "mail", "'email'", from("P50Y", "EVENT_DATE"));
    var clock = InstantSource.system();
    var rooms = new Rooms(stack, clock);
    boolean finished = false;
    for (int calls = 0; !finished; calls += apart) {
      assertThat(calls).as("steps of a run").isLessThan(120);
      var person = customer.person();
      put(customer, "work", person, "one", "'phone': '+905000000000'", "2020-02-29");
      customer
          .service()
          .activity("mail")
          .patch(record(person, "one"), "{'fields': {'email': 'a@ornek.example'}}")
          .expect(200);
      var run = "run-" + calls;
      stack.stopAfter(mine, calls);
      try {
        drive(rooms, clock, person, run);
        finished = true;
      } catch (FaultException e) {
        assertThat(e.fault()).isNotNull();
      } finally {
        stack.clearFaults(mine);
      }
      var between = customer.service().get(record(person, "one")).expect(200).body();
      assertThat(between.at("/fields/email").asText()).isEqualTo("a@ornek.example");
      drive(rooms, clock, person, run);
      var left = customer.service().get(record(person, "one")).expect(200).body().path("fields");
      assertThat(left.toString()).isEqualTo("{\"email\":\"a@ornek.example\"}");
      assertThat(logged(run)).as("at " + calls).hasSize(1).allMatch(text -> text.contains("done"));
    }
  }

  /// What was written anew after a run found it due, and before the run came to it, is kept: the
  /// write was acknowledged, and its time has begun anew.
  @Test
  void whatIsWrittenAnewWhileARunIsStoppedIsKept() {
    written(2, 5);
  }

  @Tag("long")
  @Test
  void soItIsAfterEveryCall() {
    written(0, 1);
  }

  private void written(int first, int step) {
    keeping(customer, "work", "'phone'", from("P1Y", "EVENT_DATE"));
    var clock = InstantSource.system();
    var rooms = new Rooms(stack, clock);
    boolean finished = false;
    boolean kept = false;
    for (int calls = first; !finished; calls += step) {
      assertThat(calls).as("calls of a run").isLessThan(120);
      var person = customer.person();
      put(customer, "work", person, "one", "'phone': '+905000000000'", "2020-02-29");
      var run = "anew-" + calls;
      stack.stopAfter(mine, calls);
      try {
        drive(rooms, clock, person, run);
        finished = true;
      } catch (FaultException e) {
        assertThat(e.fault()).isNotNull();
      } finally {
        stack.clearFaults(mine);
      }
      int before = customer.service().get(record(person, "one")).status();
      boolean begun = !logged(run).isEmpty();
      put(customer, "work", person, "one", "'phone': '+905000000099'", LocalDate.now().toString());
      drive(rooms, clock, person, run);
      var after = customer.service().get(record(person, "one")).expect(200).body();
      assertThat(after.at("/fields/phone").asText()).as("at " + calls).isEqualTo("+905000000099");
      if (before == 200) {
        assertThat(logged(run)).as("nothing of it went, at " + calls).isEmpty();
        kept |= begun;
      }
    }
    assertThat(kept).as("one was listed as begun").isTrue();
  }

  private List<String> logged(String run) {
    try (var dynamo = stack.dynamo()) {
      return dynamo.scanPaginator(r -> r.tableName("emanet-register-1")).items().stream()
          .filter(item -> item.get("pk").s().startsWith(mine + "D"))
          .filter(item -> (item.get("pk").s() + item.get("sk").s()).contains(run + "#"))
          .map(item -> item.keySet().toString())
          .toList();
    }
  }

  /// One shard of a run, from its beginning to its end.
  private void drive(Rooms rooms, InstantSource clock, String person, String id) {
    int shard = Roster.shard(new SubjectId(person));
    var tenant = new TenantId(customer.tenant);
    var kind = kind(rooms, clock);
    var now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
    var job =
        new Job(
            tenant,
            id,
            kind.name(),
            Job.State.RUNNING,
            "dpo-1",
            now,
            now,
            Map.of("on", LocalDate.now().toString()),
            Expiry.SHARDS,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            0);
    Optional<String> cursor = Optional.empty();
    for (int steps = 0; steps < 50; steps++) {
      if (!(kind.step(job, shard, cursor) instanceof Step.Next(var next, _))) {
        return;
      }
      cursor = Optional.of(next);
    }
    throw new AssertionError("a run that does not end");
  }

  private static Kind kind(Rooms rooms, InstantSource clock) {
    var expiry = Expiry.over(rooms.needs, (_, _) -> Map.of());
    return new Retention(
            new Retention.Needs(
                rooms.store,
                rooms.needs.ledger(),
                expiry,
                AnonymousDisposal.over(rooms.needs, rooms.seal, new FixedErasureLimits(), expiry),
                new Jobs(rooms.store, clock),
                _ -> {
                  throw new AssertionError("nothing is started");
                },
                _ -> Period.ofMonths(6),
                (_, _) -> {},
                (_, _) -> Optional.empty(),
                clock))
        .runs();
  }

  /// What is not due costs a run nothing.
  @Test
  @Tag("long")
  void aRunReadsWhatIsDueAndNotTheTable() {
    keeping(customer, "work", "'phone'", from("P1Y", "EVENT_DATE"));
    var person = customer.person();
    put(customer, "work", person, "one", "'phone': '+905000000000'", "2020-02-29");
    customer.dpo().post("/v1/retention/runs", "{}").expect(202);
    long few = fewestCallsOfARun(person);
    for (int i = 0; i < 40; i++) {
      put(
          customer,
          "work",
          customer.person(),
          "r" + i,
          "'phone': '+905000000000'",
          LocalDate.now().toString());
    }
    assertThat(fewestCallsOfARun(person))
        .as("beside 40 records that are not due")
        .isLessThanOrEqualTo(few + 4);
  }

  /// With one record due. The fewest of four runs that ended within the call that began them, since
  /// another test may have all tenants' logs sealed meanwhile, which reads this one's too.
  private long fewestCallsOfARun(String person) {
    return IntStream.range(0, 12)
        .mapToObj(i -> {
          put(customer, "work", person, "due" + i, "'phone': '+905000000000'", "2020-02-29");
          return callsOfARun();
        })
        .flatMapToLong(OptionalLong::stream)
        .limit(4)
        .min()
        .orElseThrow();
  }

  private OptionalLong callsOfARun() {
    stack.clearCalls(mine);
    var run = customer.dpo().post("/v1/retention/runs", "{}").expect(202).body();
    long sum = 0;
    for (var service : stack.calls(mine)) {
      for (var count : service) {
        sum += count.asLong();
      }
    }
    assertThat(sum).isPositive();
    if (run.path("state").asText().equals("SUCCEEDED")) {
      return OptionalLong.of(sum);
    }
    var path = "/v1/retention/runs/" + run.path("id").asText();
    for (int i = 0; i < 300 && isRunning(path); i++) {
      stack.control("POST", "invoke/Worker").expect(200);
    }
    return OptionalLong.empty();
  }

  private boolean isRunning(String path) {
    return customer.dpo().get(path).expect(200).body().path("state").asText().equals("RUNNING");
  }

  /// The schedule starts the day's run, once, and the worker does it.
  @Test
  @Tag("long")
  void aRunThatWaitsForItsWorkerIsTheOnlyOneAndDoesWhatFallsDueMeanwhile() {
    try (var own = Stack.only(Set.of("Retention", "Worker"), Stack.HOME)) {
      var acme = Customer.on(own);
      keeping(acme, "work", "'phone'", from("P1M", "CREATED"));
      var person = acme.person();
      put(acme, "work", person, "one", "'phone': '+905000000000'", "");
      own.advance(Duration.ofDays(35)); // every night comes, and then the worker, once
      acme.service().get(record(person, "one")).expect(404);
      var runs = acme.dpo().get("/v1/retention/runs").expect(200).body().path("items");
      assertThat(runs.findValuesAsText("state")).containsExactly("SUCCEEDED");
      own.advance(Duration.ofDays(1));
      assertThat(acme.dpo().get("/v1/retention/runs").expect(200).body().path("items")).hasSize(2);
    }
  }

  @Test
  @Tag("long")
  void everyNightWhatIsDueGoesByItself() throws Exception {
    try (var own = Stack.start(Stack.HOME)) {
      var acme = Customer.on(own);
      keeping(acme, "work", "'phone'", from("P1M", "CREATED"));
      var person = acme.person();
      put(acme, "work", person, "one", "'phone': '+905000000000'", "");
      own.advance(Duration.ofDays(27));
      acme.service().get(record(person, "one")).expect(200);
      own.advance(Duration.ofDays(6));
      for (int i = 0; i < 20 && acme.service().get(record(person, "one")).status() != 404; i++) {
        own.advance(Duration.ofMinutes(2));
        Thread.sleep(100);
      }
      acme.service().get(record(person, "one")).expect(404);
      var runs = acme.dpo().get("/v1/retention/runs").expect(200).body().path("items");
      assertThat(runs.findValuesAsText("by")).isNotEmpty().containsOnly("schedule");
      assertThat(runs.findValuesAsText("id")).doesNotHaveDuplicates();
      acme.dpo().get("/v1/retention/runs/nothing").expect(404);
    }
  }
}
