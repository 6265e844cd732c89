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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who has not received the version of a notice that is in force. It concerns the people of the
/// groups that some activity covers which names the notice; where none names it, everyone.
///
/// It walks the tenant's list of people, a page of it a call, and reads of each what reached them:
/// never a table as a whole.
final class Outstanding {
  private static final int ROUNDS = 10;

  private final Store store;
  private final Notices notices;
  private final Activities activities;
  private final KnownPeople people;
  private final Access access;
  private final Trail trail;

  Outstanding(
      Store store,
      Notices notices,
      Activities activities,
      KnownPeople people,
      Access access,
      Trail trail) {
    this.store = store;
    this.notices = notices;
    this.activities = activities;
    this.people = people;
    this.access = access;
    this.trail = trail;
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
