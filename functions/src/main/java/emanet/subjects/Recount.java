package emanet.subjects;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Ids;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a shard of the index of starts whole.
///
/// - Where the end of a person's relationship was changed, once every write that may have read the
///   old one has ended, the entries of all their records are put again, and the note goes.
/// - Where an activity counts from something else than it did, the people of the shard are gone
///   through, once: what their records note is brought up to date, each by an update of the very
///   version that was read, after its entry was put. That is the one time when a run reads more
///   than what is due.
/// - What an activity has no more is noted, with the time, so that it is known when it is due.
///
/// Stopped anywhere, it is begun anew.
final class Recount {
  private static final int PEOPLE = 10;
  private static final int NOTES = 25;
  private static final String MOVED = "M";

  private final Store store;
  private final InstantSource clock;
  private final Ids ids;
  private final Starts starts;
  private final Indexing indexing;
  private final Shelving shelving;
  private final Vault vault;

  Recount(Subjects.Needs needs, Starts starts, Shelving shelving, Vault vault) {
    this.store = needs.store();
    this.clock = needs.clock();
    this.ids = needs.ids();
    this.starts = starts;
    this.indexing = new Indexing(needs.index(), starts);
    this.shelving = shelving;
    this.vault = vault;
  }

  /// The next step of a shard: where to go on after it; empty once there is nothing more.
  ///
  /// @param tampered takes what does not open though its key lives
  Optional<String> step(
      TenantId tenant, int shard, Optional<String> cursor, Consumer<RecordPlace> tampered) {
    if (cursor.isEmpty() || cursor.get().startsWith(MOVED)) {
      return Optional.of(moved(tenant, shard, cursor.map(text -> text.substring(1))));
    }
    var rooms = shelving.of(tenant);
    shelving.note(rooms);
    var ended = clock.instant().minus(Traces.ENDED);
    var open =
        rooms.recounts().stream()
            .filter(shelf -> !rooms.isRecounted(shelf, shard) && shelf.since().isBefore(ended))
            .findFirst();
    return open.map(shelf -> people(tenant, shelf, shard, cursor.get(), tampered));
  }

  /// A page of the notes; then the people's turn, whose cursor is a shelf's code and an id.
  private String moved(TenantId tenant, int shard, Optional<String> after) {
    var range =
        Range.between(Table.LOOKUPS, StartItems.movedPartition(tenant, shard), "!", "~")
            .limit(NOTES);
    var from = after.filter(id -> !id.isEmpty());
    var notes = store.query(from.map(range::after).orElse(range));
    long ended = clock.instant().minus(Traces.ENDED).toEpochMilli();
    for (var note : notes) {
      if (note.number(StartItems.AT) < ended) {
        var subject = new SubjectId(note.key().sort());
        var person = Person.of(store.readAll(Person.keysFor(tenant, subject)), tenant, subject);
        // a card that was tampered with keeps its note: the next run asks it again
        Vault.<Optional<Optional<LocalDate>>>untampered(
                () -> Optional.of(person.end(vault)), Optional::empty)
            .ifPresent(end -> {
              starts.moved(tenant, subject, end);
              var unchanged = Condition.equal(StartItems.AT, note.number(StartItems.AT));
              var _ = store.delete(note.key(), unchanged);
            });
      }
    }
    return notes.size() < NOTES ? "-|" : MOVED + notes.getLast().key().sort();
  }

  private String people(
      TenantId tenant,
      Shelving.Shelf shelf,
      int shard,
      String cursor,
      Consumer<RecordPlace> tampered) {
    var own = shelf.code() + "|";
    var after =
        Optional.of(cursor)
            .filter(text -> text.startsWith(own) && text.length() > own.length())
            .map(text -> new SubjectId(text.substring(own.length())));
    var page = new Roster(store).ofShard(tenant, shard, PEOPLE, after);
    page.forEach(subject -> person(tenant, shelf, subject, tampered));
    if (page.size() < PEOPLE) {
      shelving.recounted(tenant, shelf, shard, clock.instant());
      return "-|";
    }
    return own + page.getLast();
  }

  private void person(
      TenantId tenant, Shelving.Shelf shelf, SubjectId subject, Consumer<RecordPlace> tampered) {
    var person = Person.of(store.readAll(Person.keysFor(tenant, subject)), tenant, subject);
    if (person.isErased() || person.keys().isEmpty()) {
      return;
    }
    var range =
        Range.prefix(
            Table.RECORDS,
            RecordPlace.partition(tenant, subject),
            RecordPlace.prefix(shelf.category()));
    store.queryAll(range).forEach(item -> record(tenant, shelf, person, item, tampered));
  }

  private void record(
      TenantId tenant,
      Shelving.Shelf shelf,
      Person person,
      Item item,
      Consumer<RecordPlace> tampered) {
    var record = StoredRecord.of(item);
    var text = record.began().by().get(shelf.activity().value());
    if (record.isDeleted() || text == null || text.charAt(0) == shelf.from()) {
      return;
    }
    var keys = person.livingKeys();
    var place = Disposal.place(tenant, keys.subject(), item.key());
    var content =
        Vault.untampered(
            () -> vault.open(place, keys, record),
            () -> {
              tampered.accept(place);
              return Optional.of(Content.empty()); // it has no date that anybody knows
            });
    if (content.isEmpty()) {
      return; // its key is gone: whoever destroyed it disposes of it
    }
    var code = shelf.activity().value();
    var others = new HashMap<>(record.began().by());
    others.remove(code);
    var noted =
        starts.noted(
            place,
            new Began(record.began().created(), others),
            Map.of(shelf.activity(), shelf.retention().from()),
            () -> end(tenant, person, () -> tampered.accept(place)));
    var attempts = new HashMap<>(record.attempts());
    attempts.remove(StartItems.name(code));
    var puts = new ArrayList<>(noted.entries());
    if (shelf.from() == StartItems.EVENT) {
      var attempt = ids.ordered();
      store.writeAll(List.of(Indexing.openTrace(place, attempt)), List.of());
      puts.addAll(indexing.entry(place, code, content.get().eventDate(), attempt));
      attempts.put(StartItems.name(code), attempt);
    }
    store.writeAll(puts, List.of());
    var _ = update(item, record, noted.began(), attempts);
  }

  /// Where the card was tampered with, a note has the next run ask it again.
  private Optional<LocalDate> end(TenantId tenant, Person person, Runnable tampered) {
    return Vault.untampered(
        () -> person.end(vault),
        () -> {
          tampered.run();
          starts.moving(tenant, person.livingKeys().subject(), Optional.empty());
          return Optional.empty();
        });
  }

  /// Of the very record that was read. Where another was quicker, what was put for it goes with the
  /// sweep of traces, as does what the record pointed to before.
  private Written update(
      Item item, StoredRecord record, Began began, Map<String, String> attempts) {
    return store.update(
        item.key(),
        List.of(
            Change.set(StoredRecord.STARTS, Value.of(StoredRecord.tree(began.by()))),
            attempts.isEmpty()
                ? Change.remove(StoredRecord.ATTEMPTS)
                : Change.set(StoredRecord.ATTEMPTS, Value.of(StoredRecord.tree(attempts)))),
        record.unchanged());
  }
}
