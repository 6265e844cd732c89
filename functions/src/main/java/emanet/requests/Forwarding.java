package emanet.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import emanet.alerts.Letter;
import emanet.alerts.Order;
import emanet.alerts.SendId;
import emanet.alerts.Sends;
import emanet.fault.FieldCode;
import emanet.register.Activities;
import emanet.register.Activity;
import emanet.register.Recorded;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import emanet.values.ActivityCode;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/// Passes a request on to the controller for whom the tenant only processes, and notes who received
/// it there.
///
/// The message is queued before the request becomes `FORWARDED`: a stop in between passes it on
/// once more, and never leaves one that nobody was told of.
final class Forwarding {
  static final String VERB = "forward";
  static final String RECEIPT = "receipt";
  private static final String PURPOSE = "REQUEST_FORWARD";
  private static final String SUBJECT = "KVKK md. 11 başvurusu / Data subject request";

  private final Requests requests;
  private final Activities activities;
  private final Sends sends;
  private final InstantSource clock;

  Forwarding(Requests requests, Activities activities, Sends sends, InstantSource clock) {
    this.requests = requests;
    this.activities = activities;
    this.sends = sends;
    this.clock = clock;
  }

  /// Under which activity the tenant processes for the controller, and where that is told.
  record Destination(String activity, String email) {
    @Override
    public String toString() {
      return "Destination[" + activity + "]";
    }
  }

  Recorded<Requests.Shown> forward(Requests.Ask ask, Destination to) {
    var tenant = ask.caller().tenant();
    return requests.change(
        ask,
        VERB,
        Optional.empty(),
        filing -> {
          var moved = Requests.moved(filing, State.FORWARDED);
          var controller = controller(tenant, to);
          var email = email(to);
          var id = new SendId("request-" + ask.id() + "-forward-" + (filing.head().version() + 1));
          sends.queue(
              new Order(
                  tenant,
                  id,
                  ask.id(),
                  PURPOSE,
                  ask.id(),
                  new Letter.Email(email, SUBJECT, text(filing)),
                  clock.instant()));
          var section = Sections.entered(ask.caller(), clock.instant());
          section.put("activity", to.activity()).put("email", email).put("send", id.value());
          section
              .putObject("controller")
              .put("title", controller.title())
              .put("address", controller.address());
          return moved.with(filing.file().with(CaseFile.FORWARD, section));
        });
  }

  private Activity.Controller controller(TenantId tenant, Destination to) {
    var activity =
        ActivityCode.parse(to.activity())
            .flatMap(code ->
                activities.all(tenant).stream()
                    .map(filed -> filed.value())
                    .filter(one -> one.code().equals(code))
                    .findFirst())
            .orElseThrow(() -> Requests.invalid("/activity", FieldCode.UNKNOWN));
    if (activity.role() != Activity.Capacity.PROCESSOR) {
      throw Requests.invalid("/activity", FieldCode.UNSUITABLE);
    }
    return activity
        .controller()
        .orElseThrow(() -> Requests.invalid("/activity", FieldCode.UNSUITABLE));
  }

  private static String email(Destination to) {
    return switch (FieldType.EMAIL.check(TextNode.valueOf(to.email()))) {
      case Checked.Fit(var value, _) -> value.textValue();
      case Checked.Unfit(var code) -> throw Requests.invalid("/email", code);
    };
  }

  /// The controller has to answer it, so it is told what is asked, by whom, for whom, and how to
  /// reach them. Not their numbers, which are no matter for a letter that is not sealed, nor values
  /// that records are to have: the controller asks whoever applied.
  private static String text(Filing filing) {
    var application = filing.file().application();
    var applicant = application.path("applicant");
    var lines = new ArrayList<String>();
    lines.add("Başvuru no: " + filing.head().id());
    lines.add("Alındığı tarih: " + filing.head().deadline().received());
    lines.add("Cevap için son gün: " + filing.head().deadline().lastDay());
    lines.add("Haklar (md. 11/1): " + String.join(", ", filing.head().rightCodes()));
    lines.add("Başvuran: " + applicant.path("name").asText());
    lines.add("Adres: " + applicant.path("address").asText());
    lines.add("E-posta: " + applicant.path("email").asText());
    line("Telefon: ", applicant.path("phone").asText()).ifPresent(lines::add);
    line("KEP: ", applicant.path("kep").asText()).ifPresent(lines::add);
    line("Başvuru sıfatı: ", relation(application.path("onBehalfOf"))).ifPresent(lines::add);
    // set apart, so that no line of theirs is taken for one of ours
    lines.add("");
    lines.add(application.path("text").asText());
    lines.add("");
    var documents = new ArrayList<String>();
    application.path("documents").forEach(one -> documents.add(one.path("title").asText()));
    line("Ekler: ", String.join("; ", documents)).ifPresent(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static Optional<String> line(String label, String text) {
    return Optional.of(text).filter(known -> !known.isEmpty()).map(known -> label + known);
  }

  /// Who acts for another, and for whom.
  private static String relation(JsonNode onBehalfOf) {
    var relation = onBehalfOf.path("relation").asText();
    if (relation.isEmpty()) {
      return "";
    }
    var as = LetterWordings.current().text("relation." + relation);
    var person = onBehalfOf.at("/person/name").asText();
    return person.isEmpty() ? as : as + " (" + person + ")";
  }

  /// Notes that the controller has it.
  Recorded<Requests.Shown> received(Requests.Ask ask, String by, Instant at) {
    return requests.change(
        ask,
        RECEIPT,
        Optional.empty(),
        filing -> {
          Requests.requireState(filing, State.FORWARDED);
          var section =
              filing
                  .file()
                  .section(CaseFile.FORWARD)
                  .filter(forward -> !forward.has(RECEIPT))
                  .orElseThrow(() -> Requests.state(filing));
          if (at.isAfter(clock.instant())) {
            throw Requests.invalid("/at", FieldCode.RANGE);
          }
          section.putObject(RECEIPT).put("by", by).put("at", at.toString());
          return filing.with(filing.file().with(CaseFile.FORWARD, section));
        });
  }
}
