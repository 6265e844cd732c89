package emanet.subjects;

import emanet.keys.PersonKeys;
import emanet.register.Category;
import emanet.register.Retention;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.ActivityCode;
import emanet.values.Ids;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Seals a record anew though nobody wrote it: what is left of it after a disposal, or what it once
/// was. Pointers and starts are put before it, and what it leaves behind goes after it, as of any
/// write.
final class Resealing {
  private final Store store;
  private final Vault vault;
  private final Indexing indexing;
  private final Traces traces;
  private final Starts starts;
  private final Ids ids;

  Resealing(Subjects.Needs needs, Vault vault) {
    this.store = needs.store();
    this.vault = vault;
    this.traces = new Traces(store, needs.clock());
    this.starts = Subjects.starts(needs);
    this.indexing = new Indexing(needs.index(), starts);
    this.ids = needs.ids();
  }

  /// Puts what is left of a record under the key that seals now. Its mark stays: whoever repeats
  /// the call that wrote it finds it done.
  ///
  /// @param engaged the activities that cover what is left, with what their retention counts from
  /// @param end of the person's relationship, if it has one
  /// @return false if it was changed meanwhile
  boolean reseal(
      RecordPlace place,
      Category category,
      StoredRecord record,
      PersonKeys keys,
      Content before,
      Content after,
      Map<ActivityCode, Retention.Start> engaged,
      Supplier<Optional<LocalDate>> end) {
    var noted = starts.noted(place, record, engaged, end);
    var next = new Next(Optional.of(record), before, after, codes(engaged), record.version() + 1);
    return put(place, category, keys, next, noted);
  }

  /// Puts a record back as it once was, in the place of what there is: with what its times of
  /// retention counted from then, and under a version that nobody has seen yet.
  ///
  /// @param then as it was
  /// @param now as it is, with its content; empty where that opens no more
  /// @return false if it was changed meanwhile
  boolean putBack(
      RecordPlace place,
      Category category,
      PersonKeys keys,
      StoredRecord then,
      Optional<StoredRecord> now,
      Optional<Content> before,
      Content after,
      Map<ActivityCode, Retention.Start> engaged,
      Supplier<Optional<LocalDate>> end,
      long version) {
    var began = starts.noted(place, then, engaged, end).began();
    began.by().forEach((code, text) -> starts.list(place.tenant(), text, code, place.category()));
    // its entries may have been dropped with what was there
    var noted = new Starts.Noted(began, starts.entries(place, began, end));
    var live = now.filter(_ -> before.isPresent());
    var next =
        new Next(live, before.orElseGet(Content::empty), after, codes(engaged), version).over(now);
    if (!put(place, category, keys, next, noted)) {
      return false;
    }
    if (live.isEmpty()) {
      // what it had opens no more: its pointers are found by their traces
      now.ifPresent(record -> Traces.delete(store, traces.leftBy(place, record)));
    }
    return true;
  }

  private static Set<String> codes(Map<ActivityCode, Retention.Start> engaged) {
    return engaged.keySet().stream().map(ActivityCode::value).collect(Collectors.toSet());
  }

  /// What takes the place of a record.
  ///
  /// @param live whose pointers are known by `before`
  /// @param seen as it was read
  private record Next(
      Optional<StoredRecord> live,
      Content before,
      Content after,
      Set<String> activities,
      long version,
      Optional<StoredRecord> seen) {
    Next(
        Optional<StoredRecord> live,
        Content before,
        Content after,
        Set<String> activities,
        long version) {
      this(live, before, after, activities, version, live);
    }

    Next over(Optional<StoredRecord> other) {
      return new Next(live, before, after, activities, version, other);
    }
  }

  private boolean put(
      RecordPlace place, Category category, PersonKeys keys, Next to, Starts.Noted noted) {
    var attempt = ids.ordered();
    var plan =
        indexing.plan(place, category, to.live(), to.before(), to.after(), noted.began(), attempt);
    if (!plan.puts().isEmpty()) {
      // no field is added, but an activity may be that counts from the record's own date
      store.writeAll(List.of(Indexing.openTrace(place, attempt)), List.of());
    }
    var puts = new ArrayList<>(plan.puts());
    puts.addAll(noted.entries());
    store.writeAll(puts, List.of());
    var sealed = vault.seal(place, keys, to.version(), to.after()).ciphertext();
    var next =
        new StoredRecord(
                to.version(),
                Optional.of(sealed),
                to.activities(),
                plan.attempts(),
                to.seen().flatMap(StoredRecord::mark),
                noted.began())
            .after(to.seen());
    var written = store.put(next.at(place.key()), StoredRecord.unchanged(to.seen()));
    if (written instanceof Written.Conflict(var current)
        && !current.map(StoredRecord::of).equals(Optional.of(next))) {
      Traces.delete(store, plan.puts().stream().map(Item::key).toList());
      return false;
    }
    Traces.delete(store, plan.rewritten(), plan.staleOnSuccess());
    return true;
  }
}
