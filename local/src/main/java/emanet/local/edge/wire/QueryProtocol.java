package emanet.local.edge.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// AWS Query: the operation in the form's `Action`, the answer in XML.
///
/// @param namespace of the service's documents
public record QueryProtocol(String namespace) {
  public static String operation(Call call) {
    return call.form().getOrDefault("Action", call.parameters().getOrDefault("Action", ""));
  }

  /// Wraps what the operation gives; empty for one that gives nothing.
  public Answer result(String operation, String content) {
    var result =
        content.isEmpty() ? "" : "<%1$sResult>%2$s</%1$sResult>".formatted(operation, content);
    return Answer.xml(
        200,
        "<%1$sResponse xmlns=\"%2$s\">%3$s<ResponseMetadata>%4$s</ResponseMetadata></%1$sResponse>"
            .formatted(operation, namespace, result, requestId()));
  }

  public Answer failure(AwsFailure failure) {
    return Answer.xml(
        failure.status(),
        "<ErrorResponse xmlns=\"%s\"><Error><Type>%s</Type>%s%s</Error>%s</ErrorResponse>"
            .formatted(
                namespace,
                failure.status() >= 500 ? "Receiver" : "Sender",
                Xml.element("Code", failure.code()),
                Xml.element("Message", failure.message()),
                requestId()));
  }

  public static AwsFailure unknown(String operation) {
    return new AwsFailure(
        "InvalidAction", "The edge has no operation \"" + operation + "\" in this service.");
  }

  /// A parameter that has to be there.
  public static String required(Map<String, String> form, String name) {
    return optional(form, name)
        .orElseThrow(
            () -> new AwsFailure("InvalidParameter", "Invalid parameter: " + name + " is missing"));
  }

  public static Optional<String> optional(Map<String, String> form, String name) {
    return Optional.ofNullable(form.get(name)).filter(value -> !value.isEmpty());
  }

  /// The entries of a list or map of structures: `<prefix>.<n>.<member>`, in order, from 1.
  public static List<Map<String, String>> structures(Map<String, String> form, String prefix) {
    var found = new ArrayList<Map<String, String>>();
    for (var n = 1; ; n++) {
      var start = prefix + "." + n + ".";
      var members = new TreeMap<String, String>();
      form.forEach((name, value) -> {
        if (name.startsWith(start)) {
          members.put(name.substring(start.length()), value);
        }
      });
      if (members.isEmpty()) {
        return found;
      }
      found.add(members);
    }
  }

  private static String requestId() {
    return Xml.element("RequestId", UUID.randomUUID().toString());
  }
}
