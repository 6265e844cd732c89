package emanet.subjects;

import emanet.fault.Fault;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Erasures in `register`. Every step of one is a conditional update of its item from the stage
/// that was seen; whoever comes second finds the step done.
///
/// The list of a tenant's erasures, `T#<tenant>#LIST#ER` / `<at, ms, 13 digits>#<id>`, is written
/// before the erasure; an entry without an erasure counts for nothing.
///
/// The list of those whose certificate is not final yet, `T#<tenant>#LIST#EF` / `<horizon, ms, 13
/// digits>#<id>`, is written before anything is cleared, and the entry deleted once it is final.
final class ErasureItems {
  private final Store store;

  ErasureItems(Store store) {
    this.store = store;
  }

  Map<Key, Item> read(java.util.Collection<Key> keys) {
    return store.readAll(keys);
  }

  Optional<StoredErasure> find(TenantId tenant, String id) {
    return store
        .read(StoredErasure.key(tenant, id))
        .map(item -> new StoredErasure(tenant, id, item));
  }

  /// A new one, or the one that was made under that id.
  StoredErasure create(TenantId tenant, String id, Item fresh, Instant at) {
    store.writeAll(List.of(Item.at(listed(tenant, at, id))), List.of());
    return switch (store.put(fresh, Condition.noItem())) {
      case Written.Done _ -> new StoredErasure(tenant, id, fresh);
      case Written.Conflict(var current) ->
          new StoredErasure(
              tenant, id, current.orElseThrow(() -> Fault.Unavailable.shortly().exception()));
    };
  }

  /// Takes a step, if the erasure still is at the stage that was seen.
  ///
  /// @return what the erasure is now
  StoredErasure move(StoredErasure seen, List<Change> changes) {
    return move(seen, changes, at(seen));
  }

  private static Condition at(StoredErasure seen) {
    return Condition.equal(StoredErasure.STAGE, seen.stage().name());
  }

  /// Has a certificate signed, unless one is: of two that do it at once, one counts.
  ///
  /// @return what the erasure is now; without a draft only where it is at another stage
  StoredErasure signed(StoredErasure seen, Supplier<String> certificate) {
    if (seen.draft().isPresent()) {
      return seen;
    }
    var first = Condition.all(at(seen), Condition.absent(StoredErasure.DRAFT));
    return move(seen, List.of(Change.set(StoredErasure.DRAFT, certificate.get())), first);
  }

  private StoredErasure move(StoredErasure seen, List<Change> changes, Condition condition) {
    var now =
        switch (store.update(seen.item().key(), changes, condition)) {
          case Written.Done(var item) -> item;
          case Written.Conflict(var current) -> current;
        };
    return new StoredErasure(
        seen.tenant(), seen.id(), now.orElseThrow(() -> new Fault.Absent().exception()));
  }

  /// A tenant's erasures, oldest first.
  List<StoredErasure> between(TenantId tenant, Instant from, Instant to, int most) {
    return page(tenant, from, to, most, Optional.empty()).values().stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /// The same in pages, by their positions; empty where nothing came of it.
  ///
  /// @param after the position after which to go on
  Map<String, Optional<StoredErasure>> page(
      TenantId tenant, Instant from, Instant to, int limit, Optional<String> after) {
    var all = Range.between(Table.REGISTER, partition(tenant), moment(from), moment(to));
    var range = all.limit(limit);
    var found = new LinkedHashMap<String, Optional<StoredErasure>>();
    for (var entry : store.query(after.map(range::after).orElse(range))) {
      var sort = entry.key().sort();
      found.put(sort, find(tenant, sort.split("#", -1)[1]));
    }
    return found;
  }

  void await(StoredErasure erasure, Instant horizon) {
    store.writeAll(List.of(Item.at(awaited(erasure, horizon))), List.of());
  }

  void awaitNoLonger(StoredErasure erasure, Instant horizon) {
    store.writeAll(List.of(), List.of(awaited(erasure, horizon)));
  }

  /// Ids of erasures whose horizon was before that moment, and which are not final.
  List<String> notFinal(TenantId tenant, Instant horizonBefore, int most) {
    var range =
        Range.between(Table.REGISTER, waiting(tenant), "0", moment(horizonBefore)).limit(most);
    return store.query(range).stream()
        .map(entry -> entry.key().sort().split("#", -1)[1])
        .filter(id ->
            find(tenant, id).filter(one -> one.stage() != StoredErasure.Stage.FINAL).isPresent())
        .toList();
  }

  private static Key awaited(StoredErasure erasure, Instant horizon) {
    return new Key(Table.REGISTER, waiting(erasure.tenant()), moment(horizon) + "#" + erasure.id());
  }

  private static String waiting(TenantId tenant) {
    return "T#" + tenant + "#LIST#EF";
  }

  private static String partition(TenantId tenant) {
    return "T#" + tenant + "#LIST#ER";
  }

  private static Key listed(TenantId tenant, Instant at, String id) {
    return new Key(Table.REGISTER, partition(tenant), moment(at) + "#" + id);
  }

  private static String moment(Instant at) {
    return "%013d".formatted(at.toEpochMilli());
  }
}
