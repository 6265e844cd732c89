package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Of roles and keys together: KMS wants the leave of both, so what one says and the other does not
/// is found out where it is asked for, and not before.
final class KeyRules {
  private static final String ROLE = "AWS::IAM::Role";
  private static final String KEYS = "infrastructure/keys.yaml";
  private static final String BUCKETS = "infrastructure/buckets.yaml";

  static final List<Rule> ALL =
      List.of(
          new Rule("a key lets in whose role may use it", KeyRules::shutOut),
          new Rule("who a key lets in has a role that may use it", KeyRules::neverComing),
          new Rule(
              "who reaches a table may use its key",
              stacks -> sealedOff(stacks, KeyRules::ofTables)),
          new Rule("who reaches a bucket may use its key", KeyRules::keptShut));

  private KeyRules() {}

  private static String arn(Part role) {
    return "arn:aws:iam::"
        + Template.ACCOUNT
        + ":role/"
        + role.properties().text("RoleName").orElse(role.name());
  }

  private static Stream<KeyUse> uses(Stacks stacks, Part role) {
    return BoundaryRules.policies(role, stacks)
        .filter(Statement::allows)
        .flatMap(statement -> KeyUse.allowedBy(arn(role), statement));
  }

  private static Stream<String> shutOut(Stacks stacks) {
    var keys = keys(stacks);
    return stacks
        .all(ROLE)
        .flatMap(role -> uses(stacks, role))
        .filter(use -> !isLetIn(use, keys))
        .map(KeyUse::toString);
  }

  /// Of both Regions; there is no other one.
  private static Map<String, List<Part>> keys(Stacks stacks) {
    var keys = new HashMap<String, List<Part>>();
    for (var region : List.of(stacks.place().region(), stacks.place().other())) {
      keys.put(region, stacks.in(region, KEYS));
    }
    return keys;
  }

  private static boolean isLetIn(KeyUse use, Map<String, List<Part>> keys) {
    return use.isLetIn(keys.getOrDefault(use.region(), List.of()));
  }

  private static Stream<String> neverComing(Stacks stacks) {
    var parts = stacks.in(stacks.place().region(), KEYS);
    var uses = stacks.all(ROLE).flatMap(role -> uses(stacks, role)).toList();
    return stacks
        .all("AWS::KMS::Key", "AWS::KMS::ReplicaKey")
        .flatMap(Statement::of)
        .flatMap(statement ->
            statement.condition("ArnEquals", "aws:PrincipalArn").stream()
                .flatMap(named ->
                    statement.actions().stream()
                        .filter(action ->
                            uses.stream()
                                .noneMatch(use ->
                                    use.role().equals(named)
                                        && use.action().equals(action)
                                        && KeyUse.keys(parts, use.alias())
                                            .contains(statement.owner())))
                        .map(action -> statement + " " + named + " " + action)));
  }

  /// What is sealed with a key of this account DynamoDB and S3 ask KMS for as who calls them.
  ///
  /// @param asked what they ask for where a role, by its ARN, does what a statement allows
  private static Stream<String> sealedOff(
      Stacks stacks, BiFunction<String, Statement, Stream<KeyUse>> asked) {
    var keys = keys(stacks);
    return stacks
        .all(ROLE)
        .flatMap(role -> {
          var own = BoundaryRules.policies(role, stacks).toList();
          var most = BoundaryRules.boundary(role, stacks).flatMap(Statement::of).toList();
          return own.stream()
              .filter(Statement::allows)
              .flatMap(statement -> asked.apply(arn(role), statement))
              .distinct()
              .filter(use -> !use.isAllowedBy(own) || !use.isAllowedBy(most) || !isLetIn(use, keys))
              .map(KeyUse::toString);
        });
  }

  private static Stream<KeyUse> ofTables(String role, Statement statement) {
    return statement.resources().stream()
        .filter(resource -> resource.startsWith("arn:aws:dynamodb:"))
        .map(resource -> resource.split(":", 5)[3])
        .distinct()
        .flatMap(region ->
            statement.actions().stream()
                .flatMap(action -> KeyUse.ofTable(action).stream())
                .map(action -> KeyUse.through("dynamodb", region, role, action, KeyUse.STORAGE)));
  }

  private static Stream<String> keptShut(Stacks stacks) {
    var sealed = sealedBuckets(stacks);
    return sealedOff(stacks, (role, statement) -> ofObjects(sealed, role, statement));
  }

  /// The names of both Regions' buckets that a key of the deployment's own seals, and where each
  /// is.
  private static Map<String, String> sealedBuckets(Stacks stacks) {
    var sealed = new HashMap<String, String>();
    for (var region : List.of(stacks.place().region(), stacks.place().other())) {
      stacks.in(region, BUCKETS).stream()
          .filter(part -> part.is("AWS::S3::Bucket"))
          .map(Part::properties)
          .filter(KeyRules::isSealedByKms)
          .forEach(bucket -> sealed.put(bucket.required("BucketName"), region));
    }
    return sealed;
  }

  private static boolean isSealedByKms(Structure bucket) {
    return bucket.at("BucketEncryption").list("ServerSideEncryptionConfiguration").stream()
        .map(rule -> rule.at("ServerSideEncryptionByDefault"))
        .anyMatch(rule -> rule.text("SSEAlgorithm").filter("aws:kms"::equals).isPresent());
  }

  private static Stream<KeyUse> ofObjects(
      Map<String, String> sealed, String role, Statement statement) {
    return statement.resources().stream()
        .filter(resource -> resource.startsWith("arn:aws:s3:::"))
        .map(resource -> resource.split(":", 6)[5].split("/", 2)[0])
        .filter(sealed::containsKey)
        .distinct()
        .flatMap(bucket ->
            statement.actions().stream()
                .flatMap(action -> KeyUse.ofObject(action).stream())
                .map(action -> KeyUse.inBucket(bucket, sealed.get(bucket), role, action)));
  }
}
