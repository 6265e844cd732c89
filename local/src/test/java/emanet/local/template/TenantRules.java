package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Of how functions that serve requests reach tenants' data: by a role that is taken on for one
/// tenant at a time.
final class TenantRules {
  private static final String ROLE = "AWS::IAM::Role";
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String TAG = "${aws:PrincipalTag/tenant}";
  private static final String VARIABLE = "EMANET_DATA_ROLE";
  private static final List<String> TAKING = List.of("sts:AssumeRole", "sts:TagSession");

  /// Whose calls of the deployment's own people concern several tenants at once: an incident that
  /// became one breach of each, the end of a contract of somebody who cannot call any more, broken
  /// glasses, and restores, which are entered in the ledgers of those whose data they bring back.
  static final Set<String> BEYOND_ONE =
      Set.of("ApprovalsRole", "BreachesRole", "BreakGlassRole", "OperationsRole");

  /// Who is called before it is known who calls, or by anybody.
  static final Set<String> WITHOUT_TOKEN = Set.of("Authorizer", "Health", "Public");

  /// Whose sessions make or renew the deployment's own keys, by a condition that replaces none.
  static final Set<String> KEEPING_ITS_KEYS =
      Set.of("template.yaml ApprovalsData", "template.yaml AuditData");

  private static final List<String> WRITING =
      List.of("BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem");

  static final List<Rule> ALL =
      List.of(
          new Rule("a session gives nobody rights over the deployment", TenantRules::ruling),
          new Rule("a session reaches its own tenant alone", TenantRules::beyondItsTenant),
          Rule.each(
              "who takes on a role for tenants reaches no items itself",
              ROLE,
              role -> BEYOND_ONE.contains(role.name()) || !takesOn(role) || !reaches(role)),
          Rule.each(
              "who is called with a token has a role for tenants",
              FUNCTION,
              (function, stacks) -> !isCalled(function, stacks) || hasRole(function, stacks)));

  private TenantRules() {}

  /// Whether a role is taken on by one function's alone, and for one tenant: by its only tag.
  static boolean isForTenants(Part role, Stacks stacks) {
    var trust = role.properties().at("AssumeRolePolicyDocument").list("Statement");
    return trust.size() == 1
        && trust.getFirst().required("Effect").equals("Allow")
        && trust.getFirst().at("Principal").properties().keySet().equals(Set.of("AWS"))
        && Statement.texts(trust.getFirst(), "Action").equals(TAKING)
        && isForOneTag(trust.getFirst())
        && stacks
            .beside(role, ROLE)
            .filter(other ->
                trust.getFirst().at("Principal").required("AWS").equals(other.name() + ".Arn"))
            .anyMatch(other ->
                Statement.of(other)
                    .filter(one -> one.covers("sts:AssumeRole"))
                    .allMatch(one ->
                        one.allows()
                            && isForOneTag(one.body())
                            && one.resources().equals(List.of(arn(role)))));
  }

  private static boolean isForOneTag(Structure statement) {
    var condition = statement.at("Condition");
    return Statement.texts(condition.at("ForAllValues:StringEquals"), "aws:TagKeys")
            .equals(List.of("tenant"))
        && Statement.texts(condition.at("Null"), "aws:RequestTag/tenant").equals(List.of("false"));
  }

  private static String arn(Part role) {
    return "arn:aws:iam::"
        + Template.ACCOUNT
        + ":role/"
        + role.properties().text("RoleName").orElse("-");
  }

  private static Stream<String> beyondItsTenant(Stacks stacks) {
    return stacks
        .all(ROLE)
        .filter(role -> isForTenants(role, stacks))
        .flatMap(Statement::of)
        .filter(statement -> !isOfOneTenant(statement))
        .map(Statement::toString);
  }

  /// Items by their leading keys, which have to be there; keys of KMS by the context of what they
  /// open. Of nobody's but the tag's, and the deployment's own.
  private static boolean isOfOneTenant(Statement statement) {
    if (statement.actions().stream().allMatch(action -> action.startsWith("dynamodb:"))) {
      var keys = statement.condition("ForAllValues:StringLike", "dynamodb:LeadingKeys");
      return !keys.isEmpty()
          && keys.stream()
              .allMatch(key ->
                  key.equals("platform")
                      || key.startsWith("T#" + TAG + "#")
                      || key.startsWith("T#platform#"))
          && statement.condition("Null", "dynamodb:LeadingKeys").equals(List.of("false"));
    }
    var tenants = statement.condition("StringEquals", "kms:EncryptionContext:tenant");
    return Set.of("kms:Decrypt", "kms:GenerateDataKey").containsAll(statement.actions())
        && tenants.contains(TAG)
        && Set.of(TAG, "platform").containsAll(tenants);
  }

  /// Grants of the deployment's own callers, and its keys, without which nobody is anybody there.
  private static Stream<String> ruling(Stacks stacks) {
    return stacks
        .all(ROLE)
        .filter(role -> isForTenants(role, stacks))
        .flatMap(Statement::of)
        .filter(Statement::allows)
        .filter(statement ->
            writes(statement, "register", "T#platform#G#x", WRITING)
                || writes(
                    statement,
                    "keys",
                    "T#platform#TENANT",
                    KEEPING_ITS_KEYS.contains(statement.owner().toString())
                        ? List.of("BatchWriteItem", "DeleteItem", "UpdateItem")
                        : WRITING))
        .map(Statement::toString);
  }

  private static boolean writes(
      Statement statement, String table, String key, List<String> actions) {
    return actions.stream().anyMatch(action -> statement.covers("dynamodb:" + action))
        && statement.resources().stream()
            .anyMatch(resource -> Statement.matches(resource, tableArn(resource, table)))
        && statement.condition("ForAllValues:StringLike", "dynamodb:LeadingKeys").stream()
            .anyMatch(pattern -> Statement.matches(pattern, key));
  }

  /// In the account and Region that a pattern speaks of.
  private static String tableArn(String pattern, String table) {
    return pattern.replaceFirst(":table/.*", ":table/emanet-" + table + "-1");
  }

  private static boolean takesOn(Part role) {
    return Statement.of(role).anyMatch(statement -> statement.covers("sts:AssumeRole"));
  }

  private static boolean reaches(Part role) {
    return Statement.of(role)
        .anyMatch(statement ->
            Stream.of("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem")
                    .anyMatch(item -> statement.covers("dynamodb:" + item))
                || statement.covers("dynamodb:BatchWriteItem")
                || (statement.covers("kms:Decrypt")
                    && !statement
                        .condition("StringEquals", "kms:EncryptionContext:purpose")
                        .isEmpty()));
  }

  private static boolean isCalled(Part function, Stacks stacks) {
    return !WITHOUT_TOKEN.contains(function.name())
        && stacks
            .beside(function, "AWS::Lambda::Permission")
            .map(Part::properties)
            .filter(one -> one.required("Principal").equals("apigateway.amazonaws.com"))
            .anyMatch(one -> one.required("FunctionName").equals(function.name() + "Aliaslive"));
  }

  private static boolean hasRole(Part function, Stacks stacks) {
    var named = function.properties().at("Environment").at("Variables").text(VARIABLE).orElse("");
    var own = function.properties().required("Role");
    return stacks
        .beside(function, ROLE)
        .filter(role -> arn(role).equals(named) && isForTenants(role, stacks))
        .anyMatch(role ->
            role.properties()
                .at("AssumeRolePolicyDocument")
                .list("Statement")
                .getFirst()
                .at("Principal")
                .required("AWS")
                .equals(own));
  }
}
