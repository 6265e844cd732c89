package emanet.local.edge.kms;

import emanet.local.edge.wire.AwsFailure;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A key with its copies by Region; a key of one Region has one copy.
final class Key {
  private final String id;
  private final KeySpec spec;
  private final KeyUsage usage;
  private final MaterialTask material;
  private final SortedMap<String, Copy> copies = new TreeMap<>();
  private String primary;

  Key(String id, KeySpec spec, KeyUsage usage, MaterialTask material, Copy first) {
    this.id = id;
    this.spec = spec;
    this.usage = usage;
    this.material = material;
    this.primary = first.region();
    copies.put(primary, first);
  }

  String id() {
    return id;
  }

  String arn(String region) {
    return Names.keyArn(region, id);
  }

  KeySpec spec() {
    return spec;
  }

  KeyUsage usage() {
    return usage;
  }

  /// Takes its time for an RSA pair in the making: not to be asked for under the ring's lock.
  Material material() throws GeneralSecurityException {
    return material.get();
  }

  boolean multiRegion() {
    return id.startsWith(Names.MULTI_REGION);
  }

  String primary() {
    return primary;
  }

  void primary(String region) {
    primary = region;
  }

  SortedMap<String, Copy> copies() {
    return copies;
  }

  Optional<Copy> in(String region) {
    return Optional.ofNullable(copies.get(region));
  }

  Copy copy(String region) {
    return in(region).orElseThrow(() -> Names.noKey(arn(region)));
  }

  String state(String region) {
    var copy = copy(region);
    if (copy.deletion().isPresent()) {
      return region.equals(primary) && copies.size() > 1
          ? "PendingReplicaDeletion"
          : "PendingDeletion";
    }
    return copy.enabled() ? "Enabled" : "Disabled";
  }

  /// Throws unless the key may be used in this Region now.
  void requireUsable(String region) {
    switch (state(region)) {
      case "Enabled" -> {}
      case "Disabled" -> throw new AwsFailure("DisabledException", arn(region) + " is disabled.");
      default -> throw pending(region);
    }
  }

  void requireNotPending(String region) {
    if (copy(region).deletion().isPresent()) {
      throw pending(region);
    }
  }

  void requireUsage(KeyUsage needed, String region) {
    if (usage != needed) {
      throw new AwsFailure(
          "InvalidKeyUsageException", arn(region) + " key usage is " + usage + ", not " + needed);
    }
  }

  private AwsFailure pending(String region) {
    return new AwsFailure("KMSInvalidStateException", arn(region) + " is pending deletion.");
  }
}
