package emanet.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Fault;
import emanet.values.Role;
import emanet.values.TenantId;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final String SUBJECT = "0123456789abcdefghjkmnpqrs";
  private static final URI DEPLOYMENT = URI.create("https://issuer.emanet.example/jwks.json");
  private static final URI OWN = URI.create("https://login.globex.example/jwks");
  private static final long NOW = Callers.NOW.getEpochSecond();

  private final Map<URI, byte[]> pages =
      new HashMap<>(
          Map.of(
              DEPLOYMENT,
              TokenMaker.keySet(TokenMaker.jwk("k1", TokenMaker.pair("k1", 2048))),
              OWN,
              TokenMaker.keySet(TokenMaker.jwk("g1", TokenMaker.pair("g1", 2048)))));

  private final Tokens tokens =
      new Tokens(
          new Issuer("https://issuer.emanet.example", DEPLOYMENT, Set.of()),
          TokensTest::registered,
          new KeySets(pages::get, () -> Callers.NOW),
          () -> Callers.NOW);

  /// `acme` has no issuers of its own, `globex` has one, `initech` one that claims too much, and
  /// there is no other tenant.
  private static Optional<Issuers.Registered> registered(TenantId tenant) {
    return issuers(tenant).map(all -> new Issuers.Registered(all, Optional.empty()));
  }

  private static Optional<List<Issuer>> issuers(TenantId tenant) {
    return switch (tenant.value()) {
      case "acme" -> Optional.of(List.of());
      case "globex" ->
          Optional.of(
              List.of(
                  new Issuer("https://login.globex.example", OWN, Set.of(Role.AGENT, Role.DPO))));
      case "initech" ->
          Optional.of(
              List.of(new Issuer("https://login.globex.example", OWN, Set.of(Role.values()))));
      default -> Optional.empty();
    };
  }

  @Test
  void aGoodTokenProvesItsCaller() {
    var caller =
        tokens.verify(
            good()
                .claim("amr", List.of("pwd", "mfa"))
                .claim("roles", List.of("agent", "dpo"))
                .signed(),
            "r-1");
    assertThat(caller.tenant()).isEqualTo(Callers.ACME);
    assertThat(caller.actor()).hasToString("svc-1");
    assertThat(caller.roles()).containsExactlyInAnyOrder(Role.AGENT, Role.DPO);
    assertThat(caller.subject()).isEmpty();
    assertThat(caller.mfa()).isTrue();
    assertThat(caller.expiresAt()).isEqualTo(Instant.ofEpochSecond(NOW + 600));
    assertThat(caller.requestId()).isEqualTo("r-1");
  }

  static Stream<TokenMaker> alsoGood() {
    return Stream.of(
        good().header("alg", "PS256"),
        good().header("typ", null),
        good().header("typ", "at+jwt"),
        good().header("x5t", "thumb"),
        good().claim("aud", List.of("other", "emanet")),
        good().claim("jti", "anything"),
        good().claim("nbf", NOW),
        good().claim("nbf", NOW + 30),
        good().claim("iat", NOW + 30),
        good().claim("exp", NOW + 1),
        good().claim("iat", NOW - 3000).claim("exp", NOW + 600),
        good().claim("amr", List.of()),
        good().claim("sub", "okta|jane"),
        good().claim("roles", List.of("service", "service")),
        good().claim("roles", List.of("service", "agent", "dpo", "auditor")),
        good().claim("roles", List.of("subject")).claim("subject", SUBJECT),
        good().claim("tenant", "platform").claim("roles", List.of("admin", "operator")));
  }

  @ParameterizedTest
  @MethodSource("alsoGood")
  void soDoThese(TokenMaker token) {
    assertThat(tokens.verify(token.signed(), "r").actor()).isNotNull();
  }

  @Test
  void aPersonsOwnToken() {
    var caller =
        tokens.verify(
            good().claim("roles", List.of("subject")).claim("subject", SUBJECT).signed(), "r");
    assertThat(caller.subject()).hasValueSatisfying(s -> assertThat(s).hasToString(SUBJECT));
    assertThat(caller.mfa()).isFalse();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("none", good().header("alg", "none")),
        bad("HS256", good().header("alg", "HS256")),
        bad("RS384", good().header("alg", "RS384")),
        bad("ES256", good().header("alg", "ES256")),
        bad("case of alg", good().header("alg", "rs256")),
        bad("no alg", good().header("alg", null)),
        bad("alg no text", good().header("alg", 256)),
        bad("jku", good().header("jku", "https://evil.example/jwks")),
        bad("x5u", good().header("x5u", "https://evil.example/cert")),
        bad("jwk", good().header("jwk", TokenMaker.jwk("k1", TokenMaker.pair("k1", 2048)))),
        bad("x5c", good().header("x5c", List.of("MII"))),
        bad("crit", good().header("crit", List.of("exp"))),
        bad("b64", good().header("b64", false)),
        bad("zip", good().header("zip", "DEF")),
        bad("no kid", good().header("kid", null)),
        bad("unknown kid", good().header("kid", "k2")),
        bad("empty kid", good().header("kid", "")),
        bad("kid no text", good().header("kid", 1)),
        bad("long kid", good().header("kid", "k".repeat(257))),
        bad("typ", good().header("typ", "JWE")),
        bad("no iss", good().claim("iss", null)),
        bad("other iss", good().claim("iss", "https://issuer.emanet.example/")),
        bad("iss no text", good().claim("iss", List.of("https://issuer.emanet.example"))),
        bad("no aud", good().claim("aud", null)),
        bad("other aud", good().claim("aud", "emanet2")),
        bad("case of aud", good().claim("aud", "Emanet")),
        bad("other auds", good().claim("aud", List.of("a", "b"))),
        bad("aud no text", good().claim("aud", List.of("emanet", 1))),
        bad("no sub", good().claim("sub", null)),
        bad("empty sub", good().claim("sub", "")),
        bad("sub is an e-mail address", good().claim("sub", "ayse@firma.com.tr")),
        bad("sub is a TCKN", good().claim("sub", "10000000146")),
        bad("sub is a phone", good().claim("sub", "905000000000")),
        bad("sub is a phone with +", good().claim("sub", "+905000000000")),
        bad("no tenant", good().claim("tenant", null)),
        bad("unknown tenant", good().claim("tenant", "umbrella")),
        bad("broken tenant", good().claim("tenant", "Acme")),
        bad("key of another tenant", good().claim("tenant", "acme#globex")),
        bad("no roles", good().claim("roles", null)),
        bad("empty roles", good().claim("roles", List.of())),
        bad("roles no list", good().claim("roles", "service")),
        bad("unknown role", good().claim("roles", List.of("service", "god"))),
        bad("role no text", good().claim("roles", List.of("service", 1))),
        bad("case of role", good().claim("roles", List.of("Service"))),
        bad("admin in a tenant", good().claim("roles", List.of("admin"))),
        bad("operator in a tenant", good().claim("roles", List.of("service", "operator"))),
        bad("service in platform", good().claim("tenant", "platform")),
        bad(
            "dpo and admin in platform",
            good().claim("tenant", "platform").claim("roles", List.of("admin", "dpo"))),
        bad(
            "subject in platform",
            good()
                .claim("tenant", "platform")
                .claim("roles", List.of("subject"))
                .claim("subject", SUBJECT)),
        bad("no exp", good().claim("exp", null)),
        bad("exp no number", good().claim("exp", "" + (NOW + 600))),
        bad("exp with a fraction", good().claim("exp", NOW + 600.5)),
        bad("expired", good().claim("exp", NOW)),
        bad("expired long ago", good().claim("iat", NOW - 900).claim("exp", NOW - 300)),
        bad("exp in milliseconds", good().claim("iat", NOW * 1000).claim("exp", NOW * 1000 + 600)),
        bad("no iat", good().claim("iat", null)),
        bad("iat ahead", good().claim("iat", NOW + 31)),
        bad("lives too long", good().claim("iat", NOW - 1).claim("exp", NOW + 3600)),
        bad("lives for ever", good().claim("exp", Long.MAX_VALUE)),
        bad("negative iat", good().claim("iat", -1)),
        bad("nbf ahead", good().claim("nbf", NOW + 31)),
        bad("nbf no number", good().claim("nbf", "now")),
        bad("amr no list", good().claim("amr", "mfa")),
        bad("subject without the role", good().claim("subject", SUBJECT)),
        bad("the role without subject", good().claim("roles", List.of("subject"))),
        bad(
            "subject of another shape",
            good().claim("roles", List.of("subject")).claim("subject", "10000000146")),
        bad(
            "subject and more",
            good().claim("roles", List.of("subject", "agent")).claim("subject", SUBJECT)));
  }

  private static Arguments bad(String name, TokenMaker token) {
    return Arguments.of(name, token);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void provesNothing(String name, TokenMaker token) {
    refuse(token.signed());
  }

  @Test
  void anotherKeyProvesNothing() {
    refuse(good().signed(TokenMaker.pair("other", 2048).getPrivate()));
    refuse(good().header("kid", "g1").signed(TokenMaker.pair("g1", 2048).getPrivate()));
  }

  @Test
  void thePublicKeyIsNoSecret() throws GeneralSecurityException {
    var input =
        TokenMaker.base64(good().header("alg", "HS256").header())
            + "."
            + TokenMaker.base64(good().claims());
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TokenMaker.pair("k1", 2048).getPublic().getEncoded(), "HmacSHA256"));
    refuse(input + "." + TokenMaker.base64(mac.doFinal(input.getBytes(UTF_8))));
  }

  @Test
  void changedAfterSigningItProvesNothing() {
    var parts = good().signed().split("\\.");
    var other = TokenMaker.base64(good().claim("roles", List.of("dpo")).claims());
    refuse(parts[0] + "." + other + "." + parts[2]);
    refuse(
        TokenMaker.base64(good().header("alg", "PS256").header())
            + "."
            + parts[1]
            + "."
            + parts[2]);
    refuse(parts[0] + "." + parts[1] + "." + TokenMaker.base64(new byte[256]));
    refuse(parts[0] + "." + parts[1] + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "x", "e30.e30.e30", "\u0000", "ğ.ğ.ğ"})
  void garbageProvesNothing(String text) {
    refuse(text);
  }

  @Test
  void onlyOneSpellingIsRead() {
    var token = good().signed();
    refuse(token + ".");
    refuse(token + ".x");
    refuse(token + "=");
    refuse(token + "\n");
    refuse(token.replaceFirst("\\.", "=."));
    refuse(token.replaceFirst("\\.", "\n."));
    var key = TokenMaker.pair("k1", 2048).getPrivate();
    var twice = good().claims().replaceFirst("\\{", "{\"tenant\":\"globex\",");
    refuse(good().signed(good().header(), twice, key));
    refuse(
        good()
            .signed(
                good().header().replaceFirst("\\{", "{\"alg\":\"none\","), good().claims(), key));
    refuse(good().signed(good().header(), good().claims() + " {}", key));
    refuse(good().signed("[]", good().claims(), key));
    refuse(good().signed(good().header(), "[]", key));
  }

  @Test
  void longOnesAreNotRead() {
    refuse(good().claim("pad", "x".repeat(6200)).signed());
    assertThat(tokens.verify(good().claim("pad", "x".repeat(5000)).signed(), "r")).isNotNull();
  }

  @Test
  void aTenantsOwnIssuerServesThatTenantForItsRoles() {
    assertThat(tokens.verify(globex("globex", "agent"), "r").roles()).containsExactly(Role.AGENT);
    refuse(globex("globex", "service"));
    refuse(globex("acme", "agent"));
    refuse(globex("platform", "admin"));
  }

  @Test
  void aTenantWithItsOwnIssuerTrustsNoOther() {
    refuse(good().claim("tenant", "globex").claim("roles", List.of("agent")).signed());
  }

  @Test
  void noTenantsIssuerGrantsWhatIsThePlatforms() {
    assertThat(tokens.verify(globex("initech", "auditor"), "r").roles())
        .containsExactly(Role.AUDITOR);
    refuse(globex("initech", "admin"));
    refuse(globex("initech", "operator"));
  }

  private static String globex(String tenant, String role) {
    return good()
        .header("kid", "g1")
        .claim("iss", "https://login.globex.example")
        .claim("tenant", tenant)
        .claim("roles", List.of(role))
        .signed(TokenMaker.pair("g1", 2048).getPrivate());
  }

  @Test
  void keysAreFitOrNotUsed() {
    var weak = TokenMaker.pair("weak", 1024);
    var k1 = TokenMaker.pair("k1", 2048);
    serve(TokenMaker.keySet(TokenMaker.jwk("k1", weak)));
    refuse(good().signed(weak.getPrivate()));
    for (var unfit :
        List.of(
            TokenMaker.jwk("k1", k1).put("use", "enc"),
            TokenMaker.jwk("k1", k1).put("alg", "PS256"),
            TokenMaker.jwk("k1", k1).put("alg", "RS384"),
            TokenMaker.jwk("k1", k1).put("e", "AQ"),
            TokenMaker.jwk("k1", k1)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                    "key_ops", TokenMaker.JSON.createArrayNode().add("encrypt"))
                .without("use"))) {
      serve(TokenMaker.keySet(unfit));
      refuse(good().signed());
    }
    serve(TokenMaker.keySet(TokenMaker.jwk("k1", k1).put("alg", "RS256")));
    assertThat(fresh().verify(good().signed(), "r")).isNotNull();
  }

  private void serve(byte[] keySet) {
    pages.put(DEPLOYMENT, keySet);
  }

  private Tokens fresh() {
    return new Tokens(
        new Issuer("https://issuer.emanet.example", DEPLOYMENT, Set.of()),
        TokensTest::registered,
        new KeySets(pages::get, () -> Callers.NOW),
        () -> Callers.NOW);
  }

  private void refuse(String token) {
    assertThat(Faults.of(() -> fresh().verify(token, "r"))).isEqualTo(new Fault.Unauthenticated());
  }

  /// A key id that the issuer does not list is anybody's guess, or a key that was withdrawn.
  @Test
  void onlyWhoNamesAKeyThatThereIsForges() {
    var forged = new ArrayList<TenantId>();
    var watched =
        new Tokens(
            new Issuer("https://issuer.emanet.example", DEPLOYMENT, Set.of()),
            TokensTest::registered,
            new KeySets(pages::get, () -> Callers.NOW),
            () -> Callers.NOW,
            forged::add);
    var other = TokenMaker.pair("other", 2048).getPrivate();
    for (var token : List.of(good().header("kid", "k0").signed(), good().signed(other))) {
      assertThat(Faults.of(() -> watched.verify(token, "r-1")))
          .isInstanceOf(Fault.Unauthenticated.class);
    }
    assertThat(forged).containsExactly(Callers.ACME);
  }

  private static TokenMaker good() {
    return new TokenMaker();
  }
}
