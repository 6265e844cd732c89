package emanet.store;

import java.util.Optional;

/// What came of a conditional write.
public sealed interface Written {
  /// It was done. `item` is the item after an update, and empty after a put or a deletion.
  record Done(Optional<Item> item) implements Written {}

  /// The condition did not hold, and nothing was changed. `current` is the item that stood there,
  /// if any.
  ///
  /// After a lost answer this may be this very caller's own earlier write: who must know compares
  /// `current` with what it wrote.
  record Conflict(Optional<Item> current) implements Written {}
}
