package emanet.subjects;

import emanet.keys.BlindIndex;
import emanet.keys.PersonKeys;
import emanet.register.Category;
import emanet.register.Policy;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes the look-ups of people anew, after a restore: there is no backup of them, so that no old
/// copy tells from a value, or a day, to a person whose keys are gone.
///
/// All of them follow from the records and cards that open by the keys that live: pointers of
/// searchable fields and traces of the attempts that put them; the index of starts, its directory
/// included; the pointer that makes a reference unique; the end that a relationship has. What does
/// not open is passed over: its look-ups went with its key, or it was tampered with. Who has
/// neither keys nor a tombstone was not erased, but lost: that is told. Suppressions are none of
/// it: they come back from their own records (`Suppressions`).
///
/// To be run before the restored tables are written to by anybody else, one shard of people after
/// another; repeatable, so that whoever was stopped begins the page again. Traces are put before
/// what they lead to.
public final class Rebuilding {
  /// How many shards a tenant's people are in.
  public static final int SHARDS = Roster.COUNT;

  private static final int PEOPLE = 20;
  private static final int PAGE = 500;

  /// Look-ups that are kept back, so that few calls write them.
  private static final int UNWRITTEN = 800;

  /// What a person's card is listed as.
  private static final RecordId CARD = new RecordId("card");

  private final Store store;
  private final Policy policy;
  private final BlindIndex index;
  private final Vault vault;
  private final Roster roster;
  private final Starts starts;
  private final Indexing indexing;

  public Rebuilding(Subjects.Needs needs) {
    this.store = needs.store();
    this.policy = needs.policy();
    this.index = needs.index();
    this.vault = new Vault(needs.keyring(), needs.envelope());
    this.roster = new Roster(store);
    this.starts = Subjects.starts(needs);
    this.indexing = new Indexing(needs.index(), starts);
  }

  /// What a page came to.
  ///
  /// @param people whose look-ups are there
  /// @param records that opened
  /// @param tampered what does not open though its key lives, by person, category and record; a
  ///   person's card as `emanet-person` and `card`
  /// @param keyless who has a card or records, and neither keys nor a tombstone: no erasure leaves
  ///   anybody so
  /// @param sealed how many cards and records that leaves closed
  /// @param next the person after whom to go on; empty at the end of the shard
  public record Page(
      int people,
      int records,
      List<RecordPlace> tampered,
      List<SubjectId> keyless,
      int sealed,
      Optional<SubjectId> next) {
    public Page {
      tampered = List.copyOf(tampered);
      keyless = List.copyOf(keyless);
    }

    private Page goingOn(Optional<SubjectId> after) {
      return new Page(people, records, tampered, keyless, sealed, after);
    }
  }

  /// Lists what records under an activity may be found by when their time is over, whether or not
  /// there are any: processes remember what they listed, in tables that are left now.
  public void directory(TenantId tenant, ActivityCode activity, CategoryCode category) {
    for (var from : List.of(StartItems.CREATED, StartItems.EVENT, StartItems.RELATIONSHIP)) {
      starts.list(tenant, String.valueOf(from), activity.value(), category);
    }
  }

  /// The next people of a shard: their cards are read, and what is made of them is written, at
  /// once.
  public Page page(TenantId tenant, int shard, Optional<SubjectId> after) {
    var people = roster.ofShard(tenant, shard, PEOPLE, after);
    var next = people.size() < PEOPLE ? Optional.<SubjectId>empty() : Optional.of(people.getLast());
    return made(
            tenant,
            people,
            Map.of(),
            person -> new Rows(true, records(tenant, person)),
            new Known())
        .goingOn(next);
  }

  private List<Item> records(TenantId tenant, SubjectId subject) {
    var range =
        Range.prefix(Table.RECORDS, RecordPlace.partition(tenant, subject), RecordPlace.RECORDS);
    return store.queryAll(range.limit(PAGE));
  }

  /// The same of rows that were just brought back, and that nobody can have changed but by taking
  /// their keys: so nothing but the people's keys is read, and the cards that are not among them.
  ///
  /// @param rows of one tenant's `records`, whichever
  /// @param known of the pages before it, for a step's time
  public Page rows(TenantId tenant, List<Item> rows, Known known) {
    var byPerson = new LinkedHashMap<SubjectId, Rows>();
    var cards = new HashMap<Key, Item>();
    for (var row : rows) {
      if (row.key().partition().startsWith(RecordPlace.people(tenant))) {
        var of =
            byPerson.computeIfAbsent(
                RecordPlace.subject(row.key()), _ -> new Rows(false, new ArrayList<>()));
        if (row.key().sort().startsWith(RecordPlace.RECORDS)) {
          of.records().add(row);
        } else if (row.key().sort().equals(StoredSubject.SORT)) {
          byPerson.put(RecordPlace.subject(row.key()), new Rows(true, of.records()));
          cards.put(row.key(), row);
        }
      }
    }
    return made(tenant, List.copyOf(byPerson.keySet()), cards, byPerson::get, known);
  }

  /// What is known of a person.
  ///
  /// @param card whether look-ups are to be made of the card as well
  private record Rows(boolean card, List<Item> records) {}

  /// @param cards those that need not be read
  private Page made(
      TenantId tenant,
      List<SubjectId> people,
      Map<Key, Item> cards,
      Function<SubjectId, Rows> rows,
      Known known) {
    var made = new Made(known);
    var keys = new HashSet<Key>();
    people.forEach(subject -> keys.addAll(Person.keysFor(tenant, subject)));
    keys.removeAll(cards.keySet());
    var read = new HashMap<>(cards);
    read.putAll(store.readAll(keys));
    int living = 0;
    for (var subject : people) {
      var person = Person.of(read, tenant, subject);
      if (person.keys().isEmpty()) {
        made.keyless(tenant, subject, rows.apply(subject));
      } else if (!person.isErased() && person.stored().isPresent()) {
        var of = rows.apply(subject);
        living += of.card() ? 1 : 0;
        person(tenant, person, of, made);
      }
    }
    made.write();
    made.count();
    return new Page(
        living,
        made.records,
        made.tampered,
        List.copyOf(made.keyless),
        made.sealed,
        Optional.empty());
  }

  /// What was read of the register, to be kept no longer than a step takes.
  public static final class Known {
    private record Of(TenantId tenant, CategoryCode code) {}

    private final Map<Of, Optional<Category>> categories = new HashMap<>();
  }

  /// What a page comes to, and the look-ups that are not written yet: each once, whichever record
  /// asks for it.
  private final class Made {
    private final Known known;
    private final List<RecordPlace> tampered = new ArrayList<>();
    private final Map<Key, Item> traces = new LinkedHashMap<>();
    private final Map<Key, Item> pointers = new LinkedHashMap<>();
    private final Set<Key> closed = new LinkedHashSet<>();
    private final Set<SubjectId> keyless = new LinkedHashSet<>();
    private int records;
    private int sealed;

    Made(Known known) {
      this.known = known;
    }

    /// Keys are made before a card, and a card before records: who has either had keys. What an
    /// erasure's replay took away is not there any more.
    void keyless(TenantId tenant, SubjectId subject, Rows rows) {
      rows.records().forEach(row -> closed.add(row.key()));
      if (rows.card()) {
        closed.add(StoredSubject.key(tenant, subject));
      }
    }

    void count() {
      var left =
          store.readAll(closed).values().stream()
              .filter(item ->
                  item.key().sort().equals(StoredSubject.SORT)
                      || StoredRecord.of(item).sealed().isPresent())
              .map(item -> RecordPlace.subject(item.key()))
              .toList();
      sealed = left.size();
      keyless.addAll(left);
    }

    void add(Collection<Item> first, Collection<Item> then) {
      first.forEach(item -> traces.put(item.key(), item));
      then.forEach(item -> pointers.put(item.key(), item));
      if (traces.size() + pointers.size() > UNWRITTEN) {
        write();
      }
    }

    void write() {
      store.writeAll(traces.values(), List.of());
      traces.clear();
      store.writeAll(pointers.values(), List.of());
      pointers.clear();
    }
  }

  private void person(TenantId tenant, Person person, Rows rows, Made made) {
    var keys = person.livingKeys();
    var end =
        rows.card()
            ? card(tenant, keys, person.living(), made)
            : Vault.untampered(() -> person.end(vault), Optional::<LocalDate>empty);
    for (var item : rows.records()) {
      var place = Disposal.place(tenant, keys.subject(), item.key());
      var category =
          made.known.categories.computeIfAbsent(
              new Known.Of(tenant, place.category()), of -> category(tenant, of.code()));
      record(keys, place, category, StoredRecord.of(item), end, made);
    }
  }

  private Optional<Category> category(TenantId tenant, CategoryCode code) {
    var read = store.readAll(policy.keysForCodes(tenant, Set.of(), Set.of(code)));
    return policy.category(tenant, read, code);
  }

  /// What a person's card leads to, and when their relationship ended.
  private Optional<LocalDate> card(
      TenantId tenant, PersonKeys keys, StoredSubject card, Made made) {
    var subject = keys.subject();
    var traces = new ArrayList<Item>();
    var pointers = new ArrayList<Item>();
    var content =
        Vault.untampered(
            () -> vault.openPerson(keys, card),
            () -> {
              made.tampered.add(new RecordPlace(tenant, subject, Vault.PERSON, CARD));
              // what counts from an end that nobody knows is asked for by the next run of retention
              starts.moving(tenant, subject, Optional.empty());
              return Content.empty();
            });
    var end = content.eventDate().filter(_ -> card.ended()).map(LocalDate::parse);
    var reference = content.fields().path(People.REFERENCE);
    if (reference.isTextual()) {
      var pointer = People.pointer(index, tenant, reference.textValue());
      traces.add(People.filled(tenant, subject, pointer));
      pointers.add(Item.at(pointer).with(Pointers.SUBJECT, subject.value()));
    }
    end.ifPresent(date -> traces.add(starts.noted(tenant, subject, date)));
    made.add(traces, pointers);
    return end;
  }

  private void record(
      PersonKeys keys,
      RecordPlace place,
      Optional<Category> category,
      StoredRecord record,
      Optional<LocalDate> end,
      Made made) {
    var content =
        Vault.<Optional<Content>>untampered(
            () -> vault.open(place, keys, record),
            () -> {
              made.tampered.add(place);
              return Optional.empty();
            });
    if (content.isEmpty()) {
      return;
    }
    Map<String, String> by = record.began().by();
    by.forEach((activity, text) -> starts.list(place.tenant(), text, activity, place.category()));
    var traces = new ArrayList<Item>();
    var pointers = new ArrayList<Item>();
    for (var item : indexing.all(place, category, record, content.get())) {
      (item.flag(Pointers.FILLED) ? traces : pointers).add(item);
    }
    pointers.addAll(starts.entries(place, record.began(), () -> end));
    made.add(traces, pointers);
    made.records++;
  }
}
