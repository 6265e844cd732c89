package emanet.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What is remembered of an answer for its replay: the status, the headers that name what was made,
/// and those properties of the body that were declared to hold no personal data.
final class RememberedAnswer {
  private static final List<String> HEADERS =
      List.of(Response.LOCATION, Response.ETAG, Response.LEDGER);
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final String STATUS = "status";
  private static final String BODY = "body";

  private RememberedAnswer() {}

  static String of(Response response, List<String> properties) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put(STATUS, response.status());
    for (var header : HEADERS) {
      if (response.headers().containsKey(header)) {
        answer.put(header, response.headers().get(header));
      }
    }
    response
        .body()
        .ifPresent(body -> {
          var kept = answer.putObject(BODY);
          for (var name : properties) {
            if (body.has(name)) {
              kept.set(name, body.get(name));
            }
          }
        });
    return answer.toString();
  }

  static Response replay(String remembered) {
    JsonNode answer = StrictJson.parse(remembered.getBytes(StandardCharsets.UTF_8));
    int status = answer.get(STATUS).intValue();
    var response =
        answer.has(BODY)
            ? Response.of(status, answer.get(BODY))
            : Response.noContent().withStatus(status);
    for (var header : HEADERS) {
      if (answer.has(header)) {
        response = response.withHeader(header, answer.get(header).textValue());
      }
    }
    return response.withHeader(REPLAYED, "true");
  }
}
