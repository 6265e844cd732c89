package emanet.consents;

import emanet.values.ActivityCode;
import emanet.values.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// One decision of a person on one activity: given, or withdrawn. Never changed afterwards; the
/// next decision is the next version.
///
/// @param version counts the person's decisions on this activity, from 1
/// @param granted false for a withdrawal, and for consent that was asked for and not given
/// @param activityVersion what the person was asked about
/// @param notice the text that they were shown (açık rıza metni), with its version
/// @param scope SHA-256 of purpose, fields, recipients and their countries, in hex
/// @param covers all that the consent reaches: see `Scope`
/// @param by the actor who entered it
/// @param mark recognises the very call that entered it
/// @param receipt of its intent in the ledger
/// @param sealed channel and evidence
/// @param undisposed whether what a withdrawal uncovered has still to be disposed of
record Consent(
    ActivityCode activity,
    long version,
    boolean granted,
    long activityVersion,
    Optional<Notice> notice,
    String scope,
    Set<String> covers,
    Instant at,
    String by,
    Bytes mark,
    String receipt,
    Bytes sealed,
    boolean undisposed) {
  Consent {
    covers = Set.copyOf(covers);
  }

  /// A version of a text.
  record Notice(String id, long version) {}
}
