package emanet.breaches;

/// Whose breach it is (Art. 12/2, 12/5).
enum Origin {
  OWN,
  /// A processor of ours told us.
  FROM_PROCESSOR,
  /// A controller for whom we process told us.
  FROM_CONTROLLER
}
