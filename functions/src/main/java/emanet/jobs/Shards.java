package emanet.jobs;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a shard, steps through it, saves after each step. What is saved is conditional on the
/// fencing token: a worker that slept over its lease finds that out, and stops.
final class Shards {
  /// Longer than a step can take, the store's own retries included.
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int DOUBLINGS = 8;

  /// So many failures in a row, an hour's and then three hours', are worth a word.
  private static final int MANY = 12;

  /// What a shard that nobody holds has for the end of its lease.
  private static final long FREE = 0;

  private final Jobs jobs;
  private final Store store;
  private final Ids ids;
  private final InstantSource clock;
  private final Worker.Report report;

  Shards(Jobs jobs, Store store, Ids ids, InstantSource clock, Worker.Report report) {
    this.jobs = jobs;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.report = report;
  }

  /// Works a shard until it is through, rests, fails, is another's, or it is `end`.
  ///
  /// @return whether a step was tried
  boolean work(Job job, Kind kind, Shard seen, Instant end) {
    var shard = take(job, seen);
    if (shard.isEmpty()) {
      return false;
    }
    while (shard.isPresent() && shard.get().until() != FREE) {
      var now = shard.get();
      try {
        shard = save(job, now, kind.step(job, now.number(), now.cursor()), end);
      } catch (RuntimeException e) {
        failed(job, kind, now, e);
        return true;
      }
    }
    return true;
  }

  /// Works the closing shard: what is done once all others are through; then the job has succeeded.
  ///
  /// @return whether that was tried
  boolean close(Job job, Kind kind, Shard seen, Instant end) {
    if (seen.done()) {
      jobs.end(job, Job.State.SUCCEEDED, Optional.empty());
      return true;
    }
    var shard = take(job, seen);
    if (shard.isEmpty()) {
      return false;
    }
    while (shard.isPresent() && shard.get().until() != FREE) {
      var now = shard.get();
      try {
        shard = save(job, now, kind.close(job, now.cursor()), end);
      } catch (RuntimeException e) {
        failed(job, kind, now, e);
        return true;
      }
    }
    if (shard.filter(Shard::done).isPresent()) {
      jobs.end(job, Job.State.SUCCEEDED, Optional.empty());
    }
    return true;
  }

  private Optional<Shard> take(Job job, Shard seen) {
    var now = clock.instant();
    if (seen.until() > now.toEpochMilli()) {
      return Optional.empty();
    }
    var holder = ids.random();
    var changes =
        List.of(
            Change.set(Shard.HOLDER, holder),
            Change.set(Shard.UNTIL, now.plus(LEASE).toEpochMilli()),
            Change.add(Shard.TOKEN, 1));
    var asSeen =
        seen.token() == 0 ? Condition.noItem() : Condition.equal(Shard.TOKEN, seen.token());
    var key = JobItems.shard(job.tenant(), job.id(), seen.number());
    return switch (store.update(key, changes, asSeen)) {
      case Written.Done(var item) -> item.map(Shard::of).filter(shard -> !shard.done());
      case Written.Conflict(var current) ->
          current.map(Shard::of).filter(shard -> shard.holder().equals(holder));
    };
  }

  /// Saves what a step came to. Empty if the shard is another's by now, or rests.
  private Optional<Shard> save(Job job, Shard shard, Step step, Instant end) {
    var now = clock.instant();
    var held = now.isBefore(end) ? now.plus(LEASE).toEpochMilli() : FREE;
    return switch (step) {
      case Step.Next(var cursor, var counts) ->
          saved(job, shard, counts, Optional.of(cursor), held, false);
      case Step.Later(var cursor, var at, var counts) -> {
        var _ = saved(job, shard, counts, Optional.of(cursor), at.toEpochMilli(), false);
        yield Optional.empty();
      }
      case Step.Done(var counts) -> saved(job, shard, counts, shard.cursor(), FREE, true);
    };
  }

  private Optional<Shard> saved(
      Job job,
      Shard shard,
      Map<String, Long> counts,
      Optional<String> cursor,
      long until,
      boolean done) {
    var changes = new ArrayList<Change>();
    cursor.ifPresent(text -> changes.add(Change.set(Shard.CURSOR, text)));
    changes.add(Change.set(Shard.COUNTS, Value.of(shard.plus(counts))));
    changes.add(Change.set(Shard.TRIES, 0));
    changes.add(Change.set(Shard.UNTIL, until));
    if (done) {
      changes.add(Change.set(Shard.DONE, Value.of(true)));
    }
    return switch (store.update(key(job, shard), changes, mine(shard))) {
      case Written.Done(var item) -> item.map(Shard::of);
      case Written.Conflict _ -> Optional.empty();
    };
  }

  /// Lets the shard rest, longer each time; or gives the job up. Somebody is told of either, but
  /// where the failure is the job's answer.
  private void failed(Job job, Kind kind, Shard shard, RuntimeException failure) {
    report.failed(job, failure);
    int tries = shard.tries() + 1;
    boolean over = tries >= kind.attempts() || !Failures.passing(failure);
    if ((over && !Failures.isAnswer(failure)) || tries % MANY == 0) {
      report.late(job);
    }
    if (over) {
      jobs.end(job, Job.State.FAILED, Optional.of(Failures.text(failure)));
      return;
    }
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS));
    var rest = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    var changes =
        List.of(
            Change.set(Shard.TRIES, tries),
            Change.set(Shard.UNTIL, clock.instant().plus(rest).toEpochMilli()));
    try {
      var _ = store.update(key(job, shard), changes, mine(shard));
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the lease lapses by itself
    }
  }

  private static Key key(Job job, Shard shard) {
    return JobItems.shard(job.tenant(), job.id(), shard.number());
  }

  private static Condition mine(Shard shard) {
    return Condition.all(
        Condition.equal(Shard.TOKEN, shard.token()), Condition.equal(Shard.HOLDER, shard.holder()));
  }
}
