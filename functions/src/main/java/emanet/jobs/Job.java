package emanet.jobs;

import emanet.fault.Fault;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Work over many items, in shards.
///
/// @param id safe to show; of printable ASCII
/// @param by the actor who started it, or the name of a schedule
/// @param at when it was started
/// @param notBefore when work on it may begin
/// @param inputs what it is about: ids, codes, dates; never personal data
/// @param failure why it failed, once it has
/// @param ended once it has
/// @param counts what its shards counted, summed
/// @param shardsDone of `shards`
public record Job(
    TenantId tenant,
    String id,
    String kind,
    State state,
    String by,
    Instant at,
    Instant notBefore,
    Map<String, String> inputs,
    int shards,
    Optional<Fault> failure,
    Optional<Instant> ended,
    Map<String, Long> counts,
    int shardsDone) {
  public Job {
    inputs = Map.copyOf(inputs);
    counts = Map.copyOf(counts);
  }

  /// How far it came.
  public enum State {
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /// An input that the kind always has.
  public String input(String name) {
    var value = inputs.get(name);
    if (value == null) {
      throw new IllegalStateException("a job of kind " + kind + " lacks its input " + name);
    }
    return value;
  }

  /// What was counted under this name; 0 if nothing was.
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
