package emanet.jobs;

import java.time.Duration;

/// How a shard stands after a turn, for whoever has a job's shards worked from outside.
///
/// @param rest until the next turn, where there is to be one
public record Turn(State state, Duration rest) {
  static final Turn DONE = new Turn(State.DONE, Duration.ZERO);
  static final Turn FAILED = new Turn(State.FAILED, Duration.ZERO);
  static final Turn LEFT = new Turn(State.LEFT, Duration.ZERO);

  /// What is to be done next.
  public enum State {
    /// Nothing: it is through.
    DONE,
    /// Another turn, after a rest: there is more, or another worker holds the shard.
    MORE,
    /// Nothing: the job has failed.
    FAILED,
    /// Nothing here: the scheduled worker goes on with what is left.
    LEFT
  }

  static Turn more(Duration rest) {
    return new Turn(State.MORE, rest);
  }
}
