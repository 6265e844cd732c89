package emanet.breaches;

import emanet.fault.FieldCode;
import emanet.http.Cursors;
import emanet.http.Handler;
import emanet.http.Idempotency;
import emanet.http.JsonObject;
import emanet.http.Method;
import emanet.http.Request;
import emanet.http.Response;
import emanet.http.Routes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/v1/breaches`: entering breaches, showing them, and putting right what turned out otherwise.
public final class BreachRoutes extends SharedRoutes {
  private BreachRoutes(Needs needs) {
    super(needs);
  }

  /// Adds all of the room's to the table.
  public static void addTo(
      Routes routes,
      BreachRoom room,
      Idempotency idempotency,
      Cursors cursors,
      InstantSource clock) {
    var needs = new Needs(room, idempotency, cursors, clock);
    new BreachRoutes(needs).addTo(routes);
    new ScopeRoutes(needs).addTo(routes);
    new NotificationRoutes(needs).addTo(routes);
    new FormRoutes(needs).addTo(routes);
    new IncidentRoutes(needs).addTo(routes);
    new SuspicionRoutes(needs).addTo(routes);
  }

  private void addTo(Routes routes) {
    routes
        .on(Method.POST, ALL, Breaches.EDITORS, this::open)
        .on(Method.GET, ALL, Breaches.READERS, this::list)
        .on(Method.GET, ONE, Breaches.READERS, this::read)
        .on(Method.PATCH, ONE, Breaches.EDITORS, this::correct);
  }

  private Handler.Call open(Request request) {
    var caller = request.caller();
    var body = request.json();
    var report = report(body, Optional.empty());
    body.done();
    var ifMatch = request.ifMatch();
    return once(
        request,
        Breaches.EDITORS,
        claim -> {
          var id = claim.id(0);
          var ask = new Breaches.Ask(caller, id, ifMatch, mark(claim), id);
          var opened = room.breaches().open(ask, report.get());
          return Response.created(ALL + "/" + id, view(caller).head(opened.value()))
              .withEtag(opened.value().version())
              .withLedger(opened.receipt());
        });
  }

  private static BreachReader.Sent suspects(JsonObject sent) {
    return new BreachReader.Sent(
        sent.optionalTexts("actors").orElse(List.of()),
        sent.optionalTexts("addresses").orElse(List.of()),
        sent.time("from"),
        sent.time("to"));
  }

  /// Read by its shape now, judged when it is asked for.
  ///
  /// @param known whose breach it is, where that is not sent
  static Supplier<Report> report(JsonObject body, Optional<Origin> known) {
    var origin = known.map(Origin::name).orElseGet(() -> body.text("origin"));
    var learnedAt = body.time("learnedAt");
    var detectedAt = body.optionalTime("detectedAt");
    var startedAt = body.optionalTime("startedAt");
    var endedAt = body.optionalTime("endedAt");
    var source = body.text("source");
    var effects = body.texts("effects");
    var description = body.text("description");
    var sent = suspects(body.object("suspects"));
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
    var body = request.json();
    var reason = body.text("reason");
    var learnedAt = body.optionalTime("learnedAt");
    var detectedAt = body.optionalTime("detectedAt");
    var startedAt = body.optionalTime("startedAt");
    var endedAt = body.optionalTime("endedAt");
    var sent = body.optionalObject("suspects").map(BreachRoutes::suspects);
    var form = body.optionalObject("form").map(BreachRoutes::form);
    body.done();
    return step(
        request,
        ask -> {
          var reader = new BreachReader();
          var correction =
              new Correction(
                  reader.typed("/reason", reason, BreachReader.LONGEST_REASON),
                  learnedAt,
                  detectedAt,
                  startedAt,
                  endedAt,
                  sent.map(reader::suspects),
                  form.map(fields -> fields.apply(reader)));
          reader.ordered("/startedAt", startedAt, endedAt);
          if (correction.empty()) {
            reader.wrong("", FieldCode.MISSING);
          }
          reader.requireRight();
          return shown(ask.caller(), room.breaches().correct(ask, correction));
        });
  }

  private static Function<BreachReader, FormFields> form(JsonObject sent) {
    var texts = new HashMap<String, String>();
    FormFields.TEXTS
        .keySet()
        .forEach(name -> sent.optionalText(name).ifPresent(text -> texts.put(name, text)));
    var consequences = sent.optionalTexts(FormFields.CONSEQUENCES);
    var attachments = sent.optionalTexts(FormFields.ATTACHMENTS);
    return reader -> reader.form(texts, consequences, attachments);
  }

  private Handler.Call read(Request request) {
    var caller = request.caller();
    return () -> shown(caller, room.breaches().read(caller, id(request)));
  }

  private Handler.Call list(Request request) {
    return list(request, room.breaches()::list, view(request.caller())::head);
  }
}
