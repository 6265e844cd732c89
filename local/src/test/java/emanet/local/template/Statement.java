package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A statement of a policy: of a role, a boundary, a key, a bucket, a topic or a queue.
///
/// @param owner whose policy it is
record Statement(Part owner, Structure body) {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  static Stream<Statement> all(Stacks stacks) {
    return stacks.all().flatMap(Statement::of);
  }

  static Stream<Statement> of(Part part) {
    var documents = new ArrayList<Structure>();
    var properties = part.properties();
    if (part.is("AWS::IAM::Role")) {
      properties.list("Policies").forEach(one -> documents.add(one.at("PolicyDocument")));
    }
    documents.add(properties.at("PolicyDocument"));
    documents.add(properties.at("KeyPolicy"));
    return documents.stream()
        .flatMap(document -> document.list("Statement").stream())
        .map(statement -> new Statement(part, statement));
  }

  boolean allows() {
    return body.required("Effect").equals("Allow");
  }

  List<String> actions() {
    return texts(body, "Action");
  }

  /// Whether it names the action, itself or by a pattern.
  boolean covers(String action) {
    return actions().stream().anyMatch(pattern -> matches(pattern, action));
  }

  List<String> resources() {
    return texts(body, "Resource");
  }

  Structure condition() {
    return body.at("Condition");
  }

  /// Nothing but what this operator and key are.
  List<String> condition(String operator, String key) {
    return texts(condition().at(operator), key);
  }

  @Override
  public String toString() {
    return owner + " " + body.text("Sid").orElse("-");
  }

  /// One text, or a list.
  static List<String> texts(Structure of, String name) {
    return of.properties().get(name) instanceof String one ? List.of(one) : of.texts(name);
  }

  static boolean matches(String pattern, String text) {
    return PATTERNS.computeIfAbsent(pattern, Statement::compiled).matcher(text).matches();
  }

  private static Pattern compiled(String pattern) {
    var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}
