package emanet.subjects;

import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.register.Granted;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The steps of a write after its checks, one record at a time: single writes and batches take the
/// same ones.
final class RecordSteps {
  private final Store store;
  private final Keyring keyring;
  private final Vault vault;
  private final Indexing indexing;

  RecordSteps(Store store, Keyring keyring, Vault vault, Indexing indexing) {
    this.store = store;
    this.keyring = keyring;
    this.vault = vault;
    this.indexing = indexing;
  }

  /// What the record is to become; opens what it is.
  ///
  /// @throws emanet.fault.FaultException `Invalid`, or `Tampered` if what is there does not open
  Draft draft(
      RecordPlace place,
      ActivityCode activity,
      Granted granted,
      Optional<StoredRecord> stored,
      PersonKeys keys,
      Change change,
      String attempt,
      Bytes mark) {
    var live = stored.filter(record -> !record.isDeleted() && opens(record, keys, place.category()));
    var before = live.map(record -> vault.open(place, keys, record)).orElseGet(Content::empty);
    var content = Merging.merged(granted.category(), granted.fields(), before, change);
    var plan =
        indexing.plan(
            place, granted.category(), live, before.fields(), content.fields(), attempt);
    var activities = new HashSet<>(live.map(StoredRecord::activities).orElse(Set.of()));
    activities.add(activity.value());
    return new Draft(
        place,
        Optional.of(content),
        stored,
        Draft.after(stored),
        activities,
        plan.puts(),
        plan.attempts(),
        plan.staleOnSuccess(),
        plan.rewritten(),
        plan.ownKeys(),
        mark);
  }

  /// Whether the record's key still lives: one under a destroyed key is as good as gone.
  private boolean opens(StoredRecord record, PersonKeys keys, CategoryCode category) {
    return record
        .sealed()
        .filter(sealed -> vault.keyLives(sealed, keys, category))
        .isPresent();
  }

  /// Whether the draft says nothing that the record does not say already.
  boolean changesNothing(Draft draft, PersonKeys keys) {
    var before = draft.before().filter(record -> !record.isDeleted());
    return before.isPresent()
        && opens(before.get(), keys, draft.place().category())
        && before.get().activities().containsAll(draft.activities())
        && draft.content().equals(Optional.of(vault.open(draft.place(), keys, before.get())));
  }

  /// A deletion. Its pointers are found by their traces, so that a record that does not open can go.
  Draft deletion(RecordPlace place, StoredRecord stored, Bytes mark) {
    var traces =
        store.query(
            Range.prefix(
                Table.LOOKUPS,
                Pointers.tracePartition(place.tenant(), place.subject()),
                Pointers.tracePrefix(place.category(), place.record())));
    var stale = new LinkedHashSet<Key>();
    for (var trace : traces) {
      stale.add(trace.key());
      trace.texts(Pointers.POINTERS).forEach(text -> stale.add(Pointers.parse(text)));
    }
    return new Draft(
        place,
        Optional.empty(),
        Optional.of(stored),
        stored.version() + 1,
        Set.of(),
        List.of(),
        Map.of(),
        stale,
        List.of(),
        List.of(),
        mark);
  }

  /// Stage 3.
  Written put(Draft draft, PersonKeys keys) {
    var sealed =
        draft.content().map(content -> vault.seal(draft.place(), keys, draft.version(), content));
    var written =
        store.put(draft.sealed(sealed).at(draft.place().key()), draft.condition());
    return written instanceof Written.Conflict(var current) && isOwn(draft, current)
        ? new Written.Done(Optional.empty())
        : written;
  }

  /// A put whose answer was lost finds itself there.
  private static boolean isOwn(Draft draft, Optional<Item> current) {
    return current
        .map(StoredRecord::of)
        .filter(record -> record.version() == draft.version())
        .flatMap(StoredRecord::mark)
        .equals(Optional.of(draft.mark()));
  }

  /// Stage 4, the tidying.
  boolean tidy(Draft draft) {
    store.writeAll(draft.rewritten(), draft.stale());
    return true;
  }

  /// Stage 4, the check: whether what was put may stay.
  ///
  /// @param now the person's item of keys, read after the put
  /// @throws emanet.fault.FaultException `Erased`, after what was put has been taken back
  void confirm(Draft draft, PersonKeys used, Optional<Item> now) {
    var keys = keyring.parse(now);
    boolean erased = keys.map(PersonKeys::isErased).orElse(true);
    if (!erased && (draft.content().isEmpty() || stillLives(draft, used, keys.get()))) {
      return;
    }
    takeBack(draft, erased);
    throw new Fault.Erased().exception();
  }

  private static boolean stillLives(Draft draft, PersonKeys used, PersonKeys now) {
    var category = draft.place().category();
    return now.isLive(category, used.currentVersion(category));
  }

  private void takeBack(Draft draft, boolean erased) {
    var mine = Condition.equal(StoredRecord.VERSION, Value.of(draft.version()));
    var key = draft.place().key();
    if (erased) {
      var _ = store.delete(key, mine);
    } else {
      var gone = StoredRecord.deleted(draft.version(), Optional.of(draft.mark()));
      var _ = store.put(gone.at(key), mine);
    }
    discard(draft);
  }

  /// Takes away what a write that came to nothing left in the look-ups.
  void discard(Draft draft) {
    var keys = new ArrayList<>(draft.own());
    store.writeAll(List.of(), keys);
  }
}
