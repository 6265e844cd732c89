package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An application that nobody answers, as its days go by.
class OpenRequestsTest {
  private static final String NUMBER = "10000000146";
  private static final ZoneId ISTANBUL = ZoneId.of("Europe/Istanbul");

  @Test
  void isRemindedOfOnceOnEachOfItsDaysAndTurnsOverdueOnThe31st() {
    try (var stack = Stack.only(Set.of("Deadlines", "Sends"), Stack.HOME)) {
      var office = Office.on(stack);
      var now = Instant.now();
      var path = Office.path(office.apply(Office.application(NUMBER, "'A'", now.toString())));
      var received = LocalDate.ofInstant(now, ISTANBUL);
      advanceTo(stack, now, received.plusDays(14));
      assertThat(reminders(stack)).isEmpty();
      var at = advanceTo(stack, noon(received.plusDays(14)), received.plusDays(15));
      assertThat(reminders(stack)).hasSize(1);
      at = advanceTo(stack, at, received.plusDays(30));
      assertThat(reminders(stack)).as("days 15, 25, 28 and 30").hasSize(4);
      for (var reminder : reminders(stack)) {
        assertThat(reminder.path("to").asText()).isEqualTo("kvkk@acme.example");
        assertThat(reminder.path("body").asText())
            .contains(path.substring(path.lastIndexOf('/') + 1))
            .doesNotContain(NUMBER, "Işıl");
      }
      var last = office.dpo().get(path).expect(200).body();
      assertThat(last.path("daysLeft").asLong()).isZero();
      assertThat(last.path("overdue").asBoolean()).isFalse();
      advanceTo(stack, at, received.plusDays(31));
      assertThat(reminders(stack)).hasSize(4);
      assertThat(office.dpo().get(path).expect(200).body().path("overdue").asBoolean()).isTrue();
      assertThat(office.dpo().get("/v1/requests?overdue=true").expect(200).body().path("items"))
          .hasSize(1);
    }
  }

  /// A tenant may switch its own key off: nothing of it opens then, and nobody else is to feel
  /// that.
  @Test
  void isRemindedOfWhoeverElsesKeyIsOutOfReach() {
    try (var stack = Stack.only(Set.of("Deadlines", "Sends"), Stack.HOME);
        var kms = stack.kms()) {
      var own = kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
      var first = Office.on(stack);
      first.under(own);
      var second = Office.on(stack);
      var now = Instant.now();
      var received = LocalDate.ofInstant(now, ISTANBUL).minusDays(14);
      for (var office : List.of(first, second)) {
        office.apply(Office.application(NUMBER, "'A'", noon(received).toString()));
      }
      kms.disableKey(key -> key.keyId(own));
      var at = advanceTo(stack, now, received.plusDays(15));
      assertThat(reminders(stack)).as("the neighbour's").hasSize(1);
      kms.enableKey(key -> key.keyId(own));
      advanceTo(stack, at, received.plusDays(16));
      assertThat(reminders(stack)).as("its own, made up for").hasSize(2);
    }
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(LocalTime.NOON).atZone(ISTANBUL).toInstant();
  }

  private static Instant advanceTo(Stack stack, Instant from, LocalDate day) {
    stack.advance(Duration.between(from, noon(day)));
    return noon(day);
  }

  private static List<JsonNode> reminders(Stack stack) {
    var reminders = new ArrayList<JsonNode>();
    stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> {
          if (item.path("subject").asText().startsWith("KVKK başvurusu")) {
            reminders.add(item);
          }
        });
    return reminders;
  }
}
