package emanet.breaches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Printed;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A breach that the Authority is not told of, as its hours go by.
@Tag("long")
class BreachRemindersTest {
  @Test
  void isRemindedOfInEachOfItsHoursOnceUntilTheAuthorityWasTold() {
    try (var printed = new Printed();
        var stack = Stack.only(Set.of("Worker", "Sends"), Stack.HOME)) {
      var theft = new Theft(stack, 1);
      var now = Instant.now();
      var breach = theft.breach("'actors': ['x']", now, now.plusSeconds(3600));
      var other = theft.breach("'actors': ['x']", now, now.plusSeconds(3600));
      hours(stack, 23);
      assertThat(reminders(stack, breach)).isEmpty();
      hours(stack, 2);
      assertThat(reminders(stack, breach)).hasSize(1);
      var first = reminders(stack, breach).getFirst();
      assertThat(first.path("to").asText()).isEqualTo("dpo@ornek.example");
      assertThat(first.path("body").asText()).doesNotContain("gizli ayrinti").contains("46 saat");
      theft
          .dpo()
          .post(
              "/v1/breaches/" + other + "/notifications",
              """
              {'audience': 'AUTHORITY', 'stage': 'FIRST', 'sentAt': '%s', 'means': 'Form',
               'reference': '1'}
              """
                  .formatted(now.plusSeconds(60)))
          .expect(201);
      assertThat(alarms(printed, breach)).isEmpty();
      // a jump over three of its hours makes up for all of them
      hours(stack, 46);
      assertThat(reminders(stack, breach)).as("24, 48, 60, 70").hasSize(4);
      hours(stack, 2);
      assertThat(reminders(stack, breach)).as("and 72").hasSize(5);
      hours(stack, 24);
      assertThat(reminders(stack, breach)).as("and each day after").hasSize(6);
      assertThat(reminders(stack, other)).hasSize(1);
      assertThat(alarms(printed, breach)).as("70, 72, and the day after").hasSize(3);
      assertThat(alarms(printed, other)).isEmpty();
      var overdue = theft.dpo().get("/v1/breaches/" + breach).expect(200).body();
      assertThat(overdue.path("overdue").asBoolean()).isTrue();
    }
  }

  /// Nor does it end the chain: what could not be queued is queued once it can be.
  @Test
  void whatKeepsRemindersFromBeingQueuedKeepsNoAlarmBack() {
    try (var printed = new Printed();
        var stack = Stack.only(Set.of("Worker", "Sends"), Stack.HOME)) {
      var theft = new Theft(stack, 1);
      var now = Instant.now();
      var breach = theft.breach("'actors': ['x']", now, now.plusSeconds(3600));
      var sends = "T#" + theft.tenant + "#SEND#breach-" + breach;
      stack.stopAfter(sends, 0);
      hours(stack, 25);
      hours(stack, 46);
      assertThat(reminders(stack, breach)).isEmpty();
      assertThat(alarms(printed, breach))
          .isNotEmpty()
          .anyMatch(line -> line.contains("breach not told to the Authority"));
      stack.clearFaults(sends);
      hours(stack, 2);
      assertThat(reminders(stack, breach)).as("24, 48, 60, 70, 72").hasSize(5);
    }
  }

  private static List<String> alarms(Printed printed, String breach) {
    return printed
        .text()
        .lines()
        .filter(line -> line.contains("\"ALARM\"") && line.contains(breach))
        .toList();
  }

  private static void hours(Stack stack, int hours) {
    stack.advance(Duration.ofHours(hours));
    // what the worker queued goes out in the next minute
    stack.advance(Duration.ofMinutes(2));
  }

  private static List<JsonNode> reminders(Stack stack, String breach) {
    var reminders = new ArrayList<JsonNode>();
    stack
        .control("GET", "outbox")
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> {
          if (item.path("body").asText().contains(breach)) {
            reminders.add(item);
          }
        });
    return reminders;
  }
}
