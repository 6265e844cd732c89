package emanet.jobs;

/// Has the shards of a job worked by many workers at once, each until its shard is through.
///
/// It saves time, and nothing rests on it: a job that was not spread, or whose spreading stopped on
/// its way, is gone on with by the scheduled worker. To spread a job again does nothing more.
public interface Spread {
  /// Asks for it, and does not wait for it. What goes wrong is logged, and not thrown.
  void over(Job job);

  /// For functions that have nothing to spread a job by.
  static Spread none() {
    return _ -> {};
  }
}
