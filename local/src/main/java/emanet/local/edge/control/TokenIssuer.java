package emanet.local.edge.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The deployment's issuer: signs what is asked, so that all a token can be wrong in can be tried.
final class TokenIssuer {
  /// As the deployment names it in `EMANET_ISSUER`.
  static final String ISSUER = "https://issuer.emanet.example";

  private static final String AUDIENCE = "emanet";
  private static final int KEY_BITS = 2048;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Set<String> ROLES =
      Set.of("admin", "service", "agent", "dpo", "auditor", "operator", "subject");

  /// One for all edges of a process: making one takes a second of a processor or two.
  private static final FutureTask<RSAKey> KEY = new FutureTask<>(TokenIssuer::generated);

  private final InstantSource clock;

  TokenIssuer(InstantSource clock) {
    this.clock = clock;
  }

  /// Begins to make the key, which nobody should wait for at start.
  void prepare() {
    Thread.ofPlatform().daemon().name("issuer-key").start(KEY);
  }

  String token(Fields fields) {
    var tenant = fields.text("tenant");
    var actor = fields.text("actor");
    var roles = fields.texts("roles");
    var subject = fields.optionalText("subject");
    var amr = fields.optionalTexts("amr");
    var ttl = fields.optionalDuration("ttl").orElse(Duration.ofHours(1));
    fields.done();
    if (roles.isEmpty() || !ROLES.containsAll(roles)) {
      throw Fields.wrong(
          "roles", "one or more of " + String.join(", ", ROLES.stream().sorted().toList()));
    }
    if (ttl.abs().compareTo(DAY) > 0) {
      throw Fields.wrong("ttl", "at most a day");
    }
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(actor)
            .claim("tenant", tenant)
            .claim("roles", roles)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ttl)));
    subject.ifPresent(value -> claims.claim("subject", value));
    amr.ifPresent(value -> claims.claim("amr", value));
    return signed(claims.build());
  }

  String jwks() {
    return "{\"keys\":[" + key().toPublicJWK().toJSONString() + "]}";
  }

  private String signed(JWTClaimsSet claims) {
    try {
      var jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(JOSEObjectType.JWT)
                  .keyID(key().getKeyID())
                  .build(),
              claims);
      jwt.sign(new RSASSASigner(key()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a token could not be signed", e);
    }
  }

  private RSAKey key() {
    // the first to need the key makes it, if nobody has begun
    KEY.run();
    try {
      return KEY.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the issuer's key was made", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the issuer's key could not be made", e);
    }
  }

  private static RSAKey generated() throws JOSEException {
    return new RSAKeyGenerator(KEY_BITS)
        .keyIDFromThumbprint(true)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.RS256)
        .generate();
  }
}
