package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.register.Approval;
import emanet.register.Effect;
import emanet.register.Page;
import emanet.register.Proposals;
import emanet.register.Recorded;
import emanet.register.Trail;
import emanet.values.Caller;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// What was told of a breach, and what was decided not to tell. A notice to the Authority stops the
/// clock once it is recorded, and nothing else does; not to tell is decided by two people, with a
/// reason.
public final class Notifications implements Effect {
  static final String KIND = "BREACH_NO_NOTICE";
  private static final String FIRST = "notification";
  private static final String FOLLOW_UP = "follow-up";
  private static final String PUBLICATION = "publication";
  private static final String NO_NOTICE = "no-notice";

  private final Breaches breaches;
  private final PeopleResults people;
  private final Proposals proposals;
  private final Trail trail;
  private final InstantSource clock;

  Notifications(
      Breaches breaches,
      PeopleResults people,
      Proposals proposals,
      Trail trail,
      InstantSource clock) {
    this.breaches = breaches;
    this.people = people;
    this.proposals = proposals;
    this.trail = trail;
    this.clock = clock;
  }

  /// Records that the Authority was told.
  Recorded<Breach> told(Breaches.Ask ask, Notice notice) {
    boolean first = notice.stage() == Notice.Stage.FIRST;
    return breaches.change(
        ask,
        first ? FIRST : FOLLOW_UP,
        breach -> {
          if (first == breach.notifiedAt().isPresent()) {
            throw Fault.Conflicting.of(Conflict.BREACH_STAGE).exception();
          }
          require(breach, notice);
          var entry = Breaches.entered(ask.caller(), clock.instant());
          entry.put("audience", Audience.AUTHORITY.name()).put("stage", notice.stage().name());
          entry.put("sentAt", notice.sentAt().toString());
          entry.put("means", notice.means()).put("reference", notice.reference());
          notice.delayReason().ifPresent(reason -> entry.put("delayReason", reason));
          var filed = breach.with(breach.file().with(BreachFile.NOTIFICATIONS, entry));
          return first ? filed.with(filed.progress().notified(notice.sentAt())) : filed;
        });
  }

  /// Records that people were told on the website.
  Recorded<Breach> published(Breaches.Ask ask, Publication publication) {
    return breaches.change(
        ask,
        PUBLICATION,
        breach -> {
          requireTime(breach, publication.sentAt());
          var entry = Breaches.entered(ask.caller(), clock.instant());
          entry.put("audience", Publication.AUDIENCE);
          entry.put("sentAt", publication.sentAt().toString());
          entry.put("means", publication.means()).put("reference", publication.reference());
          var filed = breach.with(breach.file().with(BreachFile.NOTIFICATIONS, entry));
          return filed.with(filed.progress().published(publication.sentAt()));
        });
  }

  private void requireTime(Breach breach, Instant sentAt) {
    Breaches.require(
        !sentAt.isAfter(clock.instant()) && !sentAt.isBefore(breach.learnedAt()),
        "/sentAt",
        FieldCode.RANGE);
  }

  private void require(Breach breach, Notice notice) {
    var sentAt = notice.sentAt();
    requireTime(breach, sentAt);
    boolean late = notice.stage() == Notice.Stage.FIRST && breach.clock().over(sentAt);
    Breaches.require(!late || notice.delayReason().isPresent(), "/delayReason", FieldCode.MISSING);
  }

  /// All that was recorded, and what came of it, person by person.
  Recorded<Page<ObjectNode>> list(Caller caller, String breach, int limit, Optional<String> after) {
    return breaches.around(
        caller,
        Action.BREACH_READ,
        Breaches.target(breach) + "/notifications",
        Breaches.READERS,
        () -> people.page(caller.tenant(), breaches.found(caller.tenant(), breach), limit, after));
  }

  /// Proposes not to tell.
  Recorded<String> propose(Breaches.Ask ask, Audience audience, String reason) {
    return breaches.around(
        ask.caller(),
        Action.BREACH_CHANGE,
        Breaches.target(ask.id()) + "/" + NO_NOTICE,
        Breaches.EDITORS,
        () -> {
          var tenant = ask.caller().tenant();
          requireUntold(breaches.found(tenant, ask.id()), audience);
          var proposal =
              JsonNodeFactory.instance
                  .objectNode()
                  .put("breach", ask.id())
                  .put("audience", audience.name())
                  .put("reason", reason);
          var target = Breaches.target(ask.id()) + "/" + NO_NOTICE;
          var _ =
              proposals.propose(
                  tenant, ask.caller(), ask.fresh(), ask.mark(), KIND, target, proposal);
          return ask.fresh();
        });
  }

  private static void requireUntold(Breach breach, Audience audience) {
    if (audience == Audience.AUTHORITY && breach.notifiedAt().isPresent()) {
      throw Fault.Conflicting.of(Conflict.BREACH_STAGE).exception();
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void carryOut(TenantId tenant, Caller decider, Approval approval) {
    var proposal = approval.proposal();
    var breach = proposal.path("breach").asText();
    var audience = Audience.valueOf(proposal.path("audience").asText());
    var mark = "approval." + approval.id();
    var ask = new Breaches.Ask(decider, breach, OptionalLong.empty(), mark, approval.id());
    var _ =
        trail.around(
            decider,
            tenant,
            Action.BREACH_CHANGE,
            Breaches.target(breach) + "/" + NO_NOTICE,
            () ->
                breaches.changed(
                    ask, NO_NOTICE, there -> without(there, audience, decider, approval)));
  }

  private Breach without(Breach breach, Audience audience, Caller decider, Approval approval) {
    requireUntold(breach, audience);
    var entry =
        JsonNodeFactory.instance
            .objectNode()
            .put("audience", audience.name())
            .put("reason", approval.proposal().path("reason").asText())
            .put("by", approval.by())
            .put("approvedBy", decider.actor().value())
            .put("at", clock.instant().toString());
    var filed = breach.with(breach.file().with(BreachFile.NO_NOTICE, entry));
    return audience == Audience.AUTHORITY ? filed.with(filed.progress().withoutNotice()) : filed;
  }
}
