package emanet.subjects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.register.DocumentSeal;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Anonymous records of a category, by releases; and who waits for the next one: erasures in
/// `NEXT`, and those whose time of retention is over in `WaitingRows`. They are let go apart, each
/// release anonymous alone.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | who waits | `T#<tenant>#AN#<category>` in `register` | `NEXT` |
/// | the next release of those whose time is over | the same | `NEXT-DUE` |
/// | a release | the same | `R#<random id>` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `release` | S | of NEXT and NEXT-DUE: the id that the next release gets |
/// | `waiting` | SS | of NEXT: ids of erasures |
/// | `rows` | B | of a release: a list of generalised records, sealed under the tenant's document key |
/// | `members` | SS | of a release: ids of erasures, or of who waits, until all of them know; nothing leads from one to a row |
///
/// A release has no time, and ids of people are nowhere.
final class Releases {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEAL_KIND = "anonymous";
  private static final long ONLY_VERSION = 1;
  private static final String RELEASE = "release";
  private static final String WAITING = "waiting";
  private static final String ROWS = "rows";
  private static final String MEMBERS = "members";

  private final Store store;
  private final DocumentSeal seal;
  private final Ids ids;

  Releases(Store store, DocumentSeal seal, Ids ids) {
    this.store = store;
    this.seal = seal;
    this.ids = ids;
  }

  /// Who waits for which release.
  record Next(String release, Set<String> waiting) {}

  /// Joins those who wait, once.
  Next join(TenantId tenant, CategoryCode category, String erasure) {
    var key = next(tenant, category);
    var first = Item.at(key).with(RELEASE, ids.random()).with(WAITING, Set.of(erasure));
    var found = store.read(key);
    if (found.isEmpty() && store.put(first, Condition.noItem()) instanceof Written.Done) {
      return of(first);
    }
    if (found.isPresent() && of(found.get()).waiting().contains(erasure)) {
      return of(found.get());
    }
    var joined = List.<Change>of(new Change.Include(WAITING, Set.of(erasure)));
    return switch (store.update(key, joined, Condition.item())) {
      case Written.Done(var now) -> of(now.orElseThrow());
      case Written.Conflict _ -> throw Fault.Unavailable.shortly().exception();
    };
  }

  /// Ids of the erasures that wait.
  Set<String> waiting(TenantId tenant, CategoryCode category) {
    return store.read(next(tenant, category)).map(item -> of(item).waiting()).orElse(Set.of());
  }

  /// The id that the next release of those whose time is over gets.
  String due(TenantId tenant, CategoryCode category) {
    var key = nextDue(tenant, category);
    var found = store.read(key);
    if (found.isPresent()) {
      return found.get().text(RELEASE);
    }
    var first = Item.at(key).with(RELEASE, ids.random());
    return switch (store.put(first, Condition.noItem())) {
      case Written.Done _ -> first.text(RELEASE);
      case Written.Conflict(var current) -> current.orElseThrow().text(RELEASE);
    };
  }

  /// As `settled`, for those whose time is over.
  void settledDue(TenantId tenant, CategoryCode category, String release) {
    forget(tenant, category, release);
    var _ =
        store.update(
            nextDue(tenant, category),
            List.of(Change.set(RELEASE, ids.random())),
            Condition.equal(RELEASE, release));
  }

  private void forget(TenantId tenant, CategoryCode category, String release) {
    var _ =
        store.update(
            key(tenant, category, release), List.of(Change.remove(MEMBERS)), Condition.item());
  }

  /// Leaves those who wait.
  void leave(TenantId tenant, CategoryCode category, Set<String> erasures) {
    var _ =
        store.update(
            next(tenant, category),
            List.of(new Change.Exclude(WAITING, erasures)),
            Condition.item());
  }

  /// Whom the release of that id takes in, if it was made and not all of them know.
  Optional<Set<String>> made(TenantId tenant, CategoryCode category, String release) {
    return store.read(key(tenant, category, release)).map(item -> item.texts(MEMBERS));
  }

  /// Makes the release: whoever comes second finds the first one's.
  ///
  /// @return whom it takes in
  Set<String> make(
      TenantId tenant, CategoryCode category, String release, Anonymity.Release content) {
    var rows = JsonNodeFactory.instance.arrayNode();
    for (var row : content.rows()) {
      var json = rows.addObject();
      row.quasi().forEach(json::put);
      row.sensitive().forEach(json::put);
    }
    var sealed = seal.seal(tenant, SEAL_KIND, code(category, release), ONLY_VERSION, bytes(rows));
    var item =
        Item.at(key(tenant, category, release)).with(ROWS, sealed).with(MEMBERS, content.people());
    return switch (store.put(item, Condition.noItem())) {
      case Written.Done _ -> content.people();
      case Written.Conflict(var current) -> current.orElseThrow().texts(MEMBERS);
    };
  }

  /// All of a release's people know: it forgets them, and the next one gets an id of its own. Who
  /// stops in between finds a release of nobody.
  void settled(TenantId tenant, CategoryCode category, String release, Set<String> members) {
    forget(tenant, category, release);
    var changes = new ArrayList<Change>();
    changes.add(Change.set(RELEASE, ids.random()));
    if (!members.isEmpty()) {
      changes.add(new Change.Exclude(WAITING, members));
    }
    var _ = store.update(next(tenant, category), changes, Condition.equal(RELEASE, release));
  }

  /// A release's records.
  record Content(String id, ArrayNode rows) {}

  /// That release, or the first one.
  Optional<Content> from(TenantId tenant, CategoryCode category, Optional<String> release) {
    return release.isPresent()
        ? store
            .read(key(tenant, category, release.get()))
            .map(item -> opened(tenant, category, item))
        : first(tenant, category, Range.prefix(Table.REGISTER, partition(tenant, category), "R#"));
  }

  /// The one that comes after it, in an order that says nothing.
  Optional<Content> after(TenantId tenant, CategoryCode category, String release) {
    var all = Range.prefix(Table.REGISTER, partition(tenant, category), "R#");
    return first(tenant, category, all.after("R#" + release));
  }

  private Optional<Content> first(TenantId tenant, CategoryCode category, Range range) {
    return store.query(range.limit(1)).stream()
        .findFirst()
        .map(item -> opened(tenant, category, item));
  }

  private Content opened(TenantId tenant, CategoryCode category, Item item) {
    var id = item.key().sort().substring(2);
    var code = code(category, id);
    try (var plain = seal.open(tenant, SEAL_KIND, code, ONLY_VERSION, item.bytes(ROWS))) {
      return new Content(id, (ArrayNode) JSON.readTree(plain.toArray()));
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    }
  }

  private static byte[] bytes(ArrayNode rows) {
    try {
      return JSON.writeValueAsBytes(rows);
    } catch (JsonProcessingException e) {
      throw new Fault.Internal().exception(e);
    }
  }

  private static Next of(Item item) {
    return new Next(item.text(RELEASE), new TreeSet<>(item.texts(WAITING)));
  }

  private static String code(CategoryCode category, String release) {
    return category + "-" + release;
  }

  private static String partition(TenantId tenant, CategoryCode category) {
    return "T#" + tenant + "#AN#" + category;
  }

  private static Key next(TenantId tenant, CategoryCode category) {
    return new Key(Table.REGISTER, partition(tenant, category), "NEXT");
  }

  private static Key nextDue(TenantId tenant, CategoryCode category) {
    return new Key(Table.REGISTER, partition(tenant, category), "NEXT-DUE");
  }

  private static Key key(TenantId tenant, CategoryCode category, String release) {
    return new Key(Table.REGISTER, partition(tenant, category), "R#" + release);
  }
}
