package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import emanet.store.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What strongly consistent global tables must not have, which linters let pass, and what the
/// design asks of tables and keys.
class InfrastructureTest {
  private static final Path DATA = Stack.ROOT.resolve("infrastructure/data.yaml");
  private static final Path KEYS = Stack.ROOT.resolve("infrastructure/keys.yaml");
  private static final Path BUCKETS = Stack.ROOT.resolve("infrastructure/buckets.yaml");
  private static final Template BUCKETS_OF_HOME = Template.read(BUCKETS, Stack.HOME, Map.of());
  private static final Set<String> BACKUPS = Set.of("Backups", "KeyBackups");
  private static final Template TEMPLATE = Template.read(DATA, Stack.HOME, Map.of());

  static Collection<Template.Resource> tables() {
    return TEMPLATE.resources("AWS::DynamoDB::GlobalTable").values();
  }

  @Test
  void hasEveryTableOfTheStore() {
    assertThat(tables().stream().map(table -> table.properties().required("TableName")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Table.values())
                .map(table ->
                    table == Table.DEPLOYMENT
                        ? "emanet-deployment"
                        : "emanet-" + table.label() + "-1")
                .toList());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void isStrongInTwoRegionsWithAWitnessInAThird(Template.Resource table) {
    var properties = table.properties();
    assertThat(properties.required("MultiRegionConsistency")).isEqualTo("STRONG");
    assertThat(properties.list("GlobalTableWitnesses"))
        .extracting(witness -> witness.required("Region"))
        .containsExactly("eu-west-3");
    assertThat(properties.list("Replicas"))
        .extracting(replica -> replica.required("Region"))
        .containsExactly("eu-central-1", "eu-west-1");
    assertThat(properties.has("TimeToLiveSpecification")).isFalse();
    assertThat(properties.has("LocalSecondaryIndexes")).isFalse();
    assertThat(properties.required("BillingMode")).isEqualTo("PAY_PER_REQUEST");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void isKeptAndSealed(Template.Resource table) {
    assertThat(table.properties().at("SSESpecification").required("SSEType")).isEqualTo("KMS");
    for (var replica : table.properties().list("Replicas")) {
      assertThat(replica.flag("DeletionProtectionEnabled")).isTrue();
      assertThat(replica.at("SSESpecification").required("KMSMasterKeyId"))
          .contains(replica.required("Region"), "alias/emanet-storage");
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void canBeRecoveredNoLongerThanItShould(Template.Resource table) {
    var days =
        switch (table.name()) {
          case "Keys", "Fragments" -> 7;
          case "Lookups", "Deployment" -> 0;
          default -> 35;
        };
    for (var replica : table.properties().list("Replicas")) {
      var recovery = replica.at("PointInTimeRecoverySpecification");
      assertThat(recovery.flag("PointInTimeRecoveryEnabled")).isEqualTo(days > 0);
      assertThat(recovery.number("RecoveryPeriodInDays", 0)).isEqualTo(days);
    }
  }

  @Test
  void outlivesItsStack() throws IOException {
    var text = Files.readString(DATA);
    assertThat(count(text, "DeletionPolicy: RetainExceptOnCreate")).isEqualTo(tables().size());
    assertThat(count(text, "UpdateReplacePolicy: Retain")).isEqualTo(tables().size());
    assertThat(count(Files.readString(KEYS), "DeletionPolicy: RetainExceptOnCreate")).isEqualTo(10);
  }

  @Test
  void canBeOfOneRegionForDevelopment() {
    var one = Template.read(DATA, "eu-west-1", Map.of("Reach", "one-region"));
    for (var table : one.resources("AWS::DynamoDB::GlobalTable").values()) {
      assertThat(table.properties().has("MultiRegionConsistency")).isFalse();
      assertThat(table.properties().has("GlobalTableWitnesses")).isFalse();
      assertThat(table.properties().list("Replicas"))
          .extracting(replica -> replica.required("Region"))
          .containsExactly("eu-west-1");
    }
  }

  @Test
  void leavesTheDeploymentsItemToTheFirstGeneration() {
    var next = Template.read(DATA, Stack.HOME, Map.of("Generation", "2"));
    assertThat(next.resources("AWS::DynamoDB::GlobalTable").values())
        .extracting(table -> table.properties().required("TableName"))
        .contains("emanet-records-2")
        .doesNotContain("emanet-deployment");
  }

  /// Of what is to stay. Packages for inspectors are copies, and go by themselves.
  static Collection<Template.Resource> buckets() {
    return BUCKETS_OF_HOME.resources("AWS::S3::Bucket").values().stream()
        .filter(bucket -> !bucket.name().equals("Packages"))
        .toList();
  }

  @Test
  void theBucketOfPackagesIsSealedAndShutAndClearsItself() {
    var packages = BUCKETS_OF_HOME.resources("AWS::S3::Bucket").get("Packages").properties();
    assertThat(packages.required("BucketName")).isEqualTo(Stack.bucket("packages", Stack.HOME));
    assertThat(
            packages
                .at("BucketEncryption")
                .list("ServerSideEncryptionConfiguration")
                .getFirst()
                .at("ServerSideEncryptionByDefault")
                .required("SSEAlgorithm"))
        .isEqualTo("aws:kms");
    assertThat(packages.at("PublicAccessBlockConfiguration").textMap().values())
        .hasSize(4)
        .containsOnly("true");
    var rule = packages.at("LifecycleConfiguration").list("Rules").getFirst();
    assertThat(rule.required("Status")).isEqualTo("Enabled");
    assertThat(rule.number("ExpirationInDays", 0)).isBetween(1, 30);
    assertThat(BUCKETS_OF_HOME.resources("AWS::S3::BucketPolicy"))
        .containsKey("PackagesPolicy")
        .hasSameSizeAs(BUCKETS_OF_HOME.resources("AWS::S3::Bucket"));
  }

  /// Neither a version, nor a noncurrent one, nor a marker, nor a replica of a backup stays longer
  /// than the horizon of an erasure counts on.
  @Test
  void backupsOfKeysLiveShortly() {
    var other = Template.read(BUCKETS, Stack.HOME, Map.of("OtherRegion", "eu-west-1"));
    var template =
        Template.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of())
            .globals("Function")
            .at("Environment")
            .at("Variables");
    int life = template.number("EMANET_KEY_BACKUP_DAYS", 0);
    for (var name : BACKUPS) {
      var bucket = other.resources("AWS::S3::Bucket").get(name).properties();
      var rules = bucket.at("LifecycleConfiguration").list("Rules");
      assertThat(rules).allMatch(rule -> rule.required("Status").equals("Enabled"));
      for (var prefix : List.of("keys/", "short/")) {
        var of = rules.stream().filter(rule -> rule.required("Prefix").equals(prefix)).toList();
        if (!of.isEmpty()) {
          assertThat(of).anyMatch(rule -> rule.number("ExpirationInDays", 0) == life);
          assertThat(of)
              .anyMatch(
                  rule -> rule.at("NoncurrentVersionExpiration").number("NoncurrentDays", 0) == 1);
          assertThat(of).anyMatch(rule -> rule.flag("ExpiredObjectDeleteMarker"));
        }
      }
      var replication = bucket.at("ReplicationConfiguration").list("Rules").getFirst();
      assertThat(replication.at("DeleteMarkerReplication").required("Status")).isEqualTo("Enabled");
      assertThat(replication.at("Destination").required("Bucket")).endsWith("eu-west-1");
      assertThat(
              replication
                  .at("SourceSelectionCriteria")
                  .at("SseKmsEncryptedObjects")
                  .required("Status"))
          .isEqualTo("Enabled");
    }
    assertThat(
            BUCKETS_OF_HOME
                .resources("AWS::S3::Bucket")
                .get("KeyBackups")
                .properties()
                .has("ReplicationConfiguration"))
        .isFalse();
  }

  /// What shows who opened a key is written by the cloud alone, of all Regions, and stays.
  @Test
  void theTrailShowsAllRegionsAndNobodyTouchesItsFiles() throws IOException {
    var path = Stack.ROOT.resolve("infrastructure/trail.yaml");
    var template = Template.read(path, Stack.HOME, Map.of());
    var trail = template.resources("AWS::CloudTrail::Trail").get("Trail").properties();
    assertThat(trail.flag("IsMultiRegionTrail")).isTrue();
    assertThat(trail.flag("IsLogging")).isTrue();
    assertThat(trail.flag("EnableLogFileValidation")).isTrue();
    var selector = trail.list("EventSelectors").getFirst();
    assertThat(selector.flag("IncludeManagementEvents")).isTrue();
    assertThat(selector.required("ReadWriteType")).isEqualTo("All");
    assertThat(selector.has("ExcludeManagementEventSources")).isFalse();
    var bucket = template.resources("AWS::S3::Bucket").get("TrailFiles").properties();
    assertThat(bucket.required("BucketName")).isEqualTo(Stack.bucket("trail", Stack.HOME));
    assertThat(bucket.flag("ObjectLockEnabled")).isTrue();
    var kept = bucket.at("ObjectLockConfiguration").at("Rule").at("DefaultRetention");
    assertThat(kept.required("Mode")).isEqualTo("COMPLIANCE");
    assertThat(bucket.at("PublicAccessBlockConfiguration").textMap().values())
        .hasSize(4)
        .containsOnly("true");
    assertThat(Files.readString(path))
        .contains("Sid: TlsOnly", "Sid: NobodyElseWrites", "Sid: NeverHidden");
  }

  @ParameterizedTest
  @MethodSource("buckets")
  void aBucketIsLockedSealedAndShut(Template.Resource bucket) {
    var properties = bucket.properties();
    assertThat(properties.required("BucketName"))
        .isEqualTo(Stack.bucket(bucket.name().toLowerCase(Locale.ROOT), Stack.HOME));
    assertThat(properties.flag("ObjectLockEnabled")).isTrue();
    var lock = properties.at("ObjectLockConfiguration");
    if (BACKUPS.contains(bucket.name())) {
      // each version is locked for as long as its own copy is to live
      assertThat(lock.has("Rule")).isFalse();
    } else {
      var retention = lock.at("Rule").at("DefaultRetention");
      assertThat(retention.required("Mode")).isEqualTo("COMPLIANCE");
      assertThat(retention.number("Days", 0)).isGreaterThanOrEqualTo(1095);
    }
    assertThat(properties.at("VersioningConfiguration").required("Status")).isEqualTo("Enabled");
    var encryption =
        properties.at("BucketEncryption").list("ServerSideEncryptionConfiguration").getFirst();
    assertThat(encryption.flag("BucketKeyEnabled")).isTrue();
    assertThat(encryption.at("ServerSideEncryptionByDefault").required("SSEAlgorithm"))
        .isEqualTo("aws:kms");
    assertThat(properties.at("PublicAccessBlockConfiguration").textMap().values())
        .hasSize(4)
        .containsOnly("true");
  }

  @ParameterizedTest
  @MethodSource("buckets")
  void aBucketTakesNothingTwiceAndNothingInTheOpen(Template.Resource bucket) {
    var policy =
        BUCKETS_OF_HOME.resources("AWS::S3::BucketPolicy").values().stream()
            .filter(one -> one.properties().required("Bucket").equals(bucket.name()))
            .findFirst()
            .orElseThrow();
    var statements = policy.properties().at("PolicyDocument").list("Statement");
    assertThat(statements)
        .extracting(statement -> statement.required("Sid"))
        .containsExactly("TlsOnly", "Tls12AtLeast", "WrittenOnce", "NeverHidden");
    assertThat(statements)
        .allMatch(statement -> statement.required("Effect").equals("Deny"))
        .allMatch(statement -> statement.required("Principal").equals("*"));
  }

  @Test
  void letsNoAdministratorUseTheKey() {
    var key = Template.read(KEYS, Stack.HOME, Map.of()).resources("AWS::KMS::Key").get("Key");
    var statements = key.properties().at("KeyPolicy").list("Statement");
    assertThat(key.properties().flag("MultiRegion")).isTrue();
    for (var statement : statements) {
      var actions =
          statement.properties().get("Action") instanceof String one
              ? List.of(one)
              : statement.texts("Action");
      var uses =
          actions.stream()
              .anyMatch(action ->
                  action.matches("kms:(\\*|Decrypt|Encrypt|Generate.*|ReEncrypt.*|CreateGrant)"));
      assertThat(statement.has("Condition")).as(statement.required("Sid")).isEqualTo(uses);
    }
  }

  @Test
  void replicatesTheKeysInASecondRegion() {
    var second =
        Template.read(
            KEYS,
            "eu-west-1",
            Map.of(
                "PrimaryKeyArn", "arn:key",
                "PrimaryLedgerKeyArn", "arn:ledger",
                "PrimaryCertificateKeyArn", "arn:certificates",
                "PrimaryBackupKeyArn", "arn:backups",
                "PrimaryStorageKeyArn", "arn:two"));
    assertThat(second.resources("AWS::KMS::Key")).isEmpty();
    assertThat(second.resources("AWS::KMS::ReplicaKey").values())
        .extracting(replica -> replica.properties().required("PrimaryKeyArn"))
        .containsExactly("arn:key", "arn:ledger", "arn:backups", "arn:certificates", "arn:two");
    assertThat(
            second
                .resources("AWS::KMS::Alias")
                .get("KeyAlias")
                .properties()
                .required("TargetKeyId"))
        .isEqualTo("KeyReplica");
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}
