package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.http.Claim;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.Language;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.PageRoutes;
import emanet.register.Recorded;
import emanet.register.formats.Characters;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `/v1/requests`: taking applications in, listing and showing them, and the steps up to the
/// decision.
public final class RequestsRoutes {
  static final String ALL = "/v1/requests";
  static final String ONE = "/v1/requests/{id}";
  private static final int MOST_LINES = 2000;
  private static final int LONGEST_METHOD = 200;
  private static final int LONGEST_REASON = 4000;

  private final Requests requests;
  private final Decisions decisions;
  private final Forwarding forwarding;
  private final Answers answers;
  private final Idempotency idempotency;
  private final Cursors cursors;
  private final InstantSource clock;

  public RequestsRoutes(
      RequestsRoom room, Idempotency idempotency, Cursors cursors, InstantSource clock) {
    this.requests = room.requests();
    this.decisions = room.decisions();
    this.forwarding = room.forwarding();
    this.answers = room.answers();
    this.idempotency = idempotency;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// Adds the routes of requests.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, Requests.INTAKE, this::open)
        .on(Method.GET, ALL, Requests.READERS, this::list)
        .on(Method.GET, ONE, Requests.READERS, this::read)
        .on(Method.PATCH, ONE, Requests.DECIDERS, this::complete)
        .on(Method.POST, ONE + "/identity", Requests.DECIDERS, this::identify)
        .on(Method.POST, ONE + "/decision", Requests.DECIDERS, this::decide)
        .on(Method.GET, ONE + "/answer", Requests.READERS, this::letter)
        .on(Method.POST, ONE + "/answer", Requests.DECIDERS, this::answer)
        .on(Method.POST, ONE + "/forward", Requests.DECIDERS, this::forward)
        .on(Method.POST, ONE + "/forward/receipts", Requests.DECIDERS, this::received)
        .on(Method.POST, ONE + "/cancellation", Requests.DECIDERS, this::cancel);
  }

  /// An id that is none of ours is of no request.
  static String id(Request request) {
    return request.randomId();
  }

  private RequestView view(Caller caller) {
    return new RequestView(clock.instant(), !caller.is(Role.DPO));
  }

  private Handler.Call open(Request request) {
    var caller = request.caller();
    var body = request.json();
    var intake = ApplicationRoutes.intake(body);
    body.done();
    return once(
        request,
        caller,
        Requests.INTAKE,
        claim -> {
          var ask = new Requests.Ask(caller, claim.id(0), request.ifMatch(), mark(claim));
          var opened = requests.open(ask, intake);
          var head = opened.value().filing().head();
          return Response.created(ALL + "/" + head.id(), view(caller).taken(opened.value()))
              .withEtag(head.version())
              .withLedger(opened.receipt());
        });
  }

  private Handler.Call list(Request request) {
    return request.accepts("text/csv") ? csv(request) : json(request);
  }

  /// The register of applications: 2,000 a file; `Link` leads to the next.
  private Handler.Call csv(Request request) {
    var caller = request.caller();
    boolean turkish = request.language() == Language.TURKISH;
    var after = cursors.position(request, caller);
    var wanted = wanted(request);
    return () -> {
      var page = requests.register(caller, wanted, MOST_LINES, after);
      var csv = new RequestsCsv(turkish, view(caller), clock.instant()).of(page.value().items());
      var response =
          Response.text("text/csv; charset=utf-8", csv)
              .withHeader("Content-Disposition", "attachment; filename=\"requests.csv\"")
              .withLedger(page.receipt());
      return page.value()
          .after()
          .map(last ->
              response.withHeader(
                  "Link", "<?cursor=" + cursors.next(request, caller, last) + ">; rel=\"next\""))
          .orElse(response);
    };
  }

  private static RequestLists.Wanted wanted(Request request) {
    return new RequestLists.Wanted(
        request.query("state", State::parse), request.query("overdue", RequestsRoutes::flag));
  }

  private Handler.Call json(Request request) {
    var caller = request.caller();
    var limit = request.limit();
    var after = cursors.position(request, caller);
    var wanted = wanted(request);
    return () -> {
      var page = requests.list(caller, wanted, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(head -> items.add(view(caller).head(head)));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> shown(caller, decisions.read(caller, id(request)));
  }

  private Response shown(Caller caller, Recorded<Requests.Shown> recorded) {
    var head = recorded.value().filing().head();
    return Response.ok(view(caller).whole(recorded.value()))
        .withEtag(head.version())
        .withLedger(recorded.receipt());
  }

  private Handler.Call complete(Request request) {
    var caller = request.caller();
    var body = request.json();
    var sent = ApplicationRoutes.completion(body);
    body.done();
    return step(request, caller, ask -> requests.complete(ask, sent));
  }

  private Handler.Call identify(Request request) {
    var caller = request.caller();
    var body = request.json();
    var method = body.text("method");
    var verified = body.flag("verified");
    var subject = body.optionalText("subject");
    boolean noData = body.optionalFlag("noData").orElse(false);
    body.done();
    return step(
        request,
        caller,
        ask ->
            requests.identify(
                ask,
                new Requests.Verification(
                    typed("/method", method, LONGEST_METHOD),
                    verified,
                    subject.map(RequestsRoutes::person),
                    noData)));
  }

  private static SubjectId person(String id) {
    return SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
  }

  private Handler.Call cancel(Request request) {
    var caller = request.caller();
    var body = request.json();
    var reason = body.text("reason");
    body.done();
    return step(
        request, caller, ask -> requests.cancel(ask, typed("/reason", reason, LONGEST_REASON)));
  }

  private Handler.Call decide(Request request) {
    var caller = request.caller();
    var body = request.json();
    var draft = DecisionRoutes.draft(body);
    body.done();
    return step(request, caller, ask -> decisions.decide(ask, draft));
  }

  private Handler.Call forward(Request request) {
    var caller = request.caller();
    var body = request.json();
    var to = new Forwarding.Destination(body.text("activity"), body.text("email"));
    body.done();
    return step(request, caller, ask -> forwarding.forward(ask, to));
  }

  private Handler.Call received(Request request) {
    var caller = request.caller();
    var body = request.json();
    var by = body.text("by");
    var at = body.time("at");
    body.done();
    return step(
        request, caller, ask -> forwarding.received(ask, typed("/by", by, LONGEST_METHOD), at));
  }

  private Handler.Call answer(Request request) {
    var caller = request.caller();
    var body = request.json();
    var sending = DecisionRoutes.sending(body);
    body.done();
    return step(request, caller, ask -> answers.send(ask, sending.get()));
  }

  /// JSON, or a page to be printed, by `Accept`.
  private Handler.Call letter(Request request) {
    var caller = request.caller();
    boolean page = request.accepts("text/html");
    return () -> {
      var letter = answers.letter(caller, id(request));
      var response =
          page ? PageRoutes.page(LetterPage.of(letter.value())) : Response.ok(letter.value());
      return response.withHeader("Content-Language", "tr").withLedger(letter.receipt());
    };
  }

  /// A text that somebody typed.
  ///
  /// @throws emanet.fault.FaultException `Invalid`
  static String typed(String pointer, String sent, int longest) {
    var text = Characters.clean(sent);
    if (text.isEmpty()) {
      throw Requests.invalid(pointer, FieldCode.MISSING);
    }
    if (!Characters.allowed(text)) {
      throw Requests.invalid(pointer, FieldCode.FORMAT);
    }
    if (text.length() > longest) {
      throw Requests.invalid(pointer, FieldCode.LENGTH);
    }
    return text;
  }

  private Handler.Call step(
      Request request, Caller caller, Function<Requests.Ask, Recorded<Requests.Shown>> work) {
    var ifMatch = request.ifMatch();
    return once(
        request,
        caller,
        Requests.DECIDERS,
        claim ->
            shown(caller, work.apply(new Requests.Ask(caller, id(request), ifMatch, mark(claim)))));
  }

  static String mark(Claim claim) {
    return claim.mark().toHex();
  }

  private Handler.Call once(
      Request request, Caller caller, Set<Role> roles, Function<Claim, Response> work) {
    var _ = request.idempotencyKey(); // malformed ones are refused before anything is done
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              requests.access().require(caller, roles);
              return true;
            },
            (_, claim) -> work.apply(claim),
            "id",
            "version",
            "state",
            "dueAt");
  }
}
