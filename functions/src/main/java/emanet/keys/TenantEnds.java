package emanet.keys;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the end of a contract means for a tenant: from when on its callers may only read, and that
/// its keys are destroyed for good. And that a tenant is shut: it was brought back while its keys
/// did not open, so what was erased and withdrawn since is not replayed, and nobody opens anything
/// of it before that is done.
///
/// In `deployment`, which is of no generation and in no backup: whichever tables are restored, and
/// whatever rows are put back into them, the keys of a tenant that has ended are not opened again.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a tenant's | `T#<tenant>#CLOSURE` | `END` |
/// | all that have ended | `T#platform#CLOSED` | `ALL` |
/// | all that are shut | `T#platform#CLOSED` | `SHUT` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `closure` | S | which closure froze it |
/// | `frozen` | N | ms: from when on callers may only read |
/// | `destroyed` | N | ms: when its keys were destroyed; never taken back |
/// | `shut` | S | the restore that brought it back and could replay nothing |
/// | `tenants` | SS | of `ALL`: those whose keys are destroyed; of `SHUT`: those that are, or were |
public final class TenantEnds {
  private static final String CLOSURE = "closure";
  private static final String FROZEN = "frozen";
  private static final String DESTROYED = "destroyed";
  private static final String TENANTS = "tenants";
  private static final String SHUT = "shut";
  private static final String CLOSED = "T#" + Caller.PLATFORM + "#CLOSED";
  private static final Key ALL = new Key(Table.DEPLOYMENT, CLOSED, "ALL");
  private static final Key ALL_SHUT = new Key(Table.DEPLOYMENT, CLOSED, "SHUT");

  private final Store store;

  public TenantEnds(Store store) {
    this.store = store;
  }

  /// How far a tenant has come to its end.
  ///
  /// @param frozen from when on its callers may only read
  /// @param destroyed whether it has no keys any more
  /// @param shut by which restore it is
  public record End(Optional<Instant> frozen, boolean destroyed, Optional<String> shut) {
    static final End NONE = new End(Optional.empty(), false, Optional.empty());

    /// What was read at `item`.
    public static End of(Optional<Item> item) {
      return item.map(i ->
              new End(
                  i.optionalNumber(FROZEN).map(Instant::ofEpochMilli),
                  i.optionalNumber(DESTROYED).isPresent(),
                  i.optionalText(SHUT)))
          .orElse(NONE);
    }

    public boolean isFrozenAt(Instant now) {
      return frozen.filter(from -> !from.isAfter(now)).isPresent();
    }
  }

  /// Where a tenant's is, for the caller's batch read.
  public static Key item(TenantId tenant) {
    return new Key(Table.DEPLOYMENT, "T#" + tenant + "#CLOSURE", "END");
  }

  public End read(TenantId tenant) {
    return End.of(store.read(item(tenant)));
  }

  /// Freezes a tenant, in the name of one closure.
  ///
  /// @return false where another closure has it; one whose keys are destroyed is frozen for good
  public boolean freeze(TenantId tenant, String closure, Instant from) {
    var changes = List.of(Change.set(CLOSURE, closure), Change.set(FROZEN, from.toEpochMilli()));
    var free = Condition.all(Condition.absent(DESTROYED), Condition.absent(CLOSURE));
    return switch (store.update(item(tenant), changes, free)) {
      case Written.Done _ -> true;
      case Written.Conflict(var current) ->
          current
              .filter(i ->
                  i.optionalNumber(DESTROYED).isPresent()
                      || i.optionalText(CLOSURE).equals(Optional.of(closure)))
              .isPresent();
    };
  }

  /// Lets a tenant's callers write again, unless its keys are destroyed, or another closure has it.
  public void thaw(TenantId tenant, String closure) {
    var _ =
        store.update(
            item(tenant),
            List.of(Change.remove(CLOSURE), Change.remove(FROZEN)),
            Condition.all(Condition.absent(DESTROYED), Condition.equal(CLOSURE, closure)));
  }

  /// Says that a tenant's keys are destroyed, for good. The same again changes nothing.
  public void destroyed(TenantId tenant, String closure, Instant at) {
    var _ =
        store.update(
            item(tenant),
            List.of(
                Change.set(CLOSURE, closure),
                Change.set(FROZEN, at.toEpochMilli()),
                Change.set(DESTROYED, at.toEpochMilli()),
                Change.remove(SHUT)),
            Condition.absent(DESTROYED));
    list(ALL, tenant);
  }

  /// Shuts a tenant in the name of a restore, also where it is by another: for whoever has its keys
  /// in mind, once these are forgotten (`TenantKeys.REMEMBERED`).
  public void shut(TenantId tenant, String restore) {
    list(ALL_SHUT, tenant);
    var _ = store.update(item(tenant), List.of(Change.set(SHUT, restore)), Condition.always());
  }

  /// Opens it again, unless another restore has shut it by now.
  public void open(TenantId tenant, String restore) {
    var _ =
        store.update(item(tenant), List.of(Change.remove(SHUT)), Condition.equal(SHUT, restore));
  }

  /// Those that are shut, and by which restore each is. Who was once stays on the list, and is
  /// read: taken from it, one that is being shut anew at that moment would not be on it.
  public Map<TenantId, String> shut() {
    var all = new TreeMap<TenantId, String>(Comparator.comparing(TenantId::value));
    for (var tenant : listed(ALL_SHUT)) {
      read(tenant).shut().ifPresent(restore -> all.put(tenant, restore));
    }
    return all;
  }

  private void list(Key key, TenantId tenant) {
    var one = new Change.Include(TENANTS, Set.of(tenant.value()));
    var _ = store.update(key, List.of(one), Condition.always());
  }

  /// All whose keys are destroyed.
  public Set<TenantId> destroyed() {
    return listed(ALL);
  }

  private Set<TenantId> listed(Key key) {
    var all = new TreeSet<TenantId>(Comparator.comparing(TenantId::value));
    store.read(key).ifPresent(item -> item.texts(TENANTS).forEach(id -> all.add(new TenantId(id))));
    return all;
  }
}
