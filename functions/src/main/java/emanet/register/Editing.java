package emanet.register;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.store.Item;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.util.Optional;

/// Makes versions of a kind's documents. A version that stands is kept outside the table before it
/// is acknowledged (`ChangeCopies`); a stop in between leaves that to whoever repeats the call.
final class Editing<T> {
  private static final int ATTEMPTS = 5;

  private final Shelf<T> shelf;
  private final InstantSource clock;

  Editing(Shelf<T> shelf, InstantSource clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  /// What the next version says.
  ///
  /// @param widens whether it covers more than the one before
  record Next<T>(T value, boolean widens, Optional<String> approval) {
    static <T> Next<T> of(T value) {
      return new Next<>(value, false, Optional.empty());
    }
  }

  /// Decides on the next version when the one before it is known.
  interface Decision<T> {
    Next<T> next(Optional<Filed<T>> current);
  }

  /// A document and whether it is new.
  record Saved<T>(Filed<T> filed, boolean created) {}

  /// What stands there now.
  ///
  /// @param done the change itself, where an earlier try of it got through
  record Seen<T>(Optional<Item> item, Optional<Filed<T>> current, Optional<Saved<T>> done) {}

  /// Looks before a change.
  ///
  /// @param builtIn what counts as current where nothing was ever stored
  /// @throws emanet.fault.FaultException `Stale`
  Seen<T> see(TenantId tenant, String code, Revision revision, Optional<Filed<T>> builtIn) {
    var item = shelf.item(tenant, code);
    var current = item.isPresent() ? shelf.parse(tenant, code, item) : builtIn;
    var done = current.filter(filed -> filed.mark().equals(revision.mark()));
    if (done.isEmpty()) {
      requireFresh(current, revision);
    }
    // an earlier try may have stopped between the write and its copy
    done.ifPresent(filed -> shelf.keep(tenant, filed));
    return new Seen<>(item, current, done.map(filed -> new Saved<>(filed, filed.version() == 1)));
  }

  /// Writes the next version, unless it says what the current one says. Empty if another write came
  /// first.
  Optional<Saved<T>> write(
      TenantId tenant, String by, String code, Revision revision, Seen<T> seen, Next<T> next) {
    var current = seen.current();
    if (current.filter(filed -> filed.value().equals(next.value())).isPresent()) {
      if (seen.item().isPresent()) {
        shelf.keep(tenant, current.get()); // it is acknowledged, whoever wrote it
      }
      return Optional.of(new Saved<>(current.get(), false));
    }
    var filed = filed(by, code, revision, seen.item(), current, next);
    if (!shelf.write(tenant, seen.item(), filed)) {
      return Optional.empty();
    }
    shelf.keep(tenant, filed);
    return Optional.of(new Saved<>(filed, current.isEmpty()));
  }

  /// Looks, decides and writes. Where another write came first, whoever named a version is told so,
  /// and others try on top of it.
  ///
  /// @throws emanet.fault.FaultException `Stale`; `Conflicting` if others keep changing it
  Saved<T> save(
      TenantId tenant,
      String by,
      String code,
      Revision revision,
      Optional<Filed<T>> builtIn,
      Decision<T> decision) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var seen = see(tenant, code, revision, builtIn);
      if (seen.done().isPresent()) {
        return seen.done().get();
      }
      var next = decision.next(seen.current());
      var saved = write(tenant, by, code, revision, seen, next);
      if (saved.isPresent()) {
        return saved.get();
      }
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  private static void requireFresh(Optional<? extends Filed<?>> current, Revision revision) {
    boolean stale =
        revision.createOnly()
            ? current.isPresent()
            : revision.ifMatch().isPresent()
                && (current.isEmpty() || current.get().version() != revision.ifMatch().getAsLong());
    if (stale) {
      throw new Fault.Stale().exception();
    }
  }

  private Filed<T> filed(
      String by,
      String code,
      Revision revision,
      Optional<Item> item,
      Optional<Filed<T>> current,
      Next<T> next) {
    long last =
        item.map(i -> i.number(Documents.VERSION)).or(() -> current.map(Filed::version)).orElse(0L);
    long version = last + 1;
    long widened = current.filter(_ -> !next.widens()).map(Filed::widened).orElse(version);
    return new Filed<>(
        code,
        version,
        clock.instant(),
        by,
        next.value(),
        revision.mark(),
        widened,
        next.approval());
  }

  /// Deletes the document; one that is not there is `Absent`.
  void delete(TenantId tenant, String by, String code, Revision revision) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var item = shelf.item(tenant, code).orElseThrow(() -> new Fault.Absent().exception());
      if (item.text(Documents.MARK).equals(revision.mark())) {
        shelf.keepDeletion(tenant, code, item);
        return;
      }
      var current =
          shelf
              .parse(tenant, code, Optional.of(item))
              .orElseThrow(() -> new Fault.Absent().exception());
      requireFresh(Optional.of(current), revision);
      if (shelf.delete(tenant, code, item, by, clock.instant().toString(), revision.mark())) {
        return;
      }
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }
}
