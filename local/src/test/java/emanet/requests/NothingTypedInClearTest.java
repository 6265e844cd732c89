package emanet.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.ApiCall;
import emanet.local.AtRest;
import emanet.local.InClear;
import emanet.local.Printed;
import emanet.local.Stack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// After a whole application beside a consent with evidence, a dispute, disclosures, a hold and an
/// erasure, and after everything that is scheduled has run on it, nothing that anybody typed stands
/// in clear in any item of any table, in any object of either Region, in what goes over a topic, or
/// in what any function logs, be it encoded or compressed; and letters to recipients tell no
/// identity.
@ResourceLock(Resources.SYSTEM_OUT)
class NothingTypedInClearTest {
  private static final String ELSEWHERE = "eu-west-1";

  /// Calls that fail while they carry what is typed: in the body, the address and the headers.
  private static void failures(Stack stack, WholeStory story) {
    var service = story.service();
    var record = "/v1/subjects/" + story.subject() + "/records/contact/main";
    var fields =
        "{'fields': {'email': '%s', 'address': '%s'}}"
            .formatted(WholeStory.MAIL, String.join(" ", story.typed()).replace('\'', ' '));
    for (var operation : List.of("BatchGetItem", "BatchWriteItem", "PutItem", "Query")) {
      stack.fault("T#" + story.tenant() + "#", "dynamodb", operation, "ValidationException");
      service.put(record, fields);
      service.idempotent(WholeStory.MAIL).put(record, fields);
      service.post(
          "/v1/subjects/search",
          "{'match': {'category': 'contact', 'field': 'email', 'value': '"
              + WholeStory.MAIL
              + "'}}");
      story.dpo().post("/v1/subjects/" + story.subject() + "/holds", "{'reason': 'Aslan-1014'}");
      stack.clearFaults("T#" + story.tenant() + "#");
    }
    refused(service, record);
  }

  private static void refused(ApiCall service, String record) {
    for (var value : List.of(WholeStory.NUMBER, WholeStory.MAIL, WholeStory.PHONE)) {
      var coded = URLEncoder.encode(value, StandardCharsets.UTF_8);
      service.get("/v1/subjects/" + coded);
      service.get("/v1/subjects/" + coded + "/records/" + coded + "/" + coded);
      service.get(record + "?fields=" + coded + "&view=" + coded);
      service.get("/v1/requests?state=" + coded + "&cursor=" + coded);
      service.get("/" + coded);
      service.with("Accept-Language", coded).activity(coded).get(record);
      service
          .with("Content-Type", "application/json")
          .send("PUT", record, "{\"fields\": {\"email\": \"" + value + "\", \"" + value);
      service.put(record, "{'fields': {'" + value + "': '" + value + "'}}");
    }
  }

  private static List<JsonNode> sent(Stack stack) {
    var items = new ArrayList<JsonNode>();
    stack.control("GET", "outbox").expect(200).body().path("items").forEach(items::add);
    return items;
  }

  @Test
  void standsAnywhere() {
    try (var logs = new Printed();
        var stack = Stack.start(Stack.HOME, ELSEWHERE)) {
      var story = new WholeStory(stack);
      failures(stack, story);
      stack.advance(Duration.ofDays(1));
      var search = new InClear(story.typed());
      var seen = new TreeSet<String>();
      var clear = new ArrayList<String>();
      new AtRest(stack, Stack.HOME, ELSEWHERE)
          .forEach((where, bytes) -> {
            seen.add(where.substring(0, where.indexOf(story.tenant()) < 0 ? 0 : 14));
            search.in(bytes).forEach(text -> clear.add(text + " in " + where));
          });
      search.in(logs.bytes()).forEach(text -> clear.add(text + " in the logs"));
      outgoing(stack, story, clear);
      assertThat(clear).isEmpty();
      assertThat(seen)
          .as("where there is something of this tenant")
          .contains("emanet-records", "emanet-registe", "emanet-ledger-", "emanet-lookups")
          .contains("emanet-erasure");
      assertThat(new String(logs.bytes(), StandardCharsets.UTF_8))
          .as("failures were logged")
          .contains("\"level\":\"ERROR\"", "DynamoDbException", "/v1/subjects/search");
    }
  }

  /// A letter to whom data was passed on says what its recipient calls the person, who writes and
  /// to whom; a topic says nothing of anybody. (The controller to whom an application is forwarded
  /// gets the application, and whoever answers for the tenant is told of the tenant's own texts.)
  private static void outgoing(Stack stack, WholeStory story, List<String> clear) {
    var all = new InClear(story.typed());
    var said = Set.of("MÜŞTERİ", "DOSYA", "Ünvan", "Ad", "Büyükdere", "Alıcı", "alici");
    var identity = new TreeSet<>(story.typed());
    identity.removeIf(text -> said.contains(text.replaceAll("-\\d+$", "")));
    var secret = new InClear(identity);
    int letters = 0;
    for (var item : sent(stack)) {
      var body = item.toString().getBytes(StandardCharsets.UTF_8);
      if (item.path("channel").asText().equals("TOPIC")) {
        all.in(body).forEach(text -> clear.add(text + " in a topic"));
      } else if (item.path("to").asText().endsWith(WholeStory.RECIPIENTS)) {
        letters++;
        secret.in(body).forEach(text -> clear.add(text + " in a letter: " + item));
      }
    }
    assertThat(letters).as("both recipients were told of the rectification").isEqualTo(2);
  }
}
