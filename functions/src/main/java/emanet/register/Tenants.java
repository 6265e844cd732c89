package emanet.register;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.Refusal;
import emanet.keys.TenantEnds;
import emanet.keys.TenantKeys;
import emanet.ledger.Action;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tenants of this deployment.
///
/// A tenant's keys are made before its document, which is sealed under them; keys of a tenant whose
/// document was never written lock nothing, and the next try finds them.
public final class Tenants {
  private final Shelf<Tenant> shelf;
  private final Editing<Tenant> editing;
  private final TenantKeys keys;
  private final Trail trail;
  private final Store store;
  private final TenantEnds ends;
  private final InstantSource clock;

  Tenants(Shelf<Tenant> shelf, TenantKeys keys, Trail trail, Store store, InstantSource clock) {
    this.shelf = shelf;
    this.editing = new Editing<>(shelf, clock);
    this.keys = keys;
    this.trail = trail;
    this.store = store;
    this.ends = new TenantEnds(store);
    this.clock = clock;
  }

  /// The tenant, for a call that is recorded as what it is.
  public Optional<Tenant> find(TenantId tenant) {
    return shelf.read(tenant, tenant.value()).map(Filed::value);
  }

  /// Whom a tenant trusts, and until when its callers may write.
  ///
  /// @param frozen from when on its callers may only read
  public record Trusted(List<Tenant.TrustedIssuer> issuers, Optional<Instant> frozen) {
    public Trusted {
      issuers = List.copyOf(issuers);
    }
  }

  /// The issuers that the tenant registered; empty if there is no such tenant. One whose keys are
  /// destroyed has none, so that its ledger is read with tokens of the deployment's.
  public Optional<Trusted> trusted(TenantId tenant) {
    var read = store.readAll(List.of(key(tenant), TenantEnds.item(tenant)));
    var end = TenantEnds.End.of(Optional.ofNullable(read.get(TenantEnds.item(tenant))));
    if (end.destroyed()) {
      return Optional.of(new Trusted(List.of(), end.frozen()));
    }
    return shelf
        .parse(tenant, tenant.value(), Optional.ofNullable(read.get(key(tenant))))
        .map(filed -> new Trusted(filed.value().issuers(), end.frozen()));
  }

  /// Whom to tell, in the order of the tenant's document; nobody if there is no such tenant.
  public List<Tenant.Contact> contacts(TenantId tenant) {
    return find(tenant).map(Tenant::contacts).orElse(List.of());
  }

  /// The tenant's settings; the defaults if there is no such tenant.
  public Tenant.Settings settings(TenantId tenant) {
    return find(tenant).map(Tenant::settings).orElse(Tenant.Settings.DEFAULT);
  }

  /// When its first version was written; empty if there is no such tenant.
  public Optional<Instant> since(TenantId tenant) {
    return filed(tenant)
        .map(now -> now.version() == 1 ? now : superseded(tenant, 1).orElse(now))
        .map(Filed::at);
  }

  /// Where the tenant's document lies, for the caller's own batch read.
  public Key key(TenantId tenant) {
    return shelf.key(tenant, tenant.value());
  }

  /// The tenant's settings, by what was read at `key`.
  public Tenant.Settings settings(TenantId tenant, Map<Key, Item> read) {
    return shelf
        .parse(tenant, tenant.value(), Optional.ofNullable(read.get(key(tenant))))
        .map(Filed::value)
        .map(Tenant::settings)
        .orElse(Tenant.Settings.DEFAULT);
  }

  /// All tenants' ids, from the strong list of them, but of those whose keys are destroyed.
  public List<TenantId> all() {
    var all = new ArrayList<TenantId>();
    var codes = shelf.codes(Caller.PLATFORM);
    codes.forEach(code -> all.add(new TenantId(code)));
    all.removeAll(ends.destroyed());
    return all;
  }

  /// Those whose keys are destroyed.
  public List<TenantId> ended() {
    return List.copyOf(ends.destroyed());
  }

  /// All that have a log: those whose keys are destroyed, too, and the deployment itself.
  public List<TenantId> withLogs() {
    var all = withPlatform();
    ends.destroyed().stream().filter(tenant -> !all.contains(tenant)).forEach(all::add);
    return all;
  }

  /// The same, and behind them the deployment itself, which has a log and jobs as they have.
  public List<TenantId> withPlatform() {
    var all = all();
    all.add(Caller.PLATFORM);
    return all;
  }

  Recorded<Filed<Tenant>> read(Caller caller, TenantId tenant) {
    return trail.around(
        caller,
        tenant,
        Action.REGISTER_READ,
        target(tenant),
        () -> Found.in(shelf, tenant, tenant.value()));
  }

  Recorded<Editing.Saved<Tenant>> put(
      Caller caller, TenantId tenant, Draft<Tenant> draft, Revision revision) {
    return trail.around(
        caller,
        tenant,
        Action.REGISTER_CHANGE,
        target(tenant),
        () -> {
          if (ends.read(tenant).isFrozenAt(clock.instant())) {
            throw new Fault.Refused(Refusal.TENANT).exception();
          }
          return editing.save(
              tenant,
              caller.actor().value(),
              tenant.value(),
              revision,
              Optional.empty(),
              current -> next(current, draft.judged((value, errors) -> provide(value, errors))));
        });
  }

  /// A version that changes what hosting abroad rests on counts as one that widens.
  private static Editing.Next<Tenant> next(Optional<Filed<Tenant>> current, Tenant next) {
    boolean changes =
        current
            .filter(c ->
                !c.value()
                    .hosting()
                    .map(Tenant.Hosting::terms)
                    .equals(next.hosting().map(Tenant.Hosting::terms)))
            .isPresent();
    return new Editing.Next<>(next, changes, Optional.empty());
  }

  /// Whether there is such a tenant, whether or not its document opens.
  public boolean isKnown(TenantId tenant) {
    return !tenant.equals(Caller.PLATFORM) && shelf.item(tenant, tenant.value()).isPresent();
  }

  /// The tenant's document, for work on what it says.
  public Optional<Filed<Tenant>> filed(TenantId tenant) {
    return shelf.read(tenant, tenant.value());
  }

  /// A superseded version.
  public Optional<Filed<Tenant>> superseded(TenantId tenant, long version) {
    return shelf.archived(tenant, tenant.value(), version);
  }

  /// A key of the tenant's own is tried by use: it wraps the tenant's keys from here on.
  private void provide(Tenant tenant, Draft.Errors errors) {
    if (keys.provision(tenant.id(), tenant.kmsKeyArn()) == TenantKeys.Provision.UNUSABLE) {
      errors.add("/kmsKeyArn", FieldCode.UNUSABLE);
    }
  }

  private static String target(TenantId tenant) {
    return "tenant/" + tenant;
  }
}
