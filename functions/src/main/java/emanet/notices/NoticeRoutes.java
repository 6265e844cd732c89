package emanet.notices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Problems;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.Access;
import emanet.register.NoticeKind;
import emanet.register.formats.Characters;
import emanet.values.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `/v1/notices`.
public final class NoticeRoutes {
  private static final String ALL = "/v1/notices";
  private static final String ONE = "/v1/notices/{id}";
  private static final String VERSIONS = "/v1/notices/{id}/versions";
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");
  private static final int LONGEST_TITLE = 300;

  /// Bytes in UTF-8: an item of the table holds no more than 400 KB.
  private static final int LONGEST_BODY = 262_144;

  private final Notices notices;
  private final Outstanding outstanding;
  private final Access access;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public NoticeRoutes(NoticeRoom room, Idempotency idempotency, Cursors cursors) {
    this.notices = room.notices();
    this.outstanding = room.outstanding();
    this.access = room.access();
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds the routes of notices.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, Notices.READERS, this::list)
        .on(Method.GET, ONE, Notices.READERS, this::current)
        .on(Method.POST, VERSIONS, Notices.EDITORS, this::publish)
        .on(Method.GET, VERSIONS, Notices.READERS, this::versions)
        .on(Method.GET, VERSIONS + "/{n}", Notices.READERS, this::version)
        .on(Method.GET, ONE + "/diff", Notices.READERS, this::diff)
        .on(Method.GET, ONE + "/outstanding", Notices.READERS, this::outstanding);
  }

  private Handler.Call publish(Request request) {
    var caller = request.caller();
    var id = request.path("id", NoticeId::parse);
    var body = request.json();
    var text = text(body);
    body.done();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> {
              access.require(caller, Notices.EDITORS);
              return true;
            },
            (_, claim) -> {
              var done = notices.publish(caller, id, text, claim.mark().toHex());
              return published(request, done.value()).withLedger(done.receipt());
            },
            "notice",
            "version",
            "kind",
            "language",
            "sha256",
            "effectiveFrom");
  }

  private static Response published(Request request, Notices.Published done) {
    var version = done.version();
    var json = about(version);
    var warnings = done.warnings().stream().map(code -> new FieldError("/body", code)).toList();
    json.set("warnings", Problems.errors(warnings, request));
    return Response.created(
            "/v1/notices/" + version.notice() + "/versions/" + version.version(), json)
        .withEtag(version.version());
  }

  private static Notices.Text text(JsonObject body) {
    var errors = new ArrayList<FieldError>();
    var kind = NoticeKind.parse(body.text("kind"));
    if (kind.isEmpty()) {
      errors.add(new FieldError("/kind", FieldCode.UNKNOWN));
    }
    var language = body.text("language");
    if (!LANGUAGES.contains(language)) {
      errors.add(new FieldError("/language", FieldCode.UNKNOWN));
    }
    var title = Characters.clean(body.text("title"));
    judge(title, "/title", title.length() <= LONGEST_TITLE, errors);
    var content = body.text("body"); // as sent: nothing is mended in it
    var length = content.getBytes(StandardCharsets.UTF_8).length;
    judge(content, "/body", length <= LONGEST_BODY, errors);
    var from = Rfc3339.parse(body.text("effectiveFrom"));
    if (from.isEmpty()) {
      errors.add(new FieldError("/effectiveFrom", FieldCode.FORMAT));
    }
    return new Notices.Text(kind, language, title, content, from.orElse(Instant.EPOCH), errors);
  }

  private static void judge(String text, String at, boolean fits, List<FieldError> errors) {
    if (Characters.clean(text).isEmpty()) {
      errors.add(new FieldError(at, FieldCode.MISSING));
    } else if (!Characters.allowed(text)) {
      errors.add(new FieldError(at, FieldCode.FORMAT));
    } else if (!fits) {
      errors.add(new FieldError(at, FieldCode.LENGTH));
    }
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var page = notices.list(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(version -> items.add(about(version)));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private Handler.Call current(Request request) {
    var caller = request.caller();
    var id = request.path("id", NoticeId::parse);
    var language = language(request);
    return () -> {
      var found = notices.current(caller, id, language);
      return shown(request, found.value()).withLedger(found.receipt());
    };
  }

  private Handler.Call version(Request request) {
    var caller = request.caller();
    var id = request.path("id", NoticeId::parse);
    long n = number(request);
    return () -> {
      var found = notices.version(caller, id, n);
      return shown(request, found.value()).withLedger(found.receipt());
    };
  }

  /// A version that is none is absent, as one that is not there.
  static long number(Request request) {
    return parseNumber(request.path("n")).orElse(0L);
  }

  private static Optional<Long> parseNumber(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private Handler.Call versions(Request request) {
    var caller = request.caller();
    var id = request.path("id", NoticeId::parse);
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var page = notices.versions(caller, id, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(version -> items.add(about(version)));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private Handler.Call diff(Request request) {
    var caller = request.caller();
    var id = request.path("id", NoticeId::parse);
    long from = named(request, "from");
    long to = named(request, "to");
    return () -> {
      var both = notices.both(caller, id, from, to);
      var json = JsonNodeFactory.instance.objectNode().put("from", from).put("to", to);
      var changes = json.putArray("changes");
      NoticeDiff.between(both.value().getFirst(), both.value().getLast())
          .forEach(change -> changes.add(change(change)));
      return Response.ok(json).withLedger(both.receipt());
    };
  }

  private static long named(Request request, String name) {
    return request
        .query(name, NoticeRoutes::parseNumber)
        .orElseThrow(() -> new Fault.Malformed(Malformation.PARAMETER, name).exception());
  }

  private static ObjectNode change(NoticeDiff.Change change) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("section", change.section());
    json.put("before", change.before().orElse(null));
    json.put("after", change.after().orElse(null));
    var words = json.putArray("words");
    change
        .words()
        .forEach(run -> words.addObject().put("op", run.op().name()).put("text", run.text()));
    return json;
  }

  private Handler.Call outstanding(Request request) {
    var caller = request.caller();
    var id = request.path("id", NoticeId::parse);
    int limit = request.limit();
    var after = cursors.position(request, caller);
    return () -> {
      var found = outstanding.of(caller, id, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      json.put("version", found.value().version());
      var items = json.putArray("items");
      found
          .value()
          .people()
          .items()
          .forEach(person -> {
            var item = items.addObject().put("subject", person.subject().value());
            if (person.received() > 0) {
              item.put("received", person.received());
            }
          });
      found
          .value()
          .people()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(found.receipt());
    };
  }

  /// Turkish, unless another language is asked for.
  static String language(Request request) {
    return request.header("Accept-Language").isPresent()
        ? request.language().tag()
        : NoticeVersion.TURKISH;
  }

  /// A version with its text: as JSON, or as a page.
  static Response shown(Request request, NoticeVersion version) {
    if (request.accepts("text/html")) {
      var page = Response.text("text/html; charset=utf-8", NoticePage.of(version));
      for (var header : NoticePage.HEADERS.entrySet()) {
        page = page.withHeader(header.getKey(), header.getValue());
      }
      return page.withHeader("Content-Language", version.language()).withEtag(version.version());
    }
    return Response.ok(about(version).put("body", version.body())).withEtag(version.version());
  }

  private static ObjectNode about(NoticeVersion version) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("notice", version.notice().value())
        .put("version", version.version())
        .put("kind", version.kind().name())
        .put("language", version.language())
        .put("title", version.title())
        .put("sha256", version.sha256())
        .put("effectiveFrom", version.effectiveFrom().toString())
        .put("publishedAt", version.at().toString());
  }
}
