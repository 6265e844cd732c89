package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import java.time.Instant;

/// What is known of a key: its metadata, tags, policy, rotation.
final class KeyDetails {
  private static final double MILLIS = 1000.0;

  private KeyDetails() {}

  static ObjectNode output(String operation, Input input, Key key, String region) {
    var copy = key.copy(region);
    var output = JsonNodeFactory.instance.objectNode();
    switch (operation) {
      case "TagResource" -> copy.tags().putAll(input.tags());
      case "UntagResource" ->
          input
              .member("TagKeys")
              .ifPresent(names -> names.forEach(name -> copy.tags().remove(name.asText())));
      case "ListResourceTags" -> {
        tags(output.putArray("Tags"), copy);
        output.put("Truncated", false);
      }
      case "GetKeyPolicy" -> output.put("Policy", copy.policy()).put("PolicyName", "default");
      case "PutKeyPolicy" -> copy.govern(input.text("Policy"));
      case "UpdateKeyDescription" -> copy.describe(input.text("Description"));
      case "EnableKeyRotation" -> copy.rotate(true);
      case "DisableKeyRotation" -> copy.rotate(false);
      case "GetKeyRotationStatus" -> output.put("KeyRotationEnabled", copy.rotated());
      default ->
          throw new AwsFailure(
              "UnknownOperationException", "The edge's KMS has no operation " + operation + ".");
    }
    return output;
  }

  static void tags(ArrayNode array, Copy copy) {
    copy.tags()
        .forEach((name, value) -> array.addObject().put("TagKey", name).put("TagValue", value));
  }

  static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS;
  }

  static void describe(Key key, String region, ObjectNode metadata) {
    var copy = key.copy(region);
    metadata
        .put("AWSAccountId", Names.ACCOUNT)
        .put("KeyId", key.id())
        .put("Arn", key.arn(region))
        .put("CreationDate", seconds(copy.created()))
        .put("Description", copy.description())
        .put("Enabled", key.state(region).equals("Enabled"))
        .put("KeyState", key.state(region))
        .put("KeyUsage", key.usage().name())
        .put("KeyManager", "CUSTOMER")
        .put("Origin", "AWS_KMS")
        .put("KeySpec", key.spec().name())
        .put("CustomerMasterKeySpec", key.spec().name())
        .put("MultiRegion", key.multiRegion());
    copy.deletion().ifPresent(at -> metadata.put("DeletionDate", seconds(at)));
    if (!Algorithms.encryption(key).isEmpty()) {
      Signing.fill(metadata.putArray("EncryptionAlgorithms"), Algorithms.encryption(key));
    }
    if (!Algorithms.signing(key).isEmpty()) {
      Signing.fill(metadata.putArray("SigningAlgorithms"), Algorithms.signing(key));
    }
    if (!Algorithms.mac(key).isEmpty()) {
      Signing.fill(metadata.putArray("MacAlgorithms"), Algorithms.mac(key));
    }
    if (key.multiRegion()) {
      regions(key, region, metadata.putObject("MultiRegionConfiguration"));
    }
  }

  private static void regions(Key key, String region, ObjectNode configuration) {
    configuration.put("MultiRegionKeyType", key.primary().equals(region) ? "PRIMARY" : "REPLICA");
    configuration
        .putObject("PrimaryKey")
        .put("Arn", key.arn(key.primary()))
        .put("Region", key.primary());
    var replicas = configuration.putArray("ReplicaKeys");
    for (var other : key.copies().keySet()) {
      if (!other.equals(key.primary())) {
        replicas.addObject().put("Arn", key.arn(other)).put("Region", other);
      }
    }
  }
}
