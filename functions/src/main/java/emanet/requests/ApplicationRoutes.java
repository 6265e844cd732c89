package emanet.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.http.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads applications by their shape. What the communiqué requires may be absent all the same: such
/// an application is incomplete, and has to be taken in to be answered.
final class ApplicationRoutes {
  private ApplicationRoutes() {}

  static Intake intake(JsonObject body) {
    return new Intake(
        application(body),
        body.optionalTexts("rights").orElse(List.of()),
        body.text("channel"),
        body.time("receivedAt"));
  }

  /// What is added to an incomplete application, over what it has.
  static Function<Filing, Intake> completion(JsonObject body) {
    var sent = application(body);
    var rights = body.optionalTexts("rights");
    return filing -> {
      var merged = filing.file().application();
      merge(merged, sent);
      var head = filing.head();
      return new Intake(
          merged,
          rights.orElseGet(() -> List.copyOf(head.rightCodes())),
          head.channel().name(),
          head.receivedAt());
    };
  }

  private static void merge(ObjectNode into, ObjectNode sent) {
    sent.properties()
        .forEach(entry -> {
          if (into.get(entry.getKey()) instanceof ObjectNode inner
              && entry.getValue() instanceof ObjectNode outer) {
            merge(inner, outer);
          } else {
            into.set(entry.getKey(), entry.getValue());
          }
        });
  }

  private static ObjectNode application(JsonObject body) {
    var application = JsonNodeFactory.instance.objectNode();
    var applicant = application.putObject("applicant");
    body.optionalObject("applicant")
        .ifPresent(sent ->
            texts(
                sent,
                applicant,
                "name",
                "idKind",
                "idNumber",
                "nationality",
                "address",
                "email",
                "phone",
                "kep"));
    body.optionalObject("onBehalfOf")
        .ifPresent(sent -> representation(sent, application.putObject("onBehalfOf")));
    texts(body, application, "subject", "text");
    body.optionalFlag("signed").ifPresent(signed -> application.put("signed", signed));
    changes(body).ifPresent(changes -> application.set("changes", changes));
    body.optionalObjects("documents")
        .ifPresent(documents -> {
          var array = application.putArray("documents");
          documents.forEach(document -> texts(document, array.addObject(), "title", "sha256"));
        });
    return application;
  }

  private static void representation(JsonObject sent, ObjectNode into) {
    texts(sent, into, "relation");
    sent.optionalObject("authority")
        .ifPresent(
            authority -> texts(authority, into.putObject("authority"), "kind", "date", "sha256"));
    sent.optionalObject("person")
        .ifPresent(person -> texts(person, into.putObject("person"), "name", "idKind", "idNumber"));
  }

  /// What records are to become.
  static Optional<ArrayNode> changes(JsonObject body) {
    return body.optionalObjects("changes")
        .map(changes -> {
          var array = JsonNodeFactory.instance.arrayNode();
          for (var change : changes) {
            array
                .addObject()
                .put("category", change.text("category"))
                .put("recordId", change.text("recordId"))
                .set("fields", change.tree("fields"));
          }
          return array;
        });
  }

  private static void texts(JsonObject from, ObjectNode to, String... names) {
    for (var name : names) {
      from.optionalText(name).ifPresent(text -> to.put(name, text));
    }
  }
}
