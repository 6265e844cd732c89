package emanet.notices;

import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.register.KnownPeople;
import emanet.register.KnownPeople.Standing;
import emanet.register.Operation;
import emanet.register.Page;
import emanet.register.Policy;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was told to whom, by what means. An acknowledgement is kept with it; neither is ever
/// consent, and nothing reads it as such.
///
/// Stages: the strong read of all that decides, beside the durable intent; the delivery; the
/// highest version received.
public final class Deliveries {
  private static final Set<Role> EVIDENCE_READERS = Set.of(Role.DPO, Role.AUDITOR);

  private final Needs needs;
  private final DeliveryItems items;

  /// What deliveries need.
  record Needs(Store store, Trail trail, Policy policy, KnownPeople people, InstantSource clock) {}

  Deliveries(Needs needs) {
    this.needs = needs;
    this.items = new DeliveryItems(needs.store());
  }

  /// A delivery as it was sent: of its shape, judged only once it is known who sent it.
  ///
  /// @param notice empty if what was sent is no notice's id
  record Sent(
      SubjectId subject,
      Optional<NoticeId> notice,
      long version,
      Optional<Delivery.Means> means,
      Optional<Delivery.Source> source,
      boolean acknowledged) {
    Optional<NoticeId> placed() {
      return notice.filter(_ -> version > 0 && version <= NoticeItems.MOST_VERSIONS);
    }
  }

  /// A delivery whose first stage is behind it.
  record Allowed(Caller caller, Sent sent, Trail.Begun begun, String sha256) {}

  /// @throws emanet.fault.FaultException `Refused`, `Absent`, `Erased`, `Invalid`
  Allowed allow(Caller caller, Sent sent) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(needs.people().keysFor(tenant, sent.subject()));
    keys.addAll(needs.policy().keysForGrant(caller));
    sent.placed().ifPresent(id -> keys.add(NoticeItems.version(tenant, id, sent.version())));
    var bare = Intent.of(caller, Action.DELIVER_NOTICE).about(sent.subject());
    var intent = sent.placed().map(id -> bare.towards(target(id, sent.version()))).orElse(bare);
    var reading = Stage.start(() -> needs.store().readAll(keys));
    var entering = Stage.start(() -> needs.trail().begin(tenant, intent));
    Stage.settle(reading, entering);
    var begun = entering.get();
    var read = reading.get();
    return begun.run(() -> checked(caller, sent, begun, read));
  }

  private static String target(NoticeId id, long version) {
    return Notices.target(id) + "/" + version;
  }

  private Allowed checked(Caller caller, Sent sent, Trail.Begun begun, Map<Key, Item> read) {
    var tenant = caller.tenant();
    var subject = sent.subject();
    needs.policy().checkGrant(caller, read, Operation.CONSENT, Optional.of(subject));
    needs.people().known(read, tenant, subject).requireLiving();
    var text = sent.placed().map(id -> read.get(NoticeItems.version(tenant, id, sent.version())));
    var errors = new ArrayList<FieldError>();
    if (text.isEmpty()) {
      errors.add(new FieldError("/version", FieldCode.UNKNOWN));
    }
    if (sent.means().isEmpty()) {
      errors.add(new FieldError("/means", FieldCode.UNKNOWN));
    }
    if (sent.source().isEmpty()) {
      errors.add(new FieldError("/source", FieldCode.UNKNOWN));
    }
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return new Allowed(caller, sent, begun, NoticeItems.sha256(text.orElseThrow()));
  }

  /// @param id of the delivery; the same again is the same delivery
  Delivery enter(Allowed allowed, String id) {
    return allowed
        .begun()
        .run(() -> {
          var sent = allowed.sent();
          var delivery =
              new Delivery(
                  id,
                  sent.notice().orElseThrow(),
                  sent.version(),
                  allowed.sha256(),
                  sent.means().orElseThrow(),
                  sent.source().orElseThrow(),
                  sent.acknowledged(),
                  needs.clock().instant(),
                  allowed.caller().actor().value(),
                  allowed.begun().receipt());
          items.put(allowed.caller().tenant(), sent.subject(), delivery);
          return delivery;
        });
  }

  /// After the person's erasure for who answers for them and who inspects: as evidence.
  Recorded<Page<Delivery>> list(
      Caller caller, SubjectId subject, int limit, Optional<String> after) {
    return needs
        .trail()
        .around(
            caller.tenant(),
            Intent.of(caller, Action.READ_DELIVERIES).about(subject),
            () -> {
              requireReadable(caller, subject);
              var found = items.list(caller.tenant(), subject, limit + 1, after);
              var page = found.subList(0, Math.min(limit, found.size()));
              List<Delivery> shown = page.stream().map(DeliveryItems::parse).toList();
              return new Page<>(
                  shown,
                  found.size() > limit
                      ? Optional.of(page.getLast().key().sort())
                      : Optional.empty());
            });
  }

  private void requireReadable(Caller caller, SubjectId subject) {
    var tenant = caller.tenant();
    var keys = new HashSet<>(needs.people().keysFor(tenant, subject));
    keys.addAll(needs.policy().keysForGrant(caller));
    var read = needs.store().readAll(keys);
    needs.policy().checkGrant(caller, read, Operation.LIST, Optional.of(subject));
    var known = needs.people().known(read, tenant, subject);
    boolean evidence =
        known.standing() == Standing.ERASED
            && caller.roles().stream().anyMatch(EVIDENCE_READERS::contains);
    if (!evidence) {
      known.requireLiving();
    }
  }
}
