package emanet.breaches;

import java.time.Instant;

/// A notice on the website, for people who cannot be reached otherwise (decision 2019/271), as
/// somebody recorded it once it stood there.
///
/// @param means where
/// @param reference by which it is found again
record Publication(Instant sentAt, String means, String reference) {
  /// Its audience in the file. It is nobody in particular, so that it can neither be told from here
  /// nor be decided against.
  static final String AUDIENCE = "PUBLIC";
}
