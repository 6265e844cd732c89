package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private static SignedJWT token(Edge edge, String body) throws ParseException {
    var answer = TestEdge.control(edge, "POST", "token", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return SignedJWT.parse(answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1"));
  }

  @Test
  void aTokenIsSignedByTheKeyThatIsPublished() throws ParseException, JOSEException {
    var edge = TestEdge.shared();
    var token =
        token(
            edge,
            """
            {"tenant":"acme","actor":"dpo-1","roles":["dpo","auditor"],"subject":"s1",
             "amr":["mfa"],"ttl":"PT10M"}\
            """);
    var keys = JWKSet.parse(TestEdge.control(edge, "GET", "jwks", "").body());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(key.size()).isEqualTo(2048);
    assertThat(key.isPrivate()).isFalse();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("https://issuer.emanet.example");
    assertThat(claims.getAudience()).containsExactly("emanet");
    assertThat(claims.getSubject()).isEqualTo("dpo-1");
    assertThat(claims.getStringClaim("tenant")).isEqualTo("acme");
    assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("dpo", "auditor"));
    assertThat(claims.getStringClaim("subject")).isEqualTo("s1");
    assertThat(claims.getStringListClaim("amr")).containsExactly("mfa");
    assertThat(life(token)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void theTimeIsTheEdges() throws ParseException {
    try (var edge = Edge.start(EdgeOptions.anyPort())) {
      TestEdge.control(edge, "POST", "clock", "{\"advance\":\"P2D\"}");
      var token = token(edge, "{\"tenant\":\"acme\",\"actor\":\"a\",\"roles\":[\"service\"]}");
      assertThat(token.getJWTClaimsSet().getIssueTime().toInstant())
          .isBetween(
              Instant.now().plus(Duration.ofDays(2)).minusSeconds(60),
              Instant.now().plus(Duration.ofDays(2)).plusSeconds(60));
      assertThat(life(token)).isEqualTo(Duration.ofHours(1));
    }
  }

  private static Duration life(SignedJWT token) throws ParseException {
    var claims = token.getJWTClaimsSet();
    return Duration.between(
        claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "{\"tenant\":\"a\",\"actor\":\"b\"}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[]}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[\"king\"]}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":\"dpo\"}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[1]}",
        "{\"tenant\":\"a\",\"actor\":\" \",\"roles\":[\"dpo\"]}",
        "{\"tenant\":1,\"actor\":\"b\",\"roles\":[\"dpo\"]}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[\"dpo\"],\"ttl\":\"1h\"}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[\"dpo\"],\"ttl\":\"P2D\"}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[\"dpo\"],\"admin\":true}",
        "{\"tenant\":\"a\",\"actor\":\"b\",\"roles\":[\"dpo\"]} {}"
      })
  void whatCannotBeSignedIsRefused(String body) {
    var answer = TestEdge.control(TestEdge.shared(), "POST", "token", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }
}
