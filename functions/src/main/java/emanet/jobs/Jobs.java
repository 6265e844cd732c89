package emanet.jobs;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts jobs and finds them. `Worker` works them.
///
/// A job is its item: it was started when that stands, and ended when that says so. Its entries in
/// the two lists are written before it, and the one among the unfinished goes after it ended; so a
/// job is never missing from its lists, and what a crash leaves there is an entry that counts for
/// nothing.
public final class Jobs {
  /// Longer than any call lasts: an entry this old without a job is nobody's.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final int PAGE = 200;
  private static final String HIGHEST = "~";

  private final Store store;
  private final InstantSource clock;
  private final Spread spread;

  public Jobs(Store store, InstantSource clock) {
    this(store, clock, Spread.none());
  }

  /// @param spread has many workers work one job
  public Jobs(Store store, InstantSource clock, Spread spread) {
    this.store = store;
    this.clock = clock;
    this.spread = spread;
  }

  /// Starts a job, or finds the one that was started under this id: two calls of the store, or one.
  public Job start(Start start) {
    var job = JobItems.started(start, clock.instant());
    var there = find(start.tenant(), start.id());
    if (there.isPresent()) {
      return there.get();
    }
    var entries =
        List.of(JobItems.entry(JobItems.listed(job), job), JobItems.entry(JobItems.open(job), job));
    store.writeAll(entries, List.of());
    return switch (store.put(JobItems.item(job), Condition.noItem())) {
      case Written.Done _ -> job;
      case Written.Conflict _ -> find(start.tenant(), start.id()).orElse(job);
    };
  }

  /// Has many workers work a running job, if it has more than one shard and its time has come.
  /// Where that cannot be had, the scheduled worker goes on with it, as with every job.
  public void spread(Job job) {
    if (job.isRunning() && job.shards() > 1 && !clock.instant().isBefore(job.notBefore())) {
      spread.over(job);
    }
  }

  /// The job as it is now, strongly.
  public Optional<Job> find(TenantId tenant, String id) {
    return JobItems.parse(tenant, id, items(tenant, id));
  }

  /// The job, if it is of this kind.
  public Optional<Job> find(TenantId tenant, String kind, String id) {
    return find(tenant, id).filter(job -> job.kind().equals(kind));
  }

  private List<Item> items(TenantId tenant, String id) {
    return store.query(Range.between(Table.REGISTER, JobItems.partition(tenant, id), "!", HIGHEST));
  }

  /// What is known of a job's shards; those that were never worked are absent.
  List<Shard> shards(Job job) {
    var own = JobItems.job(job.tenant(), job.id());
    return items(job.tenant(), job.id()).stream()
        .filter(item -> !item.key().equals(own))
        .map(Shard::of)
        .toList();
  }

  /// A tenant's jobs of a kind, ended ones too, newest first.
  public Page list(TenantId tenant, String kind, int limit, Optional<String> after) {
    var range =
        Range.between(Table.REGISTER, JobItems.listPartition(tenant, kind), "!", HIGHEST)
            .limit(limit + 1)
            .backwards();
    var entries = store.query(after.map(range::after).orElse(range));
    var shown = entries.subList(0, Math.min(limit, entries.size()));
    var found = new ArrayList<Job>();
    for (var entry : shown) {
      find(tenant, JobItems.idOf(entry.key()))
          .filter(job -> JobItems.listed(job).equals(entry.key()))
          .ifPresent(found::add);
    }
    return new Page(
        found,
        entries.size() > limit ? Optional.of(shown.getLast().key().sort()) : Optional.empty());
  }

  /// A tenant's unfinished jobs, those that wait for their time too, in its order. Reads no other
  /// job.
  public List<Job> unfinished(TenantId tenant) {
    return open(tenant, HIGHEST);
  }

  /// A tenant's unfinished jobs whose time has come.
  List<Job> due(TenantId tenant) {
    return open(tenant, JobItems.moment(clock.instant().plusMillis(1)));
  }

  private List<Job> open(TenantId tenant, String to) {
    var found = new ArrayList<Job>();
    var gone = new ArrayList<Key>();
    var range = Range.between(Table.REGISTER, JobItems.openPartition(tenant), "!", to).limit(PAGE);
    var page = store.query(range);
    while (true) {
      for (var entry : page) {
        var job = find(tenant, JobItems.idOf(entry.key()));
        if (job.filter(Job::isRunning).map(JobItems::open).equals(Optional.of(entry.key()))) {
          found.add(job.get());
        } else if (job.isPresent() || isAbandoned(entry)) {
          gone.add(entry.key());
        }
      }
      if (page.size() < PAGE) {
        break;
      }
      page = store.query(range.after(page.getLast().key().sort()));
    }
    if (!gone.isEmpty()) {
      store.writeAll(List.of(), gone);
    }
    return found;
  }

  private boolean isAbandoned(Item entry) {
    return entry.number(JobItems.AT) < clock.instant().minus(ABANDONED).toEpochMilli();
  }

  /// Has a failed job go on where it stopped. Empty if there is none of this id that failed.
  public Optional<Job> again(TenantId tenant, String id) {
    var job = find(tenant, id).filter(found -> found.state() == Job.State.FAILED);
    job.ifPresent(failed -> {
      store.writeAll(List.of(JobItems.entry(JobItems.open(failed), failed)), List.of());
      for (var shard : shards(failed)) {
        var _ =
            store.update(
                JobItems.shard(tenant, id, shard.number()),
                List.of(Change.set(Shard.TRIES, 0), Change.set(Shard.UNTIL, 0)),
                Condition.equal(Shard.TOKEN, shard.token()));
      }
      var changes =
          List.of(
              Change.set(JobItems.STATE, Job.State.RUNNING.name()),
              Change.remove(JobItems.FAILURE),
              Change.remove(JobItems.ENDED));
      var _ = store.update(JobItems.job(tenant, id), changes, in(Job.State.FAILED));
    });
    return job.isPresent() ? find(tenant, id) : job;
  }

  /// Ends a running job; one that ended otherwise stays as it is.
  void end(Job job, Job.State state, Optional<String> failure) {
    var changes = new ArrayList<Change>();
    changes.add(Change.set(JobItems.STATE, state.name()));
    changes.add(Change.set(JobItems.ENDED, clock.instant().toEpochMilli()));
    failure.ifPresent(text -> changes.add(Change.set(JobItems.FAILURE, text)));
    var _ = store.update(JobItems.job(job.tenant(), job.id()), changes, in(Job.State.RUNNING));
    store.writeAll(List.of(), List.of(JobItems.open(job)));
  }

  private static Condition in(Job.State state) {
    return Condition.equal(JobItems.STATE, state.name());
  }
}
