package emanet.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Faults as problem documents (RFC 9457), each of a type that docs/problems.md explains.
public final class Problems {
  /// Among the facts of a conflict: seconds, shown as `Retry-After`.
  public static final String RETRY_AFTER_FACT = "retryAfter";

  static final String MEDIA_TYPE = "application/problem+json";
  static final String TYPE = "/problems/";
  private static final String INSTANCE = "urn:emanet:request:";

  /// Errors that an answer names: a body has room for a hundred thousand, and a function's answer
  /// of 6 MB for fewer.
  private static final int MOST_ERRORS = 100;

  /// The same, of each of a hundred parts: an item of 400 KB remembers them all.
  private static final int MOST_OF_A_PART = 20;

  private Problems() {}

  /// The document of one fault, for answers that list several.
  public static ObjectNode document(Fault fault, Request request) {
    return document(fault, request.id(), request.language(), MOST_OF_A_PART);
  }

  /// The answer to a request that ends with `fault`.
  public static Response answer(Fault fault, Request request) {
    return answer(fault, request.id(), request.language());
  }

  static Response answer(Fault fault, String requestId, Language language) {
    var kind = ProblemKind.of(fault);
    var response =
        Response.of(kind.status(), document(fault, requestId, language))
            .withHeader("Content-Type", MEDIA_TYPE)
            .withHeader("Content-Language", language.tag());
    var wait = retryAfter(fault);
    if (wait.isPresent()) {
      response = response.withHeader("Retry-After", wait.get());
    }
    if (fault instanceof Fault.Unauthenticated) {
      response = response.withHeader("WWW-Authenticate", "Bearer realm=\"emanet\"");
    }
    if (fault instanceof Fault.MethodNotAllowed(var allowed)) {
      response = response.withHeader("Allow", String.join(", ", allowed));
    }
    return response;
  }

  static ObjectNode document(Fault fault, String requestId, Language language) {
    return document(fault, requestId, language, MOST_ERRORS);
  }

  private static ObjectNode document(
      Fault fault, String requestId, Language language, int mostErrors) {
    var kind = ProblemKind.of(fault);
    var document = JsonNodeFactory.instance.objectNode();
    document.put("type", TYPE + kind.slug());
    document.put("title", kind.wording().title(language));
    document.put("status", kind.status());
    document.put("detail", kind.wording().detail(language));
    document.put("instance", INSTANCE + requestId);
    addMembers(document, fault, language, mostErrors);
    return document;
  }

  private static void addMembers(
      ObjectNode document, Fault fault, Language language, int mostErrors) {
    if (fault instanceof Fault.Malformed malformed) {
      addPlace(document, malformed);
    }
    if (fault instanceof Fault.Invalid(var errors)) {
      document.set("errors", errors(errors, language, mostErrors));
    }
    if (fault instanceof Fault.Conflicting(_, var facts)) {
      new TreeMap<>(facts).forEach(document::put);
      document.remove(RETRY_AFTER_FACT);
    }
    if (fault instanceof Fault.TooLarge(var limit)) {
      document.put("limit", limit);
    }
  }

  /// Where the request cannot be read: a JSON pointer into the body, or the name of a header or a
  /// parameter of the contract.
  private static void addPlace(ObjectNode document, Fault.Malformed malformed) {
    var place = malformed.pointer();
    switch (malformed.reason()) {
      case UNKNOWN_PROPERTY, SHAPE -> document.put("pointer", place);
      case ACTIVITY, HEADER -> document.put("header", place);
      case FIELD -> document.put(place.startsWith("/") ? "pointer" : "parameter", place);
      case PARAMETER, CURSOR -> {
        if (!place.isEmpty()) {
          document.put("parameter", place);
        }
      }
      case JSON, DUPLICATE_KEY, DEPTH -> {}
    }
  }

  /// What is wrong inside a body, as 422 has it: for answers that only warn of it.
  public static ArrayNode errors(List<FieldError> errors, Request request) {
    return errors(errors, request.language(), MOST_ERRORS);
  }

  private static ArrayNode errors(List<FieldError> errors, Language language, int most) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var error : errors.subList(0, Math.min(errors.size(), most))) {
      array
          .addObject()
          .put("pointer", error.pointer())
          .put("code", error.code().slug())
          .put("detail", FieldWording.detail(error.code(), language));
    }
    return array;
  }

  private static Optional<String> retryAfter(Fault fault) {
    if (fault instanceof Fault.Conflicting(Conflict reason, var facts)
        && reason == Conflict.RUNNING) {
      return Optional.of(facts.getOrDefault(RETRY_AFTER_FACT, "1"));
    }
    if (fault instanceof Fault.TooMany(var wait)) {
      return Optional.of(seconds(wait));
    }
    if (fault instanceof Fault.Unavailable(var wait)) {
      return Optional.of(seconds(wait));
    }
    return Optional.empty();
  }

  /// Rounded up: who comes back at that second is not early.
  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
