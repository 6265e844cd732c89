package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.List;
import java.util.Set;

/// Of buckets and logs.
final class StorageRules {
  private static final String BUCKET = "AWS::S3::Bucket";
  private static final String LOG = "AWS::Logs::LogGroup";

  /// What CloudTrail's own key encrypts, so that who holds the deployment's key hides nothing.
  private static final Set<String> SEALED_BY_S3 = Set.of("TrailFiles", "KeyTrailFiles");

  /// Copies, and what is signed by itself: those go, or are replaced.
  private static final Set<String> UNLOCKED = Set.of("Packages", "Code");

  /// Locked version by version.
  private static final Set<String> LOCKED_EACH = Set.of("Backups", "KeyBackups");

  /// The lives of keys' copies are what an erasure's horizon is made of.
  private static final int LONGEST_KEY_BACKUP = 30;

  static final List<Rule> ALL =
      List.of(
          Rule.each("a bucket is sealed", BUCKET, StorageRules::isSealed),
          Rule.each("a bucket is shut", BUCKET, StorageRules::isShut),
          Rule.each("a bucket is asked by TLS alone", BUCKET, StorageRules::isAskedByTls),
          Rule.each("a bucket is locked", BUCKET, StorageRules::isLocked),
          Rule.each("copies of keys go soon", BUCKET, StorageRules::goesSoon),
          Rule.each("copies are copied to the other Region", BUCKET, StorageRules::isCopied),
          Rule.each(
              "a log is kept for a time",
              LOG,
              log -> log.properties().number("RetentionInDays", 0) > 0),
          Rule.each(
              "a log is sealed",
              LOG,
              log -> log.properties().text("KmsKeyId").filter(key -> !key.isEmpty()).isPresent()));

  private StorageRules() {}

  private static boolean isSealed(Part bucket) {
    var rules =
        bucket.properties().at("BucketEncryption").list("ServerSideEncryptionConfiguration");
    var wanted = SEALED_BY_S3.contains(bucket.name()) ? "AES256" : "aws:kms";
    return rules.size() == 1
        && rules
            .getFirst()
            .at("ServerSideEncryptionByDefault")
            .text("SSEAlgorithm")
            .filter(wanted::equals)
            .isPresent();
  }

  private static boolean isShut(Part bucket) {
    var access = bucket.properties().at("PublicAccessBlockConfiguration");
    var ownership = bucket.properties().at("OwnershipControls").list("Rules");
    return List.of(
                "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
            .stream()
            .allMatch(access::flag)
        && ownership.stream()
            .anyMatch(rule -> rule.required("ObjectOwnership").equals("BucketOwnerEnforced"));
  }

  private static boolean isAskedByTls(Part bucket, Stacks stacks) {
    return stacks
        .beside(bucket, "AWS::S3::BucketPolicy")
        .filter(policy -> policy.properties().required("Bucket").equals(bucket.name()))
        .flatMap(Statement::of)
        .anyMatch(statement ->
            !statement.allows()
                && statement.body().required("Principal").equals("*")
                && statement.covers("s3:GetObject")
                && statement.resources().size() == 2
                && statement.condition("Bool", "aws:SecureTransport").equals(List.of("false")));
  }

  private static boolean isLocked(Part bucket) {
    var properties = bucket.properties();
    if (UNLOCKED.contains(bucket.name())) {
      return true;
    }
    var retention = properties.at("ObjectLockConfiguration").at("Rule").at("DefaultRetention");
    return properties.flag("ObjectLockEnabled")
        && properties.at("VersioningConfiguration").required("Status").equals("Enabled")
        && (LOCKED_EACH.contains(bucket.name())
            ? retention.properties().isEmpty()
            : retention.text("Mode").filter("COMPLIANCE"::equals).isPresent()
                && retention.number("Days", 0) > 0);
  }

  private static boolean goesSoon(Part bucket) {
    if (!LOCKED_EACH.contains(bucket.name())) {
      return true;
    }
    var rules =
        bucket.properties().at("LifecycleConfiguration").list("Rules").stream()
            .filter(rule -> List.of("keys/", "short/").contains(rule.text("Prefix").orElse("")))
            .toList();
    return rules.stream().allMatch(rule -> rule.required("Status").equals("Enabled"))
        && rules.stream()
            .anyMatch(rule ->
                rule.number("ExpirationInDays", Integer.MAX_VALUE) <= LONGEST_KEY_BACKUP
                    && rule.at("NoncurrentVersionExpiration").number("NoncurrentDays", 0) == 1)
        && rules.stream().anyMatch(rule -> rule.flag("ExpiredObjectDeleteMarker"));
  }

  private static boolean isCopied(Part bucket, Stacks stacks) {
    if (!LOCKED_EACH.contains(bucket.name()) || !stacks.place().isOneOfTwo()) {
      return true;
    }
    var rules = bucket.properties().at("ReplicationConfiguration").list("Rules");
    return rules.stream()
        .anyMatch(rule ->
            rule.required("Status").equals("Enabled")
                && rule.at("DeleteMarkerReplication").required("Status").equals("Enabled")
                && rule.at("Destination").required("Bucket").endsWith(stacks.place().other())
                && rule.at("SourceSelectionCriteria").has("SseKmsEncryptedObjects"));
  }
}
