package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.Malformation;
import emanet.http.Cursors;
import emanet.http.FailureLog;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Problems;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.View;
import emanet.values.ActivityCode;
import emanet.values.Caller;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The routes of records.
public final class RecordsRoutes {
  private static final String ALL = "/v1/subjects/{id}/records";
  private static final String BATCHES = "/v1/records/batch";
  private static final String ONE = "/v1/subjects/{id}/records/{category}/{recordId}";
  private static final Set<Role> WRITERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO);
  private static final Set<Role> READERS =
      Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR, Role.SUBJECT);
  private static final int BATCH = 100;

  private final Records records;
  private final RecordWrites writes;
  private final RecordBatches batches;
  private final Idempotency idempotency;
  private final Cursors cursors;
  private final FailureLog log;

  public RecordsRoutes(
      Subjects subjects, Idempotency idempotency, Cursors cursors, FailureLog log) {
    this.records = subjects.records();
    this.writes = subjects.writes();
    this.batches = subjects.batches();
    this.idempotency = idempotency;
    this.cursors = cursors;
    this.log = log;
  }

  /// Adds the routes of records.
  public void addTo(Routes routes) {
    routes
        .on(Method.GET, ALL, READERS, this::list)
        .on(Method.GET, ONE, READERS, this::read)
        .on(Method.PUT, ONE, WRITERS, request -> write(request, false))
        .on(Method.PATCH, ONE, WRITERS, request -> write(request, true))
        .on(Method.DELETE, ONE, WRITERS, this::delete)
        .on(Method.POST, BATCHES, WRITERS, this::batch);
  }

  /// Which record the path names. A record id of the wrong shape is `Malformed`; a category that
  /// cannot be is none that an activity covers; an id that is none of ours is nobody's.
  private record Named(String id, Optional<CategoryCode> category, RecordId record) {
    static Named of(Request request) {
      return new Named(
          request.path("id"),
          CategoryCode.parse(request.path("category")),
          request.path("recordId", RecordId::parse));
    }

    RecordPlace place(Caller caller) {
      var code =
          category.orElseThrow(() -> new Fault.Refused(emanet.fault.Refusal.CATEGORY).exception());
      var subject = SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
      return new RecordPlace(caller.tenant(), subject, code, record);
    }
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var named = Named.of(request);
    var fields = fields(request);
    var view = request.query("view", View::parse);
    return () -> {
      var opened =
          records.read(new Records.Ask(caller, activity, named.place(caller), fields, view));
      return shown(opened);
    };
  }

  /// A record, by whichever right it is shown.
  public static Response shown(Opened opened) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("category", opened.place().category().value());
    answer.put("recordId", opened.place().record().value());
    answer.put("version", opened.version());
    answer.put("view", opened.view().label());
    answer.set("fields", opened.fields());
    opened.eventDate().ifPresent(date -> answer.put("eventDate", date));
    opened.asOf().ifPresent(date -> answer.put("asOf", date));
    return Response.ok(answer).withEtag(opened.version()).withLedger(opened.receipt().header());
  }

  /// Which records there are.
  ///
  /// @param cursor of what comes after the last one
  public static Response shown(Records.Listing listing, UnaryOperator<String> cursor) {
    var answer = JsonNodeFactory.instance.objectNode();
    var items = answer.putArray("items");
    for (var item : listing.items()) {
      items
          .addObject()
          .put("category", item.category().value())
          .put("recordId", item.record().value())
          .put("version", item.version());
    }
    listing.last().ifPresent(last -> answer.put("nextCursor", cursor.apply(last)));
    return Response.ok(answer).withLedger(listing.receipt().header());
  }

  /// The fields that are asked for; none for all that may be seen.
  public static Set<String> fields(Request request) {
    return request.query("fields").map(RecordsRoutes::names).orElse(Set.of());
  }

  private static Set<String> names(String list) {
    var names = Arrays.stream(list.split(",", -1)).collect(Collectors.toSet());
    if (names.contains("")) {
      throw new Fault.Malformed(Malformation.PARAMETER, "fields").exception();
    }
    return names;
  }

  private Handler.Call list(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var limit = request.limit();
    var after = cursors.position(request, caller);
    var id = request.path("id");
    return () -> {
      var subject = SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
      var listing = records.list(caller, activity, subject, limit, after);
      return shown(listing, last -> cursors.next(request, caller, last));
    };
  }

  private Handler.Call write(Request request, boolean merge) {
    var named = Named.of(request);
    var body = request.json();
    var change = change(body, merge);
    body.done();
    return mutation(request, named, Optional.of(change));
  }

  private static Change change(JsonObject body, boolean merge) {
    return new Change(
        merge
            ? body.optionalTree("fields").orElseGet(JsonNodeFactory.instance::objectNode)
            : body.tree("fields"),
        body.optionalNode("eventDate"),
        body.optionalNode("asOf"),
        merge);
  }

  private Handler.Call delete(Request request) {
    return mutation(request, Named.of(request), Optional.empty());
  }

  private Handler.Call mutation(Request request, Named named, Optional<Change> change) {
    var caller = request.caller();
    var activity = request.activity();
    var ifMatch = request.ifMatch();
    boolean createOnly = request.createOnly();
    var _ = request.idempotencyKey();
    return () -> {
      var ask =
          new RecordWrites.Ask(caller, activity, named.place(caller), change, ifMatch, createOnly);
      return idempotency.once(
          request,
          caller,
          () -> writes.allow(ask),
          (allowed, claim) ->
              answer(
                  ask,
                  writes.write(
                      allowed,
                      claim.mark(),
                      done ->
                          () -> {
                            claim.remember(answer(ask, done));
                            return true;
                          })),
          "category",
          "recordId",
          "version",
          "warnings");
    };
  }

  private static Response answer(RecordWrites.Ask ask, RecordWrites.Done done) {
    var receipt = done.receipt().header();
    if (ask.change().isEmpty()) {
      return Response.noContent().withLedger(receipt);
    }
    var place = done.place();
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("category", place.category().value());
    answer.put("recordId", place.record().value());
    answer.put("version", done.version());
    if (!done.warnings().isEmpty()) {
      var warnings = answer.putArray("warnings");
      done.warnings()
          .forEach(warning ->
              warnings
                  .addObject()
                  .put("pointer", warning.pointer())
                  .put("code", warning.code().slug()));
    }
    var response =
        done.created()
            ? Response.created(
                "/v1/subjects/"
                    + place.subject()
                    + "/records/"
                    + place.category()
                    + "/"
                    + place.record(),
                answer)
            : Response.ok(answer);
    return response.withEtag(done.version()).withLedger(receipt);
  }

  /// An item of a batch as sent.
  private record Sent(String subject, String category, String record, Change change) {
    static Sent of(JsonObject item) {
      return new Sent(
          item.text("subject"),
          item.text("category"),
          item.text("recordId"),
          RecordsRoutes.change(item, false));
    }
  }

  private Handler.Call batch(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var body = request.json();
    var items = body.objects("items").stream().map(Sent::of).toList();
    body.done();
    if (items.isEmpty() || items.size() > BATCH) {
      throw new Fault.Malformed(Malformation.SHAPE, "/items").exception();
    }
    boolean createOnly = request.createOnly();
    var _ = request.idempotencyKey();
    return () -> batched(request, caller, activity, items, createOnly);
  }

  private Response batched(
      Request request, Caller caller, ActivityCode activity, List<Sent> items, boolean createOnly) {
    var entries = new ArrayList<RecordBatches.Entry>();
    var indexes = new ArrayList<Integer>();
    var unfit = new HashMap<Integer, Fault>();
    var refused = new ArrayList<Optional<SubjectId>>();
    for (int i = 0; i < items.size(); i++) {
      switch (place(caller, items.get(i))) {
        case Placed.At(var place) -> {
          indexes.add(i);
          entries.add(new RecordBatches.Entry(place, items.get(i).change()));
        }
        case Placed.Unfit(var fault) -> {
          unfit.put(i, fault);
          if (fault instanceof Fault.Refused) {
            refused.add(SubjectId.parse(items.get(i).subject()));
          }
        }
      }
    }
    return idempotency.once(
        request,
        caller,
        () -> {
          if (!refused.isEmpty()) {
            batches.refuse(caller, activity, refused);
          }
          return batches.allow(caller, activity, entries, createOnly);
        },
        (allowed, claim) -> {
          var result = batches.write(allowed, claim.mark());
          var failed = new TreeMap<Integer, ObjectNode>();
          unfit.forEach((index, fault) -> failed.put(index, Problems.document(fault, request)));
          result
              .failed()
              .forEach((index, failure) ->
                  failed.put(indexes.get(index), log.problem(failure, request)));
          return answer(result, failed);
        },
        "succeeded",
        "failed");
  }

  private static Response answer(RecordBatches.Result result, Map<Integer, ObjectNode> failed) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("succeeded", result.succeeded());
    var array = answer.putArray("failed");
    failed.forEach(
        (index, problem) -> array.addObject().put("index", index).set("problem", problem));
    var response = Response.ok(answer);
    return result.receipt().map(r -> response.withLedger(r.header())).orElse(response);
  }

  /// Where an item of a batch goes, or why nowhere.
  private sealed interface Placed {
    record At(RecordPlace place) implements Placed {}

    record Unfit(Fault fault) implements Placed {}
  }

  private static Placed place(Caller caller, Sent sent) {
    var record = RecordId.parse(sent.record());
    if (record.isEmpty()) {
      return new Placed.Unfit(Fault.Invalid.at("/recordId", FieldCode.FORMAT));
    }
    var category = CategoryCode.parse(sent.category());
    if (category.isEmpty()) {
      return new Placed.Unfit(new Fault.Refused(emanet.fault.Refusal.CATEGORY));
    }
    var subject = SubjectId.parse(sent.subject());
    return subject.isEmpty()
        ? new Placed.Unfit(new Fault.Absent())
        : new Placed.At(
            new RecordPlace(caller.tenant(), subject.get(), category.get(), record.get()));
  }
}
