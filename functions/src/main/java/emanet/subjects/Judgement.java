package emanet.subjects;

import emanet.register.Retention;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What entries of the index of starts come to, as the records and the people stand.
final class Judgement {
  private static final int MOST_OF_ONE = 1000;

  private final Store store;
  private final Starts starts;
  private final Vault vault;

  Judgement(Store store, Starts starts, Vault vault) {
    this.store = store;
    this.vault = vault;
    this.starts = starts;
  }

  /// An entry, taken apart.
  private record Entry(
      Item item,
      char from,
      ActivityCode activity,
      CategoryCode category,
      String code,
      SubjectId subject,
      Optional<RecordId> record,
      String attempt) {
    static Entry of(Item item) {
      var where = item.key().partition().split("#", -1);
      var sort = item.key().sort().split("#", -1);
      return new Entry(
          item,
          where[3].charAt(0),
          new ActivityCode(where[4]),
          new CategoryCode(where[5]),
          sort[0],
          new SubjectId(sort[1]),
          sort.length > 2 ? Optional.of(new RecordId(sort[2])) : Optional.empty(),
          sort.length > 3 ? sort[3] : "");
    }

    /// Whether it is a record's own, as that stands: of its creation, of the attempt that put its
    /// date, or of its person.
    boolean isOf(StoredRecord stored) {
      boolean counts = String.valueOf(from).equals(stored.began().by().get(activity.value()));
      return counts
          && switch (from) {
            case StartItems.CREATED ->
                stored.began().created().map(StartCodes::plain).equals(Optional.of(code));
            case StartItems.EVENT ->
                attempt.equals(stored.attempts().get(StartItems.name(activity.value())));
            default -> true;
          };
    }
  }

  /// What entries lead to, read at once.
  private record Stock(Map<Key, Item> items, Map<Entry, Set<Key>> records) {
    Optional<StoredRecord> record(Key key) {
      return Optional.ofNullable(items.get(key))
          .map(StoredRecord::of)
          .filter(record -> !record.isDeleted());
    }
  }

  private Stock stock(TenantId tenant, List<Entry> entries) {
    var wanted = new HashSet<Key>();
    var records = new HashMap<Entry, Set<Key>>();
    var items = new HashMap<Key, Item>();
    for (var entry : entries) {
      wanted.addAll(Person.keysFor(tenant, entry.subject()));
      var own = new LinkedHashSet<Key>();
      if (entry.record().isPresent()) {
        own.add(place(tenant, entry, entry.record().get()).key());
        wanted.addAll(own);
      } else {
        for (var item : ofCategory(tenant, entry.subject(), entry.category())) {
          own.add(item.key());
          items.put(item.key(), item);
        }
      }
      records.put(entry, own);
    }
    items.putAll(store.readAll(wanted));
    return new Stock(items, records);
  }

  private List<Item> ofCategory(TenantId tenant, SubjectId subject, CategoryCode category) {
    var range =
        Range.prefix(
                Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.prefix(category))
            .limit(MOST_OF_ONE);
    return store.queryAll(range);
  }

  private static RecordPlace place(TenantId tenant, Entry entry, RecordId record) {
    return new RecordPlace(tenant, entry.subject(), entry.category(), record);
  }

  /// What is due on a day of what a shelf's entries lead to.
  ///
  /// @param tampered takes the records of which that cannot be told: they, or their people's cards,
  ///   do not open though the keys live
  List<Expiry.Due> due(
      Shelving.Rooms rooms,
      Shelving.Shelf shelf,
      LocalDate on,
      List<Item> items,
      Consumer<RecordPlace> tampered) {
    var tenant = rooms.tenant();
    var entries = new ArrayList<Entry>();
    for (var item : items) {
      var entry = Entry.of(item);
      if (shelf.over().isPresent()
          || starts
              .codes()
              .date(tenant, entry.code())
              .filter(date -> isOver(date, shelf.retention(), on))
              .isPresent()) {
        entries.add(entry);
      }
    }
    var stock = stock(tenant, entries);
    var found = new HashMap<Key, Expiry.Due>();
    var order = new ArrayList<Key>();
    for (var entry : entries) {
      for (var key : stock.records().getOrDefault(entry, Set.of())) {
        judged(rooms, stock, entry.subject(), key, on, tampered)
            .filter(_ -> !found.containsKey(key))
            .ifPresent(due -> {
              found.put(key, due);
              order.add(key);
            });
      }
    }
    return order.stream().map(found::get).toList();
  }

  /// What is due on a day of a person's records of a category, but for what was tampered with.
  List<Expiry.Due> of(
      Shelving.Rooms rooms, SubjectId subject, CategoryCode category, LocalDate on) {
    var tenant = rooms.tenant();
    var items = new HashMap<Key, Item>(store.readAll(Person.keysFor(tenant, subject)));
    var records = ofCategory(tenant, subject, category);
    records.forEach(item -> items.put(item.key(), item));
    var stock = new Stock(items, Map.of());
    return records.stream()
        .flatMap(item -> judged(rooms, stock, subject, item.key(), on, _ -> {}).stream())
        .toList();
  }

  private static boolean isOver(LocalDate start, Retention retention, LocalDate on) {
    return !start.plus(retention.period()).isAfter(on);
  }

  private Optional<Expiry.Due> judged(
      Shelving.Rooms rooms,
      Stock stock,
      SubjectId subject,
      Key key,
      LocalDate on,
      Consumer<RecordPlace> tampered) {
    return Vault.untampered(
        () -> judged(rooms, stock, subject, key, on),
        () -> {
          tampered.accept(Disposal.place(rooms.tenant(), subject, key));
          return Optional.empty();
        });
  }

  private Optional<Expiry.Due> judged(
      Shelving.Rooms rooms, Stock stock, SubjectId subject, Key key, LocalDate on) {
    var tenant = rooms.tenant();
    var person = Person.of(stock.items(), tenant, subject);
    var record = stock.record(key);
    if (record.isEmpty() || person.isErased() || person.keys().isEmpty()) {
      return Optional.empty();
    }
    var place = Disposal.place(tenant, subject, key);
    var dates = dates(person, place, record.get());
    var lapsed = new ArrayList<Expiry.Lapsed>();
    record
        .get()
        .began()
        .by()
        .forEach((code, text) -> {
          var activity = new ActivityCode(code);
          left(rooms, activity, place.category(), on).ifPresent(lapsed::add);
          rooms
              .retention(activity, place.category())
              .ifPresent(retention ->
                  start(retention, record.get().began(), text, dates)
                      .filter(start -> isOver(start, retention, on))
                      .ifPresent(start ->
                          lapsed.add(
                              new Expiry.Lapsed(
                                  activity,
                                  Optional.of(retention),
                                  start,
                                  start.plus(retention.period()),
                                  rooms.method(activity)))));
        });
    lapsed.sort((a, b) -> a.activity().value().compareTo(b.activity().value()));
    boolean held = person.keys().get().holds(place.category());
    return lapsed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Expiry.Due(subject, place.category(), place.record(), lapsed, held));
  }

  /// An activity that has the category no more, once there was time to put it back.
  private static Optional<Expiry.Lapsed> left(
      Shelving.Rooms rooms, ActivityCode activity, CategoryCode category, LocalDate on) {
    return rooms
        .leftSince(activity, category)
        .map(since ->
            new Expiry.Lapsed(
                activity,
                Optional.empty(),
                since,
                since.plus(Shelving.RECONSIDERING),
                rooms.method(activity)))
        .filter(lapsed -> !lapsed.due().isAfter(on));
  }

  /// Whether the time of an activity that a record is kept under is over on a day.
  boolean isOver(
      Retention retention, Began began, ActivityCode activity, Dates dates, LocalDate on) {
    return Optional.ofNullable(began.by().get(activity.value()))
        .flatMap(text -> start(retention, began, text, dates))
        .filter(start -> isOver(start, retention, on))
        .isPresent();
  }

  /// The dates that are sealed, and opened only where they count.
  private Dates dates(Person person, RecordPlace place, StoredRecord record) {
    var keys = person.livingKeys();
    return new Dates(
        () -> vault.open(place, keys, record).flatMap(Content::eventDate).map(LocalDate::parse),
        () -> person.end(vault));
  }

  /// Dates of which times of retention may count.
  ///
  /// @param event the record's own
  /// @param end of the person's relationship
  record Dates(Supplier<Optional<LocalDate>> event, Supplier<Optional<LocalDate>> end) {}

  /// Empty where it is not known, or not reached yet.
  private static Optional<LocalDate> start(
      Retention retention, Began began, String text, Dates dates) {
    return switch (retention.from()) {
      case CREATED -> began.created();
      case EVENT_DATE ->
          text.charAt(0) == StartItems.EVENT ? dates.event().get() : Optional.empty();
      case RELATIONSHIP_END -> dates.end().get();
    };
  }

  /// The entries that lead nowhere any more.
  List<Item> stale(TenantId tenant, Collection<Item> items) {
    var entries = items.stream().map(Entry::of).toList();
    var stock = stock(tenant, entries);
    return entries.stream().filter(entry -> !leads(tenant, stock, entry)).map(Entry::item).toList();
  }

  private boolean leads(TenantId tenant, Stock stock, Entry entry) {
    var person = Person.of(stock.items(), tenant, entry.subject());
    if (person.isErased() || (entry.record().isEmpty() && !isEnd(tenant, person, entry.code()))) {
      return false;
    }
    return stock.records().getOrDefault(entry, Set.of()).stream()
        .flatMap(key -> stock.record(key).stream())
        .anyMatch(entry::isOf);
  }

  /// Of a card that was tampered with any date may be the end.
  private boolean isEnd(TenantId tenant, Person person, String code) {
    return Vault.untampered(
        () ->
            person
                .end(vault)
                .map(date -> starts.codes().code(tenant, date))
                .equals(Optional.of(code)),
        () -> true);
  }

  /// The records that those entries of unknown starts lead to.
  List<Expiry.Unknown> unknown(TenantId tenant, Shelving.Shelf shelf, List<Item> items) {
    var entries = items.stream().map(Entry::of).toList();
    var stock = stock(tenant, entries);
    return entries.stream()
        .filter(entry -> leads(tenant, stock, entry))
        .map(entry ->
            new Expiry.Unknown(
                shelf.activity(), shelf.category(), entry.subject(), entry.record().orElseThrow()))
        .toList();
  }
}
