package emanet.jobs;

import emanet.store.Stage;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Works jobs: those of its kinds, and no others.
///
/// The call that starts a job works on it for a few seconds (`work`); what is left is the scheduled
/// worker's (`round`), in every Region. A job of several shards that is more than one round may be
/// spread (`Spread`): then each shard is worked in turns of its own (`turn`). They all meet in the
/// shards' leases, which save work and no more.
public final class Worker {
  /// What a call may spend on a job that it started: a request lasts 10 seconds at most.
  public static final Duration INLINE = Duration.ofSeconds(3);

  private static final Duration TURN = Duration.ofSeconds(5);

  /// The shortest rest before another turn of a shard.
  private static final Duration BREATH = Duration.ofSeconds(1);

  private static final int JOBS_AT_ONCE = 4;
  private static final int SHARDS_AT_ONCE = 4;
  private static final int TENANTS_AT_ONCE = 16;

  private final Jobs jobs;
  private final Shards shards;
  private final Map<String, Kind> kinds;
  private final InstantSource clock;
  private final Report report;

  /// Where failures of steps are reported, for the log.
  public interface Report {
    void failed(Job job, RuntimeException failure);

    /// The job was given up, or has failed for an hour or longer.
    default void late(Job job) {}
  }

  public Worker(
      Jobs jobs, Store store, Ids ids, InstantSource clock, Report report, List<Kind> kinds) {
    this.jobs = jobs;
    this.shards = new Shards(jobs, store, ids, clock, report);
    this.kinds = kinds.stream().collect(Collectors.toMap(Kind::name, Function.identity()));
    this.clock = clock;
    this.report = report;
  }

  /// Works on a job until it ends, rests, is in other hands, or `budget` is spent: one step of each
  /// of as many shards as are worked at once, at least.
  ///
  /// @return the job as it is then
  public Job work(Job job, Duration budget) {
    return go(job, budget).job();
  }

  /// @param more whether it was the time that ended it
  private record Turned(Job job, boolean more) {}

  private Turned go(Job job, Duration budget) {
    var end = clock.instant().plus(budget);
    var kind = kinds.get(job.kind());
    if (kind == null || clock.instant().isBefore(job.notBefore())) {
      return new Turned(job, false);
    }
    var now = job;
    boolean more = job.isRunning();
    while (now.isRunning() && more) {
      more = turn(now, kind, end);
      now = jobs.find(job.tenant(), job.id()).orElse(now);
      if (!clock.instant().isBefore(end)) {
        break;
      }
    }
    return new Turned(now, more && now.isRunning());
  }

  /// One turn over all shards that are free, or over the closing one.
  ///
  /// @return whether there was anything to do
  private boolean turn(Job job, Kind kind, Instant end) {
    var known = new HashMap<Integer, Shard>();
    jobs.shards(job).forEach(shard -> known.put(shard.number(), shard));
    var open =
        IntStream.range(0, job.shards())
            .mapToObj(number -> known.getOrDefault(number, Shard.fresh(number)))
            .filter(shard -> !shard.done())
            .toList();
    if (open.isEmpty()) {
      var closing = known.getOrDefault(job.shards(), Shard.fresh(job.shards()));
      return shards.close(job, kind, closing, end);
    }
    long now = clock.instant().toEpochMilli();
    var free = open.stream().filter(shard -> shard.until() <= now).toList();
    boolean any = false;
    for (var window : free.stream().gather(Gatherers.windowFixed(SHARDS_AT_ONCE)).toList()) {
      if (any && !clock.instant().isBefore(end)) {
        break;
      }
      var calls = new ArrayList<Callable<Boolean>>();
      window.forEach(shard -> calls.add(() -> shards.work(job, kind, shard, end)));
      any |= Stage.all(calls).contains(true);
    }
    return any;
  }

  /// How many shards of a job are to be worked in turns of their own; none of one that has ended,
  /// or of another's kind.
  public int shards(TenantId tenant, String id) {
    return jobs.find(tenant, id)
        .filter(job -> job.isRunning() && kinds.containsKey(job.kind()))
        .map(Job::shards)
        .orElse(0);
  }

  /// Works one shard until it is through, rests, fails, or `budget` is spent; or not at all, where
  /// another worker holds it.
  ///
  /// @param number from 0; as many as there are shards for the closing one, which has its turns
  ///   when all others are through
  public Turn turn(TenantId tenant, String id, int number, Duration budget) {
    var end = clock.instant().plus(budget);
    var job = jobs.find(tenant, id);
    var before = job.map(there -> standing(there, number)).orElse(Turn.DONE);
    if (job.isEmpty() || !before.equals(Turn.more(Duration.ZERO))) {
      return before;
    }
    work(job.get(), number, end);
    var after = standing(jobs.find(tenant, id).orElse(job.get()), number);
    return after.state() == Turn.State.MORE && after.rest().compareTo(BREATH) < 0
        ? Turn.more(BREATH)
        : after;
  }

  private void work(Job job, int number, Instant end) {
    var kind = Objects.requireNonNull(kinds.get(job.kind()), "it stands to be worked");
    var shard = shard(job, number);
    boolean _ =
        number < job.shards()
            ? shards.work(job, kind, shard, end)
            : shards.close(job, kind, shard, end);
  }

  private Shard shard(Job job, int number) {
    return jobs.shards(job).stream()
        .filter(shard -> shard.number() == number)
        .findFirst()
        .orElse(Shard.fresh(number));
  }

  /// To be worked at once where it has more, without a rest.
  private Turn standing(Job job, int number) {
    if (!job.isRunning()) {
      return job.state() == Job.State.FAILED ? Turn.FAILED : Turn.DONE;
    }
    boolean closing = number >= job.shards();
    if (!kinds.containsKey(job.kind()) || (closing && job.shardsDone() < job.shards())) {
      return Turn.LEFT;
    }
    var shard = shard(job, number);
    if (shard.done() && !closing) {
      return Turn.DONE;
    }
    long from = Math.max(shard.until(), job.notBefore().toEpochMilli());
    return Turn.more(Duration.ofMillis(Math.max(0, from - clock.instant().toEpochMilli())));
  }

  /// Goes on with the unfinished jobs of `tenants`, in turns, until nothing can be done now or
  /// `budget` is spent. What is more than that is spread.
  ///
  /// @return how many jobs were worked on
  public int round(Collection<TenantId> tenants, Duration budget) {
    var end = clock.instant().plus(budget);
    var open = new ArrayList<Job>();
    for (var window : tenants.stream().gather(Gatherers.windowFixed(TENANTS_AT_ONCE)).toList()) {
      var calls = new ArrayList<Callable<List<Job>>>();
      window.forEach(tenant -> calls.add(() -> jobs.due(tenant)));
      Stage.all(calls).forEach(open::addAll);
    }
    open.removeIf(job -> !kinds.containsKey(job.kind()));
    // a round may end before it reached all: none is behind the same ones each time
    Collections.shuffle(open, new SplittableRandom(clock.instant().getEpochSecond()));
    int worked = open.size();
    List<Job> left = open;
    while (!left.isEmpty() && clock.instant().isBefore(end)) {
      left = pass(left, end);
    }
    left.forEach(jobs::spread);
    return worked;
  }

  /// One turn of each job; those that end, or rest, drop out.
  private List<Job> pass(List<Job> open, Instant end) {
    var left = new ArrayList<Job>();
    for (var window : open.stream().gather(Gatherers.windowFixed(JOBS_AT_ONCE)).toList()) {
      var budget = Duration.between(clock.instant(), end);
      if (!budget.isPositive()) {
        break;
      }
      var turn = budget.compareTo(TURN) < 0 ? budget : TURN;
      var calls = new ArrayList<Callable<Turned>>();
      window.forEach(job -> calls.add(() -> guarded(job, turn)));
      Stage.all(calls).stream().filter(Turned::more).map(Turned::job).forEach(left::add);
    }
    return left;
  }

  /// What stops one job is no reason to leave the others.
  private Turned guarded(Job job, Duration budget) {
    try {
      return go(job, budget);
    } catch (RuntimeException e) {
      report.failed(job, e);
      return new Turned(job, false);
    }
  }
}
