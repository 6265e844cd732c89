package emanet.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Rfc3339;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/ledger/entries`: what was asked about a person, or by an actor.
///
/// Exactly one of `subject` and `actor`. `to` is exclusive, and now where it is absent or later;
/// `from` is inclusive, and 30 days before `to` where it is absent. Entries come in the order of
/// their time. The query itself is entered before it is answered, also as one of the person's own
/// entries.
public final class LedgerRoutes {
  private static final Duration WINDOW = Duration.ofDays(30);

  private final Ledger ledger;
  private final Cursors cursors;
  private final InstantSource clock;

  public LedgerRoutes(Ledger ledger, Cursors cursors, InstantSource clock) {
    this.ledger = ledger;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// Adds the routes of this room.
  public void addTo(Routes routes) {
    routes.on(Method.GET, "/v1/ledger/entries", Set.of(Role.DPO, Role.AUDITOR), this::readEntries);
  }

  private Handler.Call readEntries(Request request) {
    var caller = request.caller();
    var query = query(request, caller);
    return () -> answer(request, caller, query);
  }

  private Response answer(Request request, Caller caller, Query query) {
    var tenant = caller.tenant();
    var receipt = ledger.intent(tenant, query.intent(caller));
    var page =
        query.subject().isPresent()
            ? ledger.bySubject(
                tenant,
                query.subject().get(),
                query.from(),
                query.to(),
                query.limit(),
                query.after())
            : ledger.byActor(
                tenant,
                query.actor().orElseThrow(),
                query.from(),
                query.to(),
                query.limit(),
                query.after());
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    page.entries().forEach(entry -> items.add(EntryJson.of(entry)));
    page.after()
        .map(after -> cursors.next(request, caller, new Position(query.to(), after).text()))
        .ifPresent(cursor -> body.put("nextCursor", cursor));
    return Response.ok(body).withLedger(receipt.header());
  }

  private Query query(Request request, Caller caller) {
    var subject = request.query("subject", SubjectId::parse);
    var actor = request.query("actor", ActorId::parse);
    if (subject.isPresent() == actor.isPresent()) {
      throw malformed("subject");
    }
    var to = request.query("to", Rfc3339::parse);
    var from = request.query("from", Rfc3339::parse);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw malformed("from");
    }
    var position = cursors.position(request, caller).map(Position::parse);
    var end = position.map(Position::to).orElseGet(() -> earlier(to, clock.instant()));
    return new Query(
        subject,
        actor,
        from.map(LedgerRoutes::sinceEpoch).orElseGet(() -> end.minus(WINDOW)),
        end,
        request.limit(),
        position.map(Position::after));
  }

  private static Instant earlier(Optional<Instant> asked, Instant now) {
    return asked.filter(now::isAfter).map(LedgerRoutes::sinceEpoch).orElse(now);
  }

  /// Ids begin in 1970.
  static Instant sinceEpoch(Instant from) {
    return from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
  }

  private static FaultException malformed(String parameter) {
    return new Fault.Malformed(Malformation.PARAMETER, parameter).exception();
  }

  /// Where a list goes on. It keeps the end of the first page's window: every page enters itself,
  /// and a list that followed the clock would never come to its end.
  private record Position(Instant to, String after) {
    static Position parse(String text) {
      int slash = text.indexOf('/');
      return new Position(
          Instant.ofEpochMilli(Long.parseLong(text.substring(0, slash))),
          text.substring(slash + 1));
    }

    String text() {
      return to.toEpochMilli() + "/" + after;
    }
  }

  private record Query(
      Optional<SubjectId> subject,
      Optional<ActorId> actor,
      Instant from,
      Instant to,
      int limit,
      Optional<String> after) {
    Intent intent(Caller caller) {
      var intent = Intent.of(caller, Action.LEDGER_READ);
      var about = subject.map(intent::about).orElse(intent);
      return actor.map(a -> about.towards(a.value())).orElse(about);
    }
  }
}
