package emanet.subjects;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.FieldCode;
import emanet.fault.Refusal;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
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
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Puts up to 100 records at once: the four stages of a single write (`RecordWrites`), each for all
/// of them. What is wrong with one is answered for that one.
///
/// A record that says already what is sent is left as it is, at its version, so that a batch may be
/// repeated. Calls for 100 records of people who have their keys: about 1.2 a record.
public final class RecordBatches {
  private static final int TRIES = 5;

  private final Store store;
  private final Access access;
  private final Ledger ledger;
  private final Policy policy;
  private final Keyring keyring;
  private final RecordSteps steps;
  private final Suppressions suppressions;
  private final Customs customs;
  private final Ids ids;

  RecordBatches(
      Store store,
      Access access,
      Ledger ledger,
      Policy policy,
      Keyring keyring,
      RecordSteps steps,
      Suppressions suppressions,
      Customs customs,
      Ids ids) {
    this.store = store;
    this.access = access;
    this.ledger = ledger;
    this.policy = policy;
    this.keyring = keyring;
    this.steps = steps;
    this.suppressions = suppressions;
    this.customs = customs;
    this.ids = ids;
  }

  /// One record to put.
  public record Entry(RecordPlace place, Change change) {}

  /// A batch whose first stage is behind it.
  public static final class Allowed {
    private final Caller caller;
    private final ActivityCode activity;
    private final boolean createOnly;
    private final Map<Integer, Working> working = new LinkedHashMap<>();
    private final Map<Integer, FaultException> failed = new HashMap<>();
    private final List<Receipt> receipts = new ArrayList<>();

    private Allowed(Caller caller, ActivityCode activity, boolean createOnly) {
      this.caller = caller;
      this.activity = activity;
      this.createOnly = createOnly;
    }
  }

  /// A record on its way.
  private static final class Working {
    private final Entry entry;
    private final Access.Entered entered;
    private Granted granted;
    private String attempt;
    private final List<Key> left = new ArrayList<>();
    private PersonKeys keys;
    private Optional<StoredRecord> stored;
    private Optional<StoredSubject> card;
    private boolean traced;
    private Optional<Draft> draft = Optional.empty();
    private Optional<Integer> dekVersion = Optional.empty();
    private boolean done;
    private boolean settled;
    private boolean superseded;
    private boolean unsure;
    private boolean asked;
    private boolean outrun;

    private Working(
        Entry entry,
        Access.Entered entered,
        Granted granted,
        String attempt,
        PersonKeys keys,
        Optional<StoredRecord> stored,
        Optional<StoredSubject> card,
        boolean traced) {
      this.entry = entry;
      this.entered = entered;
      this.granted = granted;
      this.attempt = attempt;
      this.keys = keys;
      this.unsure = RecordSteps.isUnsure(granted, keys, entry.place().category());
      this.stored = stored;
      this.card = card;
      this.traced = traced;
    }
  }

  /// How it went: what failed, by index; all else stands.
  public record Result(
      int succeeded, Map<Integer, FaultException> failed, Optional<Receipt> receipt) {
    public Result {
      failed = Map.copyOf(failed);
    }
  }

  /// Stage 1. Of no entries nothing is asked.
  ///
  /// @param createOnly whether a record that is there already fails (`Stale`), whatever it says
  public Allowed allow(
      Caller caller, ActivityCode activity, List<Entry> entries, boolean createOnly) {
    return entries.isEmpty()
        ? new Allowed(caller, activity, createOnly)
        : asked(caller, activity, entries, createOnly);
  }

  private Allowed asked(
      Caller caller, ActivityCode activity, List<Entry> entries, boolean createOnly) {
    var tenant = caller.tenant();
    var categories =
        entries.stream().map(entry -> entry.place().category()).collect(Collectors.toSet());
    var known = access.known(caller, activity, categories);
    var keys = new HashSet<Key>();
    var ofPolicy = new HashSet<Key>();
    var intents = new ArrayList<Intent>();
    var traces = new ArrayList<Item>();
    var traced = new HashSet<String>();
    var attempts = new ArrayList<String>();
    for (var entry : entries) {
      var place = entry.place();
      keys.addAll(Person.keysFor(tenant, place.subject()));
      keys.add(place.key());
      suppressed(entry).ifPresent(keys::add);
      ofPolicy.addAll(policy.keysFor(caller, activity, categories, Optional.of(place.subject())));
      intents.add(intent(caller, activity, known, entry));
      var attempt = ids.ordered();
      attempts.add(attempt);
      if (Indexing.mayPoint(policy, known, activity, place, entry.change().names())) {
        traces.add(Indexing.openTrace(place, attempt));
        traced.add(attempt);
      }
    }
    keys.addAll(ofPolicy);
    var reading = Stage.start(() -> store.readAll(keys));
    var entering = Stage.start(() -> ledger.intents(tenant, intents));
    var tracing = Stage.start(() -> written(traces));
    var warming = access.warming(tenant);
    Stage.settle(reading, entering, tracing, warming);
    var receipts = entering.get();
    var items = reading.get();
    var _ = tracing.get();
    access.remember(items, ofPolicy);
    var allowed = new Allowed(caller, activity, createOnly);
    allowed.receipts.addAll(receipts);
    var places = new HashSet<RecordPlace>();
    for (int i = 0; i < entries.size(); i++) {
      var entered = new Access.Entered(items, intents.get(i), receipts.get(i));
      boolean first = places.add(entries.get(i).place());
      var attempt = attempts.get(i);
      admit(allowed, i, entries.get(i), entered, attempt, first, traced.contains(attempt));
    }
    access.noteVersion(caller, activity, items, intents.getFirst(), receipts);
    dropTraces(allowed, traces);
    return allowed;
  }

  /// Enters that records are refused whose category cannot be, so that no activity covers it.
  ///
  /// @param people whom they were to be of, where that can be somebody; one a record
  public void refuse(Caller caller, ActivityCode activity, List<Optional<SubjectId>> people) {
    var bare = Intent.of(caller, Action.WRITE).under(activity);
    var intents = people.stream().map(person -> person.map(bare::about).orElse(bare)).toList();
    var receipts = ledger.intents(caller.tenant(), intents);
    for (int i = 0; i < intents.size(); i++) {
      var _ = ledger.refused(caller.tenant(), receipts.get(i), intents.get(i), Refusal.CATEGORY);
    }
  }

  private Optional<Key> suppressed(Entry entry) {
    return suppressions.key(entry.place(), Optional.of(entry.change().fields()));
  }

  private boolean written(Collection<Item> items) {
    store.writeAll(items, List.of());
    return true;
  }

  private Intent intent(Caller caller, ActivityCode activity, Access.Known known, Entry entry) {
    var place = entry.place();
    var fields =
        policy
            .category(place.tenant(), known.items(), place.category())
            .map(category -> Merging.known(category, entry.change()))
            .orElse(Set.of());
    var intent =
        Intent.of(caller, Action.WRITE)
            .about(place.subject())
            .in(place.category())
            .at(place.record())
            .ofFields(fields);
    return known.activityVersion().isPresent()
        ? intent.under(activity, known.activityVersion().getAsLong())
        : intent.under(activity);
  }

  private void admit(
      Allowed allowed,
      int index,
      Entry entry,
      Access.Entered entered,
      String attempt,
      boolean first,
      boolean traced) {
    guarded(
        allowed,
        index,
        entered,
        () -> {
          var place = entry.place();
          var items = entered.items();
          var granted = granted(allowed, entry, items);
          var person = Person.of(items, place.tenant(), place.subject());
          var keys = person.livingKeys();
          suppressions.require(items, suppressed(entry));
          if (!first) {
            throw Fault.Invalid.at("/recordId", FieldCode.DUPLICATE).exception();
          }
          var stored = Optional.ofNullable(items.get(place.key())).map(StoredRecord::of);
          var card = person.stored();
          allowed.working.put(
              index, new Working(entry, entered, granted, attempt, keys, stored, card, traced));
        });
  }

  private Granted granted(Allowed allowed, Entry entry, Map<Key, Item> items) {
    var place = entry.place();
    var person = Person.of(items, place.tenant(), place.subject());
    var granted =
        policy.check(
            question(allowed, entry),
            items,
            access.groups(allowed.caller, allowed.activity, items, person.groups()));
    PersonMarks.of(items, place.tenant(), place.subject())
        .requireOpen(allowed.caller, place.subject(), allowed.activity, place.category());
    return granted;
  }

  private static Question question(Allowed allowed, Entry entry) {
    return new Question(
        allowed.caller,
        allowed.activity,
        Operation.WRITE,
        entry.place().subject(),
        entry.place().category(),
        entry.change().names(),
        Optional.empty());
  }

  /// A fault of one record is that record's: it is entered as its intent's outcome.
  private void guarded(Allowed allowed, int index, Access.Entered entered, Runnable work) {
    try {
      var _ =
          access.recorded(
              allowed.caller.tenant(),
              entered,
              () -> {
                work.run();
                return true;
              });
    } catch (FaultException e) {
      allowed.working.remove(index);
      allowed.failed.put(index, e);
    }
  }

  private void dropTraces(Allowed allowed, List<Item> traces) {
    var kept = new HashSet<Key>();
    allowed
        .working
        .values()
        .forEach(work -> kept.add(Indexing.openTrace(work.entry.place(), work.attempt).key()));
    var dropped = traces.stream().map(Item::key).filter(key -> !kept.contains(key)).toList();
    if (!dropped.isEmpty()) {
      store.writeAll(List.of(), dropped);
    }
  }

  /// Stages 2 to 4.
  public Result write(Allowed allowed, Bytes mark) {
    for (int tries = 0; tries < TRIES && !open(allowed).isEmpty(); tries++) {
      draft(allowed, mark);
      prepare(allowed);
      put(allowed);
      settle(allowed);
      if (open(allowed).isEmpty()) {
        break;
      }
      reread(allowed, mark);
    }
    for (var index : List.copyOf(open(allowed).keySet())) {
      var work = allowed.working.get(index);
      if (work != null) {
        Traces.delete(store, work.left);
        guarded(
            allowed,
            index,
            work.entered,
            () -> {
              throw Fault.Conflicting.of(Conflict.CHANGED).exception();
            });
      }
    }
    return new Result(
        allowed.working.size(), allowed.failed, allowed.receipts.stream().findFirst());
  }

  private static Map<Integer, Working> open(Allowed allowed) {
    var open = new LinkedHashMap<Integer, Working>();
    allowed.working.forEach((index, work) -> {
      if (!work.done) {
        open.put(index, work);
      }
    });
    return open;
  }

  private void draft(Allowed allowed, Bytes mark) {
    open(allowed)
        .forEach((index, work) ->
            guarded(
                allowed,
                index,
                work.entered,
                () -> {
                  if (isPut(work, mark)) {
                    work.done = true; // an earlier run of this very batch put it
                    return;
                  }
                  work.draft = Optional.of(draft(allowed, work, mark));
                  work.left.addAll(work.draft.get().own());
                }));
  }

  private boolean isPut(Working work, Bytes mark) {
    if (work.stored.flatMap(record -> record.versionMadeBy(mark)).isPresent()) {
      return true; // and others have changed it since
    }
    return work.stored
        .filter(record -> record.mark().equals(Optional.of(mark)))
        .filter(record -> steps.isCurrent(work.entry.place(), record, work.keys))
        .isPresent();
  }

  private Draft draft(Allowed allowed, Working work, Bytes mark) {
    var place = work.entry.place();
    try {
      work.stored
          .filter(record -> record.mark().equals(Optional.of(mark)))
          .ifPresent(record -> steps.requireUnerased(place, record, work.keys));
      if (allowed.createOnly && isOthers(work.stored, mark)) {
        throw new Fault.Stale().exception();
      }
      return steps
          .draft(
              place,
              allowed.activity,
              work.granted,
              work.stored,
              work.keys,
              work.card,
              work.entry.change(),
              work.attempt,
              mark)
          .tidying(work.left);
    } catch (FaultException e) {
      work.left.add(Indexing.openTrace(place, work.attempt).key());
      Traces.delete(store, work.left);
      throw e;
    }
  }

  /// Whether there is a record, and not of this very batch: whose key was renewed while it was put
  /// is put again.
  private static boolean isOthers(Optional<StoredRecord> stored, Bytes mark) {
    return stored
        .filter(record -> !record.isDeleted())
        .filter(record -> !record.mark().equals(Optional.of(mark)))
        .isPresent();
  }

  /// Stage 2: all pointers in batches, and one conditional update a person for all keys that are
  /// missing.
  private void prepare(Allowed allowed) {
    // all of a person's records of a category may be found by one entry, once they have left
    var puts = new LinkedHashMap<Key, Item>();
    var traces = new ArrayList<Item>();
    var missing = new LinkedHashMap<SubjectId, Set<CategoryCode>>();
    open(allowed)
        .values()
        .forEach(work -> {
          if (work.draft.map(Draft::same).orElse(true)) {
            return;
          }
          work.draft.get().puts().forEach(item -> puts.put(item.key(), item));
          if (work.draft.get().points() && !work.traced) {
            // a new attempt, or what may be pointed to changed since this process saw it last
            traces.add(Indexing.openTrace(work.entry.place(), work.attempt));
            work.traced = true;
          }
          if (!work.keys.has(work.entry.place().category())) {
            note(work);
            missing
                .computeIfAbsent(work.entry.place().subject(), _ -> new HashSet<>())
                .add(work.entry.place().category());
          }
        });
    var _ = written(traces);
    var pointing = Stage.start(() -> written(puts.values()));
    var made = Stage.start(() -> make(allowed, missing));
    Stage.settle(pointing, made);
    var _ = pointing.get();
    var keys = made.get();
    open(allowed)
        .forEach((index, work) -> {
          var outcome = keys.get(work.entry.place().subject());
          if (outcome != null) {
            guarded(
                allowed,
                index,
                work.entered,
                () -> {
                  var seen = work.keys;
                  work.keys = outcome.get();
                  work.outrun = steps.isOutrun(work.entry.place(), work.stored, seen, work.keys);
                });
          } else {
            work.outrun = steps.isOutrun(work.entry.place(), work.stored, work.keys, work.keys);
          }
        });
  }

  private void note(Working work) {
    var place = work.entry.place();
    Person.of(work.entered.items(), place.tenant(), place.subject())
        .groups()
        .ifPresent(groups -> customs.note(place.tenant(), groups, Set.of(place.category())));
  }

  private Map<SubjectId, Stage.Pending<PersonKeys>> make(
      Allowed allowed, Map<SubjectId, Set<CategoryCode>> missing) {
    var seen = new HashMap<SubjectId, PersonKeys>();
    allowed.working.values().forEach(work -> seen.put(work.entry.place().subject(), work.keys));
    var calls = new LinkedHashMap<SubjectId, Stage.Pending<PersonKeys>>();
    missing.forEach((subject, categories) -> {
      var keys = seen.get(subject);
      if (keys != null) {
        calls.put(subject, Stage.start(() -> keyring.withKeys(keys, categories)));
      }
    });
    calls.values().forEach(Stage::settle);
    return calls;
  }

  /// Stage 3.
  private void put(Allowed allowed) {
    var open = open(allowed);
    var indexes = new ArrayList<Integer>();
    var calls = new ArrayList<Stage.Pending<RecordSteps.Put>>();
    open.forEach((index, work) -> {
      var draft = work.draft.orElseThrow();
      if (work.outrun) {
        return; // the key was renewed: it is asked anew first
      }
      if (draft.same()) {
        work.done = true;
      } else {
        indexes.add(index);
        calls.add(Stage.start(() -> steps.put(draft, work.keys)));
      }
    });
    calls.forEach(Stage::settle);
    for (int i = 0; i < calls.size(); i++) {
      var work = open.get(indexes.get(i));
      var call = calls.get(i);
      if (work != null) {
        guarded(
            allowed,
            indexes.get(i),
            work.entered,
            () -> {
              var put = call.get();
              work.done = put.done();
              work.dekVersion = put.dekVersion();
            });
      }
    }
  }

  /// What others were quicker than is asked anew, since what ended meanwhile may be what allowed
  /// it; what was superseded is tried as a new attempt.
  private void reread(Allowed allowed, Bytes mark) {
    var keys = new HashSet<Key>();
    open(allowed)
        .values()
        .forEach(work -> {
          var place = work.entry.place();
          keys.addAll(Person.keysFor(place.tenant(), place.subject()));
          keys.add(place.key());
          keys.addAll(policy.keysFor(question(allowed, work.entry)));
        });
    var read = store.readAll(keys);
    open(allowed)
        .forEach((index, work) ->
            guarded(
                allowed,
                index,
                work.entered,
                () -> {
                  var place = work.entry.place();
                  var person = Person.of(read, place.tenant(), place.subject());
                  work.stored = Optional.ofNullable(read.get(place.key())).map(StoredRecord::of);
                  asked(allowed, work, read, mark);
                  work.outrun = false;
                  if (work.superseded) {
                    work.left.clear(); // its pointers are in use
                    work.attempt = ids.ordered();
                    work.superseded = false;
                    work.traced = false;
                  }
                  work.keys = person.livingKeys();
                  work.card = person.stored();
                }));
  }

  private void asked(Allowed allowed, Working work, Map<Key, Item> read, Bytes mark) {
    var place = work.entry.place();
    try {
      work.granted = granted(allowed, work.entry, read);
    } catch (FaultException e) {
      Person.of(read, place.tenant(), place.subject())
          .keys()
          .ifPresent(keys ->
              work.stored.ifPresent(
                  left -> steps.clear(place, left, keys, mark, work.unsure && work.asked)));
      throw e;
    }
  }

  /// Stage 4, of those that were put in this round.
  private void settle(Allowed allowed) {
    var people = new HashSet<Key>();
    var rewritten = new ArrayList<Item>();
    var stale = new HashSet<Key>();
    var settling = new LinkedHashMap<Integer, Working>();
    allowed.working.forEach((index, work) -> {
      if (work.done && !work.settled && work.draft.isPresent()) {
        settling.put(index, work);
      }
    });
    settling
        .values()
        .forEach(work ->
            work.draft.ifPresent(draft -> {
              rewritten.addAll(draft.rewritten());
              stale.addAll(draft.stale());
              if (!draft.same()) {
                people.add(Keyring.item(draft.place().tenant(), draft.place().subject()));
              }
            }));
    Callable<Map<Key, Item>> read = () -> people.isEmpty() ? Map.of() : store.readAll(people);
    var reading = Stage.start(read);
    var tidying =
        Stage.start(() -> {
          Traces.delete(store, rewritten, stale);
          return true;
        });
    Stage.settle(reading, tidying);
    var now = reading.get();
    var _ = tidying.get();
    settling.forEach((index, work) ->
        guarded(
            allowed,
            index,
            work.entered,
            () -> {
              work.settled = true;
              work.draft
                  .filter(draft -> !draft.same())
                  .ifPresent(draft -> confirm(work, draft, now));
            }));
  }

  private void confirm(Working work, Draft draft, Map<Key, Item> now) {
    var place = draft.place();
    var item = Optional.ofNullable(now.get(Keyring.item(place.tenant(), place.subject())));
    var standing = steps.confirm(draft, work.dekVersion, item);
    if (standing == RecordSteps.Standing.SUPERSEDED || (work.unsure && !work.asked)) {
      work.asked = true;
      work.superseded = true;
      work.done = false;
      work.settled = false;
      work.draft = Optional.empty();
    }
  }
}
