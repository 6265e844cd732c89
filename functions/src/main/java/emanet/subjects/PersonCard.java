package emanet.subjects;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.keys.Keyring;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Receipt;
import emanet.register.Operation;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Written;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.SubjectId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What is known of a person apart from their records: groups, and the end of the relationship. No
/// activity is needed for it, and the reference is never shown. A restriction of all of the
/// person's data stops it as well.
///
/// Round trips: reading, one stage; changing, three: the strong read beside the intent, the
/// conditional put, the strong read of the keys. Where the relationship's end changes, a note
/// before the put and the index of starts after it (`Starts`).
public final class PersonCard {
  private static final int TRIES = 5;

  private final Store store;
  private final Access access;
  private final Visits visits;
  private final Vault vault;
  private final Starts starts;

  PersonCard(Store store, Access access, Visits visits, Vault vault, Starts starts) {
    this.store = store;
    this.access = access;
    this.visits = visits;
    this.vault = vault;
    this.starts = starts;
  }

  /// The card.
  ///
  /// @param relationshipEnd a date
  public record Card(
      SubjectId subject,
      Set<String> groups,
      Optional<String> relationshipEnd,
      String created,
      long version,
      Receipt receipt) {
    @Override
    public String toString() {
      return "Card[" + subject + "]";
    }
  }

  /// What is to change; what is empty stays.
  public record Update(Optional<Set<String>> groups, Optional<End> relationshipEnd) {}

  /// The end of a relationship.
  public sealed interface End {
    /// It goes on, as far as is known.
    record Open() implements End {}

    /// It ended, or ends, on that date.
    record On(String date) implements End {}
  }

  /// A call whose first stage is behind it.
  public record Allowed(Caller caller, SubjectId subject, Access.Entered entered, Person person) {}

  public Card read(Caller caller, SubjectId subject) {
    var allowed = allow(caller, subject, Action.READ_SUBJECT, Operation.LIST);
    return access.recorded(
        caller.tenant(),
        allowed.entered(),
        () -> {
          var stored = allowed.person().living();
          return card(allowed, stored, vault.openPerson(allowed.person().livingKeys(), stored));
        });
  }

  public Allowed allowChange(Caller caller, SubjectId subject) {
    return allow(caller, subject, Action.CHANGE_SUBJECT, Operation.WRITE);
  }

  private Allowed allow(Caller caller, SubjectId subject, Action action, Operation operation) {
    var visit = visits.enter(caller, subject, Intent.of(caller, action), operation, Set.of());
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          visit.marks().requireOpen(caller, subject);
          var _ = visit.person().livingKeys();
          return new Allowed(caller, subject, visit.entered(), visit.person());
        });
  }

  private static Card card(Allowed allowed, StoredSubject stored, Content content) {
    return new Card(
        allowed.subject(),
        stored.groups(),
        content.eventDate(),
        stored.created(),
        stored.version(),
        allowed.entered().receipt());
  }

  /// The second stage and the third.
  ///
  /// @param mark recognises this very call's own write, whoever repeats it
  public Card change(Allowed allowed, Update update, OptionalLong ifMatch, Bytes mark) {
    var tenant = allowed.caller().tenant();
    return access.recorded(
        tenant,
        allowed.entered(),
        () -> {
          var person = allowed.person();
          for (int tries = 0; tries < TRIES; tries++) {
            var done = attempt(allowed, person, update, ifMatch, mark);
            if (done.isPresent()) {
              return done.get();
            }
            person =
                Person.of(
                    store.readAll(Person.keysFor(tenant, allowed.subject())),
                    tenant,
                    allowed.subject());
          }
          throw Fault.Conflicting.of(Conflict.CHANGED).exception();
        });
  }

  private Optional<Card> attempt(
      Allowed allowed, Person person, Update update, OptionalLong ifMatch, Bytes mark) {
    var stored = person.living();
    var keys = person.livingKeys();
    var before = vault.openPerson(keys, stored);
    if (stored.mark().equals(Optional.of(mark))) {
      if (update.relationshipEnd().isPresent()) {
        starts.moved(allowed.caller().tenant(), allowed.subject(), date(before));
      }
      return Optional.of(card(allowed, stored, before));
    }
    if (ifMatch.isPresent() && ifMatch.getAsLong() != stored.version()) {
      throw new Fault.Stale().exception();
    }
    var after = new Content(before.fields(), end(update, before), before.asOf());
    var tenant = allowed.caller().tenant();
    boolean moves = !after.eventDate().equals(before.eventDate());
    if (moves) {
      starts.moving(tenant, allowed.subject(), date(after));
    }
    long version = stored.version() + 1;
    var next =
        new StoredSubject(
            version,
            update.groups().orElse(stored.groups()),
            vault.sealPerson(keys, version, after).ciphertext(),
            stored.created(),
            after.eventDate().isPresent(),
            Optional.of(mark));
    var key = StoredSubject.key(tenant, allowed.subject());
    var written = store.put(next.at(key), stored.unchanged());
    if (written instanceof Written.Conflict(var current) && !isOwn(current, mark)) {
      return Optional.empty();
    }
    if (moves) {
      starts.moved(tenant, allowed.subject(), date(after));
    }
    confirm(allowed, key);
    return Optional.of(card(allowed, next, after));
  }

  private static Optional<String> end(Update update, Content before) {
    if (update.relationshipEnd().isEmpty()) {
      return before.eventDate();
    }
    return switch (update.relationshipEnd().get()) {
      case End.Open _ -> Optional.empty();
      case End.On(var date) -> Optional.of(date);
    };
  }

  private static Optional<LocalDate> date(Content content) {
    return content.eventDate().map(LocalDate::parse);
  }

  private static boolean isOwn(Optional<Item> current, Bytes mark) {
    return current.map(StoredSubject::of).flatMap(StoredSubject::mark).equals(Optional.of(mark));
  }

  /// A person erased meanwhile leaves no item behind.
  private void confirm(Allowed allowed, Key own) {
    var tenant = allowed.caller().tenant();
    var now = store.read(Keyring.item(tenant, allowed.subject()));
    var keys = now.map(item -> Keyring.parse(tenant, allowed.subject(), item));
    if (keys.map(k -> k.erased()).orElse(true)) {
      store.writeAll(java.util.List.of(), java.util.List.of(own));
      throw new Fault.Erased().exception();
    }
  }
}
