package emanet.local.edge.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Making, describing, replicating, disabling and deleting keys.
final class KeyAdministration {
  private static final int LONGEST_WAIT = 30;
  private static final int SHORTEST_WAIT = 7;
  private static final String OPEN_POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"arn:aws:iam::000000000000:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";

  private final KeyRing ring;
  private final Making making;

  KeyAdministration(KeyRing ring, Making making) {
    this.ring = ring;
    this.making = making;
  }

  ObjectNode output(String operation, Input input) throws GeneralSecurityException {
    if (operation.equals("CreateKey")) {
      // outside the lock: an RSA key may take its time
      return create(input);
    }
    synchronized (ring) {
      return switch (operation) {
        case "DescribeKey" -> described(key(input), input.region(), "KeyMetadata");
        case "ListKeys" -> list(input);
        case "ReplicateKey" -> replicate(input);
        case "UpdatePrimaryRegion" -> movePrimary(input);
        case "EnableKey" -> enable(input, true);
        case "DisableKey" -> enable(input, false);
        case "ScheduleKeyDeletion" -> scheduleDeletion(input);
        case "CancelKeyDeletion" -> cancelDeletion(input);
        default -> KeyDetails.output(operation, input, key(input), input.region());
      };
    }
  }

  private ObjectNode create(Input input) throws GeneralSecurityException {
    var spec =
        KeySpec.named(
            input
                .optionalText("KeySpec")
                .or(() -> input.optionalText("CustomerMasterKeySpec"))
                .orElse("SYMMETRIC_DEFAULT"));
    var usage = usage(input.optionalText("KeyUsage"), spec);
    if (!input.optionalText("Origin").orElse("AWS_KMS").equals("AWS_KMS")) {
      throw new AwsFailure("UnsupportedOperationException", "Keys are made here, not imported.");
    }
    var copy = copy(input, input.region());
    var plain = UUID.randomUUID().toString();
    var id = input.flag("MultiRegion") ? Names.MULTI_REGION + plain.replace("-", "") : plain;
    var key = new Key(id, spec, usage, making.of(spec), copy);
    synchronized (ring) {
      ring.add(key);
      return described(key, input.region(), "KeyMetadata");
    }
  }

  private ObjectNode replicate(Input input) {
    var key = key(input);
    var target = input.text("ReplicaRegion");
    if (!key.multiRegion() || !key.primary().equals(input.region())) {
      throw new AwsFailure(
          "UnsupportedOperationException",
          key.arn(input.region()) + " is not a multi-Region primary key.");
    }
    key.requireUsable(input.region());
    if (!target.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
      throw AwsFailure.validation("ReplicaRegion is not a Region");
    }
    if (key.in(target).isPresent()) {
      throw new AwsFailure(
          "AlreadyExistsException", key.arn(target) + " already exists in that Region.");
    }
    key.copies().put(target, copy(input, target));
    var output = described(key, target, "ReplicaKeyMetadata");
    output.put("ReplicaPolicy", key.copy(target).policy());
    KeyDetails.tags(output.putArray("ReplicaTags"), key.copy(target));
    return output;
  }

  private ObjectNode movePrimary(Input input) {
    var key = key(input);
    var target = input.text("PrimaryRegion");
    if (!key.primary().equals(input.region()) || key.in(target).isEmpty()) {
      throw new AwsFailure(
          "UnsupportedOperationException", "The primary key moves to a Region that has a replica.");
    }
    key.primary(target);
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode enable(Input input, boolean enabled) {
    var key = key(input);
    key.requireNotPending(input.region());
    key.copy(input.region()).enable(enabled);
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode scheduleDeletion(Input input) {
    var key = key(input);
    key.requireNotPending(input.region());
    var days = input.optionalInteger("PendingWindowInDays").orElse(LONGEST_WAIT);
    if (days < SHORTEST_WAIT || days > LONGEST_WAIT) {
      throw AwsFailure.validation("PendingWindowInDays must be between 7 and 30");
    }
    var copy = key.copy(input.region());
    copy.delete(Optional.of(ring.clock().instant().plus(Duration.ofDays(days))));
    var output = JsonNodeFactory.instance.objectNode().put("KeyId", key.arn(input.region()));
    output.put("KeyState", key.state(input.region()));
    output.put("PendingWindowInDays", days);
    copy.deletion().ifPresent(at -> output.put("DeletionDate", KeyDetails.seconds(at)));
    return output;
  }

  private ObjectNode cancelDeletion(Input input) {
    var key = key(input);
    var copy = key.copy(input.region());
    if (copy.deletion().isEmpty()) {
      throw new AwsFailure(
          "KMSInvalidStateException", key.arn(input.region()) + " is not pending deletion.");
    }
    copy.delete(Optional.empty());
    copy.enable(false);
    return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn(input.region()));
  }

  private ObjectNode list(Input input) {
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray("Keys");
    for (var key : ring.in(input.region())) {
      items.addObject().put("KeyId", key.id()).put("KeyArn", key.arn(input.region()));
    }
    return output.put("Truncated", false);
  }

  private Key key(Input input) {
    // tag calls, among others, take no alias in AWS; taking one here does no harm
    return ring.find(input.region(), input.text("KeyId"));
  }

  private Copy copy(Input input, String region) {
    var copy =
        new Copy(
            region,
            ring.clock().instant(),
            input.optionalText("Description").orElse(""),
            input.optionalText("Policy").orElse(OPEN_POLICY));
    copy.tags().putAll(input.tags());
    return copy;
  }

  private static KeyUsage usage(Optional<String> name, KeySpec spec) {
    if (name.isEmpty() && spec != KeySpec.SYMMETRIC_DEFAULT) {
      throw AwsFailure.validation("You must specify a KeyUsage value for this KeySpec.");
    }
    for (var usage : KeyUsage.values()) {
      if (usage.name().equals(name.orElse("ENCRYPT_DECRYPT")) && spec.allows(usage)) {
        return usage;
      }
    }
    throw AwsFailure.validation("KeyUsage " + name.orElse("") + " does not go with " + spec);
  }

  private static ObjectNode described(Key key, String region, String member) {
    var output = JsonNodeFactory.instance.objectNode();
    KeyDetails.describe(key, region, output.putObject(member));
    return output;
  }
}
