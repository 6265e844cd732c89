package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A credential is stolen on a Friday evening in Istanbul, and what is to be done is done over the
/// weekend.
class BreachStoryTest {
  private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");
  private static final String PHONE = "+905000077001";
  private static final String MAIL = "dpo@ornek.example";
  private static final String WORDS =
      "'measures': 'Oturum kapatildi', 'advice': 'Bekleyin', 'contact': 'KVKK ekibi'";

  private Duration moved = Duration.ZERO;

  private Instant now() {
    return Instant.now().plus(moved);
  }

  private void advance(Stack stack, Duration by) {
    moved = moved.plus(by);
    stack.advance(by);
  }

  /// What the worker queues goes out in the next minute.
  private void hours(Stack stack, int hours) {
    advance(stack, Duration.ofHours(hours).minusMinutes(2));
    advance(stack, Duration.ofMinutes(2));
  }

  private static List<String> outbox(Stack stack, String channel, String to, String text) {
    return stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(item ->
            item.path("channel").asText().equals(channel) && item.path("to").asText().equals(to))
        .map(item -> item.path("body").asText())
        .filter(body -> body.contains(text))
        .toList();
  }

  @Test
  void fromAFridayEveningToMonday() {
    try (var stack = Stack.only(Set.of("Worker", "Sends"), Stack.HOME)) {
      var friday =
          ZonedDateTime.ofInstant(now(), ISTANBUL)
              .with(TemporalAdjusters.next(DayOfWeek.FRIDAY))
              .with(LocalTime.of(18, 30));
      advance(stack, Duration.between(now(), friday.toInstant()));
      var theft = new Theft(stack, 60);
      theft.contacts(
          "[{'role': 'DPO', 'email': '%s'}, {'role': 'SECURITY', 'phone': '%s'}]"
              .formatted(MAIL, PHONE));
      var learned = friday.toInstant().truncatedTo(ChronoUnit.SECONDS);
      steal(theft);
      var suspects = "'actors': ['%s']".formatted(Theft.THIEF);
      var path = "/v1/breaches/" + theft.breach(suspects, learned, learned.plusSeconds(3600));
      tell(stack, theft, path);
      tellThePeople(stack, theft, path);
      overTheWeekend(stack, theft, path);
    }
  }

  /// Among normal traffic: of 37 people something is seen or found, of 10 others everything is
  /// refused.
  private static void steal(Theft theft) {
    theft.addresses(theft.service("hr"), theft.people, 0, Integer.MAX_VALUE);
    theft.health(0);
    var thief = theft.agent(Theft.THIEF, "hr");
    for (int i = 0; i < 30; i++) {
      theft.read(thief, i, "identity/main").expect(200);
    }
    theft.read(theft.agent(Theft.THIEF, "ohs"), 0, "health/checkup").expect(200);
    for (int i = 30; i < 37; i++) {
      assertThat(theft.search(thief, i)).hasSize(1);
    }
    for (int i = 37; i < 47; i++) {
      theft.read(thief, i, "finance/main").expect(403);
      theft.read(theft.agent(Theft.THIEF, "desk"), i, "identity/main").expect(403);
      theft.read(theft.agent("agent-1", "hr"), i, "identity/main").expect(200);
    }
  }

  /// Exactly those 37 are told, and the Board's page prints what was reached.
  private void tellThePeople(Stack stack, Theft theft, String path) {
    var scope = theft.dpo().post(path + "/scope", "{}").expect(200).body();
    assertThat(scope.path("subjects").asInt()).isEqualTo(37);
    theft
        .dpo()
        .post(path + "/notifications", "{'audience': 'SUBJECTS', " + WORDS + "}")
        .expect(202);
    advance(stack, Duration.ofMinutes(2));
    var told =
        stack
            .control("GET", "outbox")
            .expect(200)
            .body()
            .path("items")
            .valueStream()
            .map(item -> item.path("to").asText())
            .filter(to -> to.endsWith("@kisi.example"))
            .toList();
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 37).mapToObj(Theft::mail).toList());
    var page = theft.dpo().with("Accept", "text/html").get(path + "/authority-form").expect(200);
    assertThat(page.text())
        .contains("Kimlik: 37 kişi, 30 kayıt", "Sağlık: 1 kişi, 1 kayıt", "[DOLDURULACAK]")
        .contains("37 kişi hedeflendi; 37 kişiye gönderildi");
  }

  /// The other side is told at once, and once more after an hour without a receipt.
  private void tell(Stack stack, Theft theft, String path) {
    theft
        .dpo()
        .post(path + "/notifications", "{'audience': 'COUNTERPART', " + WORDS + "}")
        .expect(201);
    assertThat(outbox(stack, "SMS", PHONE, "bildirimi")).as("at once").hasSize(1);
    advance(stack, Duration.ofMinutes(5));
    assertThat(outbox(stack, "EMAIL", MAIL, "receipts")).as("who did not confirm").hasSize(1);
    hours(stack, 1);
    assertThat(outbox(stack, "EMAIL", MAIL, "receipts")).as("after an hour").hasSize(2);
    assertThat(outbox(stack, "SMS", PHONE, "bildirimi")).as("every contact").hasSize(2);
    theft
        .dpo()
        .post(path + "/receipts", "{'by': 'Beta', 'at': '%s'}".formatted(now().minusSeconds(1)))
        .expect(201);
    hours(stack, 5);
    assertThat(outbox(stack, "SMS", PHONE, "bildirimi")).as("not after a receipt").hasSize(2);
  }

  private void overTheWeekend(Stack stack, Theft theft, String path) {
    var saturday = breach(theft, path);
    assertThat(deadline(saturday).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(deadline(saturday).toLocalTime()).isEqualTo(LocalTime.of(18, 30));
    assertThat(saturday.path("hoursLeft").asInt()).as("six hours gone").isEqualTo(65);
    hours(stack, 55); // Monday, half past seven
    var monday = breach(theft, path);
    assertThat(ZonedDateTime.ofInstant(now(), ISTANBUL).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(monday.path("hoursLeft").asInt()).isEqualTo(10);
    assertThat(monday.path("overdue").asBoolean()).isFalse();
    // after 24, 48 and 60 hours; by SMS only once it presses
    assertThat(outbox(stack, "EMAIL", MAIL, "72 saat")).hasSize(3);
    var pressing = outbox(stack, "SMS", PHONE, "son an");
    assertThat(pressing).filteredOn(text -> text.contains("Süre doluyor.")).hasSize(1);
    hours(stack, 10);
    assertThat(outbox(stack, "SMS", PHONE, "Süre doluyor")).as("and after 70").hasSize(2);
    hours(stack, 2);
    assertThat(breach(theft, path).path("overdue").asBoolean()).isTrue();
    assertThat(outbox(stack, "SMS", PHONE, "Süre gecti")).as("and after 72").hasSize(1);
  }

  private static JsonNode breach(Theft theft, String path) {
    return theft.dpo().get(path).expect(200).body();
  }

  private static ZonedDateTime deadline(JsonNode breach) {
    return Instant.parse(breach.path("authorityDeadline").asText()).atZone(ISTANBUL);
  }
}
