package emanet.disclosures;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.AtRest;
import emanet.local.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Erasures of people whose data was passed on, stopped after any call to any service: taken up by
/// whoever asked for it, or by nobody but the schedule, each ends whole, once, and each recipient
/// is told once. In between everything shows the person whole, or gone.
class ErasureStopsTest {
  private static final String ELSEWHERE = "eu-west-1";
  private static final String ERASE = "{'method': 'DESTROY', 'reason': 'Talep'}";

  /// More calls than an erasure makes.
  private static final int MOST = 200;

  private static final int STEP = 11;

  @AutoClose private static final Stack stack = Stack.only(Set.of("Worker"), Stack.HOME, ELSEWHERE);

  private final House house = House.on(stack);
  private final List<String> references = new ArrayList<>();

  ErasureStopsTest() {
    house.tenant("'sample': true, 'settings': {'erasuresPerActorAndDay': 100000}").expect(200);
  }

  /// Who goes on with what was stopped.
  private enum Then {
    ASKED_AGAIN,
    LEFT_TO_THE_SCHEDULE
  }

  private String somebody(String reference) {
    references.add(reference);
    var person = house.person();
    house.disclose("bank", person, "'identity', 'contact'", reference);
    house.disclose("office", person, "'identity'", reference);
    return person;
  }

  private static String erasure(String person) {
    return "/v1/subjects/" + person + "/erasure";
  }

  /// All that shows something of a person shows all of it, or says that they are gone.
  ///
  /// @return whether they are there
  private boolean isThere(String person) {
    var path = "/v1/subjects/" + person;
    var service = house.service();
    var identity = service.get(path + "/records/identity/main");
    var contact = service.get(path + "/records/contact/home");
    var statuses = new TreeSet<Integer>();
    statuses.add(identity.status());
    statuses.add(contact.status());
    statuses.add(service.get(path).status());
    statuses.add(service.get(path + "/records").status());
    statuses.add(service.get(path + "/consents").status());
    assertThat(statuses).as("whole or gone").hasSize(1).isSubsetOf(200, 410);
    boolean there = identity.status() == 200;
    if (there) {
      assertThat(identity.body().path("fields").size()).isEqualTo(3);
      assertThat(contact.body().at("/fields/email").asText()).isEqualTo("isil.aslan@ornek.example");
    }
    var match =
        "{'match': {'category': 'identity', 'field': 'nationalId', 'value': '%s'}}"
            .formatted(House.NUMBER);
    var found = service.post("/v1/subjects/search", match).expect(200).body().path("items");
    assertThat(found.findValuesAsText("id").contains(person)).as("found").isEqualTo(there);
    return there;
  }

  /// @return whether the erasure was through before it would have been stopped
  private boolean stoppedAfter(int calls, Then then) {
    var reference = "R%03d-%s".formatted(calls, then);
    var person = somebody(reference);
    var call = house.dpo().idempotent(reference);
    stack.stopAfter(calls);
    var first = call.post(erasure(person), ERASE);
    boolean through = !stack.goOn();
    assertThat(first.status()).as("stopped after " + calls).isIn(200, 202, 403, 500, 503);
    boolean there = isThere(person);
    // the lease of whoever was stopped ends; and the worker comes by, or not yet
    stack.advance(then == Then.ASKED_AGAIN ? Duration.ofSeconds(20) : Duration.ofMinutes(4));
    there &= isThere(person);
    var again = call.post(erasure(person), ERASE).expect(200).body();
    assertThat(isThere(person)).as("erased, though it was there: " + there).isFalse();
    assertThat(again.path("state").asText()).isEqualTo("EFFECTIVE");
    assertThat(again.path("categories").toString()).isEqualTo("[\"contact\",\"identity\"]");
    var path = "/v1/erasures/" + again.path("id").asText();
    assertThat(house.dpo().get(path).expect(200).body()).isEqualTo(again);
    return through;
  }

  /// One person after another, stopped later and later, until one is not stopped.
  private void endsWhole(int first, Then... thens) {
    boolean through = false;
    int turn = 0;
    for (int calls = first; !through; calls += STEP) {
      assertThat(calls).as("calls of an erasure").isLessThan(MOST);
      through = stoppedAfter(calls, thens[turn++ % thens.length]);
    }
    assertThat(references.size()).as("stopped often").isGreaterThan(5);
    stack.advance(Duration.ofMinutes(25)); // the second sweep comes by
    nothingIsLeft();
    everybodyIsToldOnce();
  }

  /// A person leaves their tombstone, one record of the erasure a Region, and nothing else.
  private void nothingIsLeft() {
    var left = new ArrayList<String>();
    var copies = new ArrayList<String>();
    var rest = new AtRest(stack, Stack.HOME, ELSEWHERE);
    rest.tables((where, _) -> {
      if (where.contains("T#" + house.tenant + "#S#")
          && (where.startsWith("emanet-records") || where.startsWith("emanet-lookups"))) {
        left.add(where);
      }
    });
    rest.objects(house.tenant + "/erasures/", (where, _) -> copies.add(where));
    assertThat(left).isEmpty();
    assertThat(copies).hasSize(2 * references.size());
    assertThat(house.dpo().get("/v1/sends?list=DEAD").expect(200).body().path("items")).isEmpty();
  }

  private void everybodyIsToldOnce() {
    assertThat(house.notices("OPEN")).isEqualTo(2L * references.size());
    assertThat(house.marks()).as("each is listed once").isEqualTo(2L * references.size());
    for (int rounds = 0; rounds < 10; rounds++) {
      house.deliver();
    }
    assertThat(told(house.url())).containsExactlyInAnyOrderElementsOf(references);
    assertThat(told(house.email())).containsExactlyInAnyOrderElementsOf(references);
  }

  /// What each message calls the person of whom it tells.
  private List<String> told(String to) {
    var told = new ArrayList<String>();
    for (var message : house.outbox(to)) {
      var body = message.path("body").asText();
      told.add(references.stream().filter(body::contains).findFirst().orElse(body));
    }
    return told;
  }

  @Test
  void stoppedAnywhereItEndsWholeAndEachRecipientIsToldOnce() {
    endsWhole(0, Then.ASKED_AGAIN, Then.LEFT_TO_THE_SCHEDULE);
  }

  /// All of these together: after every call.
  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void stoppedAfterEveryCallItEndsWholeAndEachRecipientIsToldOnce(int first) {
    endsWhole(first, Then.ASKED_AGAIN);
    endsWhole(first, Then.LEFT_TO_THE_SCHEDULE);
  }

  /// What was put aside for an erasure that a hold came before is thrown away: nobody is told of
  /// what did not happen, then or ever.
  @Test
  @Tag("long")
  void aHoldThatComesBeforeItEndsItAndNobodyIsTold() {
    boolean effective = false;
    boolean prepared = false;
    var spared = new ArrayList<String>();
    for (int calls = 3; !effective; calls += 5) {
      assertThat(calls).as("calls of an erasure").isLessThan(MOST);
      var reference = "H%03d".formatted(calls);
      var person = somebody(reference);
      var call = house.dpo().idempotent(reference);
      stack.stopAfter(calls);
      call.post(erasure(person), ERASE);
      stack.goOn();
      effective = !isThere(person);
      if (effective) {
        references.remove(reference);
      } else {
        prepared |= house.notices("PREPARED") > 0;
        held(person, reference);
        spared.add(person);
      }
    }
    assertThat(prepared).as("something was put aside").isTrue();
    assertThat(house.notices("VOID")).as("and thrown away").isPositive();
    assertThat(house.marks())
        .as("nothing of it is listed")
        .isEqualTo(house.notices("OPEN") + house.notices("PREPARED"));
    house.deliver();
    assertThat(told(house.url())).doesNotContainAnyElementsOf(references);
    spared.forEach(person -> house.erase(person, ""));
    house.deliver();
    assertThat(told(house.url())).containsAll(references);
    assertThat(told(house.email())).containsAll(references).doesNotHaveDuplicates();
  }

  private void held(String person, String reference) {
    var hold =
        house
            .other()
            .post("/v1/subjects/" + person + "/holds", "{'reason': 'Dava'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    stack.advance(Duration.ofSeconds(20));
    var again = house.dpo().idempotent(reference);
    assertThat(again.post(erasure(person), ERASE).expect(409).problem()).isEqualTo("held");
    stack.advance(Duration.ofMinutes(4));
    assertThat(isThere(person)).as("held, by the schedule too").isTrue();
    assertThat(house.notices("PREPARED")).as("nobody is to be told").isZero();
    house.dpo().delete("/v1/subjects/" + person + "/holds/" + hold).expect(204);
    stack.advance(Duration.ofMinutes(4));
    assertThat(isThere(person)).as("what came to nothing does not come back").isTrue();
  }
}
