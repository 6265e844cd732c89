package emanet.values;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The authority of one call, as its token proved it. Passed as an argument, never taken from the
/// air.
///
/// @param tenant the tenant it acts for; `platform` for the deployment's own staff
/// @param subject the person whose own token it is
/// @param mfa whether the token's `amr` has `mfa`
/// @param requestId names the call in logs, problems and the ledger
/// @param visit from where it came; empty for what the system does by itself
/// @param frozen from when on its tenant, whose contract ends, may only be read
/// @param home whose own the caller is: another than `tenant` only `within` that
public record Caller(
    TenantId tenant,
    ActorId actor,
    Set<Role> roles,
    Optional<SubjectId> subject,
    boolean mfa,
    Instant expiresAt,
    String requestId,
    Optional<Visit> visit,
    Optional<Instant> frozen,
    TenantId home) {
  /// The deployment's own tenant, which has no people.
  public static final TenantId PLATFORM = new TenantId("platform");

  public Caller {
    roles = Set.copyOf(roles);
  }

  /// The same authority, for what is counted and proposed in another's name: who decided it.
  public Caller inTheNameOf(ActorId other) {
    return new Caller(
        tenant, other, roles, subject, mfa, expiresAt, requestId, visit, frozen, home);
  }

  /// A caller that came from nowhere.
  public Caller(
      TenantId tenant,
      ActorId actor,
      Set<Role> roles,
      Optional<SubjectId> subject,
      boolean mfa,
      Instant expiresAt,
      String requestId) {
    this(
        tenant,
        actor,
        roles,
        subject,
        mfa,
        expiresAt,
        requestId,
        Optional.empty(),
        Optional.empty(),
        tenant);
  }

  public Caller from(Visit place) {
    return new Caller(
        tenant, actor, roles, subject, mfa, expiresAt, requestId, Optional.of(place), frozen, home);
  }

  /// The same person's authority over a tenant that is not their own: for whom the glass was broken
  /// (`glass.BreakGlass`), and for nothing else. The ledger goes on naming whose own they are.
  public Caller within(TenantId other) {
    return new Caller(other, actor, roles, subject, mfa, expiresAt, requestId, visit, frozen, home);
  }

  public Caller frozen(Optional<Instant> from) {
    return new Caller(tenant, actor, roles, subject, mfa, expiresAt, requestId, visit, from, home);
  }

  /// The same, with these roles only.
  public Caller with(Set<Role> some) {
    return new Caller(tenant, actor, some, subject, mfa, expiresAt, requestId, visit, frozen, home);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
