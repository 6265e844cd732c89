package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.keys.Destruction;
import emanet.keys.Hold;
import emanet.keys.Keyring;
import emanet.keys.Macs;
import emanet.keys.PersonKeys;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Value;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Erases again who was erased after the backup, and sets again, or ends, what was set or ended
/// after it. In this order: what ended goes first, so that no hold of the past keeps an erasure
/// from being carried out; then erasures; then what stands since.
///
/// An erasure is carried out as it was: the keys go by one conditional write in its own name, which
/// finds itself done where it was. A category's takes all keys that the backup has of it; what was
/// sealed since lay under later ones, which no backup from before has. One that a hold forbade was
/// annulled, and is not replayed.
public final class PeopleReplay implements Replayer {
  private static final String BY = "emanet";

  private final Store store;
  private final Keyring keyring;
  private final ReplayRecords records;
  private final Clearance clearance;
  private final Suppressions suppressions;
  private final ErasureItems erasures;
  private final Jobs jobs;

  public PeopleReplay(Subjects.Needs needs, ReplayRecords records) {
    this.store = needs.store();
    this.keyring = needs.keyring();
    this.records = records;
    var vault = new Vault(keyring, needs.envelope());
    this.clearance = new Clearance(store, needs.policy(), vault, new Traces(store, needs.clock()));
    this.erasures = new ErasureItems(store);
    this.jobs = new Jobs(store, needs.clock());
    this.suppressions = new Suppressions(store, new Macs(needs.tenants()), needs.clock());
  }

  @Override
  public List<Replayed> kinds() {
    return List.of(
        Replayed.RELEASE,
        Replayed.LIFTING,
        Replayed.ERASURE,
        Replayed.CERTIFICATE,
        Replayed.SUPPRESSION,
        Replayed.RESTRICTION,
        Replayed.HOLD);
  }

  @Override
  public Came replay(TenantId tenant, Replayed kind, String id, ObjectNode record) {
    if (kind == Replayed.SUPPRESSION) {
      return suppressions.replay(tenant, record) ? Came.DONE : Came.STOOD;
    }
    if (kind == Replayed.CERTIFICATE) {
      return certified(tenant, id, record);
    }
    var subject = new SubjectId(record.path("subject").asText());
    var item = store.read(Keyring.item(tenant, subject));
    var keys = item.map(one -> Keyring.parse(tenant, subject, one));
    if (kind == Replayed.ERASURE) {
      return erased(tenant, id, record, subject, keys);
    }
    if (keys.filter(one -> !one.erased()).isEmpty()) {
      return Came.NOTHING;
    }
    var marks = PersonMarks.of(item.orElseThrow());
    return switch (kind) {
      case RELEASE -> released(tenant, subject, id, marks);
      case LIFTING -> lifted(tenant, subject, id, marks);
      case RESTRICTION -> restricted(tenant, subject, restriction(id, record), item.get());
      case HOLD -> held(tenant, subject, hold(id, record), item.get());
      case ERASURE, CERTIFICATE, ANNULMENT, SUPPRESSION, WITHDRAWAL, REGISTER, CLOSURE ->
          Came.IMPOSSIBLE;
    };
  }

  private Came erased(
      TenantId tenant, String id, ObjectNode record, SubjectId subject, Optional<PersonKeys> keys) {
    if (records.read(tenant, Replayed.ANNULMENT, id).isPresent()) {
      return Came.NOTHING;
    }
    var category =
        record.has("category")
            ? Optional.of(new CategoryCode(record.path("category").asText()))
            : Optional.<CategoryCode>empty();
    if (keys.isEmpty()) {
      // no key of theirs is in the backup: what is left opens for nobody, and goes
      if (category.isEmpty()) {
        clearance.ofPerson(tenant, subject);
      }
      return Came.NOTHING;
    }
    if (keys.get().erased()) {
      clearance.ofPerson(tenant, subject);
      return Came.STOOD;
    }
    var at = Instant.parse(record.path("at").asText());
    var marks =
        List.of(Change.remove(PersonMarks.RESTRICTIONS), Change.remove(PersonMarks.HOLDING));
    var gone =
        category
            .map(code -> keyring.eraseCategory(keys.get(), code, id))
            .orElseGet(() -> keyring.erasePerson(keys.get(), id, at, marks));
    if (gone.outcome() == Destruction.HELD) {
      return Came.NOTHING; // nothing released the hold, so the erasure never took effect
    }
    if (gone.outcome() != Destruction.DONE) {
      return Came.IMPOSSIBLE;
    }
    var versions = new HashMap<String, Long>();
    gone.versions().forEach((code, version) -> versions.put(code, version.longValue()));
    category.ifPresentOrElse(
        code -> clearance.ofCategory(tenant, subject, code, versions),
        () -> clearance.ofPerson(tenant, subject));
    unfinished(tenant, id, record, at, versions);
    return Came.DONE;
  }

  /// One that was not certified when the tables were lost goes on where the tables are promoted.
  private void unfinished(
      TenantId tenant, String id, ObjectNode record, Instant at, Map<String, Long> versions) {
    boolean known =
        erasures.find(tenant, id).isPresent()
            || records.read(tenant, Replayed.CERTIFICATE, id).isPresent();
    if (known || !(record.path(ErasureCopy.ITEM) instanceof ObjectNode copy)) {
      return;
    }
    var keys = new HashMap<String, Value>();
    versions.forEach((category, version) -> keys.put(category, Value.of(version)));
    var item =
        ErasureCopy.item(tenant, id, copy)
            .with(StoredErasure.STAGE, StoredErasure.Stage.EFFECTIVE.name())
            .with(StoredErasure.EFFECTIVE, at.toEpochMilli())
            .with(StoredErasure.KEYS, Value.of(keys));
    var start = Start.of(tenant, ErasureJobs.NAME + "-" + id, ErasureJobs.NAME, BY);
    var _ = jobs.start(start.with(Map.of(ErasureJobs.ID, id)));
    var _ = erasures.create(tenant, id, item, at);
  }

  /// The erasure's own item, and what is still to be done about it: its certificate's second part.
  private Came certified(TenantId tenant, String id, ObjectNode record) {
    boolean last = id.endsWith(ErasureCopy.FINAL);
    var of = last ? id.substring(0, id.length() - ErasureCopy.FINAL.length()) : id;
    var item = ErasureCopy.item(tenant, of, record);
    var erasure = new StoredErasure(tenant, of, item);
    var now = erasures.create(tenant, of, item, erasure.asked().at());
    boolean further = ErasureCopy.isFurther(item, now.item());
    if (further) {
      var _ = store.put(item, Condition.always());
    }
    var horizon =
        Instant.parse(
            Certificates.read(erasure.certificate().orElseThrow()).path("horizon").asText());
    if (last) {
      erasures.awaitNoLonger(erasure, horizon);
    } else if (now.stage() != StoredErasure.Stage.FINAL) {
      erasures.await(erasure, horizon);
      var start = Start.of(tenant, ErasureFinals.NAME + "-" + of, ErasureFinals.NAME, BY);
      var _ = jobs.start(start.with(Map.of(ErasureJobs.ID, of)).notBefore(horizon));
    }
    return further || now.item().equals(item) ? Came.DONE : Came.STOOD;
  }

  private Came released(TenantId tenant, SubjectId subject, String id, PersonMarks marks) {
    var note = marks.hold(id);
    if (note.isEmpty()) {
      return Came.STOOD;
    }
    var path = PersonMarks.HOLDING + "/" + id;
    var changes = List.of(Change.remove(path), Keyring.releasing(note.get().hold()));
    var conflict = keyring.mark(tenant, subject, changes, Condition.present(path));
    store.writeAll(List.of(), List.of(Holds.entry(tenant, subject, note.get())));
    return conflict.isEmpty() ? Came.DONE : Came.IMPOSSIBLE;
  }

  private Came lifted(TenantId tenant, SubjectId subject, String id, PersonMarks marks) {
    if (marks.restriction(id).isEmpty()) {
      return Came.STOOD;
    }
    var path = PersonMarks.RESTRICTIONS + "/" + id;
    var changes = List.of(Change.remove(path));
    return keyring.mark(tenant, subject, changes, Condition.present(path)).isEmpty()
        ? Came.DONE
        : Came.IMPOSSIBLE;
  }

  private Came restricted(TenantId tenant, SubjectId subject, Restriction one, Item item) {
    if (records.read(tenant, Replayed.LIFTING, one.id()).isPresent()) {
      return Came.NOTHING;
    }
    if (PersonMarks.of(item).restriction(one.id()).isPresent()) {
      return Came.STOOD;
    }
    var change = set(item, PersonMarks.RESTRICTIONS, one.id(), PersonMarks.value(one));
    var free = Condition.absent(PersonMarks.RESTRICTIONS + "/" + one.id());
    return keyring.mark(tenant, subject, List.of(change), free).isEmpty()
        ? Came.DONE
        : Came.IMPOSSIBLE;
  }

  private Came held(TenantId tenant, SubjectId subject, HoldNote note, Item item) {
    var id = note.hold().id();
    if (records.read(tenant, Replayed.RELEASE, id).isPresent()) {
      return Came.NOTHING;
    }
    if (PersonMarks.of(item).hold(id).isPresent()) {
      return Came.STOOD;
    }
    store.writeAll(List.of(Item.at(Holds.entry(tenant, subject, note))), List.of());
    var change = set(item, PersonMarks.HOLDING, id, PersonMarks.value(note));
    var changes = List.of(change, Keyring.holding(note.hold()));
    var free = Condition.absent(PersonMarks.HOLDING + "/" + id);
    return keyring.mark(tenant, subject, changes, free).isEmpty() ? Came.DONE : Came.IMPOSSIBLE;
  }

  private static Change set(Item item, String marks, String id, Value value) {
    return item.has(marks)
        ? Change.set(marks + "/" + id, value)
        : Change.set(marks, Value.of(Map.of(id, value)));
  }

  private static Restriction restriction(String id, ObjectNode record) {
    return new Restriction(
        id,
        Restriction.Kind.valueOf(record.path("kind").asText()),
        codes(record, "categories", CategoryCode::new),
        codes(record, "activities", ActivityCode::new),
        record.path("by").asText(),
        Instant.parse(record.path("at").asText()),
        Bytes.ofBase64(record.path("reason").asText()));
  }

  private static HoldNote hold(String id, ObjectNode record) {
    var category =
        record.has("category")
            ? Optional.of(new CategoryCode(record.path("category").asText()))
            : Optional.<CategoryCode>empty();
    return new HoldNote(
        new Hold(id, category),
        record.path("by").asText(),
        Instant.parse(record.path("at").asText()),
        Bytes.ofBase64(record.path("reason").asText()));
  }

  private static <T> Set<T> codes(ObjectNode record, String name, Function<String, T> as) {
    var codes = new HashSet<T>();
    StreamSupport.stream(record.path(name).spliterator(), false)
        .forEach(code -> codes.add(as.apply(code.asText())));
    return codes;
  }
}
