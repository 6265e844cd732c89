package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.FaultException;
import emanet.keys.Hold;
import emanet.keys.Keyring;
import emanet.keys.Macs;
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
public final class PeopleReplay implements Replayer {
  private final Store store;
  private final Keyring keyring;
  private final ReplayRecords records;
  private final HoldEnds ends;
  private final ErasureReplay erasures;
  private final Suppressions suppressions;

  public PeopleReplay(Subjects.Needs needs, ReplayRecords records) {
    this.store = needs.store();
    this.keyring = needs.keyring();
    this.records = records;
    this.ends = new HoldEnds(store, keyring);
    this.erasures = new ErasureReplay(needs, records, ends);
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
      return erasures.certified(tenant, id, record);
    }
    var subject = new SubjectId(record.path("subject").asText());
    if (kind == Replayed.ERASURE) {
      return erasures.erased(tenant, id, record, subject);
    }
    var item = store.read(Keyring.item(tenant, subject));
    var keys = item.map(one -> Keyring.parse(tenant, subject, one));
    if (keys.filter(one -> !one.erased()).isEmpty()) {
      return Came.NOTHING;
    }
    var marks = PersonMarks.of(item.orElseThrow());
    return switch (kind) {
      case RELEASE -> ends.released(tenant, subject, id, marks);
      case LIFTING -> lifted(tenant, subject, id, marks);
      case RESTRICTION -> restricted(tenant, subject, restriction(id, record), item.get());
      case HOLD -> held(tenant, subject, hold(id, record), item.get());
      case ERASURE, CERTIFICATE, ANNULMENT, SUPPRESSION, WITHDRAWAL, REGISTER, CLOSURE ->
          Came.IMPOSSIBLE;
    };
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
    if (isEnded(tenant, Replayed.LIFTING, one.id())) {
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
    if (isEnded(tenant, Replayed.RELEASE, id)) {
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

  /// What protects the person stands where the record of its end does not open, which is noted.
  private boolean isEnded(TenantId tenant, Replayed end, String id) {
    try {
      return records.read(tenant, end, id).isPresent();
    } catch (FaultException e) {
      return ErasureReplay.passed(e, false);
    }
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
