package emanet.subjects;

import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.register.Granted;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import java.util.ArrayList;
import java.util.HashSet;
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
  private final Traces traces;
  private final Starts starts;

  RecordSteps(Store store, Vault vault, Indexing indexing, Traces traces, Starts starts) {
    this.store = store;
    this.vault = vault;
    this.indexing = indexing;
    this.traces = traces;
    this.starts = starts;
  }

  /// What the record is to become; opens what it is.
  ///
  /// @param card the person's
  /// @throws emanet.fault.FaultException `Invalid`, or `Tampered` if what is there does not open
  Draft draft(
      RecordPlace place,
      ActivityCode activity,
      Granted granted,
      Optional<StoredRecord> stored,
      PersonKeys keys,
      Optional<StoredSubject> card,
      Change change,
      String attempt,
      Bytes mark) {
    var opened = stored.flatMap(record -> vault.open(place, keys, record));
    if (change.merge() && opened.isEmpty()) {
      throw new Fault.Erased().exception(); // there is nothing left to merge with
    }
    var live = stored.filter(_ -> opened.isPresent());
    var before = opened.orElseGet(Content::empty);
    var content = Merging.merged(granted.category(), covered(granted), before, change);
    var activities = new HashSet<>(live.map(StoredRecord::activities).orElse(Set.of()));
    activities.add(activity.value());
    var noted =
        starts.noted(
            place,
            live.map(StoredRecord::began).orElse(Began.NOTHING),
            Map.of(activity, granted.activity().value().retentionOf(place.category()).from()),
            () -> vault.end(keys, card));
    var plan =
        indexing.plan(place, granted.category(), live, before, content, noted.began(), attempt);
    var puts = new ArrayList<>(plan.puts());
    puts.addAll(noted.entries());
    return new Draft(
        place,
        Optional.of(content),
        stored,
        opened.isEmpty(),
        Draft.after(stored),
        activities,
        puts,
        plan.attempts(),
        plan.staleOnSuccess(),
        plan.rewritten(),
        plan.ownKeys(),
        noted.began(),
        opened.equals(Optional.of(content))
            && live.map(StoredRecord::activities).equals(Optional.of(activities))
            && live.map(StoredRecord::began).equals(Optional.of(noted.began())),
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
    var stale = traces.leftBy(place, stored);
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
        Began.NOTHING,
        false,
        mark);
  }

  /// Deletes a record that nothing covers any more.
  ///
  /// @return false if it was changed meanwhile
  boolean dispose(RecordPlace place, StoredRecord record) {
    var stale = traces.leftBy(place, record);
    var gone =
        StoredRecord.deleted(record.version() + 1, Optional.empty()).after(Optional.of(record));
    var written = store.put(gone.at(place.key()), StoredRecord.unchanged(Optional.of(record)));
    if (written instanceof Written.Conflict(var current)
        && !current.map(StoredRecord::of).equals(Optional.of(gone))) {
      return false;
    }
    Traces.delete(store, stale);
    return true;
  }

  /// Stage 3.
  Put put(Draft draft, PersonKeys seen) {
    var keys = vault.notOlder(seen, draft.place().category(), draft.before());
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
    Traces.delete(store, draft.rewritten(), draft.stale());
    return true;
  }

  /// What becomes of what was put.
  enum Standing {
    /// It may stay.
    STANDS,
    /// A newer key of the category seals by now, and the one that was used goes: what was put has
    /// to be put anew, if it still may.
    SUPERSEDED
  }

  /// Whether a put has to be allowed once more after it is there: one that rests on a consent, and
  /// whose key was not there when the consent was read. A withdrawal that came in between found no
  /// key to renew, by which it stops every other write on its way.
  static boolean isUnsure(Granted granted, PersonKeys seen, CategoryCode category) {
    return granted.activity().value().legalBasis().isConsent() && !seen.has(category);
  }

  /// Stage 4, the check.
  ///
  /// Whoever renews a category's key to dispose of something goes through the records **after** the
  /// renewal. A put that was confirmed before it is met there; one that is confirmed after it finds
  /// itself superseded here. So none is lost with the old key, and none slips what has ended past
  /// the disposal.
  ///
  /// @param dekVersion what it was sealed under; empty for a deletion
  /// @param now the person's item of keys, read after the put
  /// @throws emanet.fault.FaultException `Erased`, after what was put has been taken back
  Standing confirm(Draft draft, Optional<Integer> dekVersion, Optional<Item> now) {
    var place = draft.place();
    var keys = now.map(item -> Keyring.parse(place.tenant(), place.subject(), item));
    boolean erased = keys.map(PersonKeys::erased).orElse(true);
    int newest = keys.map(k -> k.version(place.category()).orElse(0)).orElse(0);
    boolean lives =
        dekVersion
            .map(version ->
                newest > version
                    || keys.filter(k -> k.opens(place.category(), version)).isPresent())
            .orElse(true);
    if (erased || !lives) {
      takeBack(draft, erased);
      throw new Fault.Erased().exception();
    }
    return dekVersion.filter(version -> newest > version).isPresent()
        ? Standing.SUPERSEDED
        : Standing.STANDS;
  }

  /// Whether a record is as whoever may see it now sealed it: its key is the category's newest.
  boolean isCurrent(RecordPlace place, StoredRecord record, PersonKeys keys) {
    return record
        .sealed()
        .map(sealed -> vault.dekVersion(sealed) == keys.version(place.category()).orElse(0))
        .orElse(true);
  }

  /// That a record which this very call put, and whose key is gone, may be put anew. Where the
  /// category has a later key, the old one went to dispose of something else.
  ///
  /// @param record put by an earlier run
  /// @throws emanet.fault.FaultException `Erased` where the category was erased
  void requireUnerased(RecordPlace place, StoredRecord record, PersonKeys keys) {
    boolean gone = vault.isSealedUpTo(record, keys.highestDestroyed(place.category()));
    if (gone && !keys.has(place.category())) {
      throw new Fault.Erased().exception();
    }
  }

  /// Whether the category's key was renewed since `seen` was read, together with what allowed the
  /// write: what ended meanwhile may be just that, so that it has to be asked anew before anything
  /// is put under the new key.
  ///
  /// @param used what the put would be sealed under
  boolean isOutrun(
      RecordPlace place, Optional<StoredRecord> stored, PersonKeys seen, PersonKeys used) {
    var category = place.category();
    int expected = seen.version(category).orElse(seen.highestDestroyed(category) + 1);
    int sealed = stored.flatMap(StoredRecord::sealed).map(vault::dekVersion).orElse(0);
    return used.version(category).orElse(0) > expected || sealed > expected;
  }

  /// Takes away what a put left behind that is not allowed any more: what nobody can open, and what
  /// nobody else will come by.
  ///
  /// @param unsure as `isUnsure` says: then no disposal knows of it
  void clear(RecordPlace place, StoredRecord record, PersonKeys keys, Bytes mark, boolean unsure) {
    boolean gone = vault.isSealedUpTo(record, keys.highestDestroyed(place.category()));
    boolean goes = gone || (unsure && record.sealed().isPresent());
    if (goes && record.mark().equals(Optional.of(mark))) {
      var deleted =
          StoredRecord.deleted(record.version() + 1, Optional.of(mark)).after(Optional.of(record));
      var _ = store.put(deleted.at(place.key()), StoredRecord.unchanged(Optional.of(record)));
    }
  }

  private void takeBack(Draft draft, boolean erased) {
    var mine = Condition.equal(StoredRecord.VERSION, Value.of(draft.version()));
    var key = draft.place().key();
    if (erased) {
      var _ = store.delete(key, mine);
      // nobody writes of this person any more
      Traces.delete(store, draft.puts().stream().map(Item::key).toList());
    } else {
      var gone =
          StoredRecord.deleted(draft.version(), Optional.of(draft.mark())).after(draft.before());
      var _ = store.put(gone.at(key), mine);
    }
    discard(draft);
  }

  /// Takes away what a write that came to nothing left in the look-ups.
  void discard(Draft draft) {
    Traces.delete(store, draft.own());
  }
}
