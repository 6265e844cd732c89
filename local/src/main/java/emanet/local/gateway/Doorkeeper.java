package emanet.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.local.gateway.OwnAnswers.Kind;
import emanet.local.template.Api;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks the REQUEST authorizer who calls, and keeps its answer for the same token as long as the
/// template says, by the moved clock.
///
/// As at API Gateway, a call without a token is 401 without asking, `Unauthorized` is 401 and is
/// not kept, any other failure is 500, and what the kept policy does not allow is 403.
final class Doorkeeper {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(29);
  private static final int KEPT = 10_000;

  private final Optional<Api.Authorizer> authorizer;
  private final Functions functions;
  private final ProxyEvents events;
  private final InstantSource clock;
  private final Map<String, Kept> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > KEPT;
        }
      };

  Doorkeeper(
      Optional<Api.Authorizer> authorizer,
      Functions functions,
      ProxyEvents events,
      InstantSource clock) {
    this.authorizer = authorizer;
    this.functions = functions;
    this.events = events;
    this.clock = clock;
  }

  sealed interface Verdict {
    /// Let in.
    ///
    /// @param context what the functions are told of the caller
    record In(Map<String, String> context) implements Verdict {}

    record Out(Kind answer) implements Verdict {}
  }

  private record Kept(AccessPolicy policy, Map<String, String> context, Instant at) {}

  Verdict ask(Inbound inbound) {
    if (authorizer.isEmpty() || !inbound.route().authorized()) {
      return new Verdict.In(Map.of());
    }
    var token = inbound.header("Authorization");
    if (token.isEmpty()) {
      return new Verdict.Out(Kind.UNAUTHORIZED);
    }
    return known(token, authorizer.get().seconds())
        .map(known -> judged(known, inbound))
        .orElseGet(() -> asked(authorizer.get(), token, inbound));
  }

  private Optional<Kept> known(String token, int seconds) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(token))
          .filter(one -> {
            var age = Duration.between(one.at(), clock.instant());
            return !age.isNegative() && age.toSeconds() < seconds;
          });
    }
  }

  private Verdict asked(Api.Authorizer authorizer, String token, Inbound inbound) {
    var at = clock.instant();
    try {
      var answer = functions.invoke(authorizer.function(), events.authorization(inbound), PATIENCE);
      var json = JSON.readTree(answer);
      if (!json.path("policyDocument").path("Statement").isArray()) {
        return new Verdict.Out(Kind.AUTHORIZER_CONFIGURATION_ERROR);
      }
      var fresh = new Kept(AccessPolicy.read(json.path("policyDocument")), context(json), at);
      synchronized (kept) {
        kept.remove(token);
        kept.put(token, fresh);
      }
      return judged(fresh, inbound);
    } catch (FunctionFailure e) {
      if ("Unauthorized".equals(e.getMessage())) {
        return new Verdict.Out(Kind.UNAUTHORIZED);
      }
      Failures.log(authorizer.function(), inbound.id(), e);
      return new Verdict.Out(Kind.AUTHORIZER_FAILURE);
    } catch (IOException e) {
      Failures.log(authorizer.function(), inbound.id(), e);
      return new Verdict.Out(Kind.AUTHORIZER_CONFIGURATION_ERROR);
    }
  }

  private Verdict judged(Kept known, Inbound inbound) {
    return known.policy().allows(events.methodArn(inbound))
        ? new Verdict.In(known.context())
        : new Verdict.Out(Kind.ACCESS_DENIED);
  }

  private static Map<String, String> context(JsonNode answer) {
    var context = new LinkedHashMap<String, String>();
    context.put("principalId", answer.path("principalId").asText());
    answer
        .path("context")
        .properties()
        .forEach(entry -> context.put(entry.getKey(), entry.getValue().asText()));
    return context;
  }
}
