package emanet.local.edge.kms;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A key as it is in one Region: its state and descriptions are that Region's own.
final class Copy {
  private final String region;
  private final Instant created;
  private final Map<String, String> tags = new TreeMap<>();
  private String description;
  private String policy;
  private boolean enabled = true;
  private boolean rotated;
  private Optional<Instant> deletion = Optional.empty();

  Copy(String region, Instant created, String description, String policy) {
    this.region = region;
    this.created = created;
    this.description = description;
    this.policy = policy;
  }

  String region() {
    return region;
  }

  Instant created() {
    return created;
  }

  Map<String, String> tags() {
    return tags;
  }

  String description() {
    return description;
  }

  void describe(String text) {
    description = text;
  }

  String policy() {
    return policy;
  }

  void govern(String text) {
    policy = text;
  }

  boolean enabled() {
    return enabled;
  }

  void enable(boolean value) {
    enabled = value;
  }

  boolean rotated() {
    return rotated;
  }

  void rotate(boolean value) {
    rotated = value;
  }

  /// When the material goes, if that is scheduled.
  Optional<Instant> deletion() {
    return deletion;
  }

  void delete(Optional<Instant> at) {
    deletion = at;
  }

  boolean goneBy(Instant now) {
    return deletion.isPresent() && !deletion.get().isAfter(now);
  }
}
