package emanet.keys;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tenants' keys: made when first needed, opened by one KMS call that is noted before (see
/// `KeyLoads`), and remembered for five minutes (see `TenantCache`).
public final class TenantKeys {
  /// What came of `provision`.
  public enum Provision {
    /// The tenant has keys now, and had none.
    CREATED,
    /// It had keys, under that KMS key.
    UNCHANGED,
    /// A new KEK is wrapped by that KMS key now; records sealed before stay readable.
    REWRAPPED,
    /// That KMS key cannot be used: nothing was changed.
    UNUSABLE
  }

  /// For so long an opened key may be used after the tenant's item, or its end, has changed.
  public static final Duration REMEMBERED = TenantCache.LIFE;

  private static final int MOST_TENANTS = 256;
  private static final int ATTEMPTS = 8;

  private final Store store;
  private final TenantKeyMaking making;
  private final TenantCache cache;
  private final boolean restoring;

  /// Where a tenant's keys lie.
  public static emanet.store.Key item(TenantId tenant) {
    return TenantItem.key(tenant);
  }

  public TenantKeys(Store store, Kms kms, Randomness randomness, InstantSource clock) {
    this(store, kms, randomness, clock, MOST_TENANTS, false);
  }

  TenantKeys(Store store, Kms kms, Randomness randomness, InstantSource clock, int bound) {
    this(store, kms, randomness, clock, bound, false);
  }

  private TenantKeys(
      Store store,
      Kms kms,
      Randomness randomness,
      InstantSource clock,
      int bound,
      boolean restoring) {
    this.store = store;
    this.restoring = restoring;
    this.making =
        new TenantKeyMaking(
            kms,
            new KeyLoads(store, new Ids(randomness, clock)),
            new KeyWrap(randomness),
            randomness,
            clock);
    this.cache = new TenantCache(bound, clock);
  }

  /// For those alone who bring tables back: a tenant that is shut (`TenantEnds`) is opened, so that
  /// what it lacks can be replayed.
  public static TenantKeys restoring(
      Store store, Kms kms, Randomness randomness, InstantSource clock) {
    return new TenantKeys(store, kms, randomness, clock, MOST_TENANTS, true);
  }

  /// Loads the tenant's keys, so that what follows waits for no KMS call. May run beside reads.
  public void warm(TenantId tenant) {
    acquire(tenant).close();
  }

  /// Sees to it that the tenant has keys, under the KMS key named, which is tried by use.
  ///
  /// @param kmsKeyArn the tenant's own multi-Region key; empty: the deployment's
  public Provision provision(TenantId tenant, Optional<String> kmsKeyArn) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var found = stored(tenant);
      if (found.isEmpty()) {
        var made = making.first(tenant, kmsKeyArn);
        if (made.isEmpty()) {
          return Provision.UNUSABLE;
        }
        if (written(tenant, made.get(), Condition.noItem())) {
          return Provision.CREATED;
        }
        continue;
      }
      var item = TenantItem.parse(tenant, found.get());
      if (making.isUnder(item, kmsKeyArn)) {
        return Provision.UNCHANGED;
      }
      var next = rotated(tenant, item, kmsKeyArn);
      if (next.isEmpty()) {
        return Provision.UNUSABLE;
      }
      if (written(tenant, next.get(), at(item))) {
        return Provision.REWRAPPED;
      }
    }
    throw Fault.Unavailable.shortly().exception();
  }

  /// A new KEK under the same KMS key. Earlier ones stay, wrapped under it, so that all that was
  /// sealed still opens; `Keyring.rewrap` brings people's and cases' keys under the new one.
  ///
  /// @return the version of the KEK that wraps from now on
  public int rotate(TenantId tenant) {
    try (var known = acquire(tenant)) {
      var item = read(tenant);
      if (item.kekVersion() > known.current()) {
        return item.kekVersion(); // somebody did it meanwhile
      }
      var own = item.own() ? Optional.of(item.kmsKey()) : Optional.<String>empty();
      var next =
          making.next(item, known, own).orElseThrow(() -> Fault.Unavailable.shortly().exception());
      if (!written(tenant, next, at(item))) {
        return read(tenant).kekVersion();
      }
      return next.item().kekVersion();
    }
  }

  /// Whether the tenant's KMS key opens its keys now. One call of KMS, whatever is remembered.
  ///
  /// @return false where KMS says that it does not: it is disabled, to be deleted, gone, or closed
  ///   to this deployment
  /// @throws emanet.fault.FaultException `Unavailable` where KMS cannot be asked, `Erased` after
  ///   the keys were destroyed
  public boolean opens(TenantId tenant) {
    return stored(tenant, true)
        .map(found -> making.opens(TenantItem.parse(tenant, found)))
        .orElse(true);
  }

  /// Whether the tenant's keys are under a KMS key of its own, which is its to close.
  public boolean hasOwn(TenantId tenant) {
    return stored(tenant, true).map(found -> TenantItem.parse(tenant, found).own()).orElse(false);
  }

  /// Whether the tenant leaves its keys open: those that do not open are under a KMS key of its
  /// own, which is its to close. That the deployment's does not open is our failure, of which
  /// nothing follows.
  ///
  /// @throws emanet.fault.FaultException `Unavailable` where the deployment's does not
  public boolean leavesOpen(TenantId tenant) {
    boolean opens = opens(tenant);
    if (!opens && !hasOwn(tenant)) {
      throw Fault.Unavailable.shortly().exception();
    }
    return opens;
  }

  /// Destroys the tenant's keys for good: nothing of it opens any more, here at once, elsewhere
  /// when five minutes are over. `TenantEnds` has it that they are, so that nothing opens either
  /// where their item is put back.
  ///
  /// @return the version of the last KEK; 0 if it never had one
  public long destroy(TenantId tenant) {
    var written =
        store.update(
            TenantItem.key(tenant),
            List.of(
                Change.set(TenantItem.STATE, TenantItem.DESTROYED),
                Change.remove(TenantItem.KEK),
                Change.remove(TenantItem.OLDER),
                Change.remove(TenantItem.DOCUMENTS),
                Change.remove(TenantItem.INDEX),
                Change.remove(TenantItem.MAC)),
            Condition.always());
    cache.forget(tenant);
    return switch (written) {
      case Written.Done(var item) ->
          item.flatMap(found -> found.optionalNumber(TenantItem.KEK_VERSION)).orElse(0L);
      case Written.Conflict _ -> throw new IllegalStateException("there is no condition");
    };
  }

  /// Whether one of these KMS keys, in whichever Region, wraps the key of any of these tenants.
  public boolean wrapping(Collection<TenantId> tenants, Collection<String> kmsKeys) {
    if (kmsKeys.isEmpty()) {
      return false;
    }
    return store.readAll(tenants.stream().map(TenantItem::key).toList()).values().stream()
        .flatMap(item -> item.optionalText(TenantItem.KMS_KEY).stream())
        .anyMatch(wrapping -> kmsKeys.stream().anyMatch(key -> making.same(key, wrapping)));
  }

  /// Forgets every key. Called before a snapshot is taken: it must hold none.
  public void clear() {
    cache.clear();
    making.clear();
  }

  /// The tenant's keys, made if it has none; the caller closes them.
  TenantSecrets acquire(TenantId tenant) {
    return cache.acquire(tenant, this::load);
  }

  /// The same, with a KEK that may be newer than what is remembered: looked for once, and KMS is
  /// asked only if the tenant's item has really moved on.
  TenantSecrets acquire(TenantId tenant, int kekVersion) {
    var known = acquire(tenant);
    if (known.has(kekVersion)) {
      return known;
    }
    try (known) {
      if (read(tenant).kekVersion() == known.current()) {
        throw new Fault.Tampered().exception();
      }
      cache.forget(tenant, known);
    }
    return acquire(tenant);
  }

  int remembered() {
    return cache.size();
  }

  private Optional<Item> stored(TenantId tenant) {
    return stored(tenant, restoring);
  }

  /// The tenant's item, unless its keys are destroyed: whatever item stands there then.
  ///
  /// @param shut also of one that is shut
  private Optional<Item> stored(TenantId tenant, boolean shut) {
    var key = TenantItem.key(tenant);
    var end = TenantEnds.item(tenant);
    var read = store.readAll(List.of(key, end));
    var ended = TenantEnds.End.of(Optional.ofNullable(read.get(end)));
    if (ended.destroyed()) {
      throw new Fault.Erased().exception();
    }
    if (!shut && ended.shut().isPresent()) {
      throw Fault.Unavailable.shortly().exception();
    }
    return Optional.ofNullable(read.get(key));
  }

  private TenantSecrets load(TenantId tenant) {
    var found = stored(tenant);
    if (found.isPresent()) {
      return making.open(TenantItem.parse(tenant, found.get()));
    }
    var made =
        making
            .first(tenant, Optional.empty())
            .orElseThrow(() -> Fault.Unavailable.shortly().exception());
    return switch (store.put(made.item().toItem(), Condition.noItem())) {
      case Written.Done _ -> made.secrets();
      case Written.Conflict(var current) -> {
        var winner =
            TenantItem.parse(
                tenant, current.orElseThrow(() -> Fault.Unavailable.shortly().exception()));
        if (winner.equals(made.item())) {
          yield made.secrets(); // our own write, whose answer was lost
        }
        made.secrets().close();
        yield making.open(winner);
      }
    };
  }

  private Optional<TenantKeyMaking.Made> rotated(
      TenantId tenant, TenantItem item, Optional<String> kmsKeyArn) {
    try (var known = acquire(tenant, item.kekVersion())) {
      return making.next(item, known, kmsKeyArn);
    }
  }

  private boolean written(TenantId tenant, TenantKeyMaking.Made made, Condition condition) {
    boolean done =
        switch (store.put(made.item().toItem(), condition)) {
          case Written.Done _ -> true;
          case Written.Conflict(var current) ->
              current.filter(made.item().toItem()::equals).isPresent();
        };
    if (done) {
      cache.keep(tenant, made.secrets());
    } else {
      made.secrets().close();
    }
    return done;
  }

  private TenantItem read(TenantId tenant) {
    return stored(tenant)
        .map(item -> TenantItem.parse(tenant, item))
        .orElseThrow(() -> new Fault.Tampered().exception());
  }

  private static Condition at(TenantItem item) {
    return Condition.all(
        Condition.equal(TenantItem.STATE, TenantItem.ACTIVE),
        Condition.equal(TenantItem.KEK_VERSION, item.kekVersion()));
  }
}
