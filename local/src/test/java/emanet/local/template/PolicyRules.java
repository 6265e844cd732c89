package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Of who may do what: roles, their boundaries, and the policies of keys and buckets.
final class PolicyRules {
  private static final String ROLE = "AWS::IAM::Role";
  private static final String KEY = "AWS::KMS::Key";
  private static final String REPLICA = "AWS::KMS::ReplicaKey";

  /// What allows by a pattern, on everything, or on all but something; and why that is no more than
  /// it should be. A key's policy speaks of the key alone by `*`.
  static final Set<String> WIDE =
      Set.of(
          // a telephone's number is no resource that has a name
          "template.yaml SendsRole TextMessages",
          "template.yaml WorkerRole TextMessages",
          // lists of names, which IAM knows no resource for
          "template.yaml WorkerRole Backups",
          "template.yaml WorkerRole Generations",
          "infrastructure/boundaries.yaml Functions NamesOfTables",
          // as much as any role, which says what of it
          "infrastructure/boundaries.yaml Functions Messages",
          "infrastructure/boundaries.yaml Services Logs",
          // a state machine's log is delivered by calls that IAM knows no resource for
          "template.yaml WorkOverShardsRole OwnLog",
          "infrastructure/boundaries.yaml Services LogsDelivered",
          // how the account stands
          "template.yaml ReadinessRole Standing",
          // all tables of the deployment, of which none shows an item, at one moment
          "template.yaml ContinuityRole Moments",
          "template.yaml ContinuityRole Exports",
          "template.yaml ContinuityRole ExportsProgress",
          "template.yaml OperationsRole Moments",
          "template.yaml RestoreRole Tables",
          // of generation 0, which is never in use
          "template.yaml RestoreRole ScratchTables",
          // the address that is sent from is a parameter, and which identity verifies it is not
          // known
          "template.yaml ReadinessRole Sender",
          "template.yaml SendsRole Email",
          "template.yaml WorkerBesides Email",
          // what names its own: executions of the one machine, functions of the stack
          "template.yaml WorkOverShardsRole ItemsOnTheirWay",
          "template.yaml WorkOverShardsRole ExecutionsOnTheirWay",
          "template.yaml RolloutRole Versions",
          // all alarms by one call
          "template.yaml RolloutRole Alarms",
          "infrastructure/boundaries.yaml Services Alarms",
          // by DynamoDB and by logs, with more names of the same
          "infrastructure/keys.yaml StorageKey Tables",
          "infrastructure/keys.yaml StorageKey Logs",
          "infrastructure/keys.yaml StorageKeyReplica Tables",
          "infrastructure/keys.yaml StorageKeyReplica Logs");

  private static final Set<String> COUNTS =
      Set.of(
          "template.yaml WorkerRole LeftKeys", "infrastructure/boundaries.yaml Functions Counts");

  private static final List<String> USES_OF_KEYS =
      List.of(
          "kms:Decrypt",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateMac",
          "kms:ReEncryptFrom",
          "kms:CreateGrant",
          "kms:Sign");

  /// A transaction is allowed by what it does, and by this where it only looks.
  private static final List<String> NOT_OF_STRONG_TABLES =
      List.of(
          "dynamodb:ConditionCheckItem",
          "dynamodb:PartiQLDelete",
          "dynamodb:PartiQLInsert",
          "dynamodb:PartiQLSelect",
          "dynamodb:PartiQLUpdate",
          "dynamodb:TransactGetItems",
          "dynamodb:TransactWriteItems",
          "dynamodb:UpdateTimeToLive");

  static final List<Rule> ALL =
      List.of(
          each(
              "nothing is allowed by a pattern",
              statement -> WIDE.contains(statement.toString()) || !isWide(statement)),
          each(
              "no transaction is allowed",
              statement -> NOT_OF_STRONG_TABLES.stream().noneMatch(statement::covers)),
          each(
              "nothing is scanned",
              statement -> !statement.covers("dynamodb:Scan") || isCount(statement)),
          each(
              "nobody is anybody",
              statement ->
                  !statement.body().properties().getOrDefault("Principal", "").equals("*")
                      && !Statement.texts(statement.body().at("Principal"), "AWS").contains("*")),
          each(
              "who makes a case's key may renew it",
              statement -> !makesCaseKeys(statement) || statement.covers("dynamodb:UpdateItem")),
          new Rule("a key is used by who is named", PolicyRules::usedByOthers),
          new Rule("a tenant's key is opened in its context", PolicyRules::outOfContext),
          Rule.each(
              "who exports may write what an export does", ROLE, PolicyRules::mayWriteExports),
          Rule.each(
              "a role is taken by a service, or for one tenant",
              ROLE,
              (role, stacks) -> isTakenByService(role) || TenantRules.isForTenants(role, stacks)));

  private PolicyRules() {}

  /// Of each statement that allows.
  private static Rule each(String name, java.util.function.Predicate<Statement> holds) {
    return new Rule(
        name,
        stacks ->
            Statement.all(stacks)
                .filter(Statement::allows)
                .filter(statement -> !holds.test(statement))
                .map(Statement::toString));
  }

  private static boolean isWide(Statement statement) {
    return statement.actions().stream().anyMatch(action -> action.contains("*"))
        || (statement.resources().contains("*") && !isOfKey(statement))
        || (isOfRole(statement)
            && statement.resources().stream().anyMatch(PolicyRules::isOfSeveralKinds))
        || statement.body().has("NotResource")
        || statement.body().has("NotAction")
        || statement.body().has("NotPrincipal");
  }

  /// A boundary is as wide as all roles together.
  private static boolean isOfRole(Statement statement) {
    return statement.owner().is(ROLE)
        || (statement.owner().is("AWS::IAM::ManagedPolicy")
            && statement.owner().file().equals(Stacks.MAIN));
  }

  /// A table's generation is any, and what kind of table it is none but one; so with buckets, which
  /// have whole names, and topics, which end with a tenant's.
  private static boolean isOfSeveralKinds(String resource) {
    var parts = resource.split(":", 6);
    if (parts.length < 6 || !resource.startsWith("arn:")) {
      return false;
    }
    return switch (parts[2]) {
      case "dynamodb" ->
          !parts[5].matches("table/emanet-(deployment|[a-z]+-([*]|[0-9]+))(/index/[*])?");
      case "s3" -> parts[5].split("/", 2)[0].contains("*");
      case "kms" -> !parts[5].matches("key/([*]|mrk-[*]|[0-9a-z-]+)");
      case "sns", "sqs" -> !parts[5].matches("[A-Za-z-]+(-[*])?") || parts[5].equals("emanet-*");
      case "iam" -> parts[5].contains("*");
      case "logs" -> parts[5].contains("*");
      default -> parts[5].endsWith("*");
    };
  }

  private static boolean isOfKey(Statement statement) {
    return statement.owner().is(KEY, REPLICA);
  }

  /// Who signs that an erasure is final asks whether tables of keys that nobody uses hold anything.
  private static boolean isCount(Statement statement) {
    return COUNTS.contains(statement.toString())
        && statement.condition("StringEquals", "dynamodb:Select").equals(List.of("COUNT"));
  }

  /// Whoever has a key for a seal renews it when the lot falls on the seal, once in 2¹⁹, which no
  /// test waits for (docs/changes/0002).
  private static boolean makesCaseKeys(Statement statement) {
    return statement.covers("dynamodb:PutItem")
        && statement.resources().stream().anyMatch(one -> one.contains(":table/emanet-keys-"))
        && statement.condition("ForAllValues:StringLike", "dynamodb:LeadingKeys").stream()
            .anyMatch(key -> key.endsWith("#C#*"));
  }

  /// By the roles of functions by their whole names (of which one may begin another), by a service
  /// for itself, or through one.
  private static Stream<String> usedByOthers(Stacks stacks) {
    return uses(stacks)
        .filter(statement -> {
          var roles = statement.condition("ArnEquals", "aws:PrincipalArn");
          boolean named =
              !roles.isEmpty()
                  && roles.stream()
                      .allMatch(role ->
                          role.matches(
                              "arn:aws:iam::[0-9]+:role/emanet-[a-z]+(-data)?-"
                                  + statement.owner().region()));
          boolean through =
              Stream.of("StringEquals", "StringLike")
                  .anyMatch(
                      operator -> statement.condition(operator, "kms:ViaService").size() == 1);
          boolean service =
              statement.body().at("Principal").has("Service")
                  && !statement.condition().properties().isEmpty();
          return !named && !through && !service;
        })
        .map(Statement::toString);
  }

  private static Stream<Statement> uses(Stacks stacks) {
    return Stream.of(KEY, REPLICA)
        .flatMap(stacks::all)
        .flatMap(Statement::of)
        .filter(Statement::allows)
        .filter(statement -> USES_OF_KEYS.stream().anyMatch(statement::covers));
  }

  /// Whatever is opened is named in the trail by its tenant.
  private static Stream<String> outOfContext(Stacks stacks) {
    return uses(stacks)
        .filter(statement -> Set.of("Key", "KeyReplica").contains(statement.owner().name()))
        .filter(statement ->
            !statement
                    .condition("StringEquals", "kms:EncryptionContext:app")
                    .equals(List.of("emanet"))
                || !statement
                    .condition("StringEquals", "kms:EncryptionContext:purpose")
                    .equals(List.of("tenant-kek"))
                || !statement
                    .condition("Null", "kms:EncryptionContext:tenant")
                    .equals(List.of("false")))
        .map(Statement::toString);
  }

  /// As DynamoDB wants of whoever asks for an export (its guide: requesting a table export).
  private static boolean mayWriteExports(Part role) {
    var own = Statement.of(role).filter(Statement::allows).toList();
    return own.stream().noneMatch(one -> one.covers("dynamodb:ExportTableToPointInTime"))
        || own.stream()
            .anyMatch(one ->
                Stream.of("s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl")
                    .allMatch(one::covers));
  }

  private static boolean isTakenByService(Part role) {
    var statements = role.properties().at("AssumeRolePolicyDocument").list("Statement");
    return statements.size() == 1
        && statements.getFirst().required("Effect").equals("Allow")
        && statements.getFirst().at("Principal").properties().keySet().equals(Set.of("Service"))
        && Statement.texts(statements.getFirst().at("Principal"), "Service").size() == 1;
  }
}
