package emanet.benchmarks.moving;

/// What it cost to move something.
///
/// @param packed megabytes of the backup's objects
/// @param rows megabytes as DynamoDB counts them
record Cost(double packed, double rows, double cpuMillis, double seconds, long mostKib) {
  static final double MILLION = 1e6;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1000;

  static Cost between(Reading begun, Reading ended, double packed, double rows) {
    return new Cost(
        packed,
        rows,
        ended.cpuMillis() - begun.cpuMillis(),
        (ended.nanos() - begun.nanos()) / NANOS,
        ended.mostKib());
  }

  double speed(double moved) {
    return moved * MILLIS / cpuMillis;
  }

  /// The speed of what the larger one moves more.
  double furtherPacked(Cost large) {
    return (large.packed - packed) * MILLIS / (large.cpuMillis - cpuMillis);
  }

  double furtherRows(Cost large) {
    return (large.rows - rows) * MILLIS / (large.cpuMillis - cpuMillis);
  }

  double growth(Cost large) {
    return (double) large.mostKib / mostKib;
  }
}
