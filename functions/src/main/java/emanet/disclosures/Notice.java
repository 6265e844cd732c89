package emanet.disclosures;

import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What a recipient is told about data that was passed on to it (KVKK Art. 7 and 11/1-f).
///
/// @param index of the part, in its disclosure
/// @param categories that it is about
/// @param cause what made it: an erasure, a rectification
/// @param means how the recipient is told; empty until it is
/// @param hasReference whether the recipient's own reference is kept with it
/// @param confirmedBy who entered the recipient's confirmation
record Notice(
    String id,
    String disclosure,
    int index,
    SubjectId subject,
    String recipient,
    Deed deed,
    Set<CategoryCode> categories,
    String cause,
    State state,
    Optional<Means> means,
    Instant at,
    boolean hasReference,
    Optional<Instant> confirmedAt,
    Optional<String> confirmedBy) {
  Notice {
    categories = Set.copyOf(categories);
  }

  /// How far it came.
  enum State {
    /// What it needs is sealed; nothing is told before the deed is done.
    PREPARED,
    /// Told, or to be told by hand; waits for the recipient's confirmation.
    OPEN,
    CONFIRMED,
    /// The deed did not come about.
    VOID
  }

  /// How a recipient is told.
  enum Means {
    WEBHOOK,
    EMAIL,
    /// By hand: the register has no address for it.
    TASK
  }
}
