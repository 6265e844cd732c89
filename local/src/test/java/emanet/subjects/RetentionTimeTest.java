package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Printed;
import emanet.local.Stack;
import emanet.local.TestOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// Retention in time, in two Regions: which of them runs a night, what is alarmed if nights come to
/// nothing, and how long the log of what was disposed of is kept. Nothing is scheduled on this
/// stack: each test calls the functions itself, at the times that it moves the clock to.
@ResourceLock(Resources.SYSTEM_OUT)
@Order(TestOrder.LONG)
class RetentionTimeTest {
  private static final String ELSEWHERE = "eu-west-1";
  private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");

  private static Printed printed;
  private static Stack stack;

  private final Customer customer = Customer.on(stack);

  @BeforeAll
  static void start() {
    printed = new Printed();
    stack = Stack.only(Set.of(), Stack.HOME, ELSEWHERE);
  }

  @AfterAll
  static void stop() {
    stack.close();
    printed.close();
  }

  private static Instant now() {
    return Instant.parse(stack.control("GET", "clock").expect(200).body().path("now").asText());
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(now(), ISTANBUL);
  }

  private void keeping(String period) {
    customer
        .dpo()
        .put(
            "/v1/activities/work",
            """
            {'title': {'tr': 'İş', 'en': 'Work'}, 'role': 'CONTROLLER', 'purposes': ['İş'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'contact', 'fields': ['phone']}],
             'roles': ['service', 'dpo'], 'recipients': [],
             'retention': {'period': '%s', 'from': 'EVENT_DATE'}, 'disposal': 'ERASE'}
            """
                .formatted(period))
        .expect(201);
  }

  private static String record(String person, String id) {
    return "/v1/subjects/" + person + "/records/contact/" + id;
  }

  private void put(String person, String id, LocalDate event) {
    customer
        .service()
        .activity("work")
        .put(
            record(person, id),
            "{'fields': {'phone': '+905000000000'}, 'eventDate': '" + event + "'}")
        .expect(201);
  }

  private int status(String person, String id) {
    return customer.service().activity("work").get(record(person, id)).status();
  }

  private static JsonNode slot(Instant at) {
    var event = JsonNodeFactory.instance.objectNode();
    return event.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// How many tenants' runs a Region starts in a slot, or -1 if it dies of it.
  private static long starts(String region, Instant at) {
    var answer = stack.control("POST", "invoke/Retention?region=" + region, slot(at));
    return answer.status() == 200 ? answer.body().path("started").asLong() : -1;
  }

  private static void work(String region) {
    stack.control("POST", "invoke/Worker?region=" + region, slot(now())).expect(200);
  }

  /// The next night, as one Region runs it.
  private static void night() {
    stack.advance(Duration.ofDays(1));
    starts(Stack.HOME, now());
    work(Stack.HOME);
  }

  private List<JsonNode> runs() {
    return runs(customer);
  }

  private static List<JsonNode> runs(Customer of) {
    var found = new ArrayList<JsonNode>();
    of.dpo()
        .get("/v1/retention/runs?limit=200")
        .expect(200)
        .body()
        .path("items")
        .forEach(found::add);
    return found;
  }

  private static <T> List<T> atOnce(Callable<T> first, Callable<T> second) throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var answers = new ArrayList<T>();
      for (Future<T> answer : threads.invokeAll(List.of(first, second))) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Test
  void ofTwoRegionsExactlyOneRunsANight() throws Exception {
    keeping("P1M");
    var person = customer.person();
    int nights = 3;
    for (int i = 0; i < nights; i++) {
      nextNight();
      put(person, "r" + i, today().minusMonths(2));
      var at = now();
      var started = atOnce(() -> starts(Stack.HOME, at), () -> starts(ELSEWHERE, at));
      assertThat(started).as("night " + i).containsOnlyOnce(0L);
      assertThat(started).as("night " + i).anyMatch(count -> count > 0);
      assertThat(starts(ELSEWHERE, at) + starts(Stack.HOME, at)).as("the event again").isZero();
      var _ =
          atOnce(
              () -> {
                work(Stack.HOME);
                return true;
              },
              () -> {
                work(ELSEWHERE);
                return true;
              });
      assertThat(status(person, "r" + i)).isEqualTo(404);
    }
    assertThat(runs()).hasSize(nights).allMatch(run -> run.path("by").asText().equals("schedule"));
    for (var run : runs()) {
      assertThat(run.path("state").asText()).isEqualTo("SUCCEEDED");
      var log = "/v1/retention/runs/" + run.path("id").asText() + "/log";
      assertThat(customer.dpo().get(log).expect(200).body().path("items")).hasSize(1);
    }
  }

  /// The other one does it, once it is sure that nobody does: once.
  @Test
  void aNightWhoseRegionDiesIsRunByTheOther() {
    dies(7);
  }

  @Test
  @Tag("long")
  void aNightWhoseRegionDiesAnywhereIsRunByTheOther() {
    dies(2);
  }

  /// @param apart calls from one stop to the next
  private void dies(int apart) {
    long started = -1;
    for (int calls = 0; started <= 0; calls += apart) {
      assertThat(calls).as("calls of a slot").isLessThan(100);
      nextNight();
      var before = runs().size();
      var at = now();
      stack.stopAfter(calls);
      started = starts(Stack.HOME, at);
      stack.goOn();
      long other = starts(ELSEWHERE, at);
      if (other <= 0 && started <= 0) {
        stack.advance(Duration.ofMinutes(3));
        other = starts(ELSEWHERE, at);
      }
      assertThat(Math.max(started, other)).as("stopped after " + calls).isPositive();
      assertThat(Math.min(started, other)).as("stopped after " + calls).isLessThanOrEqualTo(0);
      assertThat(runs()).hasSize(before + 1);
      work(ELSEWHERE);
      assertThat(runs()).allMatch(run -> run.path("state").asText().equals("SUCCEEDED"));
    }
  }

  /// The rest is begun at once, by whichever Region tries next within the hour.
  @Test
  void aNightIsBegunForAllButWhomItFailsFor() {
    var other = Customer.on(stack);
    nextNight();
    var open = "T#" + customer.tenant + "#JOBS";
    stack.fault(open, "dynamodb", "Query", "AccessDeniedException");
    var at = now().truncatedTo(ChronoUnit.HOURS);
    assertThat(starts(Stack.HOME, at)).as("is tried again, and told of").isEqualTo(-1);
    stack.clearFaults(open);
    assertThat(runs(other)).hasSize(1);
    assertThat(runs()).isEmpty();
    var again = at.plus(Duration.ofMinutes(20));
    assertThat(starts(ELSEWHERE, again)).isPositive();
    assertThat(runs()).hasSize(1);
    assertThat(runs(other)).hasSize(1);
    assertThat(starts(Stack.HOME, again)).as("done").isZero();
  }

  /// A night that no other test has had a run in, and none that still goes on.
  private void nextNight() {
    work(Stack.HOME);
    stack.advance(Duration.ofDays(1));
  }

  private List<String> alarms() {
    return printed
        .text()
        .lines()
        .filter(line -> line.contains("\"ALARM\"") && line.contains(customer.tenant + "/"))
        .toList();
  }

  private void every(String interval) {
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + customer.tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'disposalInterval': '%s',
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}]}
            """
                .formatted(interval))
        .expect(200);
  }

  private JsonNode waiting() {
    for (var item : customer.dpo().get("/v1/overview").expect(200).body().path("items")) {
      if (item.path("kind").asText().equals("RETENTION")) {
        return item;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  @Test
  void whatWaitsLongerThanTheTenantsIntervalIsAlarmed() {
    every("P2M");
    keeping("P1M");
    var person = customer.person();
    put(person, "soon", today().minusMonths(1).plusDays(2));
    put(person, "intime", today().minusMonths(2));
    assertThat(waiting().path("overdue").asBoolean()).isFalse();
    assertThat(waiting().isMissingNode()).isFalse();
    night();
    assertThat(status(person, "intime")).isEqualTo(404);
    assertThat(status(person, "soon")).as("not a day too early").isEqualTo(200);
    night();
    night();
    assertThat(status(person, "soon")).as("nor more than a night late").isEqualTo(404);
    assertThat(alarms()).as("all of it in time").isEmpty();

    put(person, "late", today().minusMonths(4));
    var due = customer.dpo().all("/v1/retention/due").path("items");
    assertThat(due).hasSize(1);
    assertThat(due.path(0).path("overdue").asBoolean()).isTrue();
    assertThat(waiting().path("overdue").asBoolean()).isTrue();
    night();
    assertThat(alarms()).hasSize(1);
    assertThat(alarms().getFirst())
        .contains("\"where\":\"retention\"", "retention-" + today())
        .doesNotContain(person);
    assertThat(status(person, "late")).isEqualTo(404);
    assertThat(waiting().isMissingNode()).isTrue();
  }

  @Test
  void aNightThatDoesNotEndIsAlarmedByTheNextAndMadeUpFor() {
    keeping("P1M");
    var person = customer.person();
    put(person, "one", today().minusMonths(2));
    var index = "T#" + customer.tenant + "#DUE";
    stack.fault(index, "dynamodb", "Query", "AccessDeniedException");
    night();
    assertThat(status(person, "one")).isEqualTo(200);
    assertThat(alarms()).isEmpty();
    var first = runs().getFirst().path("id").asText();
    night();
    assertThat(alarms()).singleElement().asString().contains(first);
    assertThat(runs()).as("one at a time").hasSize(1);
    stack.clearFaults(index);
    night();
    assertThat(status(person, "one")).isEqualTo(404);
    night();
    assertThat(runs()).hasSize(2).allMatch(run -> run.path("state").asText().equals("SUCCEEDED"));
  }

  /// Three years, and not for ever.
  @Test
  void theLogOfWhatWasDisposedOfIsKeptForThreeYearsAndThenCleared() {
    keeping("P1M");
    var person = customer.person();
    put(person, "one", today().minusMonths(2));
    night();
    var log = "/v1/retention/runs/" + runs().getFirst().path("id").asText() + "/log";
    assertThat(customer.dpo().get(log).expect(200).body().path("items")).hasSize(1);
    stack.advance(Duration.ofDays(3 * 365 + 3));
    night();
    assertThat(customer.dpo().get(log).expect(200).body().path("items"))
        .as("after three years")
        .hasSize(1);
    put(person, "two", today().minusMonths(2));
    night();
    stack.advance(Duration.ofDays(75));
    night();
    assertThat(logged()).as("the new one only").hasSize(1).allMatch(key -> key.contains("#two"));
  }

  private List<String> logged() {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .scanPaginator(request -> request.tableName("emanet-register-1"))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + customer.tenant + "#DL#"))
          .map(item -> item.get("sk").s())
          .toList();
    }
  }
}
