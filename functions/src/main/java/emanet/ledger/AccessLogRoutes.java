package emanet.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.Rfc3339;
import emanet.values.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/access-log`: from where calls came. `to` is exclusive, and now where it is absent or
/// later; `from` is inclusive, and a day before `to` where it is absent. Reading is entered first,
/// as one of its own lines.
public final class AccessLogRoutes {
  private static final Duration WINDOW = Duration.ofDays(1);

  /// What one question spans at most: a day is eight partitions to read.
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Ledger ledger;
  private final AccessLog log;
  private final Cursors cursors;
  private final InstantSource clock;

  public AccessLogRoutes(Ledger ledger, AccessLog log, Cursors cursors, InstantSource clock) {
    this.ledger = ledger;
    this.log = log;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// Adds the route.
  public void addTo(Routes routes) {
    routes.on(Method.GET, "/v1/access-log", Set.of(Role.DPO, Role.AUDITOR), this::read);
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var from = request.query("from", AccessLogRoutes::time);
    var to = request.query("to", AccessLogRoutes::time);
    var position = cursors.position(request, caller);
    int limit = request.limit();
    // a page goes on to where the first one ended: every page enters itself
    var end =
        position
            .map(text -> Instant.ofEpochMilli(Long.parseLong(text.split("/", 2)[0])))
            .orElseGet(() -> to.filter(clock.instant()::isAfter).orElseGet(clock::instant));
    var start = from.orElseGet(() -> end.minus(WINDOW));
    boolean empty = from.isPresent() && to.isPresent() && !from.get().isBefore(to.get());
    if (empty || start.plus(LONGEST).isBefore(end)) {
      throw new Fault.Malformed(Malformation.PARAMETER, "from").exception();
    }
    return () -> {
      var tenant = caller.tenant();
      var intent = Intent.of(caller, Action.LEDGER_READ).towards("access-log");
      var receipt = ledger.intent(tenant, intent);
      var after = position.map(text -> text.split("/", 2)[1]);
      var lines = log.lines(tenant, start, end, limit, after);
      var body = JsonNodeFactory.instance.objectNode();
      var items = body.putArray("items");
      lines.forEach(line -> write(line, items.addObject()));
      if (lines.size() == limit) {
        var next = end.toEpochMilli() + "/" + lines.getLast().entry();
        body.put("nextCursor", cursors.next(request, caller, next));
      }
      return Response.ok(body).withLedger(receipt.header());
    };
  }

  private static void write(AccessLog.Line line, ObjectNode json) {
    json.put("entry", line.entry());
    json.put("at", line.at().toString());
    json.put("actor", line.actor());
    json.put("address", line.address());
    json.put("provider", line.provider());
    json.put("page", line.page());
    line.referrer().ifPresent(text -> json.put("referrer", text));
    json.put("intact", line.intact());
  }

  private static Optional<Instant> time(String text) {
    return Rfc3339.parse(text).map(LedgerRoutes::sinceEpoch);
  }
}
