package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.Stack;
import emanet.requests.WholeStory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What functions have used of AWS, in whatever test ran before this one in this process, each
/// one's role allows: by action, resource, leading keys and conditions, as IAM judges. It is the
/// last to begin, so that it sees nearly all.
@Order(Integer.MAX_VALUE)
class RolesTest {
  private static final List<String> REGIONS = List.of(Stack.HOME, "eu-west-1");

  /// So many functions are seen if no other test has run.
  private static final int FEW = 12;

  private static final Set<String> NOT_OURS =
      Set.of("kms:ViaService", "kms:EncryptionContext:aws:s3:arn");

  private final Map<String, Template> templates = new HashMap<>();
  private final Map<String, List<Structure>> statements = new HashMap<>();

  /// What a function used.
  private record Use(
      String function,
      String region,
      String action,
      String resource,
      Set<String> keys,
      Map<String, String> context) {
    static Use of(JsonNode json) {
      var keys = new TreeSet<String>();
      json.path("keys").forEach(key -> keys.add(key.asText()));
      var context = new HashMap<String, String>();
      json.path("context")
          .properties()
          .forEach(each -> context.put(each.getKey(), each.getValue().asText()));
      return new Use(
          json.path("function").asText(),
          json.path("region").asText(),
          json.path("action").asText(),
          json.path("resource").asText(),
          keys,
          context);
    }

    String arn() {
      var service = action.substring(0, action.indexOf(':'));
      return switch (service) {
        case "s3" -> "arn:aws:s3:::" + resource;
        case "sns" -> resource.equals("*") ? "a telephone's number" : arn(service, resource);
        case "ses" -> arn(service, "identity/x");
        default -> arn(service, resource);
      };
    }

    private String arn(String service, String what) {
      return "arn:aws:" + service + ":" + region + ":" + Template.ACCOUNT + ":" + what;
    }
  }

  private List<Structure> statements(Use use) {
    return statements.computeIfAbsent(
        use.function() + "@" + use.region(), _ -> roleOf(use.function(), home(use)));
  }

  /// A bucket of the other Region is called there, by a function that is here.
  private static String home(Use use) {
    return use.action().startsWith("s3:") ? Stack.HOME : use.region();
  }

  private static Template template(String region) {
    var other = REGIONS.stream().filter(name -> !name.equals(region)).findFirst().orElseThrow();
    return Template.read(Stack.ROOT.resolve("template.yaml"), region, Map.of("OtherRegion", other));
  }

  private List<Structure> roleOf(String function, String region) {
    var template = templates.computeIfAbsent(region, RolesTest::template);
    var found = template.resources("AWS::Serverless::Function").get(function);
    var name = found.properties().required("Role").split("\\.", 2)[0];
    var statements = new ArrayList<Structure>();
    for (var policy :
        template.resources("AWS::IAM::Role").get(name).properties().list("Policies")) {
      statements.addAll(policy.at("PolicyDocument").list("Statement"));
    }
    return statements;
  }

  private boolean isAllowed(Use use) {
    return statements(use).stream()
        .anyMatch(statement ->
            texts(statement, "Action").contains(use.action())
                && covers(statement, use.arn())
                && statement.at("Condition").properties().keySet().stream()
                    .allMatch(
                        operator -> holds(operator, statement.at("Condition").at(operator), use)));
  }

  private static boolean covers(Structure statement, String arn) {
    return statement.has("Resource")
        ? texts(statement, "Resource").stream().anyMatch(pattern -> matches(pattern, arn))
        : texts(statement, "NotResource").stream().noneMatch(pattern -> matches(pattern, arn));
  }

  /// What is not known of a call that is S3's own, or of a key that was named by no alias, is not
  /// held against it or for it: nothing here rests on either alone.
  private static boolean holds(String operator, Structure condition, Use use) {
    return condition.properties().keySet().stream()
        .allMatch(key ->
            switch (operator) {
              case "ForAllValues:StringLike" ->
                  use.keys().stream()
                      .allMatch(used ->
                          texts(condition, key).stream()
                              .anyMatch(pattern -> matches(pattern, used)));
              case "Null" -> !use.keys().isEmpty();
              case "ForAnyValue:StringEquals" ->
                  !use.context().containsKey(key)
                      || texts(condition, key).contains(use.context().get(key));
              case "StringEquals" ->
                  !NOT_OURS.contains(key)
                      && (key.startsWith("ses:")
                          || texts(condition, key).contains(use.context().get(key)));
              case "StringNotEquals" -> false; // of another account
              default -> throw new AssertionError("an operator that is not known: " + operator);
            });
  }

  private static List<String> texts(Structure of, String name) {
    return of.properties().get(name) instanceof String one ? List.of(one) : of.texts(name);
  }

  private static boolean matches(String pattern, String text) {
    var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }

  @Test
  void allowWhatTheirFunctionsUse() {
    var stack = Stack.shared();
    if (functions(stack).size() < FEW) {
      new WholeStory(stack).erase();
      for (var name : List.of("Retention", "Deadlines", "Worker", "Sends", "Sweep", "Seal")) {
        var event = JsonNodeFactory.instance.objectNode();
        stack.control("POST", "invoke/" + name, event.put("time", "2026-01-05T00:00:00Z"));
      }
    }
    assertThat(functions(stack))
        .contains("Authorizer", "Register", "Records", "Erasure", "Requests", "Worker", "Seal");
    var forbidden = stack.uses().stream().map(Use::of).filter(use -> !isAllowed(use)).toList();
    assertThat(forbidden).isEmpty();
  }

  private static Set<String> functions(Stack stack) {
    var functions = new TreeSet<String>();
    stack.uses().forEach(use -> functions.add(use.path("function").asText()));
    return functions;
  }

  /// The comparison sees what a role lacks.
  @Test
  void forbidWhatNobodyNeeds() {
    var person = Set.of("T#x#S#x");
    var put = item("Records", "table/emanet-records-1", person);
    assertThat(isAllowed(put)).isTrue();
    assertThat(isAllowed(item("Records", "table/emanet-ledger-1", person))).isFalse();
    assertThat(isAllowed(item("Records", put.resource(), Set.of("platform#S#x")))).isFalse();
    assertThat(isAllowed(item("Records", put.resource(), Set.of()))).isFalse();
    assertThat(isAllowed(item("Seal", put.resource(), person))).isFalse();
    assertThat(isAllowed(decrypting("tenant-kek"))).isTrue();
    assertThat(isAllowed(decrypting("other"))).isFalse();
  }

  private static Use item(String function, String resource, Set<String> keys) {
    return new Use(function, Stack.HOME, "dynamodb:PutItem", resource, keys, Map.of());
  }

  private static Use decrypting(String purpose) {
    var context =
        Map.of("kms:EncryptionContext:app", "emanet", "kms:EncryptionContext:purpose", purpose);
    return new Use("Records", Stack.HOME, "kms:Decrypt", "key/x", Set.of(), context);
  }
}
