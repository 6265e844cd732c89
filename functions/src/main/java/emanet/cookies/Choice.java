package emanet.cookies;

import java.time.Instant;

/// What a visitor chose, in force until it expires or the policy changes. Cookies that are strictly
/// necessary are not asked about; nothing else is allowed unless it was chosen.
///
/// @param receipt known to the visitor alone; it is not kept
/// @param policy the cookie policy that was shown
/// @param policyVersion its version
record Choice(
    String receipt,
    String policy,
    long policyVersion,
    boolean functional,
    boolean analytics,
    boolean marketing,
    Instant chosenAt,
    Instant expiresAt) {
  @Override
  public String toString() {
    return "Choice";
  }
}
