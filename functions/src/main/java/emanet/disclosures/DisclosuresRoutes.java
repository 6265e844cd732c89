package emanet.disclosures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/v1/disclosures`, `/v1/disclosure-notices` and `/v1/subjects/{id}/disclosures`.
public final class DisclosuresRoutes {
  private static final String ALL = "/v1/disclosures";
  private static final String ONE = "/v1/disclosures/{id}";
  private static final Set<Role> MAKERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO);
  private static final Set<Role> READERS = Set.of(Role.DPO, Role.AUDITOR);
  private static final Set<Role> ALL_READERS =
      Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR, Role.SUBJECT);
  private static final int MOST_ITEMS = 100;
  private static final int MOST_CATEGORIES = 50;

  private final DisclosureRoom room;
  private final Idempotency idempotency;
  private final Cursors cursors;

  public DisclosuresRoutes(DisclosureRoom room, Idempotency idempotency, Cursors cursors) {
    this.room = room;
    this.idempotency = idempotency;
    this.cursors = cursors;
  }

  /// Adds them to the table.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, MAKERS, this::make)
        .on(Method.GET, ONE, READERS, this::read)
        .on(Method.POST, ONE + "/confirmations", MAKERS, this::confirm)
        .on(Method.GET, "/v1/disclosure-notices", READERS, this::open)
        .on(Method.GET, "/v1/subjects/{id}/disclosures", ALL_READERS, this::ofPerson);
  }

  private Handler.Call make(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var body = request.json();
    var wish = wish(activity, body);
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> room.disclosures().allow(caller, wish),
            (allowed, claim) ->
                answer(room.disclosures().enter(allowed, claim.id(0), claim.mark())),
            "id",
            "recipient",
            "recipientVersion",
            "activity",
            "activityVersion",
            "country",
            "mechanism",
            "mechanismArticle",
            "at",
            "approval");
  }

  private static Wish wish(ActivityCode activity, JsonObject body) {
    var items = body.objects("items").stream().map(DisclosuresRoutes::wanted).toList();
    if (items.isEmpty() || items.size() > MOST_ITEMS) {
      throw shape("/items");
    }
    return new Wish(
        activity,
        body.text("recipient"),
        items,
        body.optionalText("mechanism"),
        body.optionalText("document"),
        body.optionalText("article"));
  }

  private static Wish.Wanted wanted(JsonObject item) {
    var categories = item.texts("categories");
    if (categories.isEmpty() || categories.size() > MOST_CATEGORIES) {
      throw shape(item.pointer("categories"));
    }
    var fields = item.optionalObject("fields").map(DisclosuresRoutes::fields).orElse(Map.of());
    return new Wish.Wanted(
        item.text("subject"), categories, fields, item.optionalText("recipientRef"));
  }

  private static Map<String, List<String>> fields(JsonObject sent) {
    var fields = new HashMap<String, List<String>>();
    sent.names().forEach(name -> fields.put(name, texts(sent, name)));
    return fields;
  }

  /// What is wrong is said of the object: the name is the caller's, and may be anything.
  private static List<String> texts(JsonObject sent, String name) {
    var list = sent.node(name);
    boolean fits = list.isArray();
    var texts = new ArrayList<String>();
    for (var text : list) {
      fits &= text.isTextual();
      texts.add(text.asText());
    }
    if (!fits) {
      throw shape(sent.pointer());
    }
    return List.copyOf(texts);
  }

  private static RuntimeException shape(String pointer) {
    return new Fault.Malformed(Malformation.SHAPE, pointer).exception();
  }

  private static Response answer(Disclosures.Done done) {
    return switch (done) {
      case Disclosures.Done.Made(var disclosure, var parts, var receipt) -> {
        var json = DisclosureJson.of(disclosure);
        var items = json.putArray("items");
        parts.forEach(part -> items.add(DisclosureJson.of(part)));
        yield Response.created(ALL + "/" + disclosure.id(), json).withLedger(receipt);
      }
      case Disclosures.Done.Proposed(var approval, var receipt) ->
          Response.accepted(JsonNodeFactory.instance.objectNode().put("approval", approval))
              .withHeader("Location", "/v1/approvals/" + approval)
              .withLedger(receipt);
    };
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> {
      var shown = room.history().one(caller, request.randomId());
      var json = DisclosureJson.of(shown.value().getFirst().disclosure());
      json.put("by", shown.value().getFirst().disclosure().by());
      var items = json.putArray("items");
      for (var part : shown.value()) {
        var item = DisclosureJson.of(part.part());
        addTo(item, part);
        items.add(item);
      }
      return Response.ok(json).withLedger(shown.receipt());
    };
  }

  private static void addTo(ObjectNode json, History.Shown shown) {
    shown.reference().ifPresent(text -> json.put("recipientRef", text));
    var notices = json.putArray("notices");
    shown.notices().forEach(notice -> notices.add(DisclosureJson.of(notice)));
  }

  private Handler.Call ofPerson(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    var after = cursors.position(request, caller);
    var id = request.path("id");
    return () -> {
      var subject = SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
      var page = room.history().of(caller, subject, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      for (var shown : page.value().items()) {
        var item = DisclosureJson.of(shown.disclosure());
        if (!isOwn(caller)) {
          item.put("by", shown.disclosure().by());
        }
        item.put("item", shown.part().index());
        item.set("categories", DisclosureJson.covered(shown.part().covered()));
        addTo(item, shown);
        items.add(item);
      }
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }

  /// A person sees what was passed on and to whom, not which member of staff did it.
  private static boolean isOwn(Caller caller) {
    return caller.is(Role.SUBJECT) || caller.subject().isPresent();
  }

  private Handler.Call confirm(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    var body = request.json();
    var word =
        new Confirmations.Word(
            body.optionalText("notice"), body.optionalTime("at"), body.optionalText("note"));
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> room.confirmations().allow(caller, request.randomId()),
            (allowed, claim) -> {
              var done = room.confirmations().enter(allowed, word, claim.resumed());
              var json = JsonNodeFactory.instance.objectNode().put("id", id);
              var notices = json.putArray("notices");
              done.value().forEach(notice -> notices.add(DisclosureJson.of(notice)));
              return Response.created(ALL + "/" + id, json).withLedger(done.receipt());
            },
            "id",
            "notices");
  }

  private Handler.Call open(Request request) {
    var caller = request.caller();
    int limit = request.limit();
    Optional<String> after = cursors.position(request, caller);
    return () -> {
      var page = room.confirmations().open(caller, limit, after);
      var json = JsonNodeFactory.instance.objectNode();
      var items = json.putArray("items");
      page.value().items().forEach(followed -> items.add(DisclosureJson.of(followed)));
      page.value()
          .after()
          .ifPresent(last -> json.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(json).withLedger(page.receipt());
    };
  }
}
