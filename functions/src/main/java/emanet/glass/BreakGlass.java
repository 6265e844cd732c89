package emanet.glass;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.alerts.Sends;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.Refusal;
import emanet.keys.TenantEnds;
import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.Approval;
import emanet.register.DocumentSeal;
import emanet.register.Effect;
import emanet.register.Proposals;
import emanet.register.Recorded;
import emanet.register.Tenants;
import emanet.register.Trail;
import emanet.register.View;
import emanet.store.Store;
import emanet.subjects.Opened;
import emanet.subjects.RecordPlace;
import emanet.subjects.Records;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Break-glass (acil erişim): an operator asks to read one tenant's records for an hour at most,
/// and says why; another operator approves; the tenant's contacts are told; then the one who asked,
/// and nobody else, may read, until the time is over, or either side ends it.
///
/// What is shown is what the tenant's register covers, by the activity that is named, and less: the
/// masked view, no special category, no search, nothing that changes anything. Each read is an
/// entry of its own in the tenant's ledger before it is shown; so is one that is refused.
///
/// To begin is three steps: the entry in the tenant's ledger, the letters, the glass itself. Begun
/// anew by the same approval, it comes to the same: its time counts from the decision, however long
/// it took.
public final class BreakGlass implements Effect {
  static final Set<Role> OPERATORS = Set.of(Role.OPERATOR);

  /// The tenant's own see what is done with their data, and end it.
  static final Set<Role> READERS = Set.of(Role.OPERATOR, Role.DPO, Role.AUDITOR);

  static final Set<Role> ENDERS = Set.of(Role.OPERATOR, Role.DPO);

  /// The longest that a glass is broken for.
  static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /// An emergency that nobody looked at for an hour is none.
  private static final Duration LIFE = Duration.ofHours(1);

  private static final int MOST_CHARACTERS = 1000;
  private static final String KIND = "BREAK_GLASS";
  private static final String TENANT = "tenant";
  private static final String REASON = "reason";
  private static final String TTL = "ttl";
  private static final String SEALED = "BG";

  private final Needs needs;
  private final Trail trail;
  private final GlassItems items;
  private final GlassLetters letters;
  private final TenantEnds ends;

  /// What the room needs.
  ///
  /// @param records what is read through it; who only proposes or approves never asks for it
  public record Needs(
      Store store,
      Trail trail,
      Tenants tenants,
      Proposals proposals,
      Access access,
      DocumentSeal seal,
      Sends sends,
      Supplier<Records> records,
      InstantSource clock) {}

  public BreakGlass(Needs needs) {
    this.needs = needs;
    this.trail = needs.trail();
    this.items = new GlassItems(needs.store());
    this.letters = new GlassLetters(needs.sends());
    this.ends = new TenantEnds(needs.store());
  }

  static String target(String id) {
    return "break-glass/" + id;
  }

  /// What is asked for.
  record Wish(TenantId tenant, String reason, Duration ttl) {}

  /// Proposes to break the glass.
  ///
  /// @return the approval, whose id is the glass's, too
  Recorded<String> propose(Caller caller, Wish wish, String id, String mark) {
    return trail.around(
        caller,
        Caller.PLATFORM,
        Action.BREAK_GLASS,
        target(id),
        () -> {
          needs.access().requireHuman(caller, OPERATORS);
          require(wish);
          var proposal =
              JsonNodeFactory.instance
                  .objectNode()
                  .put(TENANT, wish.tenant().value())
                  .put(REASON, wish.reason())
                  .put(TTL, wish.ttl().toString());
          var about = "tenant/" + wish.tenant();
          var _ =
              needs
                  .proposals()
                  .propose(Caller.PLATFORM, caller, id, mark, KIND, about, proposal, LIFE);
          return id;
        });
  }

  private void require(Wish wish) {
    invalid(
        wish.ttl().compareTo(SHORTEST) < 0 || wish.ttl().compareTo(LONGEST) > 0,
        "/" + TTL,
        FieldCode.RANGE);
    invalid(
        wish.reason().isBlank() || wish.reason().length() > MOST_CHARACTERS,
        "/" + REASON,
        FieldCode.LENGTH);
    invalid(!needs.tenants().isKnown(wish.tenant()), "/" + TENANT, FieldCode.UNKNOWN);
    requireReachable(wish.tenant());
  }

  private static void invalid(boolean wrong, String pointer, FieldCode code) {
    if (wrong) {
      throw Fault.Invalid.at(pointer, code).exception();
    }
  }

  /// There is something to be read, and somebody to be told.
  private void requireReachable(TenantId tenant) {
    if (ends.read(tenant).destroyed()) {
      throw Fault.Conflicting.of(Conflict.ENDED).exception();
    }
    if (!GlassLetters.reaches(needs.tenants().contacts(tenant))) {
      throw Fault.Conflicting.of(Conflict.NOBODY).exception();
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void carryOut(TenantId approving, Caller decider, Approval approval) {
    var tenant = new TenantId(approval.proposal().path(TENANT).asText());
    var _ =
        trail.around(
            decider,
            tenant,
            Action.BREAK_GLASS,
            target(approval.id()),
            () -> begin(tenant, decider, approval));
  }

  private String begin(TenantId tenant, Caller decider, Approval approval) {
    requireReachable(tenant);
    var decided = approval.decision().orElseThrow(() -> new Fault.Internal().exception());
    // of two who carry it out, one decided
    var at = decided.at().truncatedTo(ChronoUnit.MILLIS);
    var until = at.plus(Duration.parse(approval.proposal().path(TTL).asText()));
    var occasion =
        new GlassLetters.Occasion(tenant, approval.id(), approval.by(), decided.by(), at, until);
    var told = letters.queue(occasion, needs.tenants().contacts(tenant));
    if (told.isEmpty()) {
      throw Fault.Conflicting.of(Conflict.NOBODY).exception();
    }
    var reason = approval.proposal().path(REASON).asText().getBytes(StandardCharsets.UTF_8);
    items.put(
        new Glass(
            approval.id(),
            tenant,
            approval.by(),
            decided.by(),
            at,
            until,
            told,
            needs.seal().seal(tenant, SEALED, approval.id(), 1, reason),
            Optional.empty()));
    return decider.actor().value();
  }

  /// A glass as it is shown.
  ///
  /// @param reason to whom may know it
  record Shown(Glass glass, Glass.State state, Optional<String> reason) {}

  Recorded<Shown> read(Caller caller, String id) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.BREAK_GLASS,
        target(id),
        () -> {
          needs.access().require(caller, READERS);
          var glass = sought(caller, id).orElseThrow(() -> new Fault.Absent().exception());
          return new Shown(glass, state(glass), reason(glass));
        });
  }

  /// A tenant's own people know of the tenant's alone.
  private Optional<Glass> sought(Caller caller, String id) {
    return caller.tenant().equals(Caller.PLATFORM)
        ? items.find(id)
        : items.find(caller.tenant(), id);
  }

  private Glass.State state(Glass glass) {
    var now = needs.clock().instant();
    var state = glass.stateAt(now, true);
    return state == Glass.State.OPEN ? glass.stateAt(now, letters.told(glass)) : state;
  }

  /// Under the tenant's own key, and gone with it.
  private Optional<String> reason(Glass glass) {
    if (ends.read(glass.tenant()).destroyed()) {
      return Optional.empty();
    }
    try (var plain = needs.seal().open(glass.tenant(), SEALED, glass.id(), 1, glass.reason())) {
      return Optional.of(new String(plain.toArray(), StandardCharsets.UTF_8));
    }
  }

  /// A page of them, without reasons.
  record Page(List<Shown> items, Optional<String> after) {
    Page {
      items = List.copyOf(items);
    }
  }

  Recorded<Page> list(Caller caller, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.BREAK_GLASS,
        "break-glass",
        () -> {
          needs.access().require(caller, READERS);
          return caller.tenant().equals(Caller.PLATFORM)
              ? all(limit, after)
              : own(caller.tenant(), limit, after);
        });
  }

  private Page all(int limit, Optional<String> after) {
    var found = items.all(limit, after);
    var last =
        found.size() < limit ? Optional.<String>empty() : Optional.of(found.lastEntry().getKey());
    return new Page(
        found.values().stream().flatMap(Optional::stream).map(this::summary).toList(), last);
  }

  private Page own(TenantId tenant, int limit, Optional<String> after) {
    var found = items.list(tenant, limit, after);
    var last = found.size() < limit ? Optional.<String>empty() : Optional.of(found.getLast().id());
    return new Page(found.stream().map(this::summary).toList(), last);
  }

  private Shown summary(Glass glass) {
    return new Shown(glass, state(glass), Optional.empty());
  }

  /// Ends it before its time. One that is over stays as it ended.
  Recorded<Shown> end(Caller caller, String id) {
    var found = sought(caller, id);
    return trail.around(
        caller,
        found.map(Glass::tenant).orElse(caller.tenant()),
        Action.BREAK_GLASS,
        target(id) + "/end",
        () -> {
          needs.access().require(caller, ENDERS);
          var glass = found.orElseThrow(() -> new Fault.Absent().exception());
          var now = needs.clock().instant().truncatedTo(ChronoUnit.MILLIS);
          boolean over = state(glass) == Glass.State.EXPIRED;
          var ended = new Glass.Ended(caller.actor().value(), now);
          return summary(over ? glass : items.end(glass, ended));
        });
  }

  /// What is asked of one record.
  ///
  /// @param fields empty for all that the activity covers
  record Looking(
      ActivityCode activity,
      SubjectId subject,
      CategoryCode category,
      RecordId record,
      Set<String> fields,
      Optional<View> view) {
    Looking {
      fields = Set.copyOf(fields);
    }
  }

  /// A record, masked.
  Opened record(Caller caller, String id, Looking at) {
    var within = through(caller, id);
    var place = new RecordPlace(within.tenant(), at.subject(), at.category(), at.record());
    // the entry says what is seen
    var view = at.view().or(() -> Optional.of(View.MASKED));
    return needs
        .records()
        .get()
        .readThroughGlass(
            new Records.Ask(within, at.activity(), place, at.fields(), view), target(id));
  }

  /// Which records a person has.
  Records.Listing records(
      Caller caller,
      String id,
      ActivityCode activity,
      SubjectId subject,
      int limit,
      Optional<String> after) {
    var within = through(caller, id);
    return needs
        .records()
        .get()
        .listThroughGlass(within, activity, subject, limit, after, target(id));
  }

  /// The caller's authority over the tenant. Refused, that stands in the tenant's ledger.
  private Caller through(Caller caller, String id) {
    var sought = sought(caller, id);
    if (sought.filter(glass -> isOpenFor(caller, glass)).isEmpty()) {
      var _ =
          trail.around(
              caller,
              sought.map(Glass::tenant).orElse(caller.tenant()),
              Action.BREAK_GLASS_READ,
              target(id),
              () -> {
                throw sought.isEmpty()
                    ? new Fault.Absent().exception()
                    : new Fault.Refused(Refusal.GLASS).exception();
              });
    }
    return caller.within(sought.orElseThrow().tenant());
  }

  private boolean isOpenFor(Caller caller, Glass glass) {
    return caller.is(Role.OPERATOR)
        && caller.mfa()
        && glass.by().equals(caller.actor().value())
        && state(glass) == Glass.State.OPEN;
  }
}
