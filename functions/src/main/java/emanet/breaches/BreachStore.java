package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.envelope.Envelope;
import emanet.envelope.Place;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.keys.CaseKeys;
import emanet.keys.Keyring;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The breaches as they are stored.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | breach | `T#<tenant>#BR#<id>` | `CURRENT` | those of `Breach` |
/// | part | the same | its name | `version` N, `file` B: a document sealed under the case's key |
/// | listed | `T#<tenant>#BRL#ALL` | `<entered, 13 digits>#<id>` | none |
/// | open | `T#<tenant>#BRL#OPEN` | the same | none |
///
/// Guarantee: a breach is one item, written by condition on its version. Its marks in the lists are
/// written before it; the one among the open is taken away after it is closed. So a list may name
/// what is not there, or is open no more, and is checked against the items; it never lacks what is.
final class BreachStore {
  private static final String CURRENT = "CURRENT";
  private static final String KIND = "breach";
  private static final String MARKED = "listed";

  /// Parts are written whole, and have no versions of their own.
  private static final long PART = 1;

  /// Bytes of a file, of its item's 409,600.
  static final int LARGEST = 390_000;

  /// Parts that are in memory at a time, of 250 KB at most.
  private static final int PARTS = 16;

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;

  BreachStore(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// The id of a breach's case.
  static String caseId(String breach) {
    return "BR-" + breach;
  }

  private static String partition(TenantId tenant, String id) {
    return "T#" + tenant + "#BR#" + id;
  }

  private static Key key(TenantId tenant, String id) {
    return new Key(Table.REGISTER, partition(tenant, id), CURRENT);
  }

  private static Key part(TenantId tenant, String id, String name) {
    return new Key(Table.REGISTER, partition(tenant, id), name);
  }

  /// A list of breaches by when they were entered.
  enum Shelf {
    ALL,
    OPEN;

    private String partition(TenantId tenant) {
      return "T#" + tenant + "#BRL#" + name();
    }

    private Key key(TenantId tenant, Breach breach) {
      var at = "%013d".formatted(breach.enteredAt().toEpochMilli());
      return new Key(Table.REGISTER, partition(tenant), at + "#" + breach.id());
    }
  }

  Optional<Breach> find(TenantId tenant, String id) {
    return findAll(tenant, List.of(id)).stream().findFirst();
  }

  /// A breach without its file: nothing is opened for it.
  Optional<Standing> standing(TenantId tenant, String id) {
    return standings(tenant, List.of(id)).stream().findFirst();
  }

  /// Those of the ids that there are, in the order given.
  List<Standing> standings(TenantId tenant, List<String> ids) {
    var read = store.readAll(ids.stream().map(id -> key(tenant, id)).toList());
    var standings = new ArrayList<Standing>();
    for (var id : ids) {
      Optional.ofNullable(read.get(key(tenant, id)))
          .ifPresent(item -> standings.add(Breach.standing(id, item)));
    }
    return standings;
  }

  /// Those of the ids that there are, in the order given.
  List<Breach> findAll(TenantId tenant, List<String> ids) {
    var keys = new ArrayList<Key>();
    ids.forEach(id -> {
      keys.add(key(tenant, id));
      keys.add(Keyring.caseItem(tenant, caseId(id)));
    });
    var read = store.readAll(keys);
    var breaches = new ArrayList<Breach>();
    for (var id : ids) {
      Optional.ofNullable(read.get(key(tenant, id)))
          .ifPresent(item -> breaches.add(opened(tenant, id, item, keys(tenant, id, read))));
    }
    return breaches;
  }

  private static CaseKeys keys(TenantId tenant, String id, Map<Key, Item> read) {
    var item = read.get(Keyring.caseItem(tenant, caseId(id)));
    if (item == null) {
      throw new Fault.Tampered().exception();
    }
    return Keyring.parseCase(tenant, caseId(id), item);
  }

  private Breach opened(TenantId tenant, String id, Item item, CaseKeys keys) {
    var place = Place.ofCase(tenant, caseId(id), KIND, CURRENT, item.number(Breach.VERSION));
    var lookup = keyring.lookup(keys);
    try (var plain = envelope.open(item.bytes(Breach.FILE), lookup, place).plain()) {
      return Breach.of(id, item, BreachFile.of(plain));
    }
  }

  /// Writes a new breach: first its key, then its marks in the lists, then itself.
  ///
  /// @return what stands there, which is another's where its mark is not on it
  Breach create(TenantId tenant, Breach breach) {
    var keys = keyring.caseKeys(tenant, caseId(breach.id()));
    var lists = List.of(Shelf.ALL.key(tenant, breach), Shelf.OPEN.key(tenant, breach));
    store.writeAll(lists.stream().map(key -> Item.at(key).with(MARKED, true)).toList(), List.of());
    return switch (store.put(item(tenant, breach, keys), Condition.noItem())) {
      case Written.Done _ -> breach;
      case Written.Conflict(var current) ->
          opened(
              tenant,
              breach.id(),
              current.orElseThrow(() -> new Fault.Internal().exception()),
              keys);
    };
  }

  /// Writes the next version.
  ///
  /// @return false if another write came first
  boolean replace(TenantId tenant, Breach before, Breach next) {
    var keys = keyring.caseKeys(tenant, caseId(next.id()));
    var unchanged = Condition.equal(Breach.VERSION, before.version());
    boolean done =
        switch (store.put(item(tenant, next, keys), unchanged)) {
          case Written.Done _ -> true;
          // our own write, whose answer was lost, is no conflict
          case Written.Conflict(var current) ->
              current
                  .map(item -> opened(tenant, next.id(), item, keys))
                  .filter(there ->
                      there.version() == next.version() && there.marks().equals(next.marks()))
                  .isPresent();
        };
    if (done && !next.open()) {
      unlist(tenant, next);
    }
    return done;
  }

  /// Takes a closed breach's mark from among the open.
  void unlist(TenantId tenant, Breach closed) {
    store.writeAll(List.of(), List.of(Shelf.OPEN.key(tenant, closed)));
  }

  /// @throws emanet.fault.FaultException `Invalid` if it is more than an item holds
  private Item item(TenantId tenant, Breach breach, CaseKeys keys) {
    var place = Place.ofCase(tenant, caseId(breach.id()), KIND, CURRENT, breach.version());
    var bytes = breach.file().toBytes();
    var sealed = sealed(keys, place, bytes);
    Breaches.require(bytes.length <= LARGEST, "", FieldCode.LENGTH);
    return breach.at(key(tenant, breach.id())).with(Breach.FILE, sealed);
  }

  /// Zeroes the bytes.
  private Bytes sealed(CaseKeys keys, Place place, byte[] bytes) {
    try (var key = keyring.current(keys)) {
      return envelope.seal(key, place, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// A page of positions and ids, the latest entered first.
  ///
  /// @param after the position after which to go on
  List<String> page(TenantId tenant, Shelf shelf, int limit, Optional<String> after) {
    var range =
        Range.between(Table.REGISTER, shelf.partition(tenant), "!", "~").limit(limit).backwards();
    return store.query(after.map(range::after).orElse(range)).stream()
        .map(item -> item.key().sort())
        .toList();
  }

  static String idOf(String position) {
    return position.substring(position.indexOf('#') + 1);
  }

  /// Writes documents beside the breach, over what was there: by name.
  void write(TenantId tenant, String id, Map<String, JsonNode> documents) {
    var keys = keyring.caseKeys(tenant, caseId(id));
    var items = new ArrayList<Item>();
    documents.forEach((name, document) -> {
      var place = Place.ofCase(tenant, caseId(id), KIND, name, PART);
      items.add(
          Item.at(part(tenant, id, name))
              .with(Breach.VERSION, PART)
              .with(Breach.FILE, sealed(keys, place, SealedJson.bytes(document))));
    });
    store.writeAll(items, List.of());
  }

  /// What `write` wrote.
  Optional<JsonNode> document(TenantId tenant, String id, String name) {
    var key = part(tenant, id, name);
    var read = store.readAll(List.of(key, Keyring.caseItem(tenant, caseId(id))));
    return Optional.ofNullable(read.get(key))
        .map(item -> document(tenant, id, item, keys(tenant, id, read)));
  }

  /// All whose names begin with `prefix`, in the order of names.
  List<JsonNode> documents(TenantId tenant, String id, String prefix) {
    var all = new ArrayList<JsonNode>();
    each(tenant, id, prefix, all::add);
    return all;
  }

  /// Shows all whose names begin with `prefix`, in the order of names; some are in memory at a
  /// time.
  void each(TenantId tenant, String id, String prefix, Consumer<JsonNode> reader) {
    var keys = keyring.caseKeys(tenant, caseId(id));
    pages(
        tenant,
        id,
        prefix,
        page -> page.forEach(item -> reader.accept(document(tenant, id, item, keys))));
  }

  private void pages(TenantId tenant, String id, String prefix, Consumer<List<Item>> reader) {
    var range = Range.prefix(Table.REGISTER, partition(tenant, id), prefix).limit(PARTS);
    var page = store.query(range);
    while (!page.isEmpty()) {
      reader.accept(page);
      page =
          page.size() < PARTS ? List.of() : store.query(range.after(page.getLast().key().sort()));
    }
  }

  private JsonNode document(TenantId tenant, String id, Item item, CaseKeys keys) {
    var place = Place.ofCase(tenant, caseId(id), KIND, item.key().sort(), PART);
    try (var plain = envelope.open(item.bytes(Breach.FILE), keyring.lookup(keys), place).plain()) {
      return SealedJson.read(plain);
    }
  }

  void delete(TenantId tenant, String id, String prefix) {
    pages(
        tenant,
        id,
        prefix,
        page -> store.writeAll(List.of(), page.stream().map(Item::key).toList()));
  }
}
