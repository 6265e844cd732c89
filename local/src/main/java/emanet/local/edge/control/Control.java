package emanet.local.edge.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.iam.Role;
import emanet.local.edge.iam.Roles;
import emanet.local.edge.trail.Trails;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.JsonProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields.Field;

/// The edge's own API, under `/_emanet/`: for development only.
public final class Control implements AutoCloseable {
  private static final String PREFIX = "/_emanet/";
  private static final String JSON = "application/json";

  private static final Set<String> KNOWN =
      Set.of(
          "token",
          "jwks",
          "outbox",
          "webhooks",
          "clock",
          "faults",
          "calls",
          "uses",
          "pages",
          "servers",
          "gateways",
          "trails",
          "accounts",
          "roles",
          "sessions");

  private final EdgeClock clock = new EdgeClock();
  private final CallLog calls = new CallLog();
  private final Uses uses = new Uses();
  private final Pages pages = new Pages();
  private final Outbox outbox = new Outbox(clock);
  private final TokenIssuer issuer = new TokenIssuer(clock);
  private final Gateways gateways = new Gateways(clock);
  private final Trails trails = new Trails(clock);
  private final Timetable timetable =
      new Timetable(clock, gateways, trails::deliverDue, () -> this.rest.run());
  private final Accounts accounts = new Accounts();
  private final Roles roles = new Roles();
  private final Faults faults;
  private volatile Runnable rest = () -> {};
  private volatile Runnable sessionsEnd = () -> {};

  public Control(long seed) {
    faults = new Faults(seed);
  }

  /// Makes the issuer's key in the background.
  public void prepare() {
    issuer.prepare();
  }

  /// Lets schedules run as time passes, not only when the clock is moved.
  public void tick() {
    timetable.start();
  }

  /// Says how to wait for what goes on beside schedules.
  public void rests(Runnable waiting) {
    rest = waiting;
  }

  /// Says how the sessions of roles are ended.
  public void sessionsEnd(Runnable ending) {
    sessionsEnd = ending;
  }

  /// What a Region's function answers; a problem where it fails, or there is none to be asked.
  public Answer invoke(String region, String function, byte[] event) {
    try {
      return gateways.invoke(Optional.of(region), function, event);
    } catch (ControlFailure e) {
      return problem(e.status(), e.detail());
    }
  }

  public static boolean owns(Request request) {
    return path(request).startsWith(PREFIX);
  }

  public EdgeClock clock() {
    return clock;
  }

  public CallLog calls() {
    return calls;
  }

  public Uses uses() {
    return uses;
  }

  public Faults faults() {
    return faults;
  }

  public Trails trails() {
    return trails;
  }

  public Roles roles() {
    return roles;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Answer answer(Request request, byte[] body) {
    try {
      return routed(request, body);
    } catch (ControlFailure e) {
      return problem(e.status(), e.detail());
    } catch (RuntimeException e) {
      // a development tool: its user is the one who can mend it, so the cause is told
      return problem(500, "The edge failed: " + e);
    }
  }

  public Answer refused() {
    return problem(403, "Only programs on this machine are served, by 127.0.0.1 or localhost.");
  }

  public Answer tooLarge(int largest) {
    return problem(413, "A body holds at most " + largest + " bytes.");
  }

  @Override
  public void close() {
    timetable.close();
    gateways.close();
  }

  private Answer routed(Request request, byte[] body) {
    var path = path(request).substring(PREFIX.length());
    if (path.startsWith("invoke/") && request.getMethod().equals("POST")) {
      return gateways.invoke(
          parameter(request, "region"), path.substring("invoke/".length()), body);
    }
    return switch (request.getMethod() + " " + path) {
      case "POST token" -> json(object("token", issuer.token(Fields.parsed(body))));
      case "GET jwks" -> text(issuer.jwks());
      case "GET outbox" -> json(outbox.json());
      case "POST outbox" -> done(() -> outbox.add(Fields.parsed(body)));
      case "DELETE outbox" -> done(outbox::clear);
      case "POST webhooks" -> json(webhook(Fields.parsed(body)));
      case "GET clock" -> json(timetable.json());
      case "POST clock" -> json(timetable.advance(Fields.parsed(body)));
      case "GET faults" -> json(faults.json());
      case "PUT faults" -> json(faults.put(Fault.of(Fields.parsed(body))));
      case "DELETE faults" -> done(() -> faults.clear(parameter(request, "match")));
      case "GET calls" -> json(calls.json(parameter(request, "match")));
      case "DELETE calls" -> done(() -> calls.clear(parameter(request, "match")));
      case "GET uses" -> json(uses.json());
      case "PUT pages" -> done(() -> pages.put(Fields.parsed(body)));
      case "GET pages" -> page(request);
      case "GET servers" -> server(request);
      case "DELETE pages" -> done(() -> pages.remove(parameter(request, "url")));
      case "PUT accounts" -> done(() -> accounts.put(Fields.parsed(body)));
      case "DELETE sessions" -> done(() -> sessionsEnd.run());
      case "PUT roles" -> done(() -> role(body));
      case "PUT trails" -> done(() -> trail(Fields.parsed(body)));
      case "GET gateways" -> json(gateways.json());
      case "POST gateways" -> json(gateways.register(Fields.parsed(body)));
      case "DELETE gateways" -> done(() -> gateways.remove(parameter(request, "url")));
      default -> throw unknown(path);
    };
  }

  private JsonNode webhook(Fields fields) {
    var url = outbox.addWebhook(fields);
    return JsonNodeFactory.instance.objectNode().put("status", pages.status(url));
  }

  private void role(byte[] body) {
    try {
      roles.put(Role.of(JsonProtocol.parsed(body)));
    } catch (IllegalArgumentException e) {
      throw new ControlFailure(400, "That role would not be judged here: " + e.getMessage());
    }
  }

  private void trail(Fields fields) {
    var name = fields.text("bucket");
    fields.done();
    trails.begin(name);
  }

  private static ControlFailure unknown(String path) {
    return KNOWN.contains(path)
        ? new ControlFailure(405, "That cannot be done with " + PREFIX + path + ".")
        : new ControlFailure(404, "There is nothing at " + PREFIX + path + ".");
  }

  private Answer page(Request request) {
    var url = parameter(request, "url").orElseThrow(() -> Fields.wrong("url", "a parameter"));
    return pages
        .body(url)
        .map(Control::text)
        .orElseThrow(() -> new ControlFailure(404, "No page is registered for that URL."));
  }

  /// The server that plays one of the world outside.
  private Answer server(Request request) {
    var url = parameter(request, "url").orElseThrow(() -> Fields.wrong("url", "a parameter"));
    return pages
        .server(url)
        .map(address -> json(object("server", address.toString())))
        .orElseThrow(() -> new ControlFailure(404, "No server is registered for that URL."));
  }

  private static Answer json(JsonNode content) {
    return Answer.json(200, JSON, content);
  }

  private static Answer text(String body) {
    return Answer.of(200, Map.of("Content-Type", JSON), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer done(Runnable action) {
    action.run();
    return Answer.empty(204);
  }

  private static JsonNode object(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private static Answer problem(int status, String detail) {
    var problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", "about:blank");
    problem.put("status", status);
    problem.put("detail", detail);
    return Answer.json(status, "application/problem+json", problem);
  }

  private static Optional<String> parameter(Request request, String name) {
    return Optional.ofNullable(Request.extractQueryParameters(request).get(name))
        .map(Field::getValue)
        .filter(value -> !value.isEmpty());
  }

  private static String path(Request request) {
    var path = request.getHttpURI().getCanonicalPath();
    return path == null ? "/" : path;
  }
}
