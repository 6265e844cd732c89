package emanet.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import emanet.local.template.Stacks.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Judges what functions use of AWS by their roles in template.yaml: by action, resource, leading
/// keys and conditions, as IAM does.
final class Roles {
  private static final List<String> REGIONS = List.of(Stack.HOME, "eu-west-1");

  private static final String TAG = "${aws:PrincipalTag/tenant}";

  private static final Set<String> NOT_OURS =
      Set.of("kms:ViaService", "kms:EncryptionContext:aws:s3:arn");

  /// By what a role says; each is asked about every use.
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private final Map<String, Template> templates = new HashMap<>();
  private final Map<String, List<Structure>> statements = new HashMap<>();
  private final Map<String, List<Part>> keys = new HashMap<>();
  private final Map<String, List<Structure>> buckets = new HashMap<>();
  private final Map<KeyUse, Boolean> ofKeys = new HashMap<>();

  /// What a function used.
  record Use(
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
        case "sts" -> "arn:aws:iam::" + Template.ACCOUNT + ":" + resource;
        default -> arn(service, resource);
      };
    }

    private String arn(String service, String what) {
      return "arn:aws:" + service + ":" + region + ":" + Template.ACCOUNT + ":" + what;
    }
  }

  /// Where the function may have been. A bucket is called in its own Region, from either.
  private static List<String> homes(Use use) {
    return use.action().startsWith("s3:") ? REGIONS : List.of(use.region());
  }

  private static Template template(String region) {
    var other = REGIONS.stream().filter(name -> !name.equals(region)).findFirst().orElseThrow();
    return Template.read(Stack.ROOT.resolve("template.yaml"), region, Map.of("OtherRegion", other));
  }

  /// What is asked in a session of a role is its role's.
  private static String sessions(Template template, String roleName) {
    return template.resources("AWS::IAM::Role").values().stream()
        .filter(role -> role.properties().required("RoleName").equals(roleName))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no role is called " + roleName))
        .name();
  }

  /// A state machine is known by the name that it has in the cloud.
  private static String roleName(Template template, String caller) {
    if (caller.contains("-data-")) {
      return sessions(template, caller);
    }
    var function = template.resources("AWS::Serverless::Function").get(caller);
    return function == null
        ? template.resources("AWS::StepFunctions::StateMachine").values().stream()
            .map(Template.Resource::properties)
            .filter(machine -> machine.required("StateMachineName").equals(caller))
            .findFirst()
            .orElseThrow()
            .required("RoleArn")
        : function.properties().required("Role");
  }

  private Template.Resource role(String function, String region) {
    var template = templates.computeIfAbsent(region, Roles::template);
    var name = roleName(template, function).split("\\.", 2)[0];
    return template.resources("AWS::IAM::Role").get(name);
  }

  private List<Structure> roleOf(String function, String region) {
    return statements(templates.computeIfAbsent(region, Roles::template), role(function, region));
  }

  /// Of a role's own policies, and of those that are attached to it.
  static List<Structure> statements(Template template, Template.Resource role) {
    var statements = new ArrayList<Structure>();
    for (var policy : role.properties().list("Policies")) {
      statements.addAll(policy.at("PolicyDocument").list("Statement"));
    }
    template.resources("AWS::IAM::ManagedPolicy").values().stream()
        .map(Template.Resource::properties)
        .filter(policy -> policy.texts("Roles").contains(role.name()))
        .forEach(policy -> statements.addAll(policy.at("PolicyDocument").list("Statement")));
    for (var policy : role.properties().texts("ManagedPolicyArns")) {
      statements.addAll(
          template
              .resources("AWS::IAM::ManagedPolicy")
              .get(policy)
              .properties()
              .at("PolicyDocument")
              .list("Statement"));
    }
    return statements;
  }

  /// Whether its function's role allows it, and the policies of the keys that it comes to and of
  /// the bucket.
  boolean isAllowed(Use use) {
    return isAllowedByRole(use)
        && isAllowedByBucket(use)
        && ofKeys(use).allMatch(one -> ofKeys.computeIfAbsent(one, _ -> isLet(use, one)));
  }

  /// What KMS is asked for with it: by the call itself, or by DynamoDB as who calls it.
  private Stream<KeyUse> ofKeys(Use use) {
    if (use.action().startsWith("dynamodb:")) {
      return KeyUse.ofTable(use.action()).stream()
          .map(
              action -> KeyUse.through("dynamodb", use.region(), arn(use), action, KeyUse.STORAGE));
    }
    if (use.action().startsWith("kms:")) {
      var context = new HashMap<String, List<String>>();
      use.context().forEach((key, value) -> context.put(key, List.of(value)));
      // a key that is named by no alias is one that opens tenants'
      var alias = use.context().getOrDefault("kms:ResourceAliases", "alias/emanet");
      return Stream.of(new KeyUse(arn(use), use.action(), use.region(), alias, context));
    }
    return Stream.of();
  }

  private String arn(Use use) {
    var role = role(use.function(), use.region());
    return "arn:aws:iam::%s:role/%s"
        .formatted(Template.ACCOUNT, role.properties().text("RoleName").orElse(role.name()));
  }

  /// What the call itself asks for its role was asked about; what DynamoDB asks for as well is.
  private boolean isLet(Use use, KeyUse one) {
    var region = use.region();
    var role = new Part(Stacks.MAIN, region, role(use.function(), region));
    var own =
        roleOf(use.function(), region).stream()
            .map(statement -> new Statement(role, statement))
            .toList();
    return (use.action().startsWith("kms:") || one.isAllowedBy(own))
        && one.isLetIn(keys.computeIfAbsent(region, Roles::keys));
  }

  /// A bucket's policy allows nothing, and refuses some of it. All of it asks by TLS in the cloud.
  private boolean isAllowedByBucket(Use use) {
    return !use.action().startsWith("s3:")
        || buckets.computeIfAbsent(use.resource().split("/", 2)[0], Roles::ofBucket).stream()
            .filter(statement -> texts(statement, "Action").contains(use.action()))
            .filter(statement -> covers(statement, use.arn()))
            .noneMatch(statement ->
                statement.at("Condition").at("Null").properties().keySet().stream()
                    .noneMatch(use.context()::containsKey));
  }

  private static List<Structure> ofBucket(String name) {
    return REGIONS.stream()
        .map(region ->
            Template.read(Stack.ROOT.resolve("infrastructure/buckets.yaml"), region, Map.of()))
        .flatMap(template ->
            template.resources("AWS::S3::BucketPolicy").values().stream()
                .map(Template.Resource::properties)
                .filter(policy -> name.equals(bucketName(template, policy.required("Bucket")))))
        .flatMap(policy -> policy.at("PolicyDocument").list("Statement").stream())
        .filter(statement -> statement.required("Effect").equals("Deny"))
        .toList();
  }

  private static String bucketName(Template template, String bucket) {
    return template.resources("AWS::S3::Bucket").get(bucket).properties().required("BucketName");
  }

  private static List<Part> keys(String region) {
    var file = "infrastructure/keys.yaml";
    var parameters = new HashMap<String, String>();
    if (!region.equals(Stack.HOME)) {
      List.of("", "Storage", "Certificate", "Ledger", "Backup")
          .forEach(key -> parameters.put("Primary" + key + "KeyArn", "arn:" + key));
    }
    return Template.read(Stack.ROOT.resolve(file), region, parameters).resources().stream()
        .map(resource -> new Part(file, region, resource))
        .toList();
  }

  private boolean isAllowedByRole(Use use) {
    return homes(use).stream()
        .flatMap(home ->
            statements
                .computeIfAbsent(use.function() + "@" + home, _ -> roleOf(use.function(), home))
                .stream())
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
              case "Null" -> key.startsWith("aws:RequestTag/") || !use.keys().isEmpty();
              case "ForAllValues:StringEquals" -> key.equals("aws:TagKeys"); // the edge judged it
              case "ForAnyValue:StringEquals" ->
                  !use.context().containsKey(key)
                      || texts(condition, key).contains(use.context().get(key));
              case "StringEquals" ->
                  !NOT_OURS.contains(key)
                      && (key.startsWith("ses:")
                          || texts(condition, key).contains(use.context().get(key)));
              case "StringLike" ->
                  texts(condition, key).stream()
                      .anyMatch(pattern -> matches(pattern, use.context().getOrDefault(key, "")));
              case "StringNotEquals" -> false; // of another account
              default -> throw new AssertionError("an operator that is not known: " + operator);
            });
  }

  /// Of a tenant's name nothing is kept but that it is one, and whether it is the deployment's own:
  /// that a session's is its own tag the edge judged (see `TenantTagsTest`).
  private static List<String> texts(Structure of, String name) {
    var texts = of.properties().get(name) instanceof String one ? List.of(one) : of.texts(name);
    return texts.stream()
        .flatMap(text -> Stream.of("x", "platform").map(tenant -> text.replace(TAG, tenant)))
        .distinct()
        .toList();
  }

  private static boolean matches(String pattern, String text) {
    return PATTERNS.computeIfAbsent(pattern, Roles::compiled).matcher(text).matches();
  }

  private static Pattern compiled(String pattern) {
    var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}
