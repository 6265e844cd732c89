package emanet.audit;

import emanet.alerts.SendList;
import emanet.alerts.Sends;
import emanet.audit.Due.Kind;
import emanet.audit.Due.Next;
import emanet.breaches.BreachDuties;
import emanet.breaches.BreachRoom;
import emanet.breaches.Breaches;
import emanet.disclosures.DisclosureRoom;
import emanet.notices.NoticeRoom;
import emanet.register.Register;
import emanet.requests.RequestsRoom;
import emanet.retention.Retention;
import emanet.subjects.Holds;
import emanet.values.Istanbul;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the rooms have open, each as duties.
public final class Sources {
  /// A hold that stands for longer is looked at again.
  private static final Duration LONG_HELD = Duration.ofDays(90);

  private Sources() {}

  /// Of every room that has any.
  public static List<DueSource> of(
      Register register,
      Holds holds,
      DisclosureRoom disclosures,
      RequestsRoom requests,
      NoticeRoom notices,
      Retention retention,
      BreachRoom breaches,
      Sends sends) {
    return List.of(
        DueSource.of(requests(requests)),
        DueSource.of(contracts(disclosures)),
        DueSource.of(attestations(disclosures)),
        DueSource.of(confirmations(disclosures)),
        DueSource.of(approvals(register)),
        DueSource.of(inventory(register)),
        notices(notices),
        DueSource.of(retention(retention)),
        DueSource.of(holds(holds)),
        DueSource.of(breaches(breaches.breaches())),
        looked(Kind.SUSPICION, breaches.duties()::suspicions, Sources::assessment),
        looked(Kind.BREACH_RECEIPT, breaches.duties()::receipts, Sources::receipt),
        looked(Kind.BREACH_WEBSITE, breaches.duties()::unreached, Sources::notification),
        DueSource.of(sends(sends)));
  }

  private static DueSource.Listing requests(RequestsRoom room) {
    return (tenant, now, most) ->
        room.open(tenant, most).stream()
            .map(request ->
                due(
                    Kind.REQUEST,
                    request.id(),
                    request.dueAt(),
                    now,
                    new Next("GET", "/v1/requests/" + request.id())))
            .toList();
  }

  private static DueSource.Listing contracts(DisclosureRoom room) {
    return (tenant, now, most) ->
        room.duties().contracts().open(tenant).stream()
            .limit(most)
            .map(task ->
                due(
                    Kind.CONTRACT_NOTIFICATION,
                    task.recipient().orElse("hosting"),
                    after(task.dueOn()),
                    now,
                    task.recipient()
                        .map(id -> new Next("PUT", "/v1/recipients/" + id))
                        .orElse(new Next("PUT", "/v1/tenants/" + tenant))))
            .toList();
  }

  private static DueSource.Listing attestations(DisclosureRoom room) {
    return (tenant, now, most) ->
        room.duties().attestations().due(tenant).stream()
            .limit(most)
            .map(standing ->
                new Due(
                    Kind.ATTESTATION,
                    standing.activity(),
                    standing.until(),
                    standing.until().map(until -> !now.isBefore(until)).orElse(true),
                    new Next("PUT", "/v1/activities/" + standing.activity())))
            .toList();
  }

  private static DueSource.Listing confirmations(DisclosureRoom room) {
    return (tenant, _, most) ->
        room.confirmations().waiting(tenant, most).stream()
            .map(disclosure ->
                new Due(
                    Kind.RECIPIENT_NOTICE,
                    disclosure,
                    Optional.empty(),
                    false,
                    new Next("POST", "/v1/disclosures/" + disclosure + "/confirmations")))
            .toList();
  }

  private static DueSource.Listing approvals(Register register) {
    return (tenant, now, most) ->
        register.pending(tenant, most).stream()
            .map(pending ->
                due(
                    Kind.APPROVAL,
                    pending.id(),
                    pending.expiresAt(),
                    now,
                    new Next("POST", "/v1/approvals/" + pending.id())))
            .toList();
  }

  /// Where nothing was ever declared there may be nothing to declare.
  private static DueSource.Listing inventory(Register register) {
    return (tenant, _, _) ->
        register.declarations().undeclared(tenant).orElse(0) > 0
            ? List.of(
                new Due(
                    Kind.INVENTORY,
                    "inventory",
                    Optional.empty(),
                    false,
                    new Next("GET", "/v1/inventory/diff")))
            : List.of();
  }

  /// One for each notice; whom it has not reached, its own list tells.
  private static DueSource notices(NoticeRoom room) {
    return (tenant, now, most) -> {
      var looked = room.owed(tenant, most);
      var items =
          looked.owed().stream()
              .map(owed ->
                  due(
                      Kind.NOTICE,
                      owed.notice(),
                      owed.since(),
                      now,
                      new Next("GET", "/v1/notices/" + owed.notice() + "/outstanding")))
              .toList();
      boolean more = !looked.whole() || items.size() >= most;
      return new DueSource.Drawn(items, more ? Set.of(Kind.NOTICE) : Set.of());
    };
  }

  /// One for all records together; which they are, its own list tells.
  private static DueSource.Listing retention(Retention retention) {
    return (tenant, now, _) ->
        retention.waiting(tenant).stream()
            .map(waiting ->
                due(
                    Kind.RETENTION,
                    "retention",
                    after(waiting.until()),
                    now,
                    new Next("GET", "/v1/retention/due")))
            .toList();
  }

  private static DueSource.Listing holds(Holds holds) {
    return (tenant, now, most) ->
        holds.standing(tenant, now.minus(LONG_HELD), most).stream()
            .map(standing ->
                due(
                    Kind.HOLD,
                    standing.note().hold().id(),
                    standing.note().at().plus(LONG_HELD),
                    now,
                    new Next("GET", "/v1/subjects/" + standing.subject() + "/holds")))
            .toList();
  }

  private static DueSource.Listing breaches(Breaches breaches) {
    return (tenant, now, most) ->
        breaches.open(tenant, most).stream()
            .map(breach ->
                due(Kind.BREACH, breach.id(), breach.deadline(), now, notification(breach.id())))
            .toList();
  }

  private static Next assessment(String suspicion) {
    return new Next("POST", "/v1/suspicions/" + suspicion + "/assessment");
  }

  private static Next receipt(String breach) {
    return new Next("POST", "/v1/breaches/" + breach + "/receipts");
  }

  private static Next notification(String breach) {
    return new Next("POST", "/v1/breaches/" + breach + "/notifications");
  }

  private static DueSource looked(
      Kind kind, Function<TenantId, BreachDuties.Looked> look, Function<String, Next> next) {
    return (tenant, now, most) -> {
      var looked = look.apply(tenant);
      var items =
          looked.open().stream()
              .sorted(Comparator.comparing(BreachDuties.Open::dueAt))
              .limit(most)
              .map(one -> due(kind, one.id(), one.dueAt(), now, next.apply(one.id())))
              .toList();
      boolean more = !looked.whole() || looked.open().size() > most;
      return new DueSource.Drawn(items, more ? Set.of(kind) : Set.of());
    };
  }

  private static DueSource.Listing sends(Sends sends) {
    return (tenant, _, most) ->
        sends.list(tenant, SendList.DEAD, Optional.empty(), most).items().stream()
            .map(send ->
                new Due(
                    Kind.DEAD_SEND,
                    send.id().value(),
                    Optional.empty(),
                    true,
                    new Next("POST", "/v1/sends/" + send.id() + "/retry")))
            .toList();
  }

  private static Due due(Kind kind, String reference, Instant at, Instant now, Next next) {
    return new Due(kind, reference, Optional.of(at), !now.isBefore(at), next);
  }

  /// 24:00 of the last day.
  private static Instant after(LocalDate last) {
    return last.plusDays(1).atStartOfDay(Istanbul.ZONE).toInstant();
  }
}
