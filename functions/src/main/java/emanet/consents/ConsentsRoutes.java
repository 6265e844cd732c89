package emanet.consents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.consents.Evidence.Proof;
import emanet.envelope.SealedJson;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.formats.Characters;
import emanet.values.ActivityCode;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/v1/subjects/{id}/consents`.
public final class ConsentsRoutes {
  private static final String ROUTE = "/v1/subjects/{id}/consents";

  /// A person consents and withdraws themselves, or by whom they told.
  private static final Set<Role> WRITERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.SUBJECT);

  private static final Set<Role> READERS =
      Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR, Role.SUBJECT);

  private static final int LONGEST_CHANNEL = 64;
  private static final int LONGEST_EVIDENCE = 16_384;

  private final Consents consents;
  private final ConsentHistory history;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public ConsentsRoutes(
      Consents consents, ConsentHistory history, Idempotency idempotency, Cursors cursors) {
    this.consents = consents;
    this.history = history;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds the routes of consents.
  public void addTo(Routes routes) {
    routes
        .always(Method.POST, ROUTE, WRITERS, this::decide)
        .on(Method.GET, ROUTE, READERS, this::list);
  }

  /// A decision as sent: well formed, and not yet judged.
  private record Sent(
      String activity,
      boolean granted,
      Optional<Consent.Notice> notice,
      Optional<String> noticeWithoutVersion,
      String channel,
      Optional<JsonNode> evidence) {
    static Sent of(JsonObject body) {
      var notice = body.optionalText("notice");
      var version = body.optionalWhole("noticeVersion");
      var evidence = body.optionalNode("evidence");
      evidence
          .filter(node -> !node.isTextual() && !node.isObject())
          .ifPresent(_ -> {
            throw new Fault.Malformed(Malformation.SHAPE, "/evidence").exception();
          });
      var named =
          notice
              .filter(_ -> version.isPresent())
              .map(id -> new Consent.Notice(id, version.getAsLong()));
      return new Sent(
          body.text("activity"),
          body.flag("granted"),
          named,
          named.isPresent() || (notice.isEmpty() && version.isEmpty())
              ? Optional.empty()
              : Optional.of(notice.isPresent() ? "/noticeVersion" : "/notice"),
          Characters.clean(body.text("channel")),
          evidence);
    }

    Consents.Decision decision(SubjectId subject) {
      var errors = new ArrayList<FieldError>();
      var code = ActivityCode.parse(activity);
      if (code.isEmpty()) {
        errors.add(new FieldError("/activity", FieldCode.UNKNOWN));
      }
      noticeWithoutVersion.ifPresent(at -> errors.add(new FieldError(at, FieldCode.MISSING)));
      text(channel, "/channel", LONGEST_CHANNEL, errors);
      evidence.ifPresent(node -> judgeEvidence(node, errors));
      return new Consents.Decision(
          subject, code, granted, notice, new Proof(channel, evidence), errors);
    }

    private static void judgeEvidence(JsonNode node, List<FieldError> errors) {
      if (node.isEmpty() && !node.isTextual()) {
        errors.add(new FieldError("/evidence", FieldCode.MISSING));
      } else if (node.isTextual()) {
        text(Characters.clean(node.textValue()), "/evidence", LONGEST_EVIDENCE, errors);
      } else if (SealedJson.bytes(node).length > LONGEST_EVIDENCE) {
        errors.add(new FieldError("/evidence", FieldCode.LENGTH));
      }
    }

    private static void text(String text, String at, int longest, List<FieldError> errors) {
      if (text.isEmpty()) {
        errors.add(new FieldError(at, FieldCode.MISSING));
      } else if (!Characters.allowed(text)) {
        errors.add(new FieldError(at, FieldCode.FORMAT));
      } else if (text.length() > longest) {
        errors.add(new FieldError(at, FieldCode.LENGTH));
      }
    }
  }

  private Handler.Call decide(Request request) {
    var caller = request.caller();
    var body = request.json();
    var sent = Sent.of(body);
    body.done();
    var id = request.path("id");
    return () -> {
      var subject = subject(id);
      var decision = sent.decision(subject);
      return idempotency.once(
          request,
          caller,
          () -> consents.allow(caller, decision),
          (allowed, claim) ->
              answer(subject, consents.enter(allowed, claim.mark(), claim.resumed())),
          "activity",
          "activityVersion",
          "version",
          "granted",
          "notice",
          "noticeVersion",
          "scope",
          "at",
          "disposal");
    };
  }

  private static SubjectId subject(String id) {
    return SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
  }

  private static Response answer(SubjectId subject, Consents.Entered entered) {
    var consent = entered.consent();
    var json = json(consent);
    if (consent.undisposed()) {
      json.put("disposal", entered.disposed() ? "DONE" : "PENDING");
    }
    var location = "/v1/subjects/" + subject + "/consents?activity=" + consent.activity();
    return Response.created(location, json).withLedger(entered.receipt());
  }

  private static ObjectNode json(Consent consent) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("activity", consent.activity().value())
        .put("activityVersion", consent.activityVersion())
        .put("version", consent.version())
        .put("granted", consent.granted())
        .put("scope", consent.scope())
        .put("at", consent.at().toString());
    consent.notice().ifPresent(n -> json.put("notice", n.id()).put("noticeVersion", n.version()));
    return json;
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var activity = request.query("activity", ActivityCode::parse);
    var after = cursors.position(request, caller);
    var id = request.path("id");
    return () -> {
      var page = history.list(caller, subject(id), activity, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(shown -> items.add(json(shown)));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  private static ObjectNode json(ConsentHistory.Shown shown) {
    var json = json(shown.consent());
    json.put("state", shown.state().name()).put("by", shown.consent().by());
    shown
        .proof()
        .ifPresent(proof -> {
          json.put("channel", proof.channel());
          proof.proof().ifPresent(node -> json.set("evidence", node));
        });
    return json;
  }
}
