package emanet.local.cli;

/// What the commands say when they end, beside picocli's 2 for wrong use. `call` has its own.
final class ExitCode {
  static final int DONE = 0;

  /// It came to its end, and not all was as it should be: rows were rejected, a step failed.
  static final int IN_PART = 1;

  /// A file or map cannot be used; nothing was changed.
  static final int UNUSABLE = 2;

  /// The API did not serve to the end.
  static final int UNSERVED = 3;

  private ExitCode() {}
}
