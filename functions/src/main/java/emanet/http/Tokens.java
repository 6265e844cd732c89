package emanet.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Proves who calls: a JWT (RFC 7519) signed by an issuer that its tenant trusts for its roles.
///
/// Whatever is wrong, the answer is the same `Unauthenticated`, so that it teaches nothing.
public final class Tokens {
  /// What the deployment's issuer may grant in `platform`, and nobody anywhere else.
  private static final Set<Role> PLATFORM_ROLES = Set.copyOf(EnumSet.of(Role.ADMIN, Role.OPERATOR));

  /// What issuers may grant in a tenant; the deployment's where the tenant has none of its own.
  private static final Set<Role> TENANT_ROLES =
      Set.copyOf(EnumSet.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR, Role.SUBJECT));

  private final Issuer deployment;
  private final Issuers issuers;
  private final KeySets keys;
  private final InstantSource clock;
  private final Consumer<TenantId> forged;

  /// Tokens of one deployment.
  ///
  /// @param deployment its own issuer; the roles that it names do not matter here
  public Tokens(Issuer deployment, Issuers issuers, KeySets keys, InstantSource clock) {
    this(deployment, issuers, keys, clock, _ -> {});
  }

  /// The same, which tells of tokens of a trusted issuer's key that it did not sign.
  ///
  /// @param forged told the tenant that such a token names; whoever sent it has proved nothing
  public Tokens(
      Issuer deployment,
      Issuers issuers,
      KeySets keys,
      InstantSource clock,
      Consumer<TenantId> forged) {
    this.deployment = deployment;
    this.issuers = issuers;
    this.keys = keys;
    this.clock = clock;
    this.forged = forged;
  }

  /// The caller that `token` proves.
  ///
  /// @throws FaultException `Unauthenticated`, or `Unavailable` if the issuer's keys or the tenant
  ///   cannot be read
  public Caller verify(String token, String requestId) {
    var parsed = ParsedToken.of(token).orElseThrow(Tokens::unproven);
    var claims = TokenClaims.of(parsed.claims()).orElseThrow(Tokens::unproven);
    if (!claims.areCurrent(clock.instant())) {
      throw unproven();
    }
    var known = known(claims.tenant());
    var issuer =
        trusted(claims.tenant(), known.issuers()).stream()
            .filter(i -> i.name().equals(claims.issuer()))
            .filter(i -> i.roles().containsAll(claims.roles()))
            .findFirst()
            .orElseThrow(Tokens::unproven);
    var named = keys.find(issuer.keys(), parsed.keyId());
    if (!isSigned(parsed, named)) {
      if (!named.isEmpty()) {
        // a key that the issuer has withdrawn, or never had, tells nothing of a forger
        forged.accept(claims.tenant());
      }
      throw unproven();
    }
    return claims.caller(requestId).frozen(known.frozen());
  }

  private Issuers.Registered known(TenantId tenant) {
    return tenant.equals(Caller.PLATFORM)
        ? new Issuers.Registered(List.of(), Optional.empty())
        : issuers.registered(tenant).orElseThrow(Tokens::unproven);
  }

  private List<Issuer> trusted(TenantId tenant, List<Issuer> registered) {
    if (tenant.equals(Caller.PLATFORM)) {
      return List.of(new Issuer(deployment.name(), deployment.keys(), PLATFORM_ROLES));
    }
    if (registered.isEmpty()) {
      return List.of(new Issuer(deployment.name(), deployment.keys(), TENANT_ROLES));
    }
    return registered.stream().map(Tokens::withinTenant).toList();
  }

  private static Issuer withinTenant(Issuer issuer) {
    var roles = EnumSet.copyOf(TENANT_ROLES);
    roles.retainAll(issuer.roles());
    return new Issuer(issuer.name(), issuer.keys(), roles);
  }

  private static boolean isSigned(ParsedToken token, List<KeySets.SigningKey> named) {
    return named.stream()
        .filter(key -> key.algorithm().map(token.algorithm()::equals).orElse(true))
        .anyMatch(key -> verifies(token, key));
  }

  private static boolean verifies(ParsedToken token, KeySets.SigningKey key) {
    try {
      return JWSObject.parse(token.text()).verify(new RSASSAVerifier(key.key()));
    } catch (ParseException | JOSEException e) {
      return false; // not a signature at all
    }
  }

  private static FaultException unproven() {
    return new Fault.Unauthenticated().exception();
  }
}
