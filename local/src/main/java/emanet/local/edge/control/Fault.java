package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// One way in which the edge is to misbehave.
///
/// @param latency waited before anything is done
/// @param rate the share of matching calls that it befalls, 0 to 1
/// @param after how many calls it lets pass first
/// @param count how many calls it befalls before it is spent
public record Fault(
    Scope scope, Duration latency, Effect effect, double rate, long after, OptionalLong count) {
  private static final Duration LONGEST = Duration.ofHours(1);

  /// What becomes of the call.
  public sealed interface Effect {
    /// Nothing but the latency.
    record None() implements Effect {}

    /// The service refuses with this code, and does nothing.
    record Code(String code) implements Effect {}

    /// Done, but not answered: the connection is closed.
    record LostAnswer() implements Effect {}

    /// Neither done nor answered: the connection is closed.
    record RegionDown() implements Effect {}
  }

  /// Which calls; what is absent matches all.
  ///
  /// @param match a part of the body or the URL
  record Scope(
      Optional<String> service,
      Optional<String> region,
      Optional<String> operation,
      Optional<String> match) {
    boolean covers(Call call, String called) {
      return service.map(call.service()::equals).orElse(true)
          && region.map(call.region()::equals).orElse(true)
          && operation.map(called::equals).orElse(true)
          && match.map(part -> holds(call, part)).orElse(true);
    }

    private static boolean holds(Call call, String part) {
      // Latin-1 maps bytes to characters one to one, so the search is on bytes
      var bytes = new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return new String(call.body(), StandardCharsets.ISO_8859_1).contains(bytes)
          || call.path().contains(part)
          || call.query().contains(part);
    }
  }

  static Fault of(Fields fields) {
    var scope =
        new Scope(
            fields.optionalText("service"),
            fields.optionalText("region"),
            fields.optionalText("operation"),
            fields.optionalText("match"));
    var latency = fields.optionalDuration("latency").orElse(Duration.ZERO);
    var error = fields.optionalText("error");
    var rate = fields.optionalNumber("rate").orElse(1.0);
    var after = fields.optionalInteger("after");
    var count = fields.optionalInteger("count");
    fields.done();
    if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
      throw Fields.wrong("latency", "between nothing and one hour");
    }
    if (latency.isZero() && error.isEmpty()) {
      throw ControlFailure.badRequest("\"latency\" or \"error\" is needed.");
    }
    if (!(rate > 0 && rate <= 1)) {
      throw Fields.wrong("rate", "above 0 and at most 1");
    }
    if (after.isPresent() && after.get() < 0) {
      throw Fields.wrong("after", "at least 0");
    }
    if (count.isPresent() && count.get() < 1) {
      throw Fields.wrong("count", "at least 1");
    }
    return new Fault(
        scope,
        latency,
        error.map(Fault::effect).orElseGet(Effect.None::new),
        rate,
        after.orElse(0L),
        count.map(OptionalLong::of).orElseGet(OptionalLong::empty));
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    scope.service().ifPresent(value -> json.put("service", value));
    scope.region().ifPresent(value -> json.put("region", value));
    scope.operation().ifPresent(value -> json.put("operation", value));
    scope.match().ifPresent(value -> json.put("match", value));
    if (!latency.isZero()) {
      json.put("latency", latency.toString());
    }
    switch (effect) {
      case Effect.None _ -> {}
      case Effect.Code(var code) -> json.put("error", code);
      case Effect.LostAnswer _ -> json.put("error", "LostAnswer");
      case Effect.RegionDown _ -> json.put("error", "RegionDown");
    }
    json.put("rate", rate);
    if (after > 0) {
      json.put("after", after);
    }
    count.ifPresent(value -> json.put("count", value));
    return json;
  }

  private static Effect effect(String error) {
    if (!error.matches("[A-Za-z][A-Za-z0-9.]{0,99}")) {
      throw Fields.wrong("error", "an AWS error code, LostAnswer or RegionDown");
    }
    return switch (error) {
      case "LostAnswer" -> new Effect.LostAnswer();
      case "RegionDown" -> new Effect.RegionDown();
      default -> new Effect.Code(error);
    };
  }
}
