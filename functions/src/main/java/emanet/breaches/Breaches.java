package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Access;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The register of breaches: entered, corrected, shown. Each call is entered in the ledger before
/// it is done.
public final class Breaches {
  static final Set<Role> EDITORS = Set.of(Role.DPO);
  static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);
  static final String CORRECTION = "correction";
  private static final String OPENING = "opening";
  private static final int TRIES = 5;

  /// Bytes of a file beyond which no correction makes it grow by rows of the form or by suspects:
  /// what is told, and to whom, has to fit as well.
  private static final int CORRECTABLE = 300_000;

  private final BreachStore store;
  private final ClockJob reminding;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  Breaches(BreachStore store, ClockJob reminding, Access access, Trail trail, InstantSource clock) {
    this.store = store;
    this.reminding = reminding;
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// What one call says of itself.
  ///
  /// @param mark recognises this very call, however often it is begun anew
  /// @param ifMatch the version that the caller saw
  /// @param fresh the id of what the call makes, the same however often it is begun anew
  record Ask(Caller caller, String id, OptionalLong ifMatch, String mark, String fresh) {}

  Access access() {
    return access;
  }

  /// Enters a breach. Its clock has run since it was learned of.
  Recorded<Breach> open(Ask ask, Report report) {
    var tenant = ask.caller().tenant();
    return trail.around(
        tenant,
        Intent.of(ask.caller(), Action.BREACH_OPEN).towards(target(ask.id())),
        () -> {
          access.require(ask.caller(), EDITORS);
          require(!report.learnedAt().isAfter(clock.instant()), "/learnedAt", FieldCode.RANGE);
          var file = BreachFile.of(report);
          return enter(
              tenant, ask.id(), ask.mark(), report.learnedAt(), file, UnaryOperator.identity());
        });
  }

  /// Writes a breach that is not there yet, after its reminders are started.
  ///
  /// @param more what is known of it beyond its report
  Breach enter(
      TenantId tenant,
      String id,
      String mark,
      Instant learnedAt,
      BreachFile file,
      UnaryOperator<Breach> more) {
    reminding.start(tenant, id, learnedAt);
    var fresh = Breach.fresh(id, learnedAt, clock.instant(), OPENING, mark, file);
    var there = store.create(tenant, more.apply(fresh));
    if (!there.mark(OPENING).equals(Optional.of(mark))) {
      throw Fault.Conflicting.of(Conflict.EXISTS).exception();
    }
    return there;
  }

  Recorded<Breach> read(Caller caller, String id) {
    return around(
        caller, Action.BREACH_READ, target(id), READERS, () -> found(caller.tenant(), id));
  }

  /// A page of breaches, the latest entered first.
  Recorded<Page<Breach>> list(Caller caller, int limit, Optional<String> after) {
    return around(
        caller, Action.BREACH_READ, "breach", READERS, () -> page(caller.tenant(), limit, after));
  }

  /// Those whose clock runs, without an entry of its own.
  public List<Open> open(TenantId tenant, int most) {
    var positions = store.page(tenant, BreachStore.Shelf.OPEN, most, Optional.empty());
    return store.standings(tenant, positions.stream().map(BreachStore::idOf).toList()).stream()
        .filter(Standing::open)
        .map(breach -> new Open(breach.id(), breach.clock().deadline()))
        .toList();
  }

  /// A breach that the Authority was not told of.
  public record Open(String id, Instant deadline) {}

  private Page<Breach> page(TenantId tenant, int limit, Optional<String> after) {
    var positions = store.page(tenant, BreachStore.Shelf.ALL, limit, after);
    var ids = positions.stream().map(BreachStore::idOf).toList();
    return new Page<>(
        store.findAll(tenant, ids),
        positions.size() < limit ? Optional.empty() : Optional.of(positions.getLast()));
  }

  /// Puts right what turned out otherwise. What was there before stays in the file.
  Recorded<Breach> correct(Ask ask, Correction correction) {
    var now = clock.instant();
    return change(
        ask,
        CORRECTION,
        breach -> {
          correction
              .learnedAt()
              .ifPresent(at -> require(!at.isAfter(now), "/learnedAt", FieldCode.RANGE));
          var corrected = breach.with(breach.file().with(correction, entered(ask.caller(), now)));
          // what moves the clock is never refused for the room of others
          int most = correction.bringsMore() ? CORRECTABLE : BreachStore.LARGEST;
          require(corrected.file().size() <= most, "", FieldCode.LENGTH);
          correction
              .learnedAt()
              .ifPresent(at -> reminding.start(ask.caller().tenant(), ask.id(), at));
          return correction.learnedAt().map(corrected::learned).orElse(corrected);
        });
  }

  /// One step: read, checked, written by condition; tried again where another was quicker.
  Recorded<Breach> change(Ask ask, String verb, UnaryOperator<Breach> step) {
    return around(
        ask.caller(),
        Action.BREACH_CHANGE,
        target(ask.id()) + "/" + verb,
        EDITORS,
        () -> changed(ask, verb, step));
  }

  Breach changed(Ask ask, String verb, UnaryOperator<Breach> step) {
    var tenant = ask.caller().tenant();
    for (int tries = 0; tries < TRIES; tries++) {
      var before = found(tenant, ask.id());
      if (before.mark(verb).equals(Optional.of(ask.mark()))) {
        return before;
      }
      if (ask.ifMatch().isPresent() && ask.ifMatch().getAsLong() != before.version()) {
        throw new Fault.Stale().exception();
      }
      var next = step.apply(before).next(verb, ask.mark());
      if (store.replace(tenant, before, next)) {
        return next;
      }
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  Breach found(TenantId tenant, String id) {
    return store.find(tenant, id).orElseThrow(() -> new Fault.Absent().exception());
  }

  <T> Recorded<T> around(
      Caller caller, Action action, String target, Set<Role> roles, Supplier<T> work) {
    return trail.around(
        caller,
        caller.tenant(),
        action,
        target,
        () -> {
          access.require(caller, roles);
          return work.get();
        });
  }

  /// A section that says who wrote it, and when.
  static ObjectNode entered(Caller caller, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at", now.toString())
        .put("by", caller.actor().value());
  }

  static void require(boolean holds, String pointer, FieldCode code) {
    if (!holds) {
      throw Fault.Invalid.at(pointer, code).exception();
    }
  }

  static String target(String id) {
    return "breach/" + id;
  }
}
