package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds for every call, over HTTP, through the gateway and the functions.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpTest {
  private static final String RECIPIENT =
      "{'title': 'Tax office', 'group': 'AUTHORITY', 'country': 'TR', 'notify': {'email': 'a@b.tr'}}"
          .replace('\'', '"');

  private final Stack stack = Stack.shared();
  private final String tenant = Stack.tenantName();
  private String token;

  @BeforeAll
  void openTenant() {
    open(tenant, "");
    token = stack.strongToken(tenant, "dpo-1", "dpo");
  }

  private void open(String name, String issuers) {
    stack
        .as(stack.token("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + name,
            "{'name': 'A', 'title': 'A', 'address': 'A', 'contacts': [], 'sample': true%s}"
                .formatted(issuers))
        .expect(201);
  }

  private ApiCall dpo() {
    return stack.as(token).with("Content-Type", "application/json");
  }

  private Answer put(byte[] body) {
    return dpo().sent("PUT", "/v1/recipients/nobody", body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malformed-json   | 7b2274697469",
        "malformed-json   | 7b2261223a22ff227d",
        "malformed-json   | 7b2261223a22eda080227d",
        "malformed-json   | efbbbf7b7d",
        "malformed-json   | 7b2261223a225c7564383030227d",
        "malformed-json   | 7b7d7b7d",
        "duplicate-key    | 7b2261223a312c2261223a327d",
        "wrong-shape      | 5b5d",
        "wrong-shape      | 7b7d",
      })
  void whatCannotBeReadIs400AndChangesNothing(String problem, String hex) {
    var answer = put(HexFormat.of().parseHex(hex));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo(problem);
    dpo().get("/v1/recipients/nobody").expect(404);
  }

  @Test
  void deepAndLongBodiesAreRefused() {
    assertThat(put(("[".repeat(50_000) + "]".repeat(50_000)).getBytes(UTF_8)).problem())
        .isEqualTo("too-deep");
    var padded = RECIPIENT + " ".repeat((1 << 20) - RECIPIENT.length());
    assertThat(put((padded + " ").getBytes(UTF_8)).expect(413).problem())
        .isEqualTo("body-too-large");
    dpo().sent("PUT", "/v1/recipients/just-fits", padded.getBytes(UTF_8)).expect(201);
  }

  @Test
  void anUnknownPropertyIsRefusedAndNotNamed() {
    var answer =
        put(RECIPIENT.replace("{\"email\"", "{\"10000000146\":1,\"email\"").getBytes(UTF_8));
    assertThat(answer.expect(400).problem()).isEqualTo("unknown-property");
    assertThat(answer.body().path("pointer").asText()).isEqualTo("/notify");
    assertThat(answer.text()).doesNotContain("10000000146");
  }

  @Test
  void otherMediaTypesAreRefused() {
    for (var type :
        List.of(
            "text/plain", "application/merge-patch+json", "application/json; charset=iso-8859-9")) {
      var answer =
          stack
              .as(token)
              .with("Content-Type", type)
              .send("PUT", "/v1/recipients/nobody", RECIPIENT);
      assertThat(answer.expect(415).problem()).isEqualTo("unsupported-media-type");
    }
  }

  @Test
  void problemsSpeakTheCallersLanguage() {
    var turkish =
        dpo().with("Accept-Language", "de, tr;q=0.8, en;q=0.5").get("/v1/recipients/nobody");
    assertThat(turkish.header("Content-Language")).isEqualTo("tr");
    assertThat(turkish.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(turkish.body().path("title").asText()).isEqualTo("Bulunamadı");
    assertThat(turkish.body().path("instance").asText())
        .isEqualTo("urn:emanet:request:" + turkish.header("Emanet-Request-Id"));
    assertThat(dpo().get("/v1/recipients/nobody").body().path("title").asText())
        .isEqualTo("Not found");
  }

  @Test
  void everyAnswerHasTheHeadersThatAllHave() {
    for (var answer :
        List.of(
            stack.anonymous().get("/health"),
            stack.anonymous().get("/v1/recipients"),
            stack.anonymous().get("/nowhere"),
            dpo().get("/v1/recipients"),
            dpo().get("/v1/recipients/nobody"))) {
      assertThat(answer.header("Emanet-Request-Id")).isNotEmpty();
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=");
    }
  }

  @Test
  void listsArePagedByCursorsOfTheirOwn() {
    for (int i = 0; i < 3; i++) {
      dpo().send("PUT", "/v1/recipients/page-" + i, RECIPIENT).expect(201);
    }
    var first = dpo().get("/v1/recipients?limit=2").expect(200).body();
    assertThat(first.path("items")).hasSize(2);
    var cursor = first.path("nextCursor").asText();
    assertThat(
            dpo().get("/v1/recipients?limit=1&cursor=" + cursor).expect(200).body().path("items"))
        .hasSize(1);
    var forged =
        cursor.substring(0, 8) + (cursor.charAt(8) == 'A' ? 'B' : 'A') + cursor.substring(9);
    var other = Stack.tenantName();
    open(other, "");
    var stranger = stack.as(stack.token(other, "dpo-1", "dpo"));
    for (var answer :
        List.of(
            dpo().get("/v1/recipients?cursor=" + forged),
            dpo().get("/v1/activities?cursor=" + cursor),
            stranger.get("/v1/recipients?cursor=" + cursor))) {
      assertThat(answer.expect(400).problem()).isEqualTo("bad-cursor");
    }
    for (var query : List.of("limit=0", "limit=201", "limit=x", "limit=1&limit=2", "unknown=1")) {
      assertThat(dpo().get("/v1/recipients?" + query).expect(400).problem())
          .isEqualTo("bad-parameter");
    }
  }

  @Test
  void aKeyMakesACallHappenOnce() {
    var once = dpo().idempotent("k-1");
    var first = once.send("PUT", "/v1/recipients/once", RECIPIENT).expect(201);
    var again = once.send("PUT", "/v1/recipients/once", RECIPIENT).expect(201);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).isEqualTo("\"1\"");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.text()).doesNotContain("Tax office");
    var other = RECIPIENT.replace("TR", "DE");
    assertThat(once.send("PUT", "/v1/recipients/once", other).expect(422).problem())
        .isEqualTo("idempotency-key-reused");
    assertThat(dpo().get("/v1/recipients/once").header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void versionsGuardChanges() {
    dpo().send("PUT", "/v1/recipients/versions", RECIPIENT).expect(201);
    dpo().with("If-None-Match", "*").send("PUT", "/v1/recipients/versions", RECIPIENT).expect(412);
    var changed = RECIPIENT.replace("TR", "DE");
    dpo().with("If-Match", "\"1\"").send("PUT", "/v1/recipients/versions", changed).expect(200);
    dpo().with("If-Match", "\"1\"").send("PUT", "/v1/recipients/versions", RECIPIENT).expect(412);
    dpo().with("If-Match", "1").send("PUT", "/v1/recipients/versions", RECIPIENT).expect(400);
  }

  @Test
  void tokensOfOthersProveNothing() throws GeneralSecurityException {
    var keys = keyPair();
    var host = Stack.tenantName() + ".example";
    var jwks = "https://" + host + "/jwks";
    publish(jwks, keys);
    var owner = Stack.tenantName();
    open(
        owner,
        ", 'issuers': [{'iss': 'https://%s', 'jwksUri': '%s', 'roles': ['agent', 'dpo']}]"
            .formatted(host, jwks));
    assertThat(status(signed(keys, host, owner, "dpo"))).isEqualTo(200);
    assertThat(status(signed(keys, host, owner, "auditor"))).as("not granted").isEqualTo(401);
    assertThat(status(signed(keys, host, tenant, "dpo"))).as("not its tenant").isEqualTo(401);
    assertThat(status(signed(keys, host, "platform", "admin"))).isEqualTo(401);
    assertThat(status(stack.token(owner, "dpo-1", "dpo"))).as("the deployment's").isEqualTo(401);
    assertThat(status(signed(keyPair(), host, owner, "dpo"))).as("another key").isEqualTo(401);
    assertThat(status(stack.token("t-none", "dpo-1", "dpo"))).as("no such tenant").isEqualTo(401);
    var parts = token.split("\\.");
    assertThat(status(parts[0] + "." + parts[1] + ".")).as("unsigned").isEqualTo(401);
    var expired = Stack.claims(tenant, "dpo-1", "dpo").put("ttl", "PT0S");
    var answer = stack.control("POST", "token", expired);
    if (answer.status() == 200) {
      assertThat(status(answer.body().path("token").asText())).as("expired").isEqualTo(401);
    }
  }

  private int status(String bearer) {
    return stack.as(bearer).get("/v1/recipients").status();
  }

  private void publish(String url, KeyPair keys) {
    var key = (RSAPublicKey) keys.getPublic();
    var jwk =
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"use\":\"sig\",\"e\":\"AQAB\",\"n\":\"%s\"}]}"
            .formatted(encoded(unsigned(key.getModulus().toByteArray())));
    var page = JsonNodeFactory.instance.objectNode().put("url", url).put("body", jwk);
    assertThat(stack.control("PUT", "pages", page).status()).isBetween(200, 299);
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  /// The shared stack's clock is the system's.
  private static String signed(KeyPair keys, String host, String tenant, String role)
      throws GeneralSecurityException {
    var now = Instant.now();
    var claims =
        "{\"iss\":\"https://%s\",\"aud\":\"emanet\",\"sub\":\"jane\",\"tenant\":\"%s\",\"roles\":[\"%s\"],\"iat\":%d,\"exp\":%d}"
            .formatted(
                host,
                tenant,
                role,
                now.getEpochSecond(),
                now.plus(Duration.ofMinutes(10)).getEpochSecond());
    var input =
        encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(UTF_8))
            + "."
            + encoded(claims.getBytes(UTF_8));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(input.getBytes(UTF_8));
    return input + "." + encoded(signature.sign());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
