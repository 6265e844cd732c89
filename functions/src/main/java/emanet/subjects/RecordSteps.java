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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The steps of a write after its checks, one record at a time: single writes and batches take the
/// same ones.
final class RecordSteps {
  private final Store store;
  private final Vault vault;
  private final Indexing indexing;

  RecordSteps(Store store, Vault vault, Indexing indexing) {
    this.store = store;
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
    var opened = stored.flatMap(record -> vault.open(place, keys, record));
    var live = stored.filter(_ -> opened.isPresent());
    var before = opened.orElseGet(Content::empty);
    var content = Merging.merged(granted.category(), covered(granted), before, change);
    var plan =
        indexing.plan(place, granted.category(), live, before.fields(), content.fields(), attempt);
    var activities = new HashSet<>(live.map(StoredRecord::activities).orElse(Set.of()));
    activities.add(activity.value());
    return new Draft(
        place,
        Optional.of(content),
        stored,
        opened.isEmpty(),
        Draft.after(stored),
        activities,
        plan.puts(),
        plan.attempts(),
        plan.staleOnSuccess(),
        plan.rewritten(),
        plan.ownKeys(),
        opened.equals(Optional.of(content))
            && live.map(StoredRecord::activities).equals(Optional.of(activities)),
        mark);
  }

  /// All fields of the category that the activity covers, whichever were sent.
  private static Set<String> covered(Granted granted) {
    var category = granted.category();
    var use = granted.activity().value().use(category.code());
    return category.fields().keySet().stream()
        .filter(field -> use.filter(u -> u.covers(field)).isPresent())
        .collect(Collectors.toSet());
  }

  /// A deletion. Its pointers are found by their traces, so that a record that does not open can
  /// go.
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
        false,
        stored.version() + 1,
        Set.of(),
        List.of(),
        Map.of(),
        stale,
        List.of(),
        List.of(),
        false,
        mark);
  }

  /// Stage 3.
  Put put(Draft draft, PersonKeys keys) {
    var sealed =
        draft.content().map(content -> vault.seal(draft.place(), keys, draft.version(), content));
    var record = draft.sealed(sealed.map(Vault.Sealed::ciphertext));
    var written = store.put(record.at(draft.place().key()), draft.condition());
    boolean done =
        switch (written) {
          case Written.Done _ -> true;
          case Written.Conflict(var current) -> isOwn(draft, current);
        };
    return new Put(done, sealed.map(Vault.Sealed::dekVersion));
  }

  /// What came of a put.
  ///
  /// @param done whether the record is the draft's now
  /// @param dekVersion what it was sealed under, if anything was sealed
  record Put(boolean done, Optional<Integer> dekVersion) {}

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
  /// @param dekVersion what it was sealed under
  /// @param now the person's item of keys, read after the put
  /// @throws emanet.fault.FaultException `Erased`, after what was put has been taken back
  void confirm(Draft draft, Optional<Integer> dekVersion, Optional<Item> now) {
    var place = draft.place();
    var keys = now.map(item -> Keyring.parse(place.tenant(), place.subject(), item));
    boolean erased = keys.map(PersonKeys::erased).orElse(true);
    boolean lives =
        dekVersion
            .map(version -> keys.filter(k -> k.opens(place.category(), version)).isPresent())
            .orElse(true);
    if (erased || !lives) {
      takeBack(draft, erased);
      throw new Fault.Erased().exception();
    }
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
