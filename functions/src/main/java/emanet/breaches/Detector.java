package emanet.breaches;

/// What is watched for. Each has one formula and its defaults, which `Rules` holds; the names stand
/// in items and are never changed.
enum Detector {
  /// An actor's plain reads of a day against their own past: more than 60, more than three times
  /// their mean and more than their mean and four standard deviations, over the days of up to four
  /// weeks; more than 300 while fewer than five days are known.
  PLAIN_READS,
  /// An actor refused more than 20 times in a day, and more than five times as often as on their
  /// worst day of four weeks.
  REFUSALS,
  /// An actor's searches of a day: 50 or more, of which fewer than one in ten found anybody.
  SEARCH_PROBING,
  /// A record that was opened and was not what had been sealed: one is enough.
  TAMPERED,
  /// Tokens that named a key of their issuer's and were not signed by it: ten or more in an hour.
  FORGED_TOKENS,
  /// The sealer has not been through the tenant's log for 20 minutes.
  UNSEALED,
  /// The newest good backup is older than it may be.
  BACKUP_OVERDUE,
  /// KMS was asked to open the tenant's key, as the cloud's own trail shows, and no load was noted
  /// that this was a call of: one is enough, a principal and day (see `KeyLoads`).
  UNNOTED_DECRYPTION
}
