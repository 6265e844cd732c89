package emanet.register;

import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.Role;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/// Who may call on the register itself, and on what other rooms keep beside it: a grant binds its
/// actor here as well.
public final class Access {
  static final Set<Role> ADMIN = Set.of(Role.ADMIN);
  static final Set<Role> EDITORS = Set.of(Role.DPO);
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);

  /// Whoever writes records needs to know what fields there are.
  static final Set<Role> CATEGORY_READERS =
      Set.of(Role.DPO, Role.AUDITOR, Role.AGENT, Role.SERVICE);

  /// Operators decide on the deployment's own proposals: they are of no other tenant.
  static final Set<Role> APPROVAL_READERS =
      Set.of(Role.DPO, Role.AGENT, Role.AUDITOR, Role.OPERATOR);

  static final Set<Role> HUMANS = Set.of(Role.DPO, Role.AGENT, Role.OPERATOR);

  /// Roles that take something from who has them.
  private static final Set<Role> RESTRICTING = Set.of(Role.SERVICE, Role.SUBJECT);

  private final Shelf<Grant> grants;
  private final InstantSource clock;

  Access(Shelf<Grant> grants, InstantSource clock) {
    this.grants = grants;
    this.clock = clock;
  }

  /// Access to what is kept elsewhere, by what is read here alone.
  public static Access over(Store store, DocumentSeal seal, InstantSource clock) {
    return new Access(Shelves.of(store, seal).grants(), clock);
  }

  /// Checks that the caller has one of the roles, and has it under its grant too.
  ///
  /// @throws emanet.fault.FaultException `Refused`
  public void require(Caller caller, Set<Role> roles) {
    if (caller.roles().stream().noneMatch(roles::contains)) {
      throw new Fault.Refused(Refusal.ROLE).exception();
    }
    var grant = grants.read(caller.tenant(), caller.actor().value()).map(Filed::value);
    boolean bound =
        grant
            .filter(g ->
                !g.holdsAt(clock.instant()) || !roles.contains(g.role()) || !caller.is(g.role()))
            .isPresent();
    if (bound) {
      throw new Fault.Refused(Refusal.GRANT).exception();
    }
  }

  /// A caller whose token names several roles, with the one that its grant leaves; what a role
  /// takes from a caller stays (a platform's token is no human's, a person reaches their own data
  /// alone). Whoever has no grant, or one for another role, is as the token says: the latter is
  /// refused by whatever checks the grant.
  public Caller bound(Caller caller) {
    return grants
        .read(caller.tenant(), caller.actor().value())
        .map(Filed::value)
        .filter(grant -> caller.is(grant.role()))
        .map(grant -> {
          var left = EnumSet.of(grant.role());
          RESTRICTING.stream().filter(caller::is).forEach(left::add);
          return caller.with(left);
        })
        .orElse(caller);
  }

  /// A human with a second factor: a platform's own token never counts, whatever else it may be.
  public void requireHuman(Caller caller, Set<Role> roles) {
    if (caller.is(Role.SERVICE)) {
      throw new Fault.Refused(Refusal.ROLE).exception();
    }
    require(caller, roles);
    if (!caller.mfa()) {
      throw new Fault.Refused(Refusal.MFA).exception();
    }
  }
}
