package emanet.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.envelope.Place;
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
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The requests as they are stored.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | request | `T#<tenant>#RQ#<id>` | `CURRENT` | those of `Head` |
/// | document | the same | its name | those of `Documents` |
/// | listed | `T#<tenant>#RQL#ALL` | `<last day>#<id>` | none |
/// | open | `T#<tenant>#RQL#OPEN` | `<last day>#<id>` | none |
/// | of a person | `T#<tenant>#RQL#S#<subject>` | `<id>` | none |
///
/// Guarantee: a request is one item, written by condition on its version. Its marks in the lists
/// are written before it, and so is the person's before it is linked; the one among the open is
/// taken away after it is closed. So a list may name what is not there, or is open no more, and is
/// checked against the items; it never lacks what is.
final class Filings {
  private static final String CURRENT = "CURRENT";
  static final String KIND = "request";
  private static final String MARKED = "listed";

  /// Bytes of a file, of its item's 409,600.
  static final int LARGEST = 390_000;

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;
  private final Documents documents;

  Filings(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
    this.documents = new Documents(store, keyring, envelope);
  }

  static Key key(TenantId tenant, String id) {
    return new Key(Table.REGISTER, "T#" + tenant + "#RQ#" + id, CURRENT);
  }

  static Key part(TenantId tenant, String id, String name) {
    return new Key(Table.REGISTER, "T#" + tenant + "#RQ#" + id, name);
  }

  /// A list of requests by their last day.
  enum Shelf {
    ALL,
    OPEN;

    String partition(TenantId tenant) {
      return "T#" + tenant + "#RQL#" + name();
    }

    Key key(TenantId tenant, Head head) {
      return new Key(
          Table.REGISTER, partition(tenant), head.deadline().lastDay() + "#" + head.id());
    }
  }

  Optional<Head> head(TenantId tenant, String id) {
    return store.read(key(tenant, id)).map(item -> Head.of(id, item));
  }

  Optional<Filing> find(TenantId tenant, String id) {
    var read = store.readAll(List.of(key(tenant, id), Keyring.caseItem(tenant, id)));
    return Optional.ofNullable(read.get(key(tenant, id)))
        .map(item -> opened(tenant, id, item, keys(tenant, id, read)));
  }

  private static CaseKeys keys(TenantId tenant, String id, Map<Key, Item> read) {
    var item = read.get(Keyring.caseItem(tenant, id));
    if (item == null) {
      throw new Fault.Tampered().exception();
    }
    return Keyring.parseCase(tenant, id, item);
  }

  private Filing opened(TenantId tenant, String id, Item item, CaseKeys keys) {
    var head = Head.of(id, item);
    var place = Place.ofCase(tenant, id, KIND, CURRENT, head.version());
    try (var plain = envelope.open(item.bytes(Head.FILE), keyring.lookup(keys), place).plain()) {
      return new Filing(head, CaseFile.of(plain));
    }
  }

  /// Those of the ids that there are, opened or not, in the order given.
  List<Head> heads(TenantId tenant, List<String> ids) {
    var read = store.readAll(ids.stream().map(id -> key(tenant, id)).toList());
    var heads = new ArrayList<Head>();
    for (var id : ids) {
      Optional.ofNullable(read.get(key(tenant, id)))
          .ifPresent(item -> heads.add(Head.of(id, item)));
    }
    return heads;
  }

  List<Filing> files(TenantId tenant, List<String> ids) {
    var keys = new ArrayList<Key>();
    ids.forEach(id -> {
      keys.add(key(tenant, id));
      keys.add(Keyring.caseItem(tenant, id));
    });
    var read = store.readAll(keys);
    var filings = new ArrayList<Filing>();
    for (var id : ids) {
      Optional.ofNullable(read.get(key(tenant, id)))
          .ifPresent(item -> filings.add(opened(tenant, id, item, keys(tenant, id, read))));
    }
    return filings;
  }

  /// Writes a new request: first its key, then its marks in the lists, then itself.
  ///
  /// @return what stands there, which is another's where `filing`'s mark is not on it
  Filing create(TenantId tenant, Filing filing) {
    var head = filing.head();
    var keys = keyring.caseKeys(tenant, head.id());
    mark(Shelf.ALL.key(tenant, head), Shelf.OPEN.key(tenant, head));
    return switch (store.put(item(tenant, filing, keys), Condition.noItem())) {
      case Written.Done _ -> filing;
      case Written.Conflict(var current) ->
          opened(
              tenant, head.id(), current.orElseThrow(() -> new Fault.Internal().exception()), keys);
    };
  }

  private void mark(Key... lists) {
    store.writeAll(
        Arrays.stream(lists).map(key -> Item.at(key).with(MARKED, true)).toList(), List.of());
  }

  private static Key ofPerson(TenantId tenant, SubjectId subject, String id) {
    return new Key(Table.REGISTER, "T#" + tenant + "#RQL#S#" + subject, id);
  }

  /// Ids of the requests that were linked to the person.
  List<String> ofPerson(TenantId tenant, SubjectId subject) {
    var partition = ofPerson(tenant, subject, "").partition();
    return store.query(Range.between(Table.REGISTER, partition, "!", "~")).stream()
        .map(item -> item.key().sort())
        .toList();
  }

  /// Writes the next version.
  ///
  /// @return false if another write came first
  boolean replace(TenantId tenant, Filing before, Filing next) {
    var id = next.head().id();
    var keys = keyring.caseKeys(tenant, id);
    if (before.head().subject().isEmpty()) {
      next.head().subject().ifPresent(subject -> mark(ofPerson(tenant, subject, id)));
    }
    var unchanged = Condition.equal(Head.VERSION, before.head().version());
    boolean done =
        switch (store.put(item(tenant, next, keys), unchanged)) {
          case Written.Done _ -> true;
          // our own write, whose answer was lost, is no conflict
          case Written.Conflict(var current) ->
              current
                  .map(item -> Head.of(id, item))
                  .filter(head ->
                      head.version() == next.head().version()
                          && head.marks().equals(next.head().marks())
                          && head.steps().equals(next.head().steps()))
                  .isPresent();
        };
    if (done && !next.state().open()) {
      unlist(tenant, next.head());
    }
    return done;
  }

  /// Takes a closed request's mark from among the open.
  void unlist(TenantId tenant, Head closed) {
    store.writeAll(List.of(), List.of(Shelf.OPEN.key(tenant, closed)));
  }

  private Item item(TenantId tenant, Filing filing, CaseKeys keys) {
    var head = filing.head();
    var place = Place.ofCase(tenant, head.id(), KIND, CURRENT, head.version());
    return head.at(key(tenant, head.id())).with(Head.FILE, sealed(keys, place, filing.file()));
  }

  /// @throws emanet.fault.FaultException `Invalid` if it is more than an item holds
  private Bytes sealed(CaseKeys keys, Place place, CaseFile file) {
    var bytes = file.toBytes();
    if (bytes.length > LARGEST) {
      throw Fault.Invalid.at("", FieldCode.LENGTH).exception();
    }
    try (var key = keyring.current(keys)) {
      return envelope.seal(key, place, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Writes a document beside the request: facts, or a letter. Over what was there.
  void write(TenantId tenant, String id, String name, ObjectNode document) {
    documents.write(tenant, id, name, document);
  }

  /// What `write` wrote.
  Optional<ObjectNode> document(TenantId tenant, String id, String name) {
    return documents.find(tenant, id, name);
  }

  /// A page of ids in the order of their last day.
  ///
  /// @param upTo only those whose last day is not after it
  /// @param after the position after which to go on
  Map<String, String> page(
      TenantId tenant, Shelf shelf, Optional<String> upTo, int limit, Optional<String> after) {
    // '~' sorts after all that follows a date
    var range =
        Range.between(
                Table.REGISTER, shelf.partition(tenant), "!", upTo.map(d -> d + "#~").orElse("~"))
            .limit(limit);
    var ids = new LinkedHashMap<String, String>();
    for (var item : store.query(after.map(range::after).orElse(range))) {
      var sort = item.key().sort();
      ids.put(sort, sort.substring(sort.indexOf('#') + 1));
    }
    return ids;
  }
}
