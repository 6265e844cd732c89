package emanet.subjects;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Refusal;
import emanet.keys.Hold;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Operation;
import emanet.register.Page;
import emanet.register.Policy;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.subjects.Restrictions.Done;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds: they forbid the erasure of a person, or of one category of theirs, until another person
/// than the one who set them releases them.
///
/// A hold stands when the one conditional update of the person's item of keys is done, the very
/// item that an erasure changes by one conditional write: so neither misses the other. It is
/// acknowledged once a copy of it lies outside the table; so is its release.
///
/// The list of holds, in `register`, serves the overview alone: an entry is written before its hold
/// and deleted after it. One that a crash left behind counts for nothing, since whoever reads the
/// list reads the people's items too.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | entry | `T#<tenant>#HOLDS` | `<set at, ms, 13 digits>#<subject>#<hold>` | none |
public final class Holds {
  private static final int MOST = 50;
  private static final int TRIES = 5;
  private static final String TARGET = "hold/";

  private final Store store;
  private final Visits visits;
  private final Access access;
  private final Policy policy;
  private final Keyring keyring;
  private final Vault vault;
  private final MarkCopies copies;
  private final InstantSource clock;

  Holds(
      Store store,
      Visits visits,
      Access access,
      Policy policy,
      Keyring keyring,
      Vault vault,
      MarkCopies copies,
      InstantSource clock) {
    this.store = store;
    this.visits = visits;
    this.access = access;
    this.policy = policy;
    this.keyring = keyring;
    this.vault = vault;
    this.copies = copies;
    this.clock = clock;
  }

  /// A hold with its reason, where the caller may read it.
  public record Shown(HoldNote note, Optional<String> reason) {
    @Override
    public String toString() {
      return "Shown[hold]";
    }
  }

  /// A hold in the list.
  public record Standing(SubjectId subject, HoldNote note) {}

  /// A call whose first stage is behind it.
  public record Allowed(Visits.Visit visit) {}

  /// The first stage of setting one.
  public Allowed allow(Caller caller, SubjectId subject, Optional<String> category) {
    var codes = category.flatMap(CategoryCode::parse).map(Set::of).orElse(Set.of());
    var keys = policy.keysForCodes(caller.tenant(), Set.of(), codes);
    var intent = Intent.of(caller, Action.HOLD);
    return new Allowed(enter(caller, subject, intent, Operation.WRITE, keys));
  }

  private Visits.Visit enter(
      Caller caller, SubjectId subject, Intent intent, Operation operation, Set<Key> keys) {
    var visit = visits.enter(caller, subject, intent, operation, keys);
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          var _ = visit.person().livingKeys();
          return visit;
        });
  }

  /// The second stage of setting one.
  ///
  /// @param id of the hold: the same again is the same one
  public Done<HoldNote> set(Allowed allowed, String reason, Optional<String> category, String id) {
    var visit = allowed.visit();
    return access.recorded(
        visit.caller().tenant(),
        visit.entered(),
        () -> {
          judge(visit, reason, category);
          var hold = new Hold(id, category.map(CategoryCode::new));
          var sealed = vault.sealNote(visit.person().livingKeys(), name(id), reason);
          var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          var note = new HoldNote(hold, visit.caller().actor().value(), now, sealed);
          var standing = put(visit, note);
          copies.set(visit.caller().tenant(), visit.subject(), standing);
          return new Done<>(standing, visit.receipt());
        });
  }

  private void judge(Visits.Visit visit, String reason, Optional<String> category) {
    var errors = new ArrayList<FieldError>();
    new PersonalText(reason).error("/reason").ifPresent(errors::add);
    boolean unknown =
        category
            .filter(text ->
                CategoryCode.parse(text)
                    .flatMap(code ->
                        policy.category(visit.caller().tenant(), visit.entered().items(), code))
                    .isEmpty())
            .isPresent();
    if (unknown) {
      errors.add(new FieldError("/category", FieldCode.UNKNOWN));
    }
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
  }

  private HoldNote put(Visits.Visit visit, HoldNote note) {
    var tenant = visit.caller().tenant();
    var id = note.hold().id();
    var entry = entry(tenant, visit.subject(), note);
    store.writeAll(List.of(Item.at(entry)), List.of());
    var marks = visit.marks();
    boolean first = marks.holds().isEmpty();
    for (int tries = 0; tries < TRIES; tries++) {
      if (marks.holds().size() >= MOST) {
        store.writeAll(List.of(), List.of(entry));
        throw Fault.Conflicting.of(Conflict.FULL).exception();
      }
      var path = PersonMarks.HOLDING + "/" + id;
      var value = PersonMarks.value(note);
      var change =
          first
              ? Change.set(PersonMarks.HOLDING, Value.of(Map.of(id, value)))
              : Change.set(path, value);
      var free =
          first
              ? Condition.absent(PersonMarks.HOLDING)
              : Condition.all(Condition.present(PersonMarks.HOLDING), Condition.absent(path));
      var conflict =
          keyring.mark(
              tenant, visit.subject(), List.of(change, Keyring.holding(note.hold())), free);
      if (conflict.isEmpty()) {
        return note;
      }
      var item = conflict.get().current().orElseThrow(() -> new Fault.Absent().exception());
      requireLiving(tenant, visit.subject(), item, entry);
      marks = PersonMarks.of(item);
      var own = marks.hold(id);
      if (own.isPresent()) {
        store.writeAll(
            List.of(Item.at(entry(tenant, visit.subject(), own.get()))),
            own.get().at().equals(note.at()) ? List.of() : List.of(entry));
        return own.get();
      }
      first = !item.has(PersonMarks.HOLDING);
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  private void requireLiving(TenantId tenant, SubjectId subject, Item item, Key entry) {
    if (Keyring.parse(tenant, subject, item).erased()) {
      store.writeAll(List.of(), List.of(entry));
      throw new Fault.Erased().exception();
    }
  }

  private static String name(String id) {
    return "hold/" + id;
  }

  /// Those that stand, in the order in which they were set.
  public Done<List<Shown>> list(Caller caller, SubjectId subject) {
    var intent = Intent.of(caller, Action.READ_SUBJECT).towards("holds");
    var visit = enter(caller, subject, intent, Operation.LIST, Set.of());
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          var keys = visit.person().livingKeys();
          var shown = visit.marks().holds().stream().map(note -> shown(caller, keys, note));
          return new Done<>(shown.toList(), visit.receipt());
        });
  }

  /// An auditor sees no free text.
  private Shown shown(Caller caller, PersonKeys keys, HoldNote note) {
    boolean plain = !caller.roles().equals(Set.of(Role.AUDITOR));
    return new Shown(
        note,
        plain
            ? Optional.of(vault.openNote(keys, name(note.hold().id()), note.reason()))
            : Optional.empty());
  }

  /// The first stage of a release.
  ///
  /// @throws emanet.fault.FaultException `Refused` for who set it
  public Allowed allowRelease(Caller caller, SubjectId subject, String id) {
    var bare = Intent.of(caller, Action.RELEASE_HOLD);
    // what is none of ours may be anything, and the ledger keeps it for ever
    var intent = Ids.isRandom(id) ? bare.towards(TARGET + id) : bare;
    var visit = visits.enter(caller, subject, intent, Operation.WRITE, Set.of());
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          boolean own =
              visit.marks().hold(id).filter(n -> n.by().equals(caller.actor().value())).isPresent();
          if (own || caller.is(Role.SERVICE)) {
            throw new Fault.Refused(Refusal.SAME_PERSON).exception();
          }
          var _ = visit.person().livingKeys();
          if (!Ids.isRandom(id)) {
            throw new Fault.Absent().exception();
          }
          return new Allowed(visit);
        });
  }

  /// Releases a hold.
  ///
  /// @param again whether an earlier run of this very call may have released it
  public Done<Boolean> release(Allowed allowed, String id, boolean again) {
    var visit = allowed.visit();
    var tenant = visit.caller().tenant();
    return access.recorded(
        tenant,
        visit.entered(),
        () -> {
          var note = visit.marks().hold(id);
          if (note.isEmpty() && !again) {
            throw new Fault.Absent().exception();
          }
          note.ifPresent(standing -> release(tenant, visit.subject(), standing));
          copies.released(tenant, visit.subject(), id, clock.instant());
          return new Done<>(true, visit.receipt());
        });
  }

  private void release(TenantId tenant, SubjectId subject, HoldNote note) {
    var path = PersonMarks.HOLDING + "/" + note.hold().id();
    keyring
        .mark(
            tenant,
            subject,
            List.of(Change.remove(path), Keyring.releasing(note.hold())),
            Condition.present(path))
        .ifPresent(conflict ->
            Restrictions.requireLiving(
                tenant,
                subject,
                conflict.current().orElseThrow(() -> new Fault.Absent().exception())));
    store.writeAll(List.of(), List.of(entry(tenant, subject, note)));
  }

  /// Holds that were set before that moment and still stand, oldest first: one page of the list,
  /// and one batch read of the people on it.
  public List<Standing> standing(TenantId tenant, Instant before, int most) {
    return standing(tenant, before, most, Optional.empty()).items();
  }

  /// The same in pages.
  ///
  /// @param after where the page before ended
  public Page<Standing> standing(
      TenantId tenant, Instant before, int most, Optional<String> after) {
    var range = Range.between(Table.REGISTER, partition(tenant), "0", moment(before)).limit(most);
    var entries = store.query(after.map(range::after).orElse(range));
    var subjects = entries.stream().map(entry -> subject(entry.key())).distinct().toList();
    var read =
        store.readAll(subjects.stream().map(subject -> Keyring.item(tenant, subject)).toList());
    var standing = new ArrayList<Standing>();
    for (var entry : entries) {
      var subject = subject(entry.key());
      PersonMarks.of(read, tenant, subject)
          .hold(entry.key().sort().split("#", -1)[2])
          .filter(note -> entry.key().equals(entry(tenant, subject, note)))
          .ifPresent(note -> standing.add(new Standing(subject, note)));
    }
    return new Page<>(
        standing,
        entries.size() < most ? Optional.empty() : Optional.of(entries.getLast().key().sort()));
  }

  private static SubjectId subject(Key entry) {
    return new SubjectId(entry.sort().split("#", -1)[1]);
  }

  private static String partition(TenantId tenant) {
    return "T#" + tenant + "#HOLDS";
  }

  static Key entry(TenantId tenant, SubjectId subject, HoldNote note) {
    return new Key(
        Table.REGISTER,
        partition(tenant),
        moment(note.at()) + "#" + subject + "#" + note.hold().id());
  }

  private static String moment(Instant at) {
    return "%013d".formatted(at.toEpochMilli());
  }
}
