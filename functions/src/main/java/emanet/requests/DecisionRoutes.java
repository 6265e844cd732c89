package emanet.requests;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.Malformation;
import emanet.http.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads decisions and answers by their shape.
final class DecisionRoutes {
  private DecisionRoutes() {}

  static DecisionDraft draft(JsonObject body) {
    var lines =
        body.objects("items").stream()
            .map(item ->
                new DecisionDraft.Line(
                    item.text("right"),
                    item.optionalText("category"),
                    item.text("outcome"),
                    item.optionalText("reason"),
                    item.optionalText("method")))
            .toList();
    return new DecisionDraft(lines, ApplicationRoutes.changes(body));
  }

  /// Its meaning is judged when it is asked for.
  static Supplier<Answers.Sending> sending(JsonObject body) {
    var channel = body.text("channel");
    var sentAt = ApplicationRoutes.time(body, "sentAt");
    var deliveredAt = time(body, "deliveredAt");
    return () ->
        new Answers.Sending(
            Channel.parse(channel)
                .orElseThrow(() -> Requests.invalid("/channel", FieldCode.UNKNOWN)),
            sentAt,
            deliveredAt);
  }

  private static Optional<Instant> time(JsonObject body, String name) {
    return body.optionalText(name)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeException e) {
            throw new Fault.Malformed(Malformation.SHAPE, body.pointer(name)).exception();
          }
        });
  }
}
