package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Of tables that are strongly consistent in several Regions, and of what outlives its stack.
final class TableRules {
  private static final String TABLE = "AWS::DynamoDB::GlobalTable";

  /// Of the EU, and of the one set that such tables can be spread over; London is of the set alone.
  private static final Set<String> EU = Set.of("eu-central-1", "eu-west-1", "eu-west-3");

  private static final Pattern REGION =
      Pattern.compile("\\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-[a-z]+-[0-9]\\b");

  /// Where Route 53 tells how its checks went; nothing of anybody comes there.
  private static final String OF_CHECKS = "infrastructure/slo.yaml us-east-1";

  /// What the horizon of an erasure counts on, and what goes with it.
  private static final Set<String> SHORT = Set.of("Keys", "Fragments");

  /// What is made anew, or of no use later.
  private static final Set<String> NEVER = Set.of("Lookups", "Deployment");

  private static final int LONGEST_RECOVERY = 35;

  private static final Set<String> STATEFUL =
      Set.of(
          TABLE,
          "AWS::S3::Bucket",
          "AWS::KMS::Key",
          "AWS::KMS::ReplicaKey",
          "AWS::CloudTrail::Trail");

  /// Copies that can be made again.
  private static final Set<String> PASSING = Set.of("infrastructure/buckets.yaml Packages");

  static final List<Rule> ALL =
      List.of(
          Rule.each("a table is strong", TABLE, TableRules::isStrong),
          Rule.each(
              "a table has no expiry",
              TABLE,
              table -> !table.properties().has("TimeToLiveSpecification")),
          Rule.each(
              "a table has no local index",
              TABLE,
              table -> !table.properties().has("LocalSecondaryIndexes")),
          Rule.each("a table is in the EU", TABLE, TableRules::isInTheEu),
          Rule.each("a table is sealed", TABLE, TableRules::isSealed),
          Rule.each(
              "a table cannot be deleted",
              TABLE,
              table ->
                  table.properties().list("Replicas").stream()
                      .allMatch(replica -> replica.flag("DeletionProtectionEnabled"))),
          Rule.each("a table is recovered no longer than it may", TABLE, TableRules::isRecovered),
          new Rule("what is kept outlives its stack", TableRules::lost),
          new Rule("a Region is of the EU", TableRules::abroad));

  private TableRules() {}

  private static boolean isStrong(Part table, Stacks stacks) {
    var properties = table.properties();
    int replicas = properties.list("Replicas").size();
    return stacks.place().isOneOfTwo()
        ? properties.text("MultiRegionConsistency").filter("STRONG"::equals).isPresent()
            && replicas == 2
            && properties.list("GlobalTableWitnesses").size() == 1
        : replicas == 1 && !properties.has("MultiRegionConsistency");
  }

  private static boolean isInTheEu(Part table, Stacks stacks) {
    var properties = table.properties();
    var regions =
        Stream.concat(
                properties.list("Replicas").stream(),
                properties.list("GlobalTableWitnesses").stream())
            .map(one -> one.required("Region"))
            .toList();
    var replicas = properties.list("Replicas").stream().map(one -> one.required("Region")).toList();
    return EU.containsAll(regions)
        && new HashSet<>(regions).size() == regions.size()
        && replicas.contains(stacks.place().region())
        && (!stacks.place().isOneOfTwo() || replicas.contains(stacks.place().other()));
  }

  private static boolean isSealed(Part table) {
    return table.properties().at("SSESpecification").flag("SSEEnabled")
        && table.properties().at("SSESpecification").required("SSEType").equals("KMS")
        && table.properties().list("Replicas").stream()
            .allMatch(replica ->
                replica
                    .at("SSESpecification")
                    .text("KMSMasterKeyId")
                    .filter(key ->
                        key.contains(":" + replica.required("Region") + ":")
                            && key.endsWith(":alias/emanet-storage"))
                    .isPresent());
  }

  /// Neither may keys be recovered for longer than their backups live, nor may anything else for
  /// less than DynamoDB offers.
  private static boolean isRecovered(Part table, Stacks stacks) {
    for (var replica : table.properties().list("Replicas")) {
      var recovery = replica.at("PointInTimeRecoverySpecification");
      boolean on = recovery.flag("PointInTimeRecoveryEnabled");
      int days = recovery.number("RecoveryPeriodInDays", LONGEST_RECOVERY);
      boolean holds =
          NEVER.contains(table.name())
              ? !on
              : on
                  && (SHORT.contains(table.name())
                      ? days <= keyBackupDays(stacks)
                      : days == LONGEST_RECOVERY);
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  /// As the bucket of their backups has it.
  private static int keyBackupDays(Stacks stacks) {
    return stacks
        .all("AWS::S3::Bucket")
        .filter(bucket -> bucket.name().equals("KeyBackups"))
        .flatMap(bucket -> bucket.properties().at("LifecycleConfiguration").list("Rules").stream())
        .mapToInt(rule -> rule.number("ExpirationInDays", 0))
        .max()
        .orElse(0);
  }

  private static Stream<String> lost(Stacks stacks) {
    return stacks
        .all()
        .filter(part -> STATEFUL.contains(part.resource().type()))
        .filter(part -> !PASSING.contains(part.toString()))
        .filter(part ->
            !isSaid(part, "DeletionPolicy", "RetainExceptOnCreate")
                || !isSaid(part, "UpdateReplacePolicy", "Retain"))
        .map(Part::toString);
  }

  /// What is made and taken back at once holds nothing, and would be in the way by its name.
  private static boolean isSaid(Part part, String policy, String wanted) {
    return part.resource().declared().text(policy).filter(wanted::equals).isPresent();
  }

  /// Whatever is said anywhere.
  private static Stream<String> abroad(Stacks stacks) {
    return stacks.documents().entrySet().stream()
        .flatMap(file ->
            REGION
                .matcher(file.getValue().get("Resources") + "" + file.getValue().get("Parameters"))
                .results()
                .map(found -> found.group())
                .filter(region -> !EU.contains(region))
                .distinct()
                .map(region -> file.getKey() + " " + region)
                .filter(found -> !found.equals(OF_CHECKS)));
  }
}
