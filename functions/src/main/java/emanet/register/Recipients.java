package emanet.register;

import emanet.ledger.Action;
import emanet.store.Item;
import emanet.store.Key;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// To whom a tenant may pass data on.
public final class Recipients {
  private final Shelf<Recipient> shelf;
  private final Editing<Recipient> editing;
  private final Access access;
  private final Trail trail;

  Recipients(Shelf<Recipient> shelf, Access access, Trail trail, InstantSource clock) {
    this.shelf = shelf;
    this.editing = new Editing<>(shelf, clock);
    this.access = access;
    this.trail = trail;
  }

  /// Which of the ids have no recipient.
  Set<String> missing(TenantId tenant, Set<String> ids) {
    var missing = new HashSet<>(ids);
    missing.removeAll(find(tenant, ids).keySet());
    return missing;
  }

  /// Where a recipient's document lies, for the caller's own batch read.
  public Key key(TenantId tenant, String id) {
    return shelf.key(tenant, id);
  }

  /// The recipient, by what was read at `key`.
  public Optional<Recipient> in(TenantId tenant, Map<Key, Item> read, String id) {
    return shelf
        .parse(tenant, id, Optional.ofNullable(read.get(key(tenant, id))))
        .map(Filed::value);
  }

  /// The recipients of those ids that there are.
  public Map<String, Recipient> find(TenantId tenant, Set<String> ids) {
    var found = new LinkedHashMap<String, Recipient>();
    if (!ids.isEmpty()) {
      shelf.readAll(tenant, List.copyOf(ids)).forEach(f -> found.put(f.code(), f.value()));
    }
    return found;
  }

  Recorded<Filed<Recipient>> read(Caller caller, String id) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        target(id),
        () -> {
          access.require(caller, Access.READERS);
          return Found.in(shelf, caller.tenant(), id);
        });
  }

  Recorded<Page<Filed<Recipient>>> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        "recipient",
        () -> {
          access.require(caller, Access.READERS);
          return shelf.list(caller.tenant(), limit, after);
        });
  }

  Recorded<Editing.Saved<Recipient>> put(
      Caller caller, String id, Draft<Recipient> draft, Revision revision) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_CHANGE,
        target(id),
        () -> {
          access.require(caller, Access.EDITORS);
          return editing.save(
              caller.tenant(),
              caller.actor().value(),
              id,
              revision,
              Optional.empty(),
              current -> next(current, draft.judged()));
        });
  }

  /// A version that changes what a transfer rests on counts as one that widens.
  private static Editing.Next<Recipient> next(Optional<Filed<Recipient>> current, Recipient next) {
    boolean changes = current.filter(c -> !c.value().terms().equals(next.terms())).isPresent();
    return new Editing.Next<>(next, changes, Optional.empty());
  }

  /// The id, if it is of its shape.
  public static Optional<String> id(String text) {
    return RecipientDocument.id(text);
  }

  /// The recipient, by what was read at `key`.
  public Optional<Filed<Recipient>> parse(TenantId tenant, String id, Map<Key, Item> read) {
    return shelf.parse(tenant, id, Optional.ofNullable(read.get(key(tenant, id))));
  }

  /// All of them, for work that goes through them.
  public List<Filed<Recipient>> all(TenantId tenant) {
    return shelf.readAll(tenant, shelf.codes(tenant));
  }

  /// A superseded version.
  public Optional<Filed<Recipient>> superseded(TenantId tenant, String id, long version) {
    return shelf.archived(tenant, id, version);
  }

  private static String target(String id) {
    return "recipient/" + id;
  }
}
