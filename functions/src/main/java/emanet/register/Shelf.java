package emanet.register;

import emanet.fault.Fault;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The stored documents of one kind.
///
/// Guarantee: a version is written once, by one conditional write of the current item; the version
/// before it is in the archive by then. Not guaranteed: anything across two documents.
final class Shelf<T> {
  private static final int CODES = 1000;

  static final String INDEX_ONLY = "listed";

  /// Codes, ids and actors are made of printable ASCII between these two.
  private static final String LOWEST = "!";

  private static final String HIGHEST = "~";

  private final Store store;
  private final Kind kind;
  private final Documents<T> documents;
  private final ChangeCopies copies;

  Shelf(Store store, Kind kind, Documents<T> documents, ChangeCopies copies) {
    this.store = store;
    this.kind = kind;
    this.documents = documents;
    this.copies = copies;
  }

  Key key(TenantId tenant, String code) {
    return kind.current(tenant, code);
  }

  /// The document in an item that was read strongly; empty where it is deleted.
  Optional<Filed<T>> parse(TenantId tenant, String code, Optional<Item> item) {
    return item.filter(i -> !i.flag(Documents.DELETED))
        .map(i -> documents.open(tenant, kind, code, i));
  }

  Optional<Filed<T>> read(TenantId tenant, String code) {
    return parse(tenant, code, store.read(key(tenant, code)));
  }

  /// The item itself, deleted or not.
  Optional<Item> item(TenantId tenant, String code) {
    return store.read(key(tenant, code));
  }

  /// Writes the next version over `before`.
  ///
  /// @param before the item that stands there now
  /// @return false if another write came first
  boolean write(TenantId tenant, Optional<Item> before, Filed<T> next) {
    if (before.isEmpty()) {
      // first the mark, then the document: a document is never missing from its list
      var listed = Item.at(kind.listed(tenant, next.code())).with(INDEX_ONLY, true);
      store.writeAll(List.of(listed), List.of());
    }
    before.filter(_ -> kind.keepsVersions()).ifPresent(item -> archive(tenant, next.code(), item));
    return put(before, documents.seal(tenant, kind, next), next.mark());
  }

  /// Keeps a version that stands outside the table, too: before it is acknowledged.
  void keep(TenantId tenant, Filed<T> filed) {
    copies.keep(tenant, copyId(filed.code(), filed.version()), documents.copy(kind, filed));
  }

  /// The same, where there is no document any more.
  void keepDeletion(TenantId tenant, String code, Item tombstone) {
    var id = copyId(code, tombstone.number(Documents.VERSION));
    copies.keep(tenant, id, documents.copy(kind, code, tombstone));
  }

  private String copyId(String code, long version) {
    return "%s-%s-%06d".formatted(kind.label(), code, version);
  }

  /// Writes that there is no document any more. Its version is kept, so that none is used again.
  boolean delete(TenantId tenant, String code, Item before, String by, String at, String mark) {
    archive(tenant, code, before);
    var tombstone =
        Item.at(before.key())
            .with(Documents.VERSION, before.number(Documents.VERSION) + 1)
            .with(Documents.AT, at)
            .with(Documents.BY, by)
            .with(Documents.MARK, mark)
            .with(Documents.DELETED, true);
    boolean done = put(Optional.of(before), tombstone, mark);
    if (done) {
      keepDeletion(tenant, code, tombstone);
    }
    return done;
  }

  private void archive(TenantId tenant, String code, Item item) {
    var key = kind.archived(tenant, code, item.number(Documents.VERSION));
    // a copy that is there already is the same: a version is written once
    var _ = store.put(new Item(key, item.attributes()), Condition.noItem());
  }

  private boolean put(Optional<Item> before, Item next, String mark) {
    var condition =
        before
            .map(item -> Condition.equal(Documents.MARK, item.text(Documents.MARK)))
            .orElse(Condition.noItem());
    return switch (store.put(next, condition)) {
      case Written.Done _ -> true;
      // our own write, whose answer was lost, is no conflict
      case Written.Conflict(var current) ->
          current.filter(item -> item.text(Documents.MARK).equals(mark)).isPresent();
    };
  }

  /// A superseded version.
  Optional<Filed<T>> archived(TenantId tenant, String code, long version) {
    return parse(tenant, code, store.read(kind.archived(tenant, code, version)));
  }

  /// A page of documents in the order of their codes.
  ///
  /// @param after the code after which to go on
  Page<Filed<T>> list(TenantId tenant, int limit, Optional<String> after) {
    return list(tenant, limit, after, _ -> true);
  }

  /// The same, of those that are wanted.
  Page<Filed<T>> list(
      TenantId tenant, int limit, Optional<String> after, Predicate<Filed<T>> wanted) {
    return Page.collect(
        limit,
        after,
        (from, most) -> codes(tenant, from, most),
        codes -> readAll(tenant, codes).stream().filter(wanted).toList());
  }

  private List<String> codes(TenantId tenant, Optional<String> after, int limit) {
    var range = Range.between(Table.REGISTER, kind.list(tenant), LOWEST, HIGHEST).limit(limit);
    return store.query(after.map(range::after).orElse(range)).stream()
        .map(item -> item.key().sort())
        .toList();
  }

  List<Filed<T>> readAll(TenantId tenant, List<String> codes) {
    var read = store.readAll(codes.stream().map(code -> key(tenant, code)).toList());
    var found = new ArrayList<Filed<T>>();
    for (var code : codes) {
      parse(tenant, code, Optional.ofNullable(read.get(key(tenant, code)))).ifPresent(found::add);
    }
    return found;
  }

  /// Superseded versions and then the current one, oldest first.
  Page<Filed<T>> versions(TenantId tenant, String code, int limit, Optional<String> after) {
    var current = read(tenant, code).orElseThrow(() -> new Fault.Absent().exception());
    var found = new ArrayList<Filed<T>>();
    long done = after.map(Long::parseLong).orElse(0L);
    var range =
        Range.between(
                Table.REGISTER,
                kind.partition(tenant, code),
                kind.archived(tenant, code, done + 1).sort(),
                kind.archived(tenant, code, current.version() - 1).sort())
            .limit(limit);
    if (current.version() > 1 && done < current.version() - 1) {
      store.query(range).forEach(item -> found.add(documents.open(tenant, kind, code, item)));
    }
    if (found.size() < limit && done < current.version()) {
      found.add(current);
    }
    boolean more = !found.isEmpty() && found.getLast().version() < current.version();
    return new Page<>(
        found, more ? Optional.of(Long.toString(found.getLast().version())) : Optional.empty());
  }

  /// Every version that is kept, oldest first, those among them that say that there is no document
  /// any more (`parse` tells).
  List<Item> history(TenantId tenant, String code) {
    var current = item(tenant, code);
    long last = current.map(item -> item.number(Documents.VERSION)).orElse(0L);
    var range =
        Range.prefix(Table.REGISTER, kind.partition(tenant, code), Kind.ARCHIVE).limit(CODES);
    var found = new ArrayList<>(store.queryAll(range));
    // a change that stopped before its write has archived what is current still
    found.removeIf(item -> item.number(Documents.VERSION) >= last);
    current.ifPresent(found::add);
    return found;
  }

  /// The codes of all that the list names, whether or not a document came of them.
  List<String> codes(TenantId tenant) {
    var range = Range.between(Table.REGISTER, kind.list(tenant), LOWEST, HIGHEST).limit(CODES);
    return store.queryAll(range).stream().map(item -> item.key().sort()).toList();
  }
}
