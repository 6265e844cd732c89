package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.values.Ids;
import emanet.values.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  private static final String THING = "/v1/things/{id}";

  private final List<Refusal> recorded = new ArrayList<>();
  private final AtomicInteger ran = new AtomicInteger();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private Handler.Call outcome = () -> Response.ok(JsonNodeFactory.instance.objectNode());

  private final Routes routes =
      new Routes(
              (caller, request, reason) -> {
                recorded.add(reason);
                return Optional.of("entry-1.aa");
              })
          .on(Method.PUT, THING, Set.of(Role.DPO), this::put)
          .on(Method.PATCH, THING, Set.of(Role.DPO), this::put)
          .on(Method.GET, THING, Set.of(Role.DPO, Role.SERVICE), this::get)
          .open(Method.GET, "/health", _ -> Response::noContent);

  private final Endpoint endpoint =
      new Endpoint(
          routes,
          () -> Callers.NOW,
          new Ids(length -> new byte[length], () -> Callers.NOW),
          new FailureLog(new PrintStream(logged, true, UTF_8)));

  private Handler.Call put(Request request) {
    var _ = request.activity();
    var json = request.json();
    var name = json.text("name");
    json.done();
    return () -> {
      ran.incrementAndGet();
      var _ = outcome.run();
      return Response.created(
              "/v1/things/" + request.path("id"),
              JsonNodeFactory.instance.objectNode().put("name", name))
          .withEtag(3)
          .withLedger("e.ff");
    };
  }

  private Handler.Call get(Request request) {
    return outcome;
  }

  private Events put() {
    return Events.to("PUT", THING)
        .path("id", "t1")
        .header("Emanet-Activity", "payroll")
        .by(Callers.of(Callers.ACME, Role.DPO))
        .json("{\"name\":\"Çiğdem\"}");
  }

  @Test
  void answers() {
    var answer = put().through(endpoint);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().toString()).isEqualTo("{\"name\":\"Çiğdem\"}");
    assertThat(answer.header("Location")).isEqualTo("/v1/things/t1");
    assertThat(answer.header("ETag")).isEqualTo("\"3\"");
    assertThat(answer.header("Emanet-Ledger")).isEqualTo("e.ff");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.raw().get("isBase64Encoded").booleanValue()).isFalse();
    everyAnswer(answer);
  }

  private static void everyAnswer(Events.Answer answer) {
    assertThat(answer.header("Emanet-Request-Id"))
        .isEqualTo("11111111-2222-3333-4444-555555555555");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=");
  }

  @Test
  void takesABodyInBase64() {
    var answer = put().base64("{\"name\":\"Ğ\"}".getBytes(UTF_8)).through(endpoint);
    assertThat(answer.body().get("name").textValue()).isEqualTo("Ğ");
    assertThat(put().base64(new byte[] {(byte) 0xff}).through(endpoint).problem())
        .isEqualTo("malformed-json");
    assertThat(put().base64(true).body("no base64!").through(endpoint).problem())
        .isEqualTo("malformed-json");
    assertThat(put().body("{\"name\":\"\ud800\"}").through(endpoint).problem())
        .isEqualTo("malformed-json");
  }

  @Test
  void anAnswerWithoutBodyHasNoType() {
    var answer = Events.to("GET", "/health").through(endpoint);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Content-Type")).isEmpty();
    everyAnswer(answer);
  }

  @Test
  void theBodyIsBoundedInBytes() {
    int frame = "{\"name\":\"\"}".length();
    int room = (1 << 20) - frame;
    assertThat(named("x".repeat(room)).through(endpoint).status()).isEqualTo(201);
    assertThat(named("x".repeat(room + 1)).through(endpoint).problem()).isEqualTo("body-too-large");
    assertThat(named("ğ".repeat(room / 2)).through(endpoint).status()).isEqualTo(201);
    assertThat(named("ğ".repeat(room / 2 + 1)).through(endpoint).problem())
        .isEqualTo("body-too-large");
    assertThat(put().base64(new byte[(1 << 20) + 1]).through(endpoint).problem())
        .isEqualTo("body-too-large");
    assertThat(named("x".repeat(room + 1)).through(endpoint).body().get("limit").intValue())
        .isEqualTo(1 << 20);
  }

  private Events named(String name) {
    return put().json("{\"name\":\"" + name + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT   | application/json                          | 201",
        "PUT   | APPLICATION/JSON                          | 201",
        "PUT   | application/json; charset=utf-8           | 201",
        "PUT   | application/json;charset=\"UTF-8\"        | 201",
        "PUT   | application/json; charset=iso-8859-9      | 415",
        "PUT   | application/json; charset=windows-1254    | 415",
        "PUT   | application/merge-patch+json              | 415",
        "PATCH | application/merge-patch+json              | 201",
        "PATCH | application/merge-patch+json; charset=utf-8 | 201",
        "PATCH | application/json                          | 201",
        "PATCH | application/json-patch+json               | 415",
        "PUT   | application/jsonx                         | 415",
        "PUT   | text/plain                                | 415",
        "PUT   | application/x-www-form-urlencoded         | 415",
        "PUT   | ''                                        | 415",
        "PUT   | application/json, text/plain              | 415",
      })
  void mediaTypes(String method, String type, int status) {
    var event = put().with("httpMethod", method).header("Content-Type", type);
    assertThat(event.through(endpoint).status()).isEqualTo(status);
  }

  @Test
  void aBodyNeedsItsType() {
    var event =
        Events.to("PUT", THING)
            .path("id", "t1")
            .header("Emanet-Activity", "payroll")
            .by(Callers.of(Callers.ACME, Role.DPO))
            .body("{}");
    assertThat(event.through(endpoint).problem()).isEqualTo("unsupported-media-type");
    assertThat(put().header("content-type", "application/json").through(endpoint).problem())
        .as("named twice, in two spellings")
        .isEqualTo("unsupported-media-type");
  }

  /// Each call breaks everything from one check on; the first must answer.
  @Test
  void checksRunInTheirOrder() {
    var big = "x".repeat((1 << 20) + 1);
    var nobody = Events.to("PUT", THING).path("id", "t1");
    assertThat(nobody.body(big).through(endpoint).problem()).isEqualTo("body-too-large");
    assertThat(nobody.body("{").through(endpoint).problem()).isEqualTo("unsupported-media-type");
    assertThat(nobody.json("{").through(endpoint).problem()).isEqualTo("unauthenticated");
    var wrongRole = nobody.by(Callers.service());
    assertThat(wrongRole.through(endpoint).problem()).isEqualTo("missing-activity");
    wrongRole.header("Emanet-Activity", "payroll");
    assertThat(wrongRole.json("{").through(endpoint).problem()).isEqualTo("malformed-json");
    assertThat(wrongRole.json("{}").through(endpoint).problem()).isEqualTo("wrong-shape");
    assertThat(wrongRole.json("{\"name\":\"n\",\"x\":1}").through(endpoint).problem())
        .isEqualTo("unknown-property");
    assertThat(wrongRole.json("{\"name\":\"n\"}").query("x", "1").through(endpoint).problem())
        .isEqualTo("bad-parameter");
    for (var header : List.of("Idempotency-Key", "If-Match", "If-None-Match")) {
      var broken = put().by(Callers.service()).header(header, "ğ");
      assertThat(broken.through(endpoint).problem()).as(header).isEqualTo("bad-header");
    }
    assertThat(recorded).isEmpty();
    outcome =
        () -> {
          throw new Fault.Absent().exception();
        };
    var refused = put().by(Callers.service()).through(endpoint);
    assertThat(refused.problem()).isEqualTo("role");
    assertThat(recorded).containsExactly(Refusal.ROLE);
    assertThat(ran).hasValue(0);
    assertThat(put().through(endpoint).problem()).isEqualTo("not-found");
  }

  @Test
  void aRefusalIsRecordedBeforeItIsTold() {
    var answer = put().by(Callers.service()).through(endpoint);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Emanet-Ledger")).isEqualTo("entry-1.aa");
    everyAnswer(answer);
  }

  @Test
  void aRefusalThatCannotBeRecordedIsNotTold() {
    var unable =
        new Routes(
                (caller, request, reason) -> {
                  throw Fault.Unavailable.shortly().exception();
                })
            .on(Method.GET, "/v1/x", Set.of(Role.ADMIN), this::get);
    var answer =
        Events.to("GET", "/v1/x")
            .by(Callers.service())
            .through(
                new Endpoint(
                    unable,
                    () -> Callers.NOW,
                    new Ids(byte[]::new, () -> Callers.NOW),
                    new FailureLog(new PrintStream(logged, true, UTF_8))));
    assertThat(answer.problem()).isEqualTo("unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aRefusalFromWithinIsRecordedOnce() {
    outcome =
        () -> {
          throw new Fault.Refused(Refusal.GRANT).exception();
        };
    var answer = get().through(endpoint);
    assertThat(answer.problem()).isEqualTo("grant");
    assertThat(answer.header("Emanet-Ledger")).isEqualTo("entry-1.aa");
    assertThat(recorded).containsExactly(Refusal.GRANT);
    outcome =
        () -> {
          throw new Fault.Refused(Refusal.MFA).recorded("entry-0.bb");
        };
    assertThat(get().through(endpoint).header("Emanet-Ledger")).isEqualTo("entry-0.bb");
    assertThat(recorded).containsExactly(Refusal.GRANT);
  }

  @Test
  void everyFaultHasItsReceipt() {
    outcome =
        () -> {
          throw new Fault.Erased().recorded("entry-0.bb");
        };
    var answer = get().through(endpoint);
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.header("Emanet-Ledger")).isEqualTo("entry-0.bb");
  }

  private Events get() {
    return Events.to("GET", THING).path("id", "t1").by(Callers.service());
  }

  @Test
  void methodsAndRoutesThatAreNotThere() {
    for (var method : List.of("DELETE", "HEAD", "OPTIONS", "TRACE", "put", "BREW")) {
      var answer = put().with("httpMethod", method).through(endpoint);
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, PUT, PATCH");
    }
    assertThat(put().with("resource", "/v1/other").through(endpoint).problem())
        .isEqualTo("not-found");
  }

  @Test
  void theTokensEndIsCheckedAgain() {
    var ends = Callers.NOW.getEpochSecond();
    assertThat(get().authorizer("exp", "" + (ends + 1)).through(endpoint).status()).isEqualTo(200);
    assertThat(get().authorizer("exp", "" + ends).through(endpoint).problem())
        .isEqualTo("unauthenticated");
    assertThat(get().authorizer("exp", "" + (ends - 1)).through(endpoint).problem())
        .isEqualTo("unauthenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "tenant,''",
    "tenant,Acme",
    "actor,''",
    "actor,a@b.tr",
    "roles,''",
    "roles,god",
    "roles,'dpo,'",
    "exp,''",
    "exp,soon",
    "exp,-1",
    "subject,0123456789abcdefghjkmnpqrs",
    "roles,subject"
  })
  void aBrokenContextProvesNothing(String name, String value) {
    assertThat(get().authorizer(name, value).through(endpoint).problem())
        .isEqualTo("unauthenticated");
  }

  @Test
  void whatIsTooDeepForItsReaderIsAnsweredToo() {
    outcome =
        () -> {
          var _ = Pattern.compile("(?:a|b)*").matcher("a".repeat(1_000_000)).matches();
          return Response.noContent();
        };
    var answer = get().through(endpoint);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal-error");
    assertThat(logged.toString(UTF_8)).contains("StackOverflowError").doesNotContain("aaa");
  }

  @Test
  void whatIsUnexpectedIsLoggedWithoutItsText() {
    outcome =
        () -> {
          throw new IllegalStateException("10000000146", new RuntimeException("Ayşe"));
        };
    var answer = get().header("Accept-Language", "tr").through(endpoint);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.problem()).isEqualTo("internal-error");
    assertThat(answer.header("Content-Language")).isEqualTo("tr");
    assertThat(answer.raw().toString()).doesNotContain("10000000146", "Ayşe", "IllegalState");
    everyAnswer(answer);
    var line = logged.toString(UTF_8);
    assertThat(line.strip().lines().count()).isOne();
    assertThat(line)
        .contains("11111111-2222-3333-4444-555555555555")
        .contains("java.lang.IllegalStateException", "java.lang.RuntimeException", "EndpointTest")
        .contains(THING)
        .doesNotContain("10000000146", "Ayşe");
  }

  @Test
  void whatIsExpectedIsNotLogged() {
    outcome =
        () -> {
          throw new Fault.Absent().exception();
        };
    get().through(endpoint);
    assertThat(logged.size()).isZero();
    outcome =
        () -> {
          throw new Fault.Tampered().exception();
        };
    get().through(endpoint);
    assertThat(logged.size()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "short", "with space in it", "<script>alert(1)</script>", "ğğğğğğğğğ"})
  void aRequestIdOfAnotherShapeIsMadeAnew(String id) {
    var answer = get().requestId(id).through(endpoint);
    assertThat(answer.header("Emanet-Request-Id")).matches("[0-9a-z]{24}");
  }

  @Test
  void quotedPartsOfThePathAreRead() {
    outcome = Response::noContent;
    assertThat(put().path("id", "okta%7Cjane%3A1%24%5C").through(endpoint).header("Location"))
        .isEqualTo("/v1/things/okta|jane:1$\\");
    assertThat(put().path("id", "100%").through(endpoint).header("Location"))
        .isEqualTo("/v1/things/100%");
  }

  @Test
  void singleValueHeadersAndQueriesServeAlone() {
    var answer =
        get()
            .with("multiValueHeaders", null)
            .header("accept-language", "tr")
            .query("x", "1")
            .through(endpoint);
    assertThat(answer.problem()).isEqualTo("bad-parameter");
    assertThat(answer.body().get("title").textValue()).isEqualTo("Hatalı parametre");
  }
}
