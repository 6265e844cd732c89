package emanet.subjects;

import emanet.register.Category;
import emanet.register.Policy;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Clears away what an erasure left: ciphertexts that open for nobody, and pointers. May be stopped
/// anywhere, and run again; nothing rests on it but that nothing leads from a value to the person.
///
/// Of an erased person all items go, and the place on the list of people. Of an erased category the
/// records' items stay, deleted, so that versions never repeat.
final class Clearance {
  private static final int PAGE = 200;

  private final Store store;
  private final Policy policy;
  private final Vault vault;
  private final Traces traces;

  Clearance(Store store, Policy policy, Vault vault, Traces traces) {
    this.store = store;
    this.policy = policy;
    this.vault = vault;
    this.traces = traces;
  }

  /// Clears away what an erased person left.
  ///
  /// @return whether nothing is left, as far as can be known while writers may be on their way
  boolean run(StoredErasure erasure) {
    var tenant = erasure.tenant();
    var subject = erasure.subject();
    boolean whole =
        traces.wipe(
            tenant,
            subject,
            erasure.category(),
            erasure.effective(),
            lives(erasure),
            code -> category(tenant, code));
    erasure
        .category()
        .ifPresentOrElse(
            code -> ofCategory(tenant, subject, code, erasure.keys()),
            () -> ofPerson(tenant, subject));
    return whole;
  }

  /// Of a category, whether a record was sealed since; of a person, nothing was.
  private Predicate<StoredRecord> lives(StoredErasure erasure) {
    return record ->
        erasure.category().filter(code -> !isDestroyed(record, code, erasure.keys())).isPresent();
  }

  private boolean isDestroyed(StoredRecord record, CategoryCode code, Map<String, Long> destroyed) {
    return vault.isSealedUpTo(record, destroyed.getOrDefault(code.value(), 0L));
  }

  private Optional<Category> category(TenantId tenant, CategoryCode code) {
    var read = store.readAll(policy.keysForCodes(tenant, Set.of(), Set.of(code)));
    return policy.category(tenant, read, code);
  }

  /// The items of a person, and their place on the list.
  void ofPerson(TenantId tenant, SubjectId subject) {
    store.writeAll(List.of(), List.of(Roster.key(tenant, subject)));
    rows(store, tenant, subject);
  }

  /// The items of a person.
  static void rows(Store store, TenantId tenant, SubjectId subject) {
    var partition = RecordPlace.partition(tenant, subject);
    Traces.delete(store, Starts.endsLeftBy(store, tenant, subject));
    while (true) {
      var page = store.query(Range.between(Table.RECORDS, partition, "!", "~").limit(PAGE));
      if (page.isEmpty()) {
        return;
      }
      store.writeAll(List.of(), Starts.leftBy(tenant, subject, page));
      store.writeAll(List.of(), page.stream().map(Item::key).toList());
    }
  }

  /// A record that was written anew since, under a newer key, is nobody's to delete.
  void ofCategory(
      TenantId tenant, SubjectId subject, CategoryCode code, Map<String, Long> destroyed) {
    var range =
        Range.prefix(
                Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.prefix(code))
            .limit(PAGE);
    for (var page = store.query(range); ; ) {
      for (var item : page) {
        clear(item, code, destroyed);
      }
      if (page.size() < PAGE) {
        return;
      }
      page = store.query(range.after(page.getLast().key().sort()));
    }
  }

  private void clear(Item item, CategoryCode code, Map<String, Long> destroyed) {
    var record = StoredRecord.of(item);
    if (isDestroyed(record, code, destroyed)) {
      // its marks stay: who repeats the call that put it finds it done, and does not put it anew
      var gone =
          StoredRecord.deleted(record.version() + 1, Optional.empty()).after(Optional.of(record));
      var _ = store.put(gone.at(item.key()), StoredRecord.unchanged(Optional.of(record)));
    }
  }

  /// Everything of a person that is about to be judged: their records of one category.
  List<Item> records(TenantId tenant, SubjectId subject, CategoryCode code) {
    return store.queryAll(
        Range.prefix(
                Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.prefix(code))
            .limit(PAGE));
  }

  /// A moment from which on every writer that began before it has ended.
  static Instant settled(StoredErasure erasure) {
    return erasure.effective().plus(Traces.SETTLED);
  }
}
