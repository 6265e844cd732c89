package emanet.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.keys.Destruction;
import emanet.keys.ErasedKeys;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.register.replay.Replayer.Came;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Store;
import emanet.store.Value;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An erasure is carried out as it was: the keys go by one conditional write in its own name, which
/// finds itself done where it was. A category's takes all keys that the backup has of it; what was
/// sealed since lay under later ones, which no backup from before has. One that a hold forbade was
/// annulled, and is not replayed.
///
/// Where the backup has a hold that forbids it, its release was replayed by then, if there is a
/// record of one that can be read. If not, a certificate decides: none is made while a hold stands,
/// so what was set before the keys went had been released. Without one the erasure may never have
/// taken effect, and goes on, to its end, where the tables are promoted. What hangs on a record
/// that does not open is `IMPOSSIBLE`, and so is shown to whoever promotes.
final class ErasureReplay {
  private static final String BY = "emanet";

  private final Store store;
  private final Keyring keyring;
  private final ReplayRecords records;
  private final HoldEnds ends;
  private final Clearance clearance;
  private final ErasureItems erasures;
  private final Jobs jobs;

  ErasureReplay(Subjects.Needs needs, ReplayRecords records, HoldEnds ends) {
    this.store = needs.store();
    this.keyring = needs.keyring();
    this.records = records;
    this.ends = ends;
    var vault = new Vault(keyring, needs.envelope());
    this.clearance = new Clearance(store, needs.policy(), vault, new Traces(store, needs.clock()));
    this.erasures = new ErasureItems(store);
    this.jobs = new Jobs(store, needs.clock());
  }

  /// A record of an erasure.
  private record Asked(TenantId tenant, String id, SubjectId subject, ObjectNode copy) {
    Optional<CategoryCode> category() {
      return copy.has("category")
          ? Optional.of(new CategoryCode(copy.path("category").asText()))
          : Optional.empty();
    }

    Instant at() {
      return Instant.parse(copy.path("at").asText());
    }

    Optional<Item> item() {
      return copy.path(ErasureCopy.ITEM) instanceof ObjectNode item
          ? Optional.of(ErasureCopy.item(tenant, id, item))
          : Optional.empty();
    }
  }

  /// The records that it hangs on have to open, each that there is.
  Came erased(TenantId tenant, String id, ObjectNode record, SubjectId subject) {
    try {
      return records.read(tenant, Replayed.ANNULMENT, id).isPresent()
          ? Came.NOTHING
          : erased(new Asked(tenant, id, subject, record));
    } catch (FaultException e) {
      return passed(e, Came.IMPOSSIBLE);
    }
  }

  /// Answers for what does not open; any other fault is thrown again.
  ///
  /// @return `answer`
  static <T> T passed(FaultException e, T answer) {
    if (e.fault() instanceof Fault.Tampered) {
      return answer;
    }
    throw e;
  }

  private Came erased(Asked asked) {
    var keys = keyring.read(asked.tenant(), asked.subject());
    if (keys.isEmpty()) {
      // no key of theirs is in the backup: what is left opens for nobody, and goes
      if (asked.category().isEmpty()) {
        clearance.ofPerson(asked.tenant(), asked.subject());
      }
      return Came.NOTHING;
    }
    if (keys.get().erased()) {
      clearance.ofPerson(asked.tenant(), asked.subject());
      return Came.STOOD;
    }
    var gone = destroyed(asked, keys.get());
    return gone.outcome() == Destruction.HELD ? held(asked) : cleared(asked, gone);
  }

  private ErasedKeys destroyed(Asked asked, PersonKeys keys) {
    var marks =
        List.of(Change.remove(PersonMarks.RESTRICTIONS), Change.remove(PersonMarks.HOLDING));
    return asked
        .category()
        .map(code -> keyring.eraseCategory(keys, code, asked.id()))
        .orElseGet(() -> keyring.erasePerson(keys, asked.id(), asked.at(), marks));
  }

  private Came cleared(Asked asked, ErasedKeys gone) {
    if (gone.outcome() != Destruction.DONE) {
      return Came.IMPOSSIBLE;
    }
    var versions = new HashMap<String, Long>();
    gone.versions().forEach((code, version) -> versions.put(code, version.longValue()));
    asked
        .category()
        .ifPresentOrElse(
            code -> clearance.ofCategory(asked.tenant(), asked.subject(), code, versions),
            () -> clearance.ofPerson(asked.tenant(), asked.subject()));
    if (!isCertified(asked)) {
      asked.item().ifPresent(item -> goOn(asked, effective(asked, item, versions)));
    }
    return Came.DONE;
  }

  private Came held(Asked asked) {
    var certified = certified(asked);
    free(asked, certified);
    var keys = keyring.read(asked.tenant(), asked.subject()).orElseThrow();
    var gone = destroyed(asked, keys);
    if (gone.outcome() != Destruction.HELD || certified.isPresent()) {
      return cleared(asked, gone);
    }
    // as it was before its keys went, if they did
    asked.item().ifPresent(item -> goOn(asked, item));
    return Came.NOTHING;
  }

  /// When the keys went, as its certificate has it.
  private Optional<Instant> certified(Asked asked) {
    return records
        .read(asked.tenant(), Replayed.CERTIFICATE, asked.id())
        .map(copy -> Instant.ofEpochMilli(copy.path(StoredErasure.EFFECTIVE).asLong()));
  }

  private boolean isCertified(Asked asked) {
    try {
      return certified(asked).isPresent();
    } catch (FaultException e) {
      return passed(e, true); // there is one, and that it does not open is noted
    }
  }

  /// Ends the holds in the way of an erasure that are known to have been released before it.
  private void free(Asked asked, Optional<Instant> certified) {
    var tenant = asked.tenant();
    var item = store.read(Keyring.item(tenant, asked.subject())).orElseThrow();
    var marks = PersonMarks.of(item);
    for (var note : marks.holds()) {
      var id = note.hold().id();
      boolean inTheWay = asked.category().map(note.hold()::keeps).orElse(true);
      if (inTheWay
          && (certified.filter(note.at()::isBefore).isPresent()
              || records.read(tenant, Replayed.RELEASE, id).isPresent())) {
        var _ = ends.released(tenant, asked.subject(), id, marks);
      }
    }
  }

  private static Item effective(Asked asked, Item item, Map<String, Long> versions) {
    var keys = new HashMap<String, Value>();
    versions.forEach((category, version) -> keys.put(category, Value.of(version)));
    return item.with(StoredErasure.STAGE, StoredErasure.Stage.EFFECTIVE.name())
        .with(StoredErasure.EFFECTIVE, asked.at().toEpochMilli())
        .with(StoredErasure.KEYS, Value.of(keys));
  }

  /// One that was not certified when the tables were lost goes on where the tables are promoted.
  private void goOn(Asked asked, Item item) {
    var tenant = asked.tenant();
    if (erasures.find(tenant, asked.id()).isEmpty()) {
      var start = Start.of(tenant, ErasureJobs.NAME + "-" + asked.id(), ErasureJobs.NAME, BY);
      var _ = jobs.start(start.with(Map.of(ErasureJobs.ID, asked.id())));
      var _ = erasures.create(tenant, asked.id(), item, asked.at());
    }
  }

  /// The erasure's own item, and what is still to be done about it: its certificate's second part.
  Came certified(TenantId tenant, String id, ObjectNode record) {
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
}
