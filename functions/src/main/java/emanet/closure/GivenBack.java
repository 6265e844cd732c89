package emanet.closure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.audit.ReturnPackages;
import emanet.jobs.Job;
import emanet.keys.TenantKeys;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What is given back to a tenant at the end of its contract: whether anything may be, whether its
/// KMS key opens, how far the package is.
///
/// Guarantee: of a closure that the deployment's own approved no package is ever made, whatever
/// becomes of the key: it would be sealed to a key of theirs.
///
/// @param since from when on there is anything of a tenant
record GivenBack(
    ClosureItems items, TenantKeys keys, Since since, Supplier<ReturnPackages> returns) {
  /// The shortest time that KMS lets pass between the wish to delete a key and its deletion: a key
  /// that opens nothing for as long was not taken away by mistake, or nobody missed it.
  private static final Duration GONE = Duration.ofDays(7);

  /// How long a tenant has had its package in any case before it is waited for no longer.
  private static final Duration HAD = Duration.ofDays(14);

  /// From when on there is anything of a tenant.
  interface Since {
    Optional<Instant> of(TenantId tenant);
  }

  static String id(StoredClosure closure) {
    return "return-" + closure.id();
  }

  /// The package, as far as it is; empty before it is begun, and where none may be made.
  Optional<ReturnPackages.Made> made(StoredClosure closure) {
    return closure.isDeployments()
        ? Optional.empty()
        : returns.get().find(closure.tenant(), id(closure));
  }

  static boolean isThere(Optional<ReturnPackages.Made> made) {
    return made.filter(one -> one.state() == Job.State.SUCCEEDED).isPresent();
  }

  /// Asks whether the tenant's key opens, and notes since when it does not.
  ///
  /// @return as it stands then; empty where somebody changed it meanwhile
  Optional<StoredClosure> asked(StoredClosure closure, Instant now) {
    if (keys.leavesOpen(closure.tenant())) {
      return opened(closure);
    }
    if (closure.isKeyGone()) {
      return Optional.of(closure);
    }
    return changed(closure, doc -> doc.put(StoredClosure.KEY_GONE_SINCE, now.toString()));
  }

  /// Takes back that the key does not open.
  Optional<StoredClosure> opened(StoredClosure closure) {
    return closure.isKeyGone()
        ? changed(closure, doc -> doc.without(StoredClosure.KEY_GONE_SINCE))
        : Optional.of(closure);
  }

  /// From when on its key counts as gone for good.
  static Instant gone(StoredClosure closure) {
    return closure.time(StoredClosure.KEY_GONE_SINCE).plus(GONE);
  }

  /// Notes until when a receipt for a package that is there is waited for: whenever it came to be
  /// there, long enough to fetch it.
  ///
  /// @return as it stands then; empty where somebody changed it meanwhile
  Optional<StoredClosure> awaited(StoredClosure closure, ReturnPackages.Made made) {
    var opened = opened(closure);
    var until = made.ended().map(ended -> ended.plus(HAD)).orElse(Instant.MIN);
    return opened.flatMap(found ->
        until.isAfter(found.time(StoredClosure.WAIT_UNTIL))
            ? changed(found, doc -> doc.put(StoredClosure.WAIT_UNTIL, until.toString()))
            : Optional.of(found));
  }

  private Optional<StoredClosure> changed(StoredClosure from, UnaryOperator<ObjectNode> change) {
    var changed = items.changed(from, from.state(), change.apply(from.doc().deepCopy()));
    changed.ifPresent(items::keep);
    return changed;
  }

  /// Has the package made: begins it, or has it go on where it failed. For a closure whose tenant's
  /// key opens, and when nobody writes any more.
  void make(StoredClosure closure) {
    if (closure.isDeployments()) {
      return;
    }
    var packages = returns.get();
    var tenant = closure.tenant();
    var to = closure.time(StoredClosure.FROZEN).plus(Terms.SETTLED);
    packages.start(
        tenant,
        id(closure),
        closure.doc().path(StoredClosure.DECIDED_BY).asText(),
        closure.recipient(),
        from(closure),
        to,
        to);
    packages.again(tenant, id(closure));
  }

  private Instant from(StoredClosure closure) {
    return closure.has(StoredClosure.SINCE)
        ? closure.time(StoredClosure.SINCE)
        : since.of(closure.tenant()).orElse(Instant.EPOCH);
  }
}
