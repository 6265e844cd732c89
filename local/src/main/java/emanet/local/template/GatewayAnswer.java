package emanet.local.template;

import java.util.Map;
import java.util.OptionalInt;

/// What the gateway itself answers with: one of the API's `GatewayResponses`.
///
/// @param status empty: the one that the kind of answer has by itself
/// @param body with `$context` variables
/// @param headers by name; the value is a text in single quotes, or the name of a context variable
public record GatewayAnswer(OptionalInt status, String body, Map<String, String> headers) {
  public GatewayAnswer {
    headers = Map.copyOf(headers);
  }

  static GatewayAnswer of(Structure response) {
    var templates = response.at("ResponseTemplates");
    return new GatewayAnswer(
        response.has("StatusCode")
            ? OptionalInt.of(response.number("StatusCode", 0))
            : OptionalInt.empty(),
        templates.text("application/json").orElse("{\"message\":$context.error.messageString}"),
        response.at("ResponseParameters").at("Headers").textMap());
  }
}
