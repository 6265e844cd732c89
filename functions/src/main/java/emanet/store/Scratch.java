package emanet.store;

import java.util.Map;

/// Tables that are made for a drill, and deleted when it is over: those of generation 0, which the
/// deployment's item never names. They are this Region's alone, and hold what a restore would; so
/// they have no point-in-time recovery, and their deletion leaves no copy behind.
public interface Scratch {
  /// What they are named by.
  Generations GENERATION = new Generations(0, Map.of());

  /// Makes those that are not there.
  ///
  /// @return whether all can be used by now; else ask again
  boolean make();

  /// Deletes those that are there, whoever made them.
  ///
  /// @return whether none is left; else ask again
  boolean clear();
}
