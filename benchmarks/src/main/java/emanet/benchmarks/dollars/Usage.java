package emanet.benchmarks.dollars;

/// What some calls of the API used of AWS.
///
/// @param reads read request units of DynamoDB: a strong read of up to 4 KB is one
/// @param writes write request units: an item of up to 1 KB is one, in one Region
/// @param lone the same, of tables that are in one Region alone: a drill's
/// @param kms calls of KMS
/// @param s3Puts requests that S3 bills as PUT
/// @param s3Gets requests that S3 bills as GET
record Usage(double reads, double writes, double lone, double kms, double s3Puts, double s3Gets) {
  static final Usage NOTHING = new Usage(0, 0, 0, 0, 0, 0);

  static Usage reads(double units) {
    return new Usage(units, 0, 0, 0, 0, 0);
  }

  static Usage writes(double units) {
    return new Usage(0, units, 0, 0, 0, 0);
  }

  static Usage callOfKms() {
    return new Usage(0, 0, 0, 1, 0, 0);
  }

  Usage plus(Usage other) {
    return new Usage(
        reads + other.reads,
        writes + other.writes,
        lone + other.lone,
        kms + other.kms,
        s3Puts + other.s3Puts,
        s3Gets + other.s3Gets);
  }

  Usage less(Usage other) {
    return plus(other.times(-1));
  }

  Usage times(double factor) {
    return new Usage(
        reads * factor,
        writes * factor,
        lone * factor,
        kms * factor,
        s3Puts * factor,
        s3Gets * factor);
  }
}
