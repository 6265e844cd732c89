package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.Approval;
import emanet.register.Effect;
import emanet.register.Operation;
import emanet.register.Policy;
import emanet.register.Proposals;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Value;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.Ids;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Restrictions of the use of a person's data. Whoever is on the other side of a dispute does not
/// lift one alone: lifting is a proposal, which a second person approves.
///
/// A restriction stands when the one conditional update of the person's item of keys is done; it
/// acts on every call whose strong read comes later. It is acknowledged once a copy of it lies
/// outside the table; so is its lifting.
public final class Restrictions implements Effect {
  private static final String KIND = "LIFT_RESTRICTION";
  private static final String SUBJECT = "subject";
  private static final String IDS = "restrictions";
  private static final int MOST = 50;
  private static final int TRIES = 5;

  private final Visits visits;
  private final Access access;
  private final Policy policy;
  private final Keyring keyring;
  private final Vault vault;
  private final Proposals proposals;
  private final MarkCopies copies;
  private final InstantSource clock;

  Restrictions(
      Visits visits,
      Access access,
      Policy policy,
      Keyring keyring,
      Vault vault,
      Proposals proposals,
      MarkCopies copies,
      InstantSource clock) {
    this.visits = visits;
    this.access = access;
    this.policy = policy;
    this.keyring = keyring;
    this.vault = vault;
    this.proposals = proposals;
    this.copies = copies;
    this.clock = clock;
  }

  /// A restriction to set.
  public record Wish(
      String kind,
      Optional<List<String>> categories,
      Optional<List<String>> activities,
      String reason) {
    @Override
    public String toString() {
      return "Wish[restriction]";
    }
  }

  /// A restriction with its reason, where the caller may read it.
  public record Shown(Restriction restriction, Optional<String> reason) {
    @Override
    public String toString() {
      return "Shown[restriction]";
    }
  }

  /// What a call gave, and its entry.
  public record Done<T>(T value, String receipt) {}

  /// A call whose first stage is behind it.
  public record Allowed(Visits.Visit visit) {}

  /// The first stage of setting one.
  public Allowed allow(Caller caller, SubjectId subject, Wish wish) {
    var intent = Intent.of(caller, Action.RESTRICT);
    var codes = Codes.of(wish);
    var keys = policy.keysForCodes(caller.tenant(), codes.activities(), codes.categories());
    return new Allowed(living(visits.enter(caller, subject, intent, Operation.WRITE, keys)));
  }

  private Visits.Visit living(Visits.Visit visit) {
    return access.recorded(
        visit.caller().tenant(),
        visit.entered(),
        () -> {
          var _ = visit.person().livingKeys();
          return visit;
        });
  }

  /// The second stage of setting one.
  ///
  /// @param id of the restriction: the same again is the same one
  public Done<Restriction> set(Allowed allowed, Wish wish, String id) {
    var visit = allowed.visit();
    return access.recorded(
        visit.caller().tenant(),
        visit.entered(),
        () -> {
          var codes = judged(visit, wish);
          var keys = visit.person().livingKeys();
          var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          var restriction =
              new Restriction(
                  id,
                  Restriction.Kind.valueOf(wish.kind()),
                  codes.categories(),
                  codes.activities(),
                  visit.caller().actor().value(),
                  now,
                  vault.sealNote(keys, note(id), wish.reason()));
          var standing = put(visit, restriction);
          copies.set(visit.caller().tenant(), visit.subject(), standing);
          return new Done<>(standing, visit.receipt());
        });
  }

  private Restriction put(Visits.Visit visit, Restriction restriction) {
    var there = visit.marks();
    boolean first = there.restrictions().isEmpty();
    for (int tries = 0; tries < TRIES; tries++) {
      if (there.restrictions().size() >= MOST) {
        throw Fault.Conflicting.of(Conflict.FULL).exception();
      }
      var path = PersonMarks.RESTRICTIONS + "/" + restriction.id();
      var value = PersonMarks.value(restriction);
      var conflict =
          first
              ? keyring.mark(
                  visit.caller().tenant(),
                  visit.subject(),
                  List.of(
                      Change.set(
                          PersonMarks.RESTRICTIONS, Value.of(Map.of(restriction.id(), value)))),
                  Condition.absent(PersonMarks.RESTRICTIONS))
              : keyring.mark(
                  visit.caller().tenant(),
                  visit.subject(),
                  List.of(Change.set(path, value)),
                  Condition.all(
                      Condition.present(PersonMarks.RESTRICTIONS), Condition.absent(path)));
      if (conflict.isEmpty()) {
        return restriction;
      }
      var item = conflict.get().current().orElseThrow(() -> new Fault.Absent().exception());
      requireLiving(visit.caller().tenant(), visit.subject(), item);
      there = PersonMarks.of(item);
      var own = there.restriction(restriction.id());
      if (own.isPresent()) {
        return own.get();
      }
      first = !item.has(PersonMarks.RESTRICTIONS);
    }
    throw Fault.Conflicting.of(Conflict.CHANGED).exception();
  }

  static void requireLiving(TenantId tenant, SubjectId subject, Item item) {
    if (Keyring.parse(tenant, subject, item).erased()) {
      throw new Fault.Erased().exception();
    }
  }

  private static String note(String id) {
    return "restriction/" + id;
  }

  /// Those that stand, in the order in which they were set.
  public Done<List<Shown>> list(Caller caller, SubjectId subject) {
    var intent = Intent.of(caller, Action.READ_SUBJECT).towards("restrictions");
    var visit = living(visits.enter(caller, subject, intent, Operation.LIST, Set.of()));
    return access.recorded(
        caller.tenant(),
        visit.entered(),
        () -> {
          var keys = visit.person().livingKeys();
          var shown = visit.marks().restrictions().stream().map(one -> shown(caller, keys, one));
          return new Done<>(shown.toList(), visit.receipt());
        });
  }

  /// An auditor sees no free text.
  private Shown shown(Caller caller, PersonKeys keys, Restriction one) {
    boolean plain = !caller.roles().equals(Set.of(Role.AUDITOR));
    return new Shown(
        one,
        plain ? Optional.of(vault.openNote(keys, note(one.id()), one.reason())) : Optional.empty());
  }

  /// The first stage of lifting.
  ///
  /// @param id empty for all that stand
  public Allowed allowLifting(Caller caller, SubjectId subject, Optional<String> id) {
    var intent = Intent.of(caller, Action.LIFT_RESTRICTION);
    // what is none of ours may be anything, and the ledger keeps it for ever
    var stated = id.filter(Ids::isRandom).map(one -> intent.towards(note(one))).orElse(intent);
    return new Allowed(living(visits.enter(caller, subject, stated, Operation.WRITE, Set.of())));
  }

  /// Proposes that restrictions be lifted.
  ///
  /// @param approval the id that the proposal gets
  public Done<String> propose(Allowed allowed, Optional<String> id, String approval, Bytes mark) {
    var visit = allowed.visit();
    return access.recorded(
        visit.caller().tenant(),
        visit.entered(),
        () -> {
          var standing =
              visit.marks().restrictions().stream()
                  .map(Restriction::id)
                  .filter(one -> id.isEmpty() || id.get().equals(one))
                  .toList();
          if (standing.isEmpty()) {
            throw new Fault.Absent().exception();
          }
          var proposal = JsonNodeFactory.instance.objectNode();
          proposal.put(SUBJECT, visit.subject().value());
          var ids = proposal.putArray(IDS);
          standing.forEach(ids::add);
          proposals.propose(
              visit.caller().tenant(),
              visit.caller(),
              approval,
              mark.toHex(),
              KIND,
              "subject/" + visit.subject() + "/restrictions",
              proposal);
          return new Done<>(approval, visit.receipt());
        });
  }

  @Override
  public String kind() {
    return KIND;
  }

  /// Lifts what was proposed; what is lifted already stays so.
  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var subject = new SubjectId(approval.proposal().path(SUBJECT).asText());
    var intent = Intent.of(decider, Action.LIFT_RESTRICTION).towards("approval/" + approval.id());
    var visit = living(visits.enter(decider, subject, intent, Operation.WRITE, Set.of()));
    var _ =
        access.recorded(
            tenant,
            visit.entered(),
            () -> {
              approval.proposal().path(IDS).forEach(id -> lift(tenant, subject, id.asText()));
              return true;
            });
  }

  private void lift(TenantId tenant, SubjectId subject, String id) {
    var path = PersonMarks.RESTRICTIONS + "/" + id;
    keyring
        .mark(tenant, subject, List.of(Change.remove(path)), Condition.present(path))
        .ifPresent(conflict ->
            requireLiving(
                tenant,
                subject,
                conflict.current().orElseThrow(() -> new Fault.Absent().exception())));
    copies.lifted(tenant, subject, id, clock.instant());
  }

  /// The codes of a wish that can be codes.
  private record Codes(Set<CategoryCode> categories, Set<ActivityCode> activities) {
    static Codes of(Wish wish) {
      var categories = new HashSet<CategoryCode>();
      wish.categories()
          .ifPresent(all -> all.forEach(c -> CategoryCode.parse(c).ifPresent(categories::add)));
      var activities = new HashSet<ActivityCode>();
      wish.activities()
          .ifPresent(all -> all.forEach(a -> ActivityCode.parse(a).ifPresent(activities::add)));
      return new Codes(categories, activities);
    }
  }

  private Codes judged(Visits.Visit visit, Wish wish) {
    var tenant = visit.caller().tenant();
    var read = visit.entered().items();
    var errors = new ArrayList<FieldError>();
    if (kind(wish.kind()).isEmpty()) {
      errors.add(new FieldError("/kind", FieldCode.UNKNOWN));
    }
    new PersonalText(wish.reason()).error("/reason").ifPresent(errors::add);
    judge(
        errors,
        "/categories",
        wish.categories(),
        code ->
            CategoryCode.parse(code).flatMap(c -> policy.category(tenant, read, c)).isPresent());
    judge(
        errors,
        "/activities",
        wish.activities(),
        code ->
            ActivityCode.parse(code).flatMap(a -> policy.activity(tenant, read, a)).isPresent());
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return Codes.of(wish);
  }

  private static Optional<Restriction.Kind> kind(String code) {
    return java.util.Arrays.stream(Restriction.Kind.values())
        .filter(kind -> kind.name().equals(code))
        .findFirst();
  }

  private static void judge(
      List<FieldError> errors,
      String pointer,
      Optional<List<String>> codes,
      java.util.function.Predicate<String> known) {
    var sent = codes.orElse(List.of());
    if (codes.isPresent() && sent.isEmpty()) {
      errors.add(new FieldError(pointer, FieldCode.MISSING));
    }
    for (int i = 0; i < sent.size(); i++) {
      if (!known.test(sent.get(i))) {
        errors.add(new FieldError(pointer + "/" + i, FieldCode.UNKNOWN));
      }
    }
  }
}
