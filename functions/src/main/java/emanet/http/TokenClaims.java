package emanet.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a token says, of the right shape; nobody has proved it yet.
///
/// @param subject there exactly where `roles` is `subject`, which stands alone: a person's own
///   token is nothing else
record TokenClaims(
    String issuer,
    TenantId tenant,
    ActorId actor,
    Set<Role> roles,
    Optional<SubjectId> subject,
    boolean mfa,
    Instant issued,
    Instant notBefore,
    Instant expires) {
  private static final String AUDIENCE = "emanet";
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  /// How far the issuer's clock may be ahead of ours. An expired token gets no leniency, so that
  /// authorizer and handlers agree to the second.
  private static final Duration SKEW = Duration.ofSeconds(30);

  private static final int MOST_TEXTS = 20;

  /// The year 2286: what is later was not meant in seconds.
  private static final long LATEST = 10_000_000_000L;

  TokenClaims {
    roles = Set.copyOf(roles);
  }

  static Optional<TokenClaims> of(ObjectNode claims) {
    var roles = roles(claims);
    var tenant = text(claims, "tenant").flatMap(TenantId::parse);
    var actor = text(claims, "sub").flatMap(ActorId::parse);
    var issuer = text(claims, "iss");
    var issued = time(claims, "iat");
    var expires = time(claims, "exp");
    var notBefore = claims.has("nbf") ? time(claims, "nbf") : issued;
    var mfa = secondFactor(claims);
    if (!isForUs(claims) || roles.isEmpty() || tenant.isEmpty() || actor.isEmpty()) {
      return Optional.empty();
    }
    if (issuer.isEmpty() || issued.isEmpty() || expires.isEmpty() || notBefore.isEmpty()) {
      return Optional.empty();
    }
    var subject = text(claims, "subject").flatMap(SubjectId::parse);
    boolean own = roles.get().equals(EnumSet.of(Role.SUBJECT));
    boolean mixed = !own && roles.get().contains(Role.SUBJECT);
    if (mfa.isEmpty() || mixed || own != subject.isPresent() || own != claims.has("subject")) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenClaims(
            issuer.get(),
            tenant.get(),
            actor.get(),
            roles.get(),
            subject,
            mfa.get(),
            issued.get(),
            notBefore.get(),
            expires.get()));
  }

  boolean areCurrent(Instant now) {
    return expires.isAfter(now)
        && expires.isAfter(issued)
        && !expires.isAfter(issued.plus(LONGEST_LIFE))
        && !issued.isAfter(now.plus(SKEW))
        && !notBefore.isAfter(now.plus(SKEW));
  }

  Caller caller(String requestId) {
    return new Caller(tenant, actor, roles, subject, mfa, expires, requestId);
  }

  /// `aud` is our name, or a list that has it (RFC 7519 §4.1.3).
  private static boolean isForUs(ObjectNode claims) {
    var audience = claims.path("aud");
    return audience.isTextual()
        ? audience.textValue().equals(AUDIENCE)
        : texts(audience).map(list -> list.contains(AUDIENCE)).orElse(false);
  }

  private static Optional<Set<Role>> roles(ObjectNode claims) {
    var labels = texts(claims.path("roles")).orElse(List.of());
    var roles = EnumSet.noneOf(Role.class);
    for (var label : labels) {
      var role = Role.parse(label);
      if (role.isEmpty()) {
        return Optional.empty();
      }
      roles.add(role.get());
    }
    return roles.isEmpty() ? Optional.empty() : Optional.of(roles);
  }

  /// Whether `amr` (RFC 8176) has `mfa`; empty if it is not of its shape.
  private static Optional<Boolean> secondFactor(ObjectNode claims) {
    return claims.has("amr")
        ? texts(claims.path("amr")).map(methods -> methods.contains("mfa"))
        : Optional.of(false);
  }

  private static Optional<Instant> time(ObjectNode claims, String name) {
    var value = claims.path(name);
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Optional.of(value.longValue())
            .filter(s -> s >= 0 && s < LATEST)
            .map(Instant::ofEpochSecond)
        : Optional.empty();
  }

  private static Optional<String> text(ObjectNode claims, String name) {
    return Optional.of(claims.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  private static Optional<List<String>> texts(JsonNode array) {
    if (!array.isArray() || array.size() > MOST_TEXTS) {
      return Optional.empty();
    }
    var texts = new ArrayList<String>();
    for (var item : array) {
      if (!item.isTextual()) {
        return Optional.empty();
      }
      texts.add(item.textValue());
    }
    return Optional.of(texts);
  }
}
