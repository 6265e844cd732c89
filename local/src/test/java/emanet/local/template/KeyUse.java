package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One use of a key of the deployment's own by a role, as KMS is asked for it: the policies of the
/// role, of its boundary and of the key all have to let it (AWS: how KMS decides).
///
/// @param role its ARN
/// @param action such as `kms:Sign`
/// @param region where the key is
/// @param alias what the key is called there
/// @param context what conditions speak of, by their names
record KeyUse(
    String role, String action, String region, String alias, Map<String, List<String>> context) {
  static final String STORAGE = "alias/emanet-storage";
  private static final String VIA = "kms:ViaService";
  private static final String ALIASES = "kms:ResourceAliases";
  private static final String BUCKET = "kms:EncryptionContext:aws:s3:arn";
  private static final String TAG = "${aws:PrincipalTag/tenant}";

  /// What a call says by itself, whether or not a role's statement asks for it; that it does the
  /// suite judges by what was used.
  private static final List<String> SAID_BY_CALLS =
      List.of("kms:EncryptionContext:", "kms:MessageType", "kms:SigningAlgorithm");

  KeyUse {
    var full = new HashMap<>(context);
    full.put("aws:PrincipalArn", List.of(role));
    full.put("kms:CallerAccount", List.of(Template.ACCOUNT));
    full.put("aws:ResourceAccount", List.of(Template.ACCOUNT));
    full.put("kms:GrantIsForAWSResource", List.of("true"));
    full.put(ALIASES, List.of(alias));
    context = Map.copyOf(full);
  }

  /// What a service does with its key for a role that calls it.
  static KeyUse through(String service, String region, String role, String action, String alias) {
    return new KeyUse(
        role,
        action,
        region,
        alias,
        Map.of(VIA, List.of("%s.%s.amazonaws.com".formatted(service, region))));
  }

  /// What S3 does with the key of a bucket, which has a key of its own (`BucketKeyEnabled`) and so
  /// is named by itself, and not by the object.
  static KeyUse inBucket(String bucket, String region, String role, String action) {
    return new KeyUse(
        role,
        action,
        region,
        STORAGE,
        Map.of(
            VIA,
            List.of("s3.%s.amazonaws.com".formatted(region)),
            BUCKET,
            List.of("arn:aws:s3:::" + bucket)));
  }

  /// What a statement of a role's policy allows of the deployment's keys: nothing where it speaks
  /// of keys in other accounts alone.
  static Stream<KeyUse> allowedBy(String role, Statement statement) {
    if (!statement.condition("StringNotEquals", "aws:ResourceAccount").isEmpty()) {
      return Stream.of();
    }
    var context = context(statement);
    var aliases =
        context.getOrDefault(
            ALIASES,
            // what is encrypted in buckets and tables is encrypted with one key
            context.containsKey(VIA) ? List.of(STORAGE) : List.of("no alias"));
    return statement.actions().stream()
        .filter(action -> action.startsWith("kms:"))
        .flatMap(action ->
            statement.resources().stream()
                .map(resource -> region(statement, resource))
                .flatMap(region ->
                    aliases.stream()
                        .map(alias -> new KeyUse(role, action, region, alias, context))));
  }

  private static Map<String, List<String>> context(Statement statement) {
    var context = new HashMap<String, List<String>>();
    statement
        .condition()
        .properties()
        .keySet()
        .forEach(operator -> {
          var keys = statement.condition().at(operator);
          for (var key : keys.properties().keySet()) {
            if (!operator.equals("Null")) {
              context.put(
                  key,
                  Statement.texts(keys, key).stream()
                      .map(text -> text.replace(TAG, "a-tenant"))
                      .toList());
            }
          }
        });
    return context;
  }

  /// Of an ARN; a key that another stack puts out is of the same Region.
  private static String region(Statement statement, String resource) {
    return resource.startsWith("arn:") ? resource.split(":", 5)[3] : statement.owner().region();
  }

  /// Whether a role may, by its own policies or those of its boundary.
  boolean isAllowedBy(List<Statement> policy) {
    return isLet(
        policy.stream()
            .filter(one ->
                one.resources().stream()
                    .anyMatch(resource ->
                        Statement.matches(resource, arn())
                            || (!resource.startsWith("arn:")
                                && one.owner().region().equals(region))))
            .toList());
  }

  private String arn() {
    return "arn:aws:kms:" + region + ":" + Template.ACCOUNT + ":key/mrk-x";
  }

  /// Whether the policy of the key does, which speaks of no other key.
  private boolean isLetIn(Part key) {
    return isLet(Statement.of(key).toList());
  }

  private boolean isLet(List<Statement> policy) {
    var of = policy.stream().filter(one -> one.covers(action)).filter(this::isOf).toList();
    return of.stream().anyMatch(Statement::allows) && of.stream().allMatch(Statement::allows);
  }

  private boolean isOf(Statement statement) {
    var principal = statement.body().at("Principal");
    return !principal.has("Service")
        && statement.condition().properties().keySet().stream()
            .allMatch(operator -> {
              var keys = statement.condition().at(operator);
              return keys.properties().keySet().stream()
                  .allMatch(key -> holds(operator, key, Statement.texts(keys, key)));
            });
  }

  private boolean holds(String operator, String key, List<String> wanted) {
    if (!context.containsKey(key) && SAID_BY_CALLS.stream().anyMatch(key::startsWith)) {
      return true;
    }
    var is = context.getOrDefault(key, List.of());
    return switch (operator) {
      case "Null" -> wanted.equals(List.of(Boolean.toString(is.isEmpty())));
      case "StringNotEquals" -> is.stream().noneMatch(wanted::contains);
      case "StringEquals",
          "StringLike",
          "ArnEquals",
          "ArnLike",
          "Bool",
          "ForAnyValue:StringEquals" ->
          is.stream()
              .anyMatch(one ->
                  wanted.stream()
                      .map(text -> text.replace(TAG, "a-tenant"))
                      .anyMatch(pattern -> Statement.matches(pattern, one)));
      default -> throw new AssertionError("an operator that is not known: " + operator);
    };
  }

  /// The deployment's own keys that can be in use under an alias.
  ///
  /// @param parts of one Region
  static List<Part> keys(List<Part> parts, String alias) {
    var targets =
        parts.stream()
            .filter(part -> part.is("AWS::KMS::Alias"))
            .map(Part::properties)
            .filter(one -> one.required("AliasName").equals(alias))
            .map(one -> one.required("TargetKeyId"))
            .collect(Collectors.toSet());
    return parts.stream()
        .filter(part -> part.is("AWS::KMS::Key", "AWS::KMS::ReplicaKey"))
        .filter(key -> targets.contains(key.name()))
        .toList();
  }

  /// Of several keys that are called the same none may refuse.
  boolean isLetIn(List<Part> parts) {
    var keys = keys(parts, alias);
    return !keys.isEmpty() && keys.stream().allMatch(this::isLetIn);
  }

  @Override
  public String toString() {
    return role.substring(role.indexOf('/') + 1)
        + " "
        + action
        + " "
        + alias
        + " in "
        + region
        + context.getOrDefault(VIA, List.of())
        + context.getOrDefault(BUCKET, List.of());
  }

  /// The actions that KMS is asked for by what is done at a table (DynamoDB: authorizing use of a
  /// customer managed key). Whoever writes reads the table's key first.
  static Set<String> ofTable(String action) {
    return switch (action) {
      case "dynamodb:BatchGetItem",
          "dynamodb:GetItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:ExportTableToPointInTime" ->
          Set.of("kms:Decrypt", "kms:DescribeKey");
      case "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem" ->
          Set.of(
              "kms:Decrypt",
              "kms:DescribeKey",
              "kms:Encrypt",
              "kms:GenerateDataKey",
              "kms:ReEncryptFrom",
              "kms:ReEncryptTo");
      case "dynamodb:CreateTable" ->
          Set.of("kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey");
      default -> Set.of();
    };
  }

  /// The actions that KMS is asked for by what is done with an object in a bucket that is sealed
  /// with a key (S3: using SSE-KMS; replicating encrypted objects).
  static Set<String> ofObject(String action) {
    return switch (action) {
      case "s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectVersionForReplication" ->
          Set.of("kms:Decrypt");
      case "s3:PutObject" -> Set.of("kms:GenerateDataKey");
      case "s3:ReplicateObject" -> Set.of("kms:Encrypt", "kms:GenerateDataKey");
      default -> Set.of();
    };
  }
}
