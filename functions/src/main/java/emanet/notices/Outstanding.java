package emanet.notices;

import emanet.fault.Fault;
import emanet.ledger.Action;
import emanet.register.Access;
import emanet.register.Activities;
import emanet.register.KnownPeople;
import emanet.register.KnownPeople.Standing;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.register.SubjectGroup;
import emanet.register.Trail;
import emanet.store.Key;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Who has not received the version of a notice that is in force. It concerns the people of the
/// groups that some activity covers which names the notice; where none names it, everyone.
///
/// It walks the tenant's list of people, a page of it a call, and reads of each what reached them:
/// never a table as a whole. Whether there is anybody at all (`owed`) is a walk to the first of
/// them, which ends with its time; it begins elsewhere from minute to minute, so that what one look
/// had no time for another finds.
public final class Outstanding {
  private static final int ROUNDS = 10;
  private static final int PAGE = 100;
  private static final Duration LOOKING = Duration.ofSeconds(4);

  /// What an id begins with, in their order.
  private static final String FIRST = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int ID_LENGTH = 26;

  private final Store store;
  private final Notices notices;
  private final Activities activities;
  private final KnownPeople people;
  private final Access access;
  private final Trail trail;
  private final InstantSource clock;

  Outstanding(
      Store store,
      Notices notices,
      Activities activities,
      KnownPeople people,
      Access access,
      Trail trail,
      InstantSource clock) {
    this.store = store;
    this.notices = notices;
    this.activities = activities;
    this.people = people;
    this.access = access;
    this.trail = trail;
    this.clock = clock;
  }

  /// Somebody who still has to be told.
  ///
  /// @param received the highest version that reached them; 0 for none
  record Untold(SubjectId subject, long received) {}

  /// A page of them.
  ///
  /// @param version the one in force
  record Result(long version, Page<Untold> people) {}

  Recorded<Result> of(Caller caller, NoticeId id, int limit, Optional<String> after) {
    return trail.around(
        caller,
        caller.tenant(),
        Action.REGISTER_READ,
        Notices.target(id) + "/outstanding",
        () -> {
          access.require(caller, Notices.READERS);
          var inForce =
              notices
                  .inForce(caller.tenant(), id, NoticeVersion.TURKISH)
                  .orElseThrow(() -> new Fault.Absent().exception());
          return new Result(inForce.version(), page(caller.tenant(), inForce, limit, after));
        });
  }

  private Page<Untold> page(
      TenantId tenant, NoticeVersion inForce, int limit, Optional<String> after) {
    var groups = groups(tenant, inForce.notice());
    var found = new ArrayList<Untold>();
    var from = after.map(SubjectId::new);
    for (int round = 0; round < ROUNDS; round++) {
      var next = people.page(tenant, limit, from);
      for (var untold : untold(tenant, inForce, groups, next)) {
        if (found.size() == limit) {
          return new Page<>(found, Optional.of(found.getLast().subject().value()));
        }
        found.add(untold);
      }
      if (next.size() < limit) {
        return new Page<>(found, Optional.empty());
      }
      from = Optional.of(next.getLast());
    }
    return new Page<>(found, from.map(SubjectId::value));
  }

  /// A notice that somebody has not received.
  ///
  /// @param since when its version came into force: whoever is concerned has it by then
  public record Owed(String notice, Instant since) {}

  /// Those that were found.
  ///
  /// @param whole whether there was time to look at everybody
  public record Looked(List<Owed> owed, boolean whole) {
    public Looked {
      owed = List.copyOf(owed);
    }
  }

  /// The notices that activities name, and that have not reached everybody whom they concern. Read
  /// strongly, without an entry: no person is named.
  Looked owed(TenantId tenant, int most) {
    var end = clock.instant().plus(LOOKING);
    var found = new ArrayList<Owed>();
    boolean whole = true;
    for (var named : named(tenant).entrySet()) {
      if (found.size() == most) {
        break;
      }
      var inForce =
          NoticeId.parse(named.getKey())
              .flatMap(id -> notices.inForce(tenant, id, NoticeVersion.TURKISH));
      if (inForce.isPresent()) {
        var reached = reached(tenant, inForce.get(), named.getValue(), end);
        whole &= reached != Reached.UNKNOWN;
        if (reached == Reached.NOT_ALL) {
          found.add(new Owed(named.getKey(), inForce.get().effectiveFrom()));
        }
      }
    }
    return new Looked(found, whole);
  }

  /// Groups by the notice that activities name for them.
  private Map<String, Set<SubjectGroup>> named(TenantId tenant) {
    var named = new TreeMap<String, Set<SubjectGroup>>();
    for (var filed : activities.all(tenant)) {
      filed
          .value()
          .notice()
          .ifPresent(notice ->
              named
                  .computeIfAbsent(notice, _ -> EnumSet.noneOf(SubjectGroup.class))
                  .addAll(filed.value().subjectGroups()));
    }
    return named;
  }

  /// Whom a version reached.
  private enum Reached {
    ALL,
    NOT_ALL,
    /// There was no time to look at everybody.
    UNKNOWN
  }

  /// From somewhere to the end of the list, and then from its beginning to there.
  private Reached reached(
      TenantId tenant, NoticeVersion inForce, Set<SubjectGroup> groups, Instant end) {
    var start = start();
    var from = Optional.of(start);
    boolean again = false;
    while (clock.instant().isBefore(end)) {
      var next = people.page(tenant, PAGE, from);
      if (!untold(tenant, inForce, groups, next).isEmpty()) {
        return Reached.NOT_ALL;
      }
      boolean last = next.size() < PAGE;
      boolean round = again && (last || next.getLast().value().compareTo(start.value()) >= 0);
      if (round) {
        return Reached.ALL;
      }
      again |= last;
      from = last ? Optional.empty() : Optional.of(next.getLast());
    }
    return Reached.UNKNOWN;
  }

  private SubjectId start() {
    long minute = clock.instant().getEpochSecond() / 60;
    var first = FIRST.charAt((int) (minute % FIRST.length()));
    return new SubjectId(first + "0".repeat(ID_LENGTH - 1));
  }

  private Set<SubjectGroup> groups(TenantId tenant, NoticeId notice) {
    var groups = EnumSet.noneOf(SubjectGroup.class);
    activities.all(tenant).stream()
        .filter(filed -> filed.value().notice().equals(Optional.of(notice.value())))
        .forEach(filed -> groups.addAll(filed.value().subjectGroups()));
    return groups.isEmpty() ? EnumSet.allOf(SubjectGroup.class) : groups;
  }

  private List<Untold> untold(
      TenantId tenant, NoticeVersion inForce, Set<SubjectGroup> groups, List<SubjectId> subjects) {
    var keys = new HashSet<Key>();
    for (var subject : subjects) {
      keys.addAll(people.keysFor(tenant, subject));
      keys.add(DeliveryItems.received(tenant, subject, inForce.notice()));
    }
    var read = store.readAll(keys);
    var untold = new ArrayList<Untold>();
    for (var subject : subjects) {
      var known = people.known(read, tenant, subject);
      long received =
          DeliveryItems.received(
              Optional.ofNullable(
                  read.get(DeliveryItems.received(tenant, subject, inForce.notice()))));
      if (known.standing() == Standing.LIVING
          && known.groups().stream().anyMatch(groups::contains)
          && received < inForce.version()) {
        untold.add(new Untold(subject, received));
      }
    }
    return untold;
  }
}
