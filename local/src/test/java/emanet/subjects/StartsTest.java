package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What finds a record when its time is over lies in the look-ups, which have no backup: it goes
/// with the date, the record and the person, wherever it was stopped, and is made anew from the
/// records whose key lives.
class StartsTest {
  private static final String INDEX = "#DUE#";
  private static final String PHONE = "'phone': '+905000000000'";
  private static final String ADDRESS = "'address': 'Kadıköy'";

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Customer customer = Customer.on(stack);
  private final Rooms rooms = new Rooms(stack);
  private final String mine = "T#" + customer.tenant + "#";
  private final TenantId tenant = new TenantId(customer.tenant);

  StartsTest() {
    activity("dated", "EVENT_DATE");
    activity("made", "CREATED");
  }

  private void activity(String code, String from) {
    customer
        .dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'İş', 'en': 'Work'}, 'role': 'CONTROLLER', 'purposes': ['İş'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'contact'}], 'roles': ['service', 'dpo'],
             'recipients': [], 'retention': {'period': 'P1Y', 'from': '%s'}, 'disposal': 'ERASE'}
            """
                .formatted(from))
        .expect(201);
  }

  private static String record(String person, String id) {
    return "/v1/subjects/" + person + "/records/contact/" + id;
  }

  private int put(String activity, String person, String id, String field, String date) {
    var body = "{'fields': {" + field + "}, 'eventDate': '" + date + "'}";
    return customer.service().activity(activity).put(record(person, id), body).status();
  }

  private void ends(String person, String date) {
    customer
        .service()
        .patch("/v1/subjects/" + person, "{'relationshipEnd': '" + date + "'}")
        .expect(200);
  }

  /// The keys of the tenant's look-ups that have a text in them.
  private Set<String> lookups(String text) {
    var keys = new TreeSet<String>();
    try (var dynamo = stack.dynamo()) {
      dynamo.scanPaginator(request -> request.tableName("emanet-lookups-1")).items().stream()
          .map(item -> item.get("pk").s() + " " + item.get("sk").s())
          .filter(key -> key.startsWith(mine) && key.contains(text))
          .forEach(keys::add);
    }
    return keys;
  }

  private List<String> starts(String person) {
    return lookups(person).stream().filter(key -> key.contains(INDEX)).toList();
  }

  private void erase(String person) {
    customer
        .dpo()
        .post("/v1/subjects/" + person + "/erasure", "{'method': 'ERASE', 'reason': 'Başvuru'}")
        .expect(200);
  }

  @Test
  void goWithTheDateTheRecordAndThePerson() {
    var person = customer.person();
    put("dated", person, "a", ADDRESS, "2001-02-03");
    var first = starts(person);
    assertThat(first).hasSize(1).allMatch(key -> key.contains("#E#dated#contact#"));
    put("dated", person, "a", ADDRESS, "2002-03-04");
    assertThat(starts(person)).hasSize(1).doesNotContainAnyElementsOf(first);
    // nor does another activity's write leave what its own does not need
    assertThat(put("made", person, "a", ADDRESS, "2003-04-05")).isEqualTo(200);
    assertThat(starts(person)).hasSize(2).anyMatch(key -> key.contains("2003-04."));
    customer.service().activity("dated").delete(record(person, "a")).expect(204);
    assertThat(starts(person)).as("but of the day on which it was written").hasSize(1);

    var leaving = customer.person();
    customer.service().put(Customer.identity(leaving), Customer.fields("10000000146")).expect(201);
    put("dated", leaving, "b", PHONE, "2004-05-06");
    put("made", leaving, "c", ADDRESS, "2005-06-07");
    ends(leaving, "2011-01-01");
    ends(leaving, "2012-02-02");
    assertThat(starts(leaving)).filteredOn(key -> key.contains("#R#hr-core#identity#")).hasSize(2);
    assertThat(starts(leaving)).anyMatch(key -> key.contains("#C#made#contact#"));
    erase(leaving);
    assertThat(lookups(leaving)).allMatch(key -> key.contains("#MOVED#"));
  }

  @Test
  void costNoCallMoreThanADayThatAnybodyMayKnow() {
    var person = customer.person();
    var ids = new AtomicInteger();
    for (var activity : List.of("dated", "made")) {
      assertThat(put(activity, person, "x" + ids.incrementAndGet(), ADDRESS, "2001-02-03"))
          .isEqualTo(201);
    }
    var plain =
        stack.fewestCalls(
            mine, () -> put("made", person, "y" + ids.incrementAndGet(), ADDRESS, "2001-02-03"));
    var hashed =
        stack.fewestCalls(
            mine, () -> put("dated", person, "z" + ids.incrementAndGet(), ADDRESS, "2001-02-03"));
    assertThat(hashed).isEqualTo(plain);
    assertThat(hashed.path("BatchWriteItem").asInt()).isEqualTo(2);
  }

  @Test
  void ofStoppedWritesAreSweptAndGoWithThePerson() {
    var people = new TreeSet<String>();
    boolean through = false;
    for (int calls = 0; !through; calls += 2) {
      assertThat(calls).as("calls of a write").isLessThan(40);
      var person = customer.person();
      people.add(person);
      stack.stopAfter(mine, calls);
      through = put("dated", person, "a", ADDRESS, "2001-02-03") == 201;
      stack.clearFaults(mine);
      boolean there = customer.service().activity("dated").get(record(person, "a")).status() == 200;
      if (calls % 4 == 0) {
        new Traces(rooms.store, Rooms.ahead(Traces.SETTLED.plusMinutes(1)))
            .sweep(tenant, new SubjectId(person));
        assertThat(starts(person)).as("after " + calls).hasSize(there ? 1 : 0);
      }
    }
    assertThat(people.stream().filter(person -> !starts(person).isEmpty())).hasSizeGreaterThan(1);
    people.forEach(this::erase);
    assertThat(people).allSatisfy(person -> assertThat(starts(person)).isEmpty());
  }

  /// As after a restore, which brings no look-ups.
  @Test
  void areMadeAnewFromTheRecordsWhoseKeyLives() {
    var newcomer = "{'groups': ['EMPLOYEE'], 'externalRef': 'K-1'}";
    var person =
        customer.service().post("/v1/subjects", newcomer).expect(201).body().path("id").asText();
    customer.service().put(Customer.identity(person), Customer.fields("10000000146")).expect(201);
    ends(person, "2012-02-02");
    put("dated", person, "a", PHONE, "2001-02-03");
    customer
        .service()
        .activity("made")
        .patch(record(person, "a"), "{'fields': {'email': 'isil@ornek.example'}}")
        .expect(200);
    put("dated", person, "b", ADDRESS, "2031-01-01");
    customer
        .service()
        .activity("dated")
        .put(record(person, "c"), "{'fields': {" + ADDRESS + "}}")
        .expect(201);
    var erased = customer.person();
    put("dated", erased, "a", PHONE, "2001-02-03");
    erase(erased);

    var before = lookups("");
    before.removeIf(key -> key.contains("#MOVED#"));
    assertThat(before).hasSizeGreaterThan(15);
    rooms.store.writeAll(List.of(), lookups("").stream().map(StartsTest::key).toList());
    assertThat(due()).isEmpty();

    for (int twice = 0; twice < 2; twice++) {
      var people = new TreeSet<String>();
      for (int shard = 0; shard < Rebuilding.SHARDS; shard++) {
        Optional<SubjectId> after = Optional.empty();
        do {
          var page = new Rebuilding(rooms.needs).page(tenant, shard, after);
          assertThat(page.tampered()).isEmpty();
          people.add(page.people() + " people, " + page.records() + " records");
          after = page.next();
        } while (after.isPresent());
      }
      assertThat(people).contains("1 people, 4 records");
      assertThat(lookups("")).isEqualTo(before);
    }

    assertThat(due()).containsExactlyInAnyOrder("a", "main");
    assertThat(found("contact", "phone", "+905000000000")).containsExactly(person);
    assertThat(found("contact", "email", "isil@ornek.example")).containsExactly(person);
    assertThat(customer.service().post("/v1/subjects", newcomer).expect(409).text())
        .contains(person);
    // a run of the schedule's may be at a record meanwhile, which is left to it
    for (int run = 0; run < 5 && (run == 0 || !due().isEmpty()); run++) {
      customer.dpo().post("/v1/retention/runs", "{}").expect(202);
    }
    customer.service().activity("dated").get(record(person, "b")).expect(200);
    assertThat(due()).isEmpty();
    erase(person);
    assertThat(lookups(person)).isEmpty();
  }

  private static Key key(String text) {
    int blank = text.indexOf(' ');
    return new Key(Table.LOOKUPS, text.substring(0, blank), text.substring(blank + 1));
  }

  private List<String> due() {
    return customer
        .dpo()
        .all("/v1/retention/due?on=" + LocalDate.now())
        .path("items")
        .findValuesAsText("record");
  }

  private List<String> found(String category, String field, String value) {
    return customer
        .service()
        .activity("dated")
        .post("/v1/subjects/search", Customer.match(category, field, value))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }
}
