package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {
  private static final String ARN =
      "arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/live/GET/v1/subjects/x/records";

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private boolean reachable = true;
  private final Authorizer authorizer =
      new Authorizer(
          new Tokens(
              new Issuer(
                  "https://issuer.emanet.example",
                  URI.create("https://issuer.emanet.example/jwks.json"),
                  Set.of()),
              _ -> Optional.of(new Issuers.Registered(List.of(), Optional.empty())),
              new KeySets(
                  _ -> {
                    if (!reachable) {
                      throw Fault.Unavailable.shortly().exception();
                    }
                    return TokenMaker.keySet(TokenMaker.jwk("k1", TokenMaker.pair("k1", 2048)));
                  },
                  () -> Callers.NOW),
              () -> Callers.NOW),
          new FailureLog(new PrintStream(logged, true, UTF_8)));

  @Test
  void allowsTheWholeStageAndTellsWhoCalls() throws IOException {
    var answer = ask(event("Bearer " + new TokenMaker().signed()));
    assertThat(answer.toString())
        .isEqualTo(
            """
            {"principalId":"svc-1","policyDocument":{"Version":"2012-10-17","Statement":[\
            {"Action":"execute-api:Invoke","Effect":"Allow",\
            "Resource":"arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/live/*"}]},\
            "context":{"tenant":"acme","actor":"svc-1","roles":"service","mfa":"false",\
            "exp":"%d"}}\
            """
                .formatted(Callers.NOW.getEpochSecond() + 600));
  }

  @Test
  void theContextLeadsBackToTheCaller() throws IOException {
    var token =
        new TokenMaker()
            .claim("roles", List.of("subject"))
            .claim("subject", "0123456789abcdefghjkmnpqrs")
            .claim("amr", List.of("mfa"))
            .signed();
    var context = new java.util.HashMap<String, String>();
    ask(event("bearer  " + token))
        .get("context")
        .properties()
        .forEach(e -> context.put(e.getKey(), e.getValue().textValue()));
    assertThat(AuthorizerContext.caller(context, "r-9"))
        .contains(
            authorizer.authorize(
                java.util.Map.of("AUTHORIZATION", List.of("Bearer " + token)), "r-9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "DPoP x.y.z"})
  void anythingElseIsUnauthorized(String authorization) {
    assertThatThrownBy(() -> ask(event(authorization)))
        .isInstanceOf(Authorizer.Unauthorized.class)
        .hasMessage("Unauthorized");
    assertThat(logged.size()).isZero();
  }

  @Test
  void noHeaderOrTwoIsUnauthorized() {
    assertThatThrownBy(() -> ask(Events.to("GET", "/v1/x").with("methodArn", ARN)))
        .hasMessage("Unauthorized");
    var token = "Bearer " + new TokenMaker().signed();
    assertThatThrownBy(() ->
            ask(
                Events.to("GET", "/v1/x")
                    .with("methodArn", ARN)
                    .header("Authorization", token, token)))
        .hasMessage("Unauthorized");
  }

  @Test
  void whatCannotBeFoundOutIsNo401() {
    reachable = false;
    assertThatThrownBy(() -> ask(event("Bearer " + new TokenMaker().signed())))
        .isInstanceOf(FaultException.class)
        .hasMessage("Unavailable");
    assertThat(logged.toString(UTF_8)).contains("authorizer").doesNotContain("acme");
  }

  private static Events event(String authorization) {
    return Events.to("GET", "/v1/subjects/{id}/records")
        .with("methodArn", ARN)
        .with("type", "REQUEST")
        .header("authorization", authorization);
  }

  private JsonNode ask(Events event) throws IOException {
    var out = new ByteArrayOutputStream();
    authorizer.handle(event.stream(), out);
    return TokenMaker.JSON.readTree(out.toByteArray());
  }
}
