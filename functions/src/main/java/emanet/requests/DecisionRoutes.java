package emanet.requests;

import emanet.fault.FieldCode;
import emanet.http.JsonObject;
import emanet.subjects.ErasureRoutes;
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
                    item.optionalText("method"),
                    ErasureRoutes.suppress(item)))
            .toList();
    return new DecisionDraft(lines, ApplicationRoutes.changes(body));
  }

  /// Its meaning is judged when it is asked for.
  static Supplier<Answers.Sending> sending(JsonObject body) {
    var channel = body.text("channel");
    var sentAt = body.time("sentAt");
    var deliveredAt = body.optionalTime("deliveredAt");
    return () ->
        new Answers.Sending(
            Channel.parse(channel)
                .orElseThrow(() -> Requests.invalid("/channel", FieldCode.UNKNOWN)),
            sentAt,
            deliveredAt);
  }
}
