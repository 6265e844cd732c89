package emanet.breaches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.http.Claim;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.Recorded;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/v1/breaches`: entering breaches, showing them, and putting right what turned out otherwise.
public final class BreachRoutes {
  static final String ALL = "/v1/breaches";
  static final String ONE = "/v1/breaches/{id}";

  private final Breaches breaches;
  private final Idempotency idempotency;
  private final Cursors cursors;
  private final InstantSource clock;

  public BreachRoutes(
      Breaches breaches, Idempotency idempotency, Cursors cursors, InstantSource clock) {
    this.breaches = breaches;
    this.idempotency = idempotency;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, Breaches.EDITORS, this::open)
        .on(Method.GET, ALL, Breaches.READERS, this::list)
        .on(Method.GET, ONE, Breaches.READERS, this::read)
        .on(Method.PATCH, ONE, Breaches.EDITORS, this::correct);
  }

  /// An id that is none of ours is of no breach.
  static String id(Request request) {
    return Optional.of(request.path("id"))
        .filter(Ids::isRandom)
        .orElseThrow(() -> new Fault.Absent().exception());
  }

  static String mark(Claim claim) {
    return claim.mark().toHex();
  }

  private BreachView view(Caller caller) {
    return new BreachView(clock.instant(), caller.is(Role.DPO));
  }

  private static BreachReader.Sent suspects(JsonObject sent) {
    return new BreachReader.Sent(
        sent.optionalTexts("actors").orElse(List.of()),
        sent.optionalTexts("addresses").orElse(List.of()),
        sent.time("from"),
        sent.time("to"));
  }

  private Handler.Call open(Request request) {
    var caller = request.caller();
    var report = report(request.json());
    return once(
        request,
        caller,
        claim -> {
          var ask = new Breaches.Ask(caller, claim.id(0), request.ifMatch(), mark(claim));
          var opened = breaches.open(ask, report.get());
          return Response.created(
                  ALL + "/" + opened.value().id(), view(caller).head(opened.value()))
              .withEtag(opened.value().version())
              .withLedger(opened.receipt());
        });
  }

  /// Read by its shape now, judged when it is asked for.
  private static Supplier<Report> report(JsonObject body) {
    var origin = body.text("origin");
    var learnedAt = body.time("learnedAt");
    var detectedAt = body.optionalTime("detectedAt");
    var startedAt = body.optionalTime("startedAt");
    var endedAt = body.optionalTime("endedAt");
    var source = body.text("source");
    var effects = body.texts("effects");
    var description = body.text("description");
    var sent = suspects(body.object("suspects"));
    body.done();
    return () -> {
      var reader = new BreachReader();
      var from = reader.one("/origin", Origin.class, origin);
      var how = reader.one("/source", Source.class, source);
      var harms = reader.several("/effects", Harm.class, effects);
      var text = reader.typed("/description", description, BreachReader.LONGEST_TEXT);
      var suspects = reader.suspects(sent);
      reader.ordered("/startedAt", startedAt, endedAt);
      reader.requireRight();
      return new Report(
          from.orElseThrow(),
          learnedAt,
          detectedAt,
          startedAt,
          endedAt,
          how.orElseThrow(),
          harms,
          text,
          suspects);
    };
  }

  private Handler.Call correct(Request request) {
    var caller = request.caller();
    var body = request.json();
    var reason = body.text("reason");
    var learnedAt = body.optionalTime("learnedAt");
    var detectedAt = body.optionalTime("detectedAt");
    var startedAt = body.optionalTime("startedAt");
    var endedAt = body.optionalTime("endedAt");
    var sent = body.optionalObject("suspects").map(BreachRoutes::suspects);
    body.done();
    var ifMatch = request.ifMatch();
    return once(
        request,
        caller,
        claim -> {
          var reader = new BreachReader();
          var correction =
              new Correction(
                  reader.typed("/reason", reason, BreachReader.LONGEST_REASON),
                  learnedAt,
                  detectedAt,
                  startedAt,
                  endedAt,
                  sent.map(reader::suspects));
          reader.ordered("/startedAt", startedAt, endedAt);
          if (correction.empty()) {
            reader.wrong("", FieldCode.MISSING);
          }
          reader.requireRight();
          var ask = new Breaches.Ask(caller, id(request), ifMatch, mark(claim));
          return shown(caller, breaches.correct(ask, correction));
        });
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> shown(caller, breaches.read(caller, id(request)));
  }

  private Response shown(Caller caller, Recorded<Breach> recorded) {
    return Response.ok(view(caller).whole(recorded.value()))
        .withEtag(recorded.value().version())
        .withLedger(recorded.receipt());
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var page = breaches.list(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      var view = view(caller);
      page.value().items().forEach(breach -> items.add(view.head(breach)));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private Handler.Call once(Request request, Caller caller, Function<Claim, Response> work) {
    return once(idempotency, breaches, request, caller, work);
  }

  /// What a replay shows holds nothing that was typed.
  static Handler.Call once(
      Idempotency idempotency,
      Breaches breaches,
      Request request,
      Caller caller,
      Function<Claim, Response> work) {
    var _ = request.idempotencyKey(); // malformed ones are refused before anything is done
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              breaches.access().require(caller, Breaches.EDITORS);
              return true;
            },
            (_, claim) -> work.apply(claim),
            "id",
            "version",
            "state",
            "progress",
            "startedAt",
            "endedAt",
            "learnedAt",
            "authorityDeadline",
            "hoursLeft",
            "overdue",
            "approval");
  }
}
