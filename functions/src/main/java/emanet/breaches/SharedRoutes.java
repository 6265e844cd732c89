package emanet.breaches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.Claim;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Request;
import emanet.http.Response;
import emanet.jobs.Job;
import emanet.jobs.JobRoutes;
import emanet.register.Page;
import emanet.register.Recorded;
import emanet.values.Caller;
import emanet.values.Role;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the room's routes have in common.
abstract class SharedRoutes {
  static final String ALL = "/v1/breaches";
  static final String ONE = ALL + "/{id}";

  final BreachRoom room;
  private final Idempotency idempotency;
  private final Cursors cursors;
  private final InstantSource clock;

  /// What they all need.
  record Needs(BreachRoom room, Idempotency idempotency, Cursors cursors, InstantSource clock) {}

  SharedRoutes(Needs needs) {
    this.room = needs.room();
    this.idempotency = needs.idempotency();
    this.cursors = needs.cursors();
    this.clock = needs.clock();
  }

  /// An id that is none of ours is of no breach.
  static String id(Request request) {
    return request.randomId();
  }

  static String at(Request request, String part) {
    return ALL + "/" + id(request) + part;
  }

  BreachView view(Caller caller) {
    return new BreachView(clock.instant(), caller.is(Role.DPO));
  }

  Response shown(Caller caller, Recorded<Breach> recorded) {
    return Response.ok(view(caller).whole(recorded.value()))
        .withEtag(recorded.value().version())
        .withLedger(recorded.receipt());
  }

  /// The breach with what the call added, which is found at `part`.
  Response added(Request request, Recorded<Breach> recorded, String part) {
    return Response.created(at(request, part), view(request.caller()).whole(recorded.value()))
        .withEtag(recorded.value().version())
        .withLedger(recorded.receipt());
  }

  /// A job that goes on by itself, or is through.
  static Response job(Request request, Recorded<Job> job, String location) {
    var document = JobRoutes.document(job.value(), request);
    var response = job.value().isRunning() ? Response.accepted(document) : Response.ok(document);
    return response.withHeader("Location", location).withLedger(job.receipt());
  }

  /// A step on one breach, under its idempotency key.
  Handler.Call step(Request request, Function<Breaches.Ask, Response> work) {
    var caller = request.caller();
    var ifMatch = request.ifMatch();
    return once(
        request,
        Breaches.EDITORS,
        claim ->
            work.apply(new Breaches.Ask(caller, id(request), ifMatch, mark(claim), claim.id(0))));
  }

  static String mark(Claim claim) {
    return claim.mark().toHex();
  }

  /// What a replay shows holds nothing that was typed.
  Handler.Call once(Request request, Set<Role> roles, Function<Claim, Response> work) {
    var caller = request.caller();
    var _ = request.idempotencyKey(); // malformed ones are refused before anything is done
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              room.breaches().access().require(caller, roles);
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

  /// How a page is read.
  interface Listing<T> {
    Recorded<Page<T>> page(Caller caller, int limit, Optional<String> after);
  }

  /// A page of a list.
  <T> Handler.Call list(Request request, Listing<T> listing, Function<T, ? extends JsonNode> as) {
    var caller = request.caller();
    int limit = request.limit();
    var after = position(request);
    return () -> {
      var page = listing.page(caller, limit, after);
      return Response.ok(page(request, page.value(), as)).withLedger(page.receipt());
    };
  }

  Optional<String> position(Request request) {
    return cursors.position(request, request.caller());
  }

  <T> ObjectNode page(Request request, Page<T> page, Function<T, ? extends JsonNode> as) {
    var json = JsonNodeFactory.instance.objectNode();
    var items = json.putArray("items");
    page.items().forEach(item -> items.add(as.apply(item)));
    page.after()
        .ifPresent(last -> json.put("nextCursor", cursors.next(request, request.caller(), last)));
    return json;
  }

  /// What is typed for those who are told, by its shape.
  static Words words(JsonObject body) {
    return new Words(body.text("measures"), body.text("advice"), body.text("contact"));
  }
}
