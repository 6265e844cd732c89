package emanet.store;

import java.time.Instant;
import java.util.Collection;

/// What tables held at a moment, written to objects by DynamoDB itself: no read of the table, no
/// load on it, and nothing that is written meanwhile is in it.
///
/// Guarantee: exports of several tables that name the same moment show the same moment, so what
/// they hold together is what a stop of everything at that moment would have left.
public interface Exports {
  /// How far an export is.
  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /// An export, as far as it has come.
  ///
  /// @param manifest the name of the object that lists what was written; empty before it is `DONE`
  /// @param items in the table; 0 before it is `DONE`
  record Progress(State state, String manifest, long items) {}

  /// The latest moment, whole seconds, that all of these tables can be shown at.
  Instant latest(Collection<Table> tables);

  /// Begins an export.
  ///
  /// @param at whole seconds
  /// @param token begun again with the same one within hours, it is the same export
  /// @return what `progress` knows it by
  String begin(Table table, Instant at, String bucket, String prefix, String token);

  Progress progress(String export);
}
