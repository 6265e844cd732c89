package emanet.consents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A controller's word for its processor ends: the activity stops working on the very second, is
/// listed until it is renewed, and works again under a new word, with the consents that were given.
class AttestationLapseTest {
  private static final String ADDRESS = "{'fields': {'email': 'yeni@ornek.example'}}";

  private static String in(int days) {
    return Instant.now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Answer attested(Marketing marketing, String until) {
    return marketing.activity(
        Marketing.NEWS, "[{'category': 'contact', 'fields': ['email']}]", "['mailer']", until);
  }

  private static String standing(Marketing marketing) {
    var items = marketing.dpo().get("/v1/attestations").expect(200).body().path("items");
    assertThat(items).hasSize(1);
    assertThat(items.path(0).path("activity").asText()).isEqualTo(Marketing.NEWS);
    return items.path(0).path("state").asText();
  }

  /// What somebody has to see to.
  private static List<JsonNode> due(Marketing marketing) {
    var found = new ArrayList<JsonNode>();
    for (var item : marketing.dpo().get("/v1/overview").expect(200).body().path("items")) {
      if (item.path("kind").asText().equals("ATTESTATION")) {
        found.add(item);
      }
    }
    return found;
  }

  /// Every use of the person's data under the activity.
  private static List<Answer> uses(Marketing marketing, String person) {
    var news = marketing.under(Marketing.NEWS);
    var contact = Marketing.contact(person);
    return List.of(
        news.put(contact, ADDRESS),
        news.get(contact),
        news.patch(contact, ADDRESS),
        news.post(
            "/v1/disclosures",
            "{'recipient': 'mailer', 'items': [{'subject': '%s', 'categories': ['contact']}]}"
                .formatted(person)));
  }

  private static void works(Marketing marketing, String person) {
    assertThat(uses(marketing, person)).allMatch(answer -> answer.status() / 100 == 2);
  }

  @Test
  void itStopsWorkingWhenItLapsesAndWorksAgainUnderANewOne() {
    try (var stack = Stack.only(Set.of(), Stack.HOME)) {
      var marketing = Marketing.on(stack);
      attested(marketing, in(40)).expect(200);
      var person = marketing.someone();
      marketing.decide(person, true).expect(201);
      works(marketing, person);
      assertThat(standing(marketing)).isEqualTo("CURRENT");
      assertThat(due(marketing)).isEmpty();

      stack.advance(Duration.ofDays(15));
      works(marketing, person);
      assertThat(standing(marketing)).isEqualTo("LAPSING");
      assertThat(due(marketing)).singleElement().matches(due -> !due.path("overdue").asBoolean());

      stack.advance(Duration.ofDays(25).plusMinutes(1));
      stopped(marketing, person);

      attested(marketing, in(140)).expect(200);
      works(marketing, person);
      assertThat(standing(marketing)).isEqualTo("CURRENT");
      assertThat(due(marketing)).isEmpty();
    }
  }

  private static void stopped(Marketing marketing, String person) {
    for (var answer : uses(marketing, person)) {
      assertThat(answer.expect(403).problem()).isEqualTo("attestation-lapsed");
    }
    assertThat(standing(marketing)).isEqualTo("LAPSED");
    assertThat(due(marketing))
        .singleElement()
        .matches(due -> due.path("overdue").asBoolean())
        .matches(due -> due.path("reference").asText().equals(Marketing.NEWS));
    // the controller's other work goes on, and so do the person's rights
    var other = marketing.under(Marketing.HR).get(Marketing.contact(person)).expect(200).body();
    assertThat(other.at("/fields/email").asText()).isEqualTo("yeni@ornek.example");
    marketing.service().get(Marketing.consents(person)).expect(200);
  }
}
