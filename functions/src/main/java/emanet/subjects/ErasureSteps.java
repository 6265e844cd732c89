package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.jobs.Jobs;
import emanet.jobs.Start;
import emanet.keys.Destruction;
import emanet.keys.ErasedKeys;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.register.Activity;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.store.Change;
import emanet.store.Value;
import emanet.subjects.StoredErasure.Stage;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The steps of an erasure, in this order:
///
/// 0. what a suppression will know the national id by is worked out; of ANONYMISE: what is to stay
///    is let go with enough other people's, or it waits (`Anonymising`);
/// 1. who still needs something of the person seals it under keys of cases;
/// 2. the erasure's record is written once to this Region and the other;
/// 3. **one** conditional write of the person's item destroys the keys: the erasure is effective;
/// 4. the suppression is set, pointers and records are deleted, recipients are told;
/// 5. once the record is in every Region, the certificate is signed: the item has it first, so that
///    there is one; then it is kept beside the record, and given out;
/// 6. later: the second sweep, and after the horizon the certificate's second part.
///
/// What a hold forbids at 3 comes to nothing for good: that is noted before its record is annulled,
/// for a record that is annulled is not carried out after a restore, and so must not be before.
///
/// Each is repeatable, and its end is noted in the erasure's item (`StoredErasure.Stage`); a stop
/// between 3 and its note finds the erasure's own id on the tombstone. A job that was started
/// before 1 goes on with whatever stopped.
final class ErasureSteps {
  private static final String BY = "emanet";

  /// A suppression was asked for, and there is no national id to know anybody by.
  private static final String NO_ID = "NO_ID";

  private static final String NOT_ANONYMOUS = "NOT_ANONYMOUS";

  private final ErasureItems items;
  private final Keyring keyring;
  private final Vault vault;
  private final CaseText texts;
  private final ReplayRecords records;
  private final Suppressions suppressions;
  private final Clearance clearance;
  private final Anonymising anonymising;
  private final Certificates certificates;
  private final List<ErasureParticipant> participants;
  private final Jobs jobs;
  private final InstantSource clock;

  ErasureSteps(
      ErasureItems items,
      Keyring keyring,
      Vault vault,
      CaseText texts,
      ReplayRecords records,
      Suppressions suppressions,
      Clearance clearance,
      Anonymising anonymising,
      Certificates certificates,
      List<ErasureParticipant> participants,
      Jobs jobs,
      InstantSource clock) {
    this.items = items;
    this.keyring = keyring;
    this.vault = vault;
    this.texts = texts;
    this.records = records;
    this.suppressions = suppressions;
    this.clearance = clearance;
    this.anonymising = anonymising;
    this.certificates = certificates;
    this.participants = List.copyOf(participants);
    this.jobs = jobs;
    this.clock = clock;
  }

  /// Goes on with an erasure as far as it can now. Another Region that hangs takes seconds of each
  /// try, so one that was just not reached is not tried again: the erasure's job does that.
  StoredErasure advance(StoredErasure from) {
    var now = from;
    while (true) {
      var next =
          switch (now.stage()) {
            case PREPARED -> destroyed(now);
            case EFFECTIVE -> cleared(now);
            case CLEARED -> from.stage() == Stage.PREPARED && !now.copied() ? now : certified(now);
            case ANNULLING -> annulled(now);
            case CERTIFIED, FINAL, FAILED -> now;
          };
      if (next.stage() == now.stage()) {
        return next;
      }
      now = next;
    }
  }

  /// 1 to 3.
  private StoredErasure destroyed(StoredErasure erasure) {
    var tenant = erasure.tenant();
    var found = keyring.read(tenant, erasure.subject());
    if (found.isEmpty()) {
      return failed(erasure, Destruction.ABSENT);
    }
    var keys = found.get();
    var prepared = erasure;
    if (!keys.erased()) {
      // first, since it may come to nothing: then nobody has put anything aside for it
      prepared = tagged(erasure, keys);
      if (prepared.stage() != Stage.PREPARED) {
        return prepared;
      }
      if (erasure.asked().method() == Activity.Disposal.ANONYMISE) {
        switch (anonymising.turn(prepared)) {
          case RELEASED -> prepared = items.find(tenant, erasure.id()).orElse(prepared);
          case WAITS -> {
            return prepared;
          }
          case REFUSED -> {
            return refused(prepared, NOT_ANONYMOUS);
          }
        }
      }
      participants.forEach(participant -> participant.before(erasure.leaving()));
    }
    boolean copied = records.write(tenant, Replayed.ERASURE, erasure.id(), record(erasure));
    var now = items.find(tenant, erasure.id()).orElse(prepared);
    if (now.stage() != Stage.PREPARED) {
      // whoever else is at it was quicker, and may have found that it must not be
      if (now.stage() == Stage.FAILED) {
        participants.forEach(participant -> participant.never(erasure.leaving()));
      }
      return now;
    }
    var erased = erase(prepared, keys);
    return erased.outcome() == Destruction.DONE
        ? effective(prepared, erased, copied)
        : failed(prepared, erased.outcome());
  }

  /// What a restore carries out; with all that is known of it by now, for it may never be certified
  /// before its tables are lost.
  private static ObjectNode record(StoredErasure erasure) {
    var asked = erasure.asked();
    var record = JsonNodeFactory.instance.objectNode();
    record.put("id", erasure.id()).put("subject", asked.subject().value());
    asked.category().ifPresent(code -> record.put("category", code.value()));
    record.put("method", asked.method().name()).put("at", asked.at().toString());
    return record.set(ErasureCopy.ITEM, ErasureCopy.of(erasure.item().without(StoredErasure.TAGS)));
  }

  private ErasedKeys erase(StoredErasure erasure, PersonKeys keys) {
    return erasure
        .category()
        .map(code -> keyring.eraseCategory(keys, code, erasure.id()))
        .orElseGet(() ->
            keyring.erasePerson(
                keys,
                erasure.id(),
                clock.instant(),
                List.of(
                    Change.remove(PersonMarks.RESTRICTIONS), Change.remove(PersonMarks.HOLDING))));
  }

  /// The values are opened a last time, under the erasure's own entry.
  private StoredErasure tagged(StoredErasure erasure, PersonKeys keys) {
    if (erasure.asked().suppress().isEmpty() || erasure.tags().isPresent()) {
      return erasure;
    }
    var tenant = erasure.tenant();
    var tags = new TreeSet<String>();
    for (var item : clearance.records(tenant, erasure.subject(), Suppressions.CATEGORY)) {
      var place = Disposal.place(tenant, erasure.subject(), item.key());
      vault
          .open(place, keys, StoredRecord.of(item))
          .map(content -> content.fields().get(Suppressions.FIELD))
          .flatMap(value -> suppressions.tag(tenant, value))
          .ifPresent(tags::add);
    }
    if (tags.isEmpty()) {
      return refused(erasure, NO_ID);
    }
    var sealed = texts.seal(tenant, erasure.id(), "tags", String.join(" ", tags));
    return items.move(erasure, List.of(Change.set(StoredErasure.TAGS, Value.of(sealed))));
  }

  private StoredErasure effective(StoredErasure erasure, ErasedKeys erased, boolean copied) {
    var keys = new HashMap<String, Value>();
    erased.versions().forEach((category, version) -> keys.put(category, Value.of(version)));
    var changes = new ArrayList<Change>();
    changes.add(StoredErasure.stage(Stage.EFFECTIVE));
    changes.add(
        Change.set(StoredErasure.EFFECTIVE, erased.at().orElse(clock.instant()).toEpochMilli()));
    changes.add(Change.set(StoredErasure.KEYS, Value.of(keys)));
    changes.add(Change.set(StoredErasure.COPIED, Value.of(copied)));
    changes.add(Change.remove(StoredErasure.FAILURE));
    return items.move(erasure, changes);
  }

  /// Nothing was written of it but its item.
  private StoredErasure refused(StoredErasure erasure, String why) {
    return items.move(
        erasure,
        List.of(
            StoredErasure.stage(Stage.FAILED),
            Change.set(StoredErasure.FAILURE, why),
            Change.remove(StoredErasure.TAGS)));
  }

  /// Nobody erases from here on.
  private StoredErasure failed(StoredErasure erasure, Destruction why) {
    return items.move(
        erasure,
        List.of(
            StoredErasure.stage(Stage.ANNULLING), Change.set(StoredErasure.FAILURE, why.name())));
  }

  /// Its record is annulled, so that no restore carries out what did not happen. Where it did,
  /// since somebody else at it met no hold, it is effective.
  private StoredErasure annulled(StoredErasure erasure) {
    var keys = keyring.read(erasure.tenant(), erasure.subject());
    if (keys.filter(known -> known.erasures().contains(erasure.id())).isPresent()) {
      return effective(erasure, erase(erasure, keys.get()), false);
    }
    var annulment = JsonNodeFactory.instance.objectNode().put("id", erasure.id());
    var _ = records.write(erasure.tenant(), Replayed.ANNULMENT, erasure.id(), annulment);
    participants.forEach(participant -> participant.never(erasure.leaving()));
    return items.move(
        erasure, List.of(StoredErasure.stage(Stage.FAILED), Change.remove(StoredErasure.TAGS)));
  }

  /// 4.
  private StoredErasure cleared(StoredErasure erasure) {
    var tenant = erasure.tenant();
    items.await(erasure, certificates.horizon(erasure));
    erasure
        .tags()
        .ifPresent(sealed -> {
          var until = erasure.asked().suppress().orElseThrow();
          for (var tag : texts.open(tenant, erasure.id(), "tags", sealed).split(" ", -1)) {
            suppressions.set(records, tenant, tag, until, erasure.copied());
          }
        });
    var _ = clearance.run(erasure);
    participants.forEach(participant -> participant.after(erasure.leaving(), erasure.effective()));
    later(erasure, ErasureSweeps.NAME, Clearance.settled(erasure));
    later(erasure, ErasureFinals.NAME, certificates.horizon(erasure));
    return items.move(
        erasure, List.of(StoredErasure.stage(Stage.CLEARED), Change.remove(StoredErasure.TAGS)));
  }

  private void later(StoredErasure erasure, String kind, Instant when) {
    var start = Start.of(erasure.tenant(), kind + "-" + erasure.id(), kind, BY);
    var _ = jobs.start(start.with(Map.of(ErasureJobs.ID, erasure.id())).notBefore(when));
  }

  /// 5.
  private StoredErasure certified(StoredErasure erasure) {
    if (!erasure.copied() && !records.copy(erasure.tenant(), Replayed.ERASURE, erasure.id())) {
      return erasure;
    }
    return kept(
        items.signed(erasure, () -> certificates.sign(erasure, Optional.empty())), Stage.CERTIFIED);
  }

  /// 6, once nothing can bring the keys back.
  StoredErasure finished(StoredErasure erasure) {
    var now = erasure.stage() == Stage.CERTIFIED ? ended(erasure) : erasure;
    if (now.stage() == Stage.FINAL) {
      items.awaitNoLonger(now, certificates.horizon(now));
    }
    return now;
  }

  private StoredErasure ended(StoredErasure erasure) {
    var last = Optional.of(clock.instant());
    return kept(items.signed(erasure, () -> certificates.sign(erasure, last)), Stage.FINAL);
  }

  /// What the item has is kept, and then given out: whoever comes after a stop, and whoever else is
  /// at it in the other Region, signs nothing that a restore would not bring back.
  private StoredErasure kept(StoredErasure erasure, Stage stage) {
    if (erasure.stage().compareTo(stage) >= 0) {
      return erasure; // somebody else is through with it
    }
    var certificate = erasure.draft().orElseThrow();
    var whole =
        erasure
            .item()
            .without(StoredErasure.TAGS)
            .without(StoredErasure.DRAFT)
            .with(StoredErasure.STAGE, stage.name())
            .with(StoredErasure.COPIED, true)
            .with(StoredErasure.CERTIFICATE, certificate);
    var id = erasure.id() + (stage == Stage.FINAL ? ErasureCopy.FINAL : "");
    var _ = records.write(erasure.tenant(), Replayed.CERTIFICATE, id, ErasureCopy.of(whole));
    return items.move(
        erasure,
        List.of(
            StoredErasure.stage(stage),
            Change.set(StoredErasure.COPIED, Value.of(true)),
            Change.set(StoredErasure.CERTIFICATE, certificate),
            Change.remove(StoredErasure.DRAFT)));
  }

  boolean sweep(StoredErasure erasure) {
    return clearance.run(erasure);
  }

  Optional<StoredErasure> find(TenantId tenant, String id) {
    return items.find(tenant, id);
  }

  /// Why an erasure that failed came to nothing.
  static Fault failure(StoredErasure erasure) {
    var why = erasure.item().optionalText(StoredErasure.FAILURE).orElse("");
    if (why.equals(Destruction.HELD.name())) {
      return Fault.Conflicting.of(Conflict.HELD);
    }
    if (why.equals(NO_ID)) {
      return Fault.Invalid.at("/suppress", FieldCode.UNUSABLE);
    }
    return why.equals(NOT_ANONYMOUS)
        ? Fault.Conflicting.of(Conflict.NOT_ANONYMOUS)
        : new Fault.Erased();
  }
}
