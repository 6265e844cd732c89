package emanet.local.template;

import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.local.template.Stacks.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Of the most that roles may do, whose code runs in them, and what shows who was at the keys.
final class BoundaryRules {
  private static final String ROLE = "AWS::IAM::Role";
  private static final String POLICY = "AWS::IAM::ManagedPolicy";
  private static final JsonMapper JSON = new JsonMapper();

  /// What a role's own policies hold at most, together and without white space (IAM).
  private static final int MOST_OF_ROLE = 10_240;

  /// And what one does that is attached to it.
  private static final int MOST_ATTACHED = 6_144;

  static final List<Rule> ALL =
      List.of(
          Rule.each(
              "a role has a boundary", ROLE, (role, stacks) -> boundary(role, stacks).count() == 1),
          new Rule("a role keeps within its boundary", BoundaryRules::beyond),
          Rule.each(
              "a role is no longer than IAM takes",
              ROLE,
              role ->
                  role.properties().list("Policies").stream().mapToInt(BoundaryRules::length).sum()
                      <= MOST_OF_ROLE),
          Rule.each(
              "a policy is no longer than IAM takes",
              POLICY,
              policy -> length(policy.properties()) <= MOST_ATTACHED),
          Rule.each("a boundary refuses transactions", POLICY, BoundaryRules::refusesTransactions),
          Rule.each(
              "a function's code is signed",
              "AWS::Lambda::Function",
              function ->
                  function
                      .properties()
                      .text("CodeSigningConfigArn")
                      .filter(arn -> !arn.isEmpty())
                      .isPresent()),
          Rule.each(
              "code that is not signed is refused",
              "AWS::Lambda::CodeSigningConfig",
              config ->
                  config
                      .properties()
                      .at("CodeSigningPolicies")
                      .required("UntrustedArtifactOnDeployment")
                      .equals("Enforce")),
          new Rule("a trail sees who was at the keys", BoundaryRules::unseen));

  private BoundaryRules() {}

  static Stream<Part> boundary(Part role, Stacks stacks) {
    var arn = role.properties().text("PermissionsBoundary").orElse("");
    return stacks
        .all(POLICY)
        .filter(
            policy -> arn.endsWith(":policy/" + policy.properties().required("ManagedPolicyName")));
  }

  /// Of its own policies, and of those that are attached to it.
  static Stream<Statement> policies(Part role, Stacks stacks) {
    return Stream.concat(Stream.of(role), attached(role, stacks)).flatMap(Statement::of);
  }

  /// The policies beside its own, whichever of both names the other.
  private static Stream<Part> attached(Part role, Stacks stacks) {
    return stacks
        .beside(role, POLICY)
        .filter(policy ->
            policy.properties().texts("Roles").contains(role.name())
                || role.properties().texts("ManagedPolicyArns").contains(policy.name()));
  }

  private static int length(Structure policy) {
    return JSON.valueToTree(policy.at("PolicyDocument").properties()).toString().length();
  }

  private static Stream<String> beyond(Stacks stacks) {
    return stacks
        .all(ROLE)
        .flatMap(role -> {
          var most = boundary(role, stacks).flatMap(Statement::of).toList();
          return policies(role, stacks)
              .filter(statement -> !isWithin(statement, most))
              .map(Statement::toString);
        });
  }

  private static boolean isWithin(Statement statement, List<Statement> most) {
    return statement.actions().stream()
        .allMatch(action ->
            resources(statement).stream().allMatch(resource -> allows(most, action, resource)));
  }

  private static boolean allows(List<Statement> most, String action, String resource) {
    return most.stream()
            .filter(Statement::allows)
            .filter(one -> one.covers(action))
            .anyMatch(one ->
                one.resources().stream().anyMatch(pattern -> Statement.matches(pattern, resource)))
        && most.stream()
            .filter(one -> !one.allows() && one.condition().properties().isEmpty())
            .noneMatch(one -> one.covers(action));
  }

  /// What is named by its resource is of the stack, in an ARN that only CloudFormation knows: that
  /// of a log or of a queue; a function's is its own.
  private static List<String> resources(Statement statement) {
    if (statement.body().has("NotResource")) {
      return List.of("*");
    }
    return statement.resources().stream()
        .map(resource ->
            resource.startsWith("arn:") || resource.equals("*")
                ? resource
                : made(statement, resource))
        .toList();
  }

  private static String made(Statement statement, String resource) {
    var service = statement.actions().getFirst().split(":", 2)[0];
    var region = statement.owner().region() + ":" + Template.ACCOUNT + ":";
    return switch (service) {
      case "logs" -> "arn:aws:logs:" + region + "log-group:/emanet/" + resource;
      case "lambda" -> "arn:aws:lambda:" + region + "function:" + resource;
      case "kms" -> "arn:aws:kms:" + region + "key/" + resource;
      default -> "arn:aws:" + service + ":" + region + resource;
    };
  }

  private static boolean refusesTransactions(Part policy) {
    var statements = Statement.of(policy).toList();
    return statements.stream()
            .filter(Statement::allows)
            .noneMatch(statement -> statement.covers("dynamodb:PutItem"))
        || statements.stream()
            .filter(statement -> !statement.allows())
            .filter(statement -> statement.covers("dynamodb:PutItem"))
            .filter(statement -> statement.resources().equals(List.of("*")))
            .anyMatch(statement ->
                statement
                    .condition("StringEquals", "dynamodb:EnclosingOperation")
                    .containsAll(List.of("TransactGetItems", "TransactWriteItems")));
  }

  /// Tables of keys and their copies, in a locked bucket that the trail of KMS's calls has not.
  private static Stream<String> unseen(Stacks stacks) {
    var seen = new HashSet<String>();
    var trails = stacks.all("AWS::CloudTrail::Trail").map(Part::properties).toList();
    for (var trail : trails) {
      boolean apart =
          trails.stream()
                  .filter(other ->
                      other.required("S3BucketName").equals(trail.required("S3BucketName")))
                  .count()
              == 1;
      if (apart && trail.flag("IsLogging") && trail.flag("EnableLogFileValidation")) {
        trail.list("AdvancedEventSelectors").forEach(selector -> seen.addAll(seen(selector)));
      }
    }
    return Stream.of("table/emanet-keys-", "emanet-keybackups-")
        .filter(kept -> seen.stream().noneMatch(arn -> arn.contains(kept)));
  }

  /// What a selector shows all uses of.
  private static Set<String> seen(Structure selector) {
    var fields = selector.list("FieldSelectors");
    boolean all = fields.stream().noneMatch(field -> field.required("Field").equals("readOnly"));
    var arns = new HashSet<String>();
    fields.stream()
        .filter(field -> all && field.required("Field").equals("resources.ARN"))
        .forEach(field -> arns.addAll(field.texts("StartsWith")));
    return arns;
  }
}
