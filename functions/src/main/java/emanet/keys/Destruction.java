package emanet.keys;

/// What came of an attempt to destroy keys.
public enum Destruction {
  /// They are gone, for good: by this call, or by an earlier one.
  DONE,
  /// A hold forbids it. Nothing was changed.
  HELD,
  /// There is no such item.
  ABSENT
}
