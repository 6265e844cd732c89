package emanet.subjects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FieldCode;
import emanet.fault.FieldError;
import emanet.fault.Malformation;
import emanet.http.Claim;
import emanet.http.Cursors;
import emanet.http.FailureLog;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.register.SubjectGroup;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import emanet.values.CategoryCode;
import emanet.values.Role;
import emanet.values.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The routes of people: taking them up, their cards, and finding them.
public final class SubjectsRoutes {
  private static final Set<Role> WRITERS = Set.of(Role.SERVICE, Role.AGENT, Role.DPO);
  private static final Set<Role> READERS =
      Set.of(Role.SERVICE, Role.AGENT, Role.DPO, Role.AUDITOR, Role.SUBJECT);
  private static final int BATCH = 100;
  private static final int LONGEST_REFERENCE = 256;

  private final People people;
  private final PersonCard cards;
  private final Search search;
  private final Idempotency idempotency;
  private final Cursors cursors;
  private final FailureLog log;

  public SubjectsRoutes(
      Subjects subjects, Idempotency idempotency, Cursors cursors, FailureLog log) {
    this.people = subjects.people();
    this.cards = subjects.cards();
    this.search = subjects.search();
    this.idempotency = idempotency;
    this.cursors = cursors;
    this.log = log;
  }

  /// Adds the routes of people.
  public void addTo(Routes routes) {
    routes
        .on(Method.POST, "/v1/subjects", WRITERS, this::create)
        .on(Method.POST, "/v1/subjects/batch", WRITERS, this::createBatch)
        .always(Method.POST, "/v1/subjects/search", WRITERS, this::find)
        .on(Method.GET, "/v1/subjects/{id}", READERS, this::read)
        .on(Method.PATCH, "/v1/subjects/{id}", WRITERS, this::change);
  }

  /// An id that is none of ours is nobody's.
  static SubjectId subject(Request request) {
    return SubjectId.parse(request.path("id")).orElseThrow(() -> new Fault.Absent().exception());
  }

  private Handler.Call create(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var body = request.json();
    var sent = Sent.of(body);
    body.done();
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> people.allow(caller, activity, List.of(sent.newcomer())),
            (allowed, claim) -> {
              sent.requireValid("");
              var created = people.create(allowed, new SubjectId(claim.id(0)), claim.mark());
              var answer = JsonNodeFactory.instance.objectNode();
              answer.put("id", created.subject().value());
              groups(answer, sent.newcomer().groups());
              answer.put("version", 1);
              return Response.created("/v1/subjects/" + created.subject(), answer)
                  .withEtag(1)
                  .withLedger(created.receipt().header());
            },
            "id",
            "groups",
            "version");
  }

  private static void groups(ObjectNode answer, Set<String> groups) {
    var array = answer.putArray("groups");
    new TreeSet<>(groups).forEach(array::add);
  }

  /// A person as sent: well formed, and not yet judged.
  private record Sent(List<String> groups, Optional<String> reference) {
    static Sent of(JsonObject body) {
      return new Sent(body.texts("groups"), body.optionalText("externalRef"));
    }

    People.Newcomer newcomer() {
      return new People.Newcomer(Set.copyOf(groups), reference);
    }

    List<FieldError> errors(String at) {
      var errors = new ArrayList<>(groupErrors(groups, at + "/groups"));
      reference.ifPresent(text -> {
        if (text.isBlank()) {
          errors.add(new FieldError(at + "/externalRef", FieldCode.MISSING));
        } else if (text.length() > LONGEST_REFERENCE) {
          errors.add(new FieldError(at + "/externalRef", FieldCode.LENGTH));
        }
      });
      return errors;
    }

    void requireValid(String at) {
      var errors = errors(at);
      if (!errors.isEmpty()) {
        throw new Fault.Invalid(errors).exception();
      }
    }
  }

  private static List<FieldError> groupErrors(List<String> groups, String at) {
    var errors = new ArrayList<FieldError>();
    if (groups.isEmpty()) {
      errors.add(new FieldError(at, FieldCode.MISSING));
    }
    for (int i = 0; i < groups.size(); i++) {
      if (SubjectGroup.parse(groups.get(i)).isEmpty()) {
        errors.add(new FieldError(at + "/" + i, FieldCode.UNKNOWN));
      }
    }
    return errors;
  }

  private Handler.Call createBatch(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var body = request.json();
    var items = body.objects("items").stream().map(Sent::of).toList();
    body.done();
    if (items.isEmpty() || items.size() > BATCH) {
      throw new Fault.Malformed(Malformation.SHAPE, "/items").exception();
    }
    var _ = request.idempotencyKey();
    return () ->
        idempotency.once(
            request,
            caller,
            () -> people.allow(caller, activity, items.stream().map(Sent::newcomer).toList()),
            (allowed, claim) -> welcomed(request, allowed, items, claim),
            "items");
  }

  private Response welcomed(
      Request request, People.Allowed allowed, List<Sent> items, Claim claim) {
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < items.size(); i++) {
      errors.addAll(items.get(i).errors("/items/" + i));
    }
    var references = new TreeSet<String>();
    for (int i = 0; i < items.size(); i++) {
      var reference = items.get(i).reference();
      if (reference.isPresent() && !references.add(reference.get())) {
        errors.add(new FieldError("/items/" + i + "/externalRef", FieldCode.DUPLICATE));
      }
    }
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    var welcomes = people.createAll(allowed, n -> new SubjectId(claim.id(n)), claim.mark());
    var answer = JsonNodeFactory.instance.objectNode();
    var array = answer.putArray("items");
    var receipt = Optional.<String>empty();
    for (var welcome : welcomes) {
      switch (welcome) {
        case People.Welcome.Done(var created) -> {
          array.addObject().put("id", created.subject().value());
          receipt = receipt.or(() -> Optional.of(created.receipt().header()));
        }
        case People.Welcome.Failed(var failure)
            when failure.fault() instanceof Fault.Conflicting(var _, var facts)
                && facts.containsKey("existing") ->
            array.addObject().put("existing", facts.get("existing"));
        case People.Welcome.Failed(var failure) ->
            array.addObject().set("problem", log.problem(failure, request));
      }
    }
    var response = Response.ok(answer);
    return receipt.map(response::withLedger).orElse(response);
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    var id = request.path("id");
    return () -> {
      var subject = SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
      return answer(cards.read(caller, subject));
    };
  }

  private static Response answer(PersonCard.Card card) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", card.subject().value());
    groups(answer, card.groups());
    card.relationshipEnd().ifPresent(date -> answer.put("relationshipEnd", date));
    answer.put("createdAt", card.created());
    answer.put("version", card.version());
    return Response.ok(answer).withEtag(card.version()).withLedger(card.receipt().header());
  }

  private Handler.Call change(Request request) {
    var caller = request.caller();
    var ifMatch = request.ifMatch();
    var body = request.json();
    var groups = body.optionalTexts("groups");
    var end = body.optionalNode("relationshipEnd");
    body.done();
    var _ = request.idempotencyKey();
    var id = request.path("id");
    return () -> {
      var subject = SubjectId.parse(id).orElseThrow(() -> new Fault.Absent().exception());
      return idempotency.once(
          request,
          caller,
          () -> cards.allowChange(caller, subject),
          (allowed, claim) ->
              answer(cards.change(allowed, update(groups, end), ifMatch, claim.mark())),
          "id",
          "groups",
          "version");
    };
  }

  private static PersonCard.Update update(
      Optional<List<String>> groups,
      Optional<com.fasterxml.jackson.databind.JsonNode> relationshipEnd) {
    var errors = new ArrayList<FieldError>();
    groups.ifPresent(g -> errors.addAll(groupErrors(g, "/groups")));
    var end = relationshipEnd.map(node -> endDate(node, errors));
    if (!errors.isEmpty()) {
      throw new Fault.Invalid(errors).exception();
    }
    return new PersonCard.Update(groups.map(Set::copyOf), end);
  }

  private static PersonCard.End endDate(
      com.fasterxml.jackson.databind.JsonNode node, List<FieldError> errors) {
    if (node.isNull()) {
      return new PersonCard.End.Open();
    }
    return switch (FieldType.DATE.check(node)) {
      case Checked.Fit(var value, _) -> new PersonCard.End.On(value.textValue());
      case Checked.Unfit(var code) -> {
        errors.add(new FieldError("/relationshipEnd", code));
        yield new PersonCard.End.Open();
      }
    };
  }

  private Handler.Call find(Request request) {
    var caller = request.caller();
    var activity = request.activity();
    var limit = request.limit();
    var body = request.json();
    var match = body.object("match");
    var category = match.text("category");
    var field = match.text("field");
    var value = match.node("value");
    body.done();
    var after = cursors.position(request, caller);
    return () -> {
      var code =
          CategoryCode.parse(category)
              .orElseThrow(() -> new Fault.Refused(emanet.fault.Refusal.CATEGORY).exception());
      var found = search.find(new Search.Ask(caller, activity, code, field, value, limit, after));
      var answer = JsonNodeFactory.instance.objectNode();
      var items = answer.putArray("items");
      found.subjects().forEach(subject -> items.addObject().put("id", subject.value()));
      found.last().ifPresent(last -> answer.put("nextCursor", cursors.next(request, caller, last)));
      return Response.ok(answer).withLedger(found.receipt().header());
    };
  }
}
