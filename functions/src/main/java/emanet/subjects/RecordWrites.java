package emanet.subjects;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldError;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Receipt;
import emanet.register.Granted;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.Question;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Ids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;

/// Puts, patches and deletes records.
///
/// Four stages, each of calls made at once:
///
/// 1. the strong read of policy, person and record; the intent; an open trace, where pointers may
///    follow;
/// 2. pointers and the filled trace; a data key, where the person has none for the category yet;
/// 3. the conditional put of the sealed record;
/// 4. the strong read of the person's keys, beside the tidying of what the change left behind. A
///    person erased meanwhile, or a key destroyed: what was put is taken back, and the answer is
///    410. A key renewed meanwhile, to dispose of something: the policy is asked again, and the
///    record is put anew under the new key. Only what stands is remembered for a repetition, once
///    it is known to, which makes a fifth stage of a call with an idempotency key.
///
/// A stop after 1 or 2 leaves a trace and pointers that no search believes, since it opens the
/// record and compares. A stop after 3 leaves the record whole and found; stale pointers may stay,
/// and are not believed either. Whoever repeats the call under the same idempotency key finds its
/// own mark on the record, and goes on at 4.
public final class RecordWrites {
  private static final int TRIES = 5;

  private final Store store;
  private final Access access;
  private final Policy policy;
  private final Keyring keyring;
  private final RecordSteps steps;
  private final Suppressions suppressions;
  private final Ids ids;

  RecordWrites(
      Store store,
      Access access,
      Policy policy,
      Keyring keyring,
      RecordSteps steps,
      Suppressions suppressions,
      Ids ids) {
    this.store = store;
    this.access = access;
    this.policy = policy;
    this.keyring = keyring;
    this.steps = steps;
    this.suppressions = suppressions;
    this.ids = ids;
  }

  /// What is asked.
  ///
  /// @param change empty to delete the record
  /// @param ifMatch the version that the caller saw
  /// @param createOnly whether the record must not exist yet
  public record Ask(
      Caller caller,
      ActivityCode activity,
      RecordPlace place,
      Optional<Change> change,
      OptionalLong ifMatch,
      boolean createOnly) {
    Operation operation() {
      return change.isEmpty() ? Operation.DELETE : Operation.WRITE;
    }

    Action action() {
      return change.map(c -> c.merge() ? Action.PATCH : Action.WRITE).orElse(Action.DELETE);
    }

    Set<String> names() {
      return change.map(Change::names).orElse(Set.of());
    }
  }

  /// A write that the policy allows: its first stage is behind it.
  ///
  /// @param card the person's
  /// @param traced whether it is noted already that pointers may follow
  public record Allowed(
      Ask ask,
      Access.Entered entered,
      Granted granted,
      PersonKeys keys,
      Optional<StoredRecord> stored,
      Optional<StoredSubject> card,
      String attempt,
      boolean traced) {
    public Receipt receipt() {
      return entered.receipt();
    }
  }

  /// What was done.
  ///
  /// @param warnings what is odd about the values that were sent
  public record Done(
      RecordPlace place,
      long version,
      boolean created,
      Receipt receipt,
      List<FieldError> warnings) {
    public Done {
      warnings = List.copyOf(warnings);
    }
  }

  /// Keeps the answer for a repetition, once what it tells of stands.
  public interface Memory {
    Callable<Boolean> of(Done done);
  }

  /// Stage 1.
  public Allowed allow(Ask ask) {
    var place = ask.place();
    var known = access.known(ask.caller(), ask.activity(), Set.of(place.category()));
    var attempt = ids.ordered();
    var keys = new HashSet<>(Person.keysFor(place.tenant(), place.subject()));
    keys.add(place.key());
    var suppression = suppressions.key(place, ask.change().map(Change::fields));
    suppression.ifPresent(keys::add);
    var trace = Indexing.openTrace(place, attempt);
    boolean traced = mayPoint(known, ask);
    Callable<Boolean> tracing =
        () -> {
          store.writeAll(List.of(trace), List.of());
          return true;
        };
    var entered =
        access.enter(
            ask.caller(),
            ask.activity(),
            Set.of(place.category()),
            keys,
            known,
            intent(known, ask),
            traced ? List.of(tracing) : List.of());
    try {
      return access.recorded(
          place.tenant(),
          entered,
          () -> {
            var allowed = judged(ask, entered, entered.items(), attempt, traced);
            suppressions.require(entered.items(), suppression);
            return allowed;
          });
    } catch (FaultException e) {
      if (traced) {
        store.writeAll(List.of(), List.of(trace.key()));
      }
      throw e;
    }
  }

  private boolean mayPoint(Access.Known known, Ask ask) {
    return ask.change().isPresent()
        && Indexing.mayPoint(policy, known, ask.activity(), ask.place(), ask.names());
  }

  private Intent intent(Access.Known known, Ask ask) {
    var place = ask.place();
    var fields =
        policy
            .category(place.tenant(), known.items(), place.category())
            .flatMap(category -> ask.change().map(change -> Merging.known(category, change)))
            .orElse(Set.of());
    return Intent.of(ask.caller(), ask.action())
        .about(place.subject())
        .in(place.category())
        .at(place.record())
        .ofFields(fields);
  }

  private Allowed judged(
      Ask ask, Access.Entered entered, Map<Key, Item> items, String attempt, boolean traced) {
    var place = ask.place();
    var person = Person.of(items, place.tenant(), place.subject());
    var granted =
        policy.check(
            question(ask),
            items,
            access.groups(ask.caller(), ask.activity(), items, person.groups()));
    PersonMarks.of(items, place.tenant(), place.subject())
        .requireOpen(ask.caller(), place.subject(), ask.activity(), place.category());
    var keys = person.livingKeys();
    var stored = stored(items, place);
    if (ask.change().isEmpty() && stored.isPresent() && keys.holds(place.category())) {
      // what a hold keeps from erasures does not go by this way either
      throw Fault.Conflicting.of(Conflict.HELD).exception();
    }
    return new Allowed(ask, entered, granted, keys, stored, person.stored(), attempt, traced);
  }

  private static Question question(Ask ask) {
    return new Question(
        ask.caller(),
        ask.activity(),
        ask.operation(),
        ask.place().subject(),
        ask.place().category(),
        ask.names(),
        Optional.empty());
  }

  private static Optional<StoredRecord> stored(Map<Key, Item> items, RecordPlace place) {
    return Optional.ofNullable(items.get(place.key())).map(StoredRecord::of);
  }

  /// Stages 2 to 4.
  ///
  /// @param mark recognises this very call's own writes, whoever repeats it
  public Done write(Allowed allowed, Bytes mark, Memory memory) {
    return access.recorded(
        allowed.ask().place().tenant(),
        allowed.entered(),
        () -> {
          var now = allowed;
          var left = new ArrayList<Key>();
          for (int tries = 0; tries < TRIES; tries++) {
            switch (attempt(now, mark, left, memory)) {
              case Tried.Did(var done) -> {
                return done;
              }
              case Tried.Outrun _ -> now = reread(now, left);
              case Tried.Superseded _ -> {
                now = again(now, mark, left);
                left.clear(); // its pointers are in use
              }
            }
          }
          Traces.delete(store, left);
          throw Fault.Conflicting.of(Conflict.CHANGED).exception();
        });
  }

  /// What came of an attempt.
  private sealed interface Tried {
    record Did(Done done) implements Tried {}

    /// Another was quicker.
    record Outrun() implements Tried {}

    /// The key was renewed before the put was confirmed, or made after the call was allowed.
    record Superseded() implements Tried {}
  }

  /// Who was quicker may have ended what allowed this call: it is asked anew, in the same read.
  private Allowed reread(Allowed allowed, List<Key> left) {
    var ask = allowed.ask();
    try {
      return judged(ask, allowed.entered(), readAgain(ask), allowed.attempt(), allowed.traced());
    } catch (FaultException e) {
      Traces.delete(store, left);
      throw e;
    }
  }

  private Map<Key, Item> readAgain(Ask ask) {
    var place = ask.place();
    var wanted = new HashSet<>(Person.keysFor(place.tenant(), place.subject()));
    wanted.add(place.key());
    wanted.addAll(policy.keysFor(question(ask)));
    return store.readAll(wanted);
  }

  /// What ended while this call was on its way may be what allowed it: all is asked anew, and tried
  /// as a new attempt.
  private Allowed again(Allowed allowed, Bytes mark, List<Key> left) {
    var ask = allowed.ask();
    var place = ask.place();
    var read = readAgain(ask);
    try {
      return judged(ask, allowed.entered(), read, ids.ordered(), false);
    } catch (FaultException e) {
      var person = Person.of(read, place.tenant(), place.subject());
      boolean unsure = RecordSteps.isUnsure(allowed.granted(), allowed.keys(), place.category());
      person
          .keys()
          .ifPresent(keys ->
              stored(read, place)
                  .ifPresent(record -> steps.clear(place, record, keys, mark, unsure)));
      if (unsure) {
        Traces.delete(store, left);
      }
      throw e;
    }
  }

  private Tried attempt(Allowed allowed, Bytes mark, List<Key> left, Memory memory) {
    var ask = allowed.ask();
    var stored = allowed.stored();
    var overtaken = stored.flatMap(record -> record.versionMadeBy(mark));
    if (overtaken.isPresent()) {
      return new Tried.Did(overtaken(allowed, overtaken.get(), memory));
    }
    boolean own = stored.flatMap(StoredRecord::mark).equals(Optional.of(mark));
    if (own && steps.isCurrent(ask.place(), stored.get(), allowed.keys())) {
      return new Tried.Did(resumed(allowed, stored.get(), memory));
    }
    Draft draft;
    try {
      if (own) {
        steps.requireUnerased(ask.place(), stored.get(), allowed.keys());
      } else {
        requirePreconditions(ask, stored);
      }
      draft = draft(allowed, mark).tidying(left);
    } catch (FaultException e) {
      left.add(Indexing.openTrace(ask.place(), allowed.attempt()).key());
      Traces.delete(store, left);
      throw e;
    }
    left.addAll(draft.own());
    if (draft.points() && !allowed.traced()) {
      // a new attempt, or what may be pointed to changed since this process saw it last
      store.writeAll(List.of(Indexing.openTrace(ask.place(), allowed.attempt())), List.of());
    }
    var used = prepare(draft, allowed.keys());
    if (draft.content().isPresent() && steps.isOutrun(ask.place(), stored, allowed.keys(), used)) {
      return new Tried.Outrun();
    }
    var put = steps.put(draft, used);
    if (!put.done()) {
      return new Tried.Outrun();
    }
    var done =
        new Done(
            ask.place(), draft.version(), draft.creates(), allowed.receipt(), warnings(allowed));
    boolean unsure =
        draft.content().isPresent()
            && RecordSteps.isUnsure(allowed.granted(), allowed.keys(), ask.place().category());
    Memory kept = unsure ? _ -> () -> true : memory;
    boolean stands = settle(draft, put.dekVersion(), done, kept) == RecordSteps.Standing.STANDS;
    return stands && !unsure ? new Tried.Did(done) : new Tried.Superseded();
  }

  private static List<FieldError> warnings(Allowed allowed) {
    return allowed
        .ask()
        .change()
        .map(change -> allowed.granted().category().warnings(change.fields()))
        .orElse(List.of());
  }

  private static void requirePreconditions(Ask ask, Optional<StoredRecord> stored) {
    var live = stored.filter(record -> !record.isDeleted());
    boolean needsRecord = ask.change().map(Change::merge).orElse(true);
    if (needsRecord && live.isEmpty()) {
      throw new Fault.Absent().exception();
    }
    boolean stale =
        (ask.createOnly() && live.isPresent())
            || (ask.ifMatch().isPresent()
                && live.filter(record -> record.version() == ask.ifMatch().getAsLong()).isEmpty());
    if (stale) {
      throw new Fault.Stale().exception();
    }
  }

  private Draft draft(Allowed allowed, Bytes mark) {
    var ask = allowed.ask();
    var stored = allowed.stored();
    return ask.change()
        .map(change ->
            steps.draft(
                ask.place(),
                ask.activity(),
                allowed.granted(),
                stored,
                allowed.keys(),
                allowed.card(),
                change,
                allowed.attempt(),
                mark))
        .orElseGet(() -> steps.deletion(ask.place(), stored.orElseThrow(), mark));
  }

  /// Stage 2.
  private PersonKeys prepare(Draft draft, PersonKeys keys) {
    var place = draft.place();
    var pointing =
        Stage.start(() -> {
          store.writeAll(draft.puts(), List.of());
          return true;
        });
    var keying =
        Stage.start(() ->
            draft.content().isEmpty() ? keys : keyring.withKeys(keys, Set.of(place.category())));
    Stage.settle(pointing, keying);
    var _ = pointing.get();
    return keying.get();
  }

  /// Stage 4, and what is remembered of what stands.
  private RecordSteps.Standing settle(
      Draft draft, Optional<Integer> dekVersion, Done done, Memory memory) {
    var place = draft.place();
    var reading = Stage.start(() -> store.read(Keyring.item(place.tenant(), place.subject())));
    var tidying = Stage.start(() -> steps.tidy(draft));
    RecordSteps.Standing standing;
    try {
      standing = steps.confirm(draft, dekVersion, reading.get());
      if (standing == RecordSteps.Standing.STANDS) {
        var _ = Stage.start(memory.of(done)).get();
      }
    } finally {
      Stage.settle(tidying);
    }
    var _ = tidying.get();
    return standing;
  }

  /// An earlier run of this very call was done, and others have changed the record since: what they
  /// did stands.
  private Done overtaken(Allowed allowed, long version, Memory memory) {
    var place = allowed.ask().place();
    var done = new Done(place, version, version == 1, allowed.receipt(), warnings(allowed));
    var remembering = Stage.start(memory.of(done));
    var tidying =
        Stage.start(() -> {
          var trace = Indexing.openTrace(place, allowed.attempt()).key();
          store.writeAll(List.of(), List.of(trace));
          return true;
        });
    Stage.settle(remembering, tidying);
    var _ = tidying.get();
    var _ = remembering.get();
    return done;
  }

  /// An earlier run of this very call came as far as the put.
  private Done resumed(Allowed allowed, StoredRecord stored, Memory memory) {
    var place = allowed.ask().place();
    var trace = Indexing.openTrace(place, allowed.attempt()).key();
    var draft =
        new Draft(
            place,
            stored.isDeleted() ? Optional.empty() : Optional.of(Content.empty()),
            Optional.of(stored),
            stored.version() == 1,
            stored.version(),
            Set.of(),
            List.of(),
            Map.of(),
            List.of(trace),
            List.of(),
            List.of(trace),
            Began.NOTHING,
            false,
            stored.mark().orElseThrow());
    var done =
        new Done(
            place, stored.version(), stored.version() == 1, allowed.receipt(), warnings(allowed));
    var _ = settle(draft, Optional.empty(), done, memory);
    return done;
  }
}
