package emanet.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The gateway with a template and functions of the tests' own.
class GatewayTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Edge edge;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    edge = Edge.start(EdgeOptions.anyPort());
    gateway = Gateway.start(new GatewayOptions(template(), edge.url(), "eu-west-1", 0));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    edge.close();
  }

  @Test
  void handsOverTheRequestAsRestApisDo() throws Exception {
    var event =
        event(
            send(
                request("PUT", "/things/a%20b?x=1&x=2&y=%C3%A7", "good")
                    .header("Content-Type", "application/json")
                    .header("X-Twice", "one")
                    .header("X-Twice", "two"),
                "{\"a\":\"ş\"}"));
    assertThat(event.path("resource").asText()).isEqualTo("/things/{id}");
    assertThat(event.path("path").asText()).isEqualTo("/things/a%20b");
    assertThat(event.path("httpMethod").asText()).isEqualTo("PUT");
    assertThat(event.at("/pathParameters/id").asText()).isEqualTo("a%20b");
    assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("2");
    assertThat(event.at("/multiValueQueryStringParameters/x").toString())
        .isEqualTo("[\"1\",\"2\"]");
    assertThat(event.at("/queryStringParameters/y").asText()).isEqualTo("ç");
    assertThat(event.at("/headers/X-Twice").asText()).isEqualTo("two");
    assertThat(event.at("/multiValueHeaders/X-Twice").size()).isEqualTo(2);
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(
            new String(
                Base64.getDecoder().decode(event.path("body").asText()), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"ş\"}");
    assertThat(event.at("/requestContext/stage").asText()).isEqualTo("test");
    assertThat(event.at("/requestContext/path").asText()).isEqualTo("/test/things/a%20b");
    assertThat(event.at("/requestContext/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(event.at("/requestContext/requestId").asText()).hasSize(36);
  }

  @Test
  void handsOverWhatTheAuthorizerSaysAsTexts() throws Exception {
    var authorizer = event(get("/things", "good")).at("/requestContext/authorizer");
    assertThat(authorizer.path("principalId").asText()).isEqualTo("someone");
    assertThat(authorizer.path("tenant").asText()).isEqualTo("acme");
    assertThat(authorizer.path("level").isTextual()).isTrue();
    assertThat(authorizer.path("strong").asText()).isEqualTo("true");
  }

  @Test
  void leavesOutWhatIsNotThere() throws Exception {
    var event = event(get("/things", "good"));
    for (var absent : new String[] {"body", "pathParameters", "queryStringParameters"}) {
      assertThat(event.path(absent).isNull()).as(absent).isTrue();
    }
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
  }

  @Test
  void passesTheAnswerOn() throws Exception {
    var answer = get("/things", "good");
    assertThat(answer.status()).isEqualTo(203);
    assertThat(answer.headers().allValues("X-Many")).containsExactly("one", "two");
    assertThat(answer.header("x-amzn-Remapped-Server")).isEqualTo("echo");
    assertThat(answer.body().path("function").asText()).isEqualTo("Echo");
    assertThat(answer.body().path("remaining").asInt()).isBetween(1, 10_000);
  }

  @Test
  void givesFunctionsTheTemplatesEnvironmentAndTheEdge() throws Exception {
    var environment = get("/things", "good").body().path("environment");
    assertThat(environment.path("GREETING").asText()).isEqualTo("merhaba-echo");
    assertThat(environment.path("PLACE").asText()).isEqualTo("eu-west-1/merhaba/${kept}");
    assertThat(environment.path("OWN").asText()).isEqualTo("Echo.Arn");
    assertThat(environment.path("AWS_REGION").asText()).isEqualTo("eu-west-1");
    assertThat(environment.path("AWS_ENDPOINT_URL").asText()).isEqualTo(edge.url().toString());
  }

  @Test
  void prefersTheLiteralPath() throws Exception {
    var event = event(send(request("PUT", "/things/special", "good"), "{}"));
    assertThat(event.path("resource").asText()).isEqualTo("/things/special");
    var part = event(get("/things/7/parts/9", "good"));
    assertThat(part.path("pathParameters").toString()).isEqualTo("{\"id\":\"7\",\"part\":\"9\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nothing",
    "GET,/",
    "GET,/things/",
    "GET,//things",
    "DELETE,/things",
    "GET,/things/7",
    "OPTIONS,/things",
    "GET,/things/7/parts/",
    "GET,/THINGS"
  })
  void hasNoRouteThatTheTemplateHasNot(String method, String path) throws Exception {
    var answer = send(request(method, path, "good"), "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("MISSING_AUTHENTICATION_TOKEN");
    assertThat(answer.body().path("instance").asText())
        .isEqualTo("urn:emanet:request:" + answer.header("Emanet-Request-Id"));
  }

  @Test
  void asksForATokenFirst() throws Exception {
    var answer = get("/things", "");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().path("kind").asText()).isEqualTo("UNAUTHORIZED");
    assertThat(Doorman.asked("")).isZero();
  }

  @Test
  void letsAnybodyInWhereTheTemplateSaysSo() throws Exception {
    assertThat(event(get("/open", "")).at("/requestContext/authorizer").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "foreign,401,UNAUTHORIZED",
    "closed,403,ACCESS_DENIED",
    "broken,500,AUTHORIZER_FAILURE",
    "empty,500,AUTHORIZER_CONFIGURATION_ERROR"
  })
  void doesAsTheAuthorizerSays(String token, int status, String kind) throws Exception {
    var answer = get("/things", token);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("kind").asText()).isEqualTo(kind);
  }

  @Test
  void keepsAPolicyForTheTokenAndHoldsEveryRouteToIt() throws Exception {
    assertThat(get("/things", "narrow-kept").status()).isEqualTo(203);
    assertThat(get("/things/7/parts/9", "narrow-kept").status()).isEqualTo(403);
    assertThat(get("/things", "good-kept").status()).isEqualTo(203);
    assertThat(get("/things/7/parts/9", "good-kept").status()).isEqualTo(203);
    assertThat(Doorman.asked("good-kept")).isEqualTo(1);
    assertThat(Doorman.asked("narrow-kept")).isEqualTo(1);
  }

  @Test
  void doesNotKeepARefusal() throws Exception {
    get("/things", "foreign-twice");
    get("/things", "foreign-twice");
    assertThat(Doorman.asked("foreign-twice")).isEqualTo(2);
  }

  @Test
  void asksAgainAfterAMinuteByTheMovedClock() throws Exception {
    get("/things", "good-clock");
    advance("PT50S");
    get("/things", "good-clock");
    assertThat(Doorman.asked("good-clock")).isEqualTo(1);
    advance("PT11S");
    get("/things", "good-clock");
    assertThat(Doorman.asked("good-clock")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "throw,500,INTEGRATION_FAILURE",
    "junk,500,INTEGRATION_FAILURE",
    "shape,500,INTEGRATION_FAILURE",
    "long,500,INTEGRATION_FAILURE",
    "hang,500,INTEGRATION_TIMEOUT"
  })
  void answersForAFunctionThatDoesNot(String how, int status, String kind) throws Exception {
    var answer = get("/misbehave/" + how, "good");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("kind").asText()).isEqualTo(kind);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void answersForAFunctionWhoseClassIsMissing() throws Exception {
    assertThat(get("/absent", "good").status()).isEqualTo(500);
  }

  @Test
  void passesOnAnAnswerWithoutABody() throws Exception {
    var answer = get("/misbehave/not", "good");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10 * 1024 * 1024 + 1, 6 * 1024 * 1024})
  void refusesWhatIsTooLong(int length) throws Exception {
    var answer =
        Answer.of(
            HTTP.send(
                request("PUT", "/things/7", "good")
                    .method("PUT", BodyPublishers.ofByteArray(new byte[length]))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().path("kind").asText()).isEqualTo("REQUEST_TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no request\r\n\r\n", "GET /things HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n"})
  void answersWhatIsNoRequest(String bytes) throws IOException {
    try (var socket = new Socket("127.0.0.1", gateway.port())) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("BAD_REQUEST_PARAMETERS");
    }
  }

  @Test
  void servesManyAtOnce() throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, Echo.TOGETHER)
              .mapToObj(_ ->
                  executor.submit(
                      () -> send(request("GET", "/things", "good").header("Meet", "yes"), "")))
              .toList();
      for (var call : calls) {
        assertThat(call.get().status()).isEqualTo(203);
      }
    }
  }

  @Test
  void runsAFunctionByItsName() throws Exception {
    var sample = invoke("echo", "");
    assertThat(sample.status()).isEqualTo(200);
    assertThat(sample.body().path("body").asText()).contains("\"sample\":true");
    assertThat(invoke("Echo", "{\"given\": 1}").body().path("body").asText())
        .contains("\"given\":1");
    assertThat(invoke("Nobody", "{}").status()).isEqualTo(404);
    assertThat(invoke("Misbehaving", "{\"pathParameters\": {\"how\": \"throw\"}}").status())
        .isEqualTo(502);
  }

  @Test
  void isKnownToTheEdgeWithItsSchedules() throws Exception {
    var known =
        Answer.of(
            HTTP.send(
                HttpRequest.newBuilder(edge.url().resolve("/_emanet/gateways")).build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    assertThat(known.body().at("/items/0/region").asText()).isEqualTo("eu-west-1");
    assertThat(known.body().at("/items/0/schedules").toString()).isEqualTo("[\"EchoNightly\"]");
  }

  @Test
  void hasAFunctionRehearseAsBeforeASnapshot() throws Exception {
    gateway.rehearse("Rehearsing");
    assertThat(send(request("GET", "/rehearsed", "good"), "").text()).isEqualTo("before after");
    assertThatThrownBy(() -> gateway.rehearse("Rehearsing"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("did not rehearse");
    assertThatThrownBy(() -> gateway.rehearse("Misbehaving"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("nothing to rehearse");
  }

  private static Path template() throws Exception {
    return Path.of(GatewayTest.class.getResource("template.yaml").toURI());
  }

  private static HttpRequest.Builder request(String method, String path, String token) {
    var request =
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .method(method, BodyPublishers.noBody());
    return token.isEmpty() ? request : request.header("Authorization", token);
  }

  private static Answer get(String path, String token) throws IOException, InterruptedException {
    return send(request("GET", path, token), "");
  }

  private static Answer send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    var method = request.build().method();
    return Answer.of(
        HTTP.send(
            body.isEmpty()
                ? request.build()
                : request.method(method, BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofByteArray()));
  }

  private static JsonNode event(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(203);
    return answer.body().path("event");
  }

  private static Answer invoke(String function, String event)
      throws IOException, InterruptedException {
    return control("invoke/" + function, event);
  }

  private static void advance(String by) throws IOException, InterruptedException {
    assertThat(control("clock", "{\"advance\": \"" + by + "\"}").status()).isEqualTo(200);
  }

  private static Answer control(String path, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(edge.url().resolve("/_emanet/" + path))
            .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return Answer.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }
}
