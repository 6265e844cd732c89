package emanet.alerts;

/// What somebody should look at.
public enum SendList {
  /// Given up.
  DEAD,
  /// May have reached its receiver more than once.
  TWICE
}
