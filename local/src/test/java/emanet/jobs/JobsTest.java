package emanet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.Refusal;
import emanet.local.Stack;
import emanet.store.DyingStore;
import emanet.store.DynamoStore;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.Randomness;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Jobs on the real engine, under a clock that stands still until it is moved.
class JobsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int SHARDS = 3;
  private static final int STEPS = 4;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T09:00:00Z"));
  private final InstantSource clock = now::get;
  private final DynamoDbClient dynamo = Stack.shared().dynamo();
  private final Store store = new DynamoStore(dynamo, clock);
  private final Ids ids = new Ids(Randomness.system(), clock);
  private final TenantId tenant = new TenantId(Stack.tenantName());
  private final Jobs jobs = new Jobs(store, clock);
  private final List<RuntimeException> failures = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final Worker.Report report =
      new Worker.Report() {
        @Override
        public void failed(Job job, RuntimeException failure) {
          failures.add(failure);
        }

        @Override
        public void late(Job job) {
          late.add(job.id());
        }
      };

  @AfterEach
  void close() {
    dynamo.close();
  }

  private void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  private Worker worker(Store over, Kind kind) {
    return new Worker(new Jobs(over, clock), over, ids, clock, report, List.of(kind));
  }

  /// Counts to `STEPS` in each shard. What it did stands in a map, as a conditional write would.
  private static class Counting implements Kind {
    final Map<String, AtomicInteger> steps = new ConcurrentSkipListMap<>();
    final AtomicInteger finished = new AtomicInteger();

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Step step(Job job, int shard, Optional<String> cursor) {
      int at = cursor.map(Integer::parseInt).orElse(0);
      steps.computeIfAbsent(shard + "/" + at, _ -> new AtomicInteger()).incrementAndGet();
      var counts = Map.of("items", 1L);
      return at + 1 == STEPS
          ? new Step.Done(counts)
          : new Step.Next(Integer.toString(at + 1), counts);
    }

    @Override
    public void finish(Job job) {
      assertThat(job.count("items")).isEqualTo(SHARDS * STEPS);
      assertThat(job.shardsDone()).isEqualTo(SHARDS);
      finished.incrementAndGet();
    }
  }

  private Start start(String id) {
    return Start.of(tenant, id, "counting", "dpo-1").in(SHARDS).with(Map.of("on", "2026-11-01"));
  }

  @Test
  void isWorkedInOneCallWhereItIsSmall() {
    var kind = new Counting();
    var job = worker(store, kind).work(jobs.start(start("one")), Worker.INLINE);
    assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
    assertThat(job.ended()).contains(now.get());
    assertThat(job.counts()).containsExactly(Map.entry("items", 12L));
    assertThat(job.input("on")).isEqualTo("2026-11-01");
    assertThat(kind.steps).hasSize(12).allSatisfy((_, times) -> assertThat(times).hasValue(1));
    assertThat(kind.finished).hasValue(1);
    assertThat(jobs.unfinished(tenant)).isEmpty();
    assertThat(jobs.list(tenant, "counting", 10, Optional.empty()).items()).containsExactly(job);
  }

  @Test
  void isStartedOnceUnderOneId() {
    var first = jobs.start(start("one"));
    pass(MINUTE);
    assertThat(jobs.start(start("one"))).isEqualTo(first);
    assertThat(jobs.list(tenant, "counting", 10, Optional.empty()).items()).containsExactly(first);
    assertThat(jobs.unfinished(tenant)).containsExactly(first);
  }

  @Test
  void isGoneOnWithByTheWorkerWhenTheCallHasNoTimeLeft() {
    var kind = new Counting();
    var job = worker(store, kind).work(jobs.start(start("one")), Duration.ZERO);
    assertThat(job.state()).isEqualTo(Job.State.RUNNING);
    assertThat(job.counts()).as("a step of each shard").containsEntry("items", 3L);
    assertThat(worker(store, kind).round(List.of(tenant), MINUTE)).isEqualTo(1);
    assertThat(jobs.find(tenant, "one").orElseThrow().state()).isEqualTo(Job.State.SUCCEEDED);
    assertThat(kind.steps).hasSize(12).allSatisfy((_, times) -> assertThat(times).hasValue(1));
  }

  @Test
  void waitsForItsTime() {
    var kind = new Counting();
    var worker = worker(store, kind);
    var later = jobs.start(start("one").notBefore(now.get().plus(Duration.ofDays(9))));
    assertThat(worker.work(later, MINUTE)).isEqualTo(later);
    assertThat(worker.round(List.of(tenant), MINUTE)).isZero();
    assertThat(jobs.unfinished(tenant)).containsExactly(later);
    pass(Duration.ofDays(9));
    assertThat(worker.round(List.of(tenant), MINUTE)).isEqualTo(1);
    assertThat(jobs.find(tenant, "one").orElseThrow().state()).isEqualTo(Job.State.SUCCEEDED);
  }

  /// Stopped at each write, and gone on with by another: whole, and no step lost. Before one and
  /// after the next: a write is one of a few kinds, each of which comes often.
  @Test
  void survivesAStopAtEveryWrite() {
    stopped((n, after) -> n % 2 == 0 == after);
  }

  /// Stopped before each write and after it.
  @Tag("long")
  @Test
  void survivesAStopBeforeAndAfterEveryWrite() {
    stopped((_, _) -> true);
  }

  private interface Where {
    boolean isTried(int write, boolean after);
  }

  private void stopped(Where where) {
    boolean through = false;
    for (int n = 1; !through; n++) {
      assertThat(n).as("writes of a job").isLessThan(60);
      for (boolean after : new boolean[] {false, true}) {
        if (!where.isTried(n, after)) {
          continue;
        }
        var kind = new Counting();
        var id = "stopped-" + n + "-" + after;
        var dying = new DyingStore(store);
        dying.dieAt(n, after);
        try {
          var job = new Jobs(dying, clock).start(start(id));
          through = worker(dying, kind).work(job, MINUTE).state() == Job.State.SUCCEEDED;
        } catch (DyingStore.Death e) {
          through = false;
        }
        pass(Duration.ofMinutes(16)); // leases lapse, and shards that failed have rested
        var _ = jobs.start(start(id));
        var _ = worker(store, kind).round(List.of(tenant), MINUTE);
        var job = jobs.find(tenant, id).orElseThrow();
        assertThat(job.state()).as(id).isEqualTo(Job.State.SUCCEEDED);
        assertThat(job.counts()).as(id).containsExactly(Map.entry("items", 12L));
        assertThat(kind.steps).as(id).hasSize(12);
        assertThat(jobs.unfinished(tenant)).as(id).isEmpty();
      }
    }
  }

  @Test
  void aWorkerThatSleptOverItsLeaseSavesNothing() {
    var kind =
        new Counting() {
          private boolean slept;

          @Override
          public void finish(Job job) {
            finished.incrementAndGet();
          }

          @Override
          public Step step(Job job, int shard, Optional<String> cursor) {
            if (!slept) {
              slept = true;
              pass(MINUTE.multipliedBy(2));
              var _ = worker(store, this).work(job, MINUTE);
            }
            return super.step(job, shard, cursor);
          }
        };
    var job = worker(store, kind).work(jobs.start(start("one").in(1)), MINUTE);
    assertThat(job.counts()).containsExactly(Map.entry("items", 4L));
    var steps = new TreeMap<String, Integer>();
    kind.steps.forEach((step, times) -> steps.put(step, times.get()));
    assertThat(steps)
        .as("the sleeper did its step again, and it counts once")
        .isEqualTo(Map.of("0/0", 2, "0/1", 1, "0/2", 1, "0/3", 1));
  }

  /// Fails so often.
  private static class Failing extends Counting {
    private final RuntimeException failure;
    private int left;

    Failing(RuntimeException failure, int times) {
      this.failure = failure;
      this.left = times;
    }

    @Override
    public Step step(Job job, int shard, Optional<String> cursor) {
      if (left-- > 0) {
        throw failure;
      }
      return super.step(job, shard, cursor);
    }

    @Override
    public void finish(Job job) {
      finished.incrementAndGet();
    }
  }

  @Test
  void triesAgainLaterWhatMayPass() {
    var kind = new Failing(Fault.Unavailable.shortly().exception(), 3);
    var worker = worker(store, kind);
    var job = worker.work(jobs.start(start("one").in(1)), MINUTE);
    assertThat(job.state()).isEqualTo(Job.State.RUNNING);
    assertThat(failures).hasSize(1);
    var _ = worker.round(List.of(tenant), MINUTE);
    assertThat(failures).as("it rests").hasSize(1);
    for (int i = 0; i < 3; i++) {
      pass(MINUTE);
      var _ = worker.round(List.of(tenant), MINUTE);
    }
    assertThat(failures).hasSize(3);
    assertThat(jobs.find(tenant, "one").orElseThrow().state()).isEqualTo(Job.State.SUCCEEDED);
  }

  @Test
  void failsWithItsProblemAndMayBeBegunAgain() {
    var kind = new Failing(Fault.Conflicting.of(Conflict.IN_USE).exception(), 1);
    var worker = worker(store, kind);
    var job = worker.work(jobs.start(start("one").in(1)), MINUTE);
    assertThat(job.state()).isEqualTo(Job.State.FAILED);
    assertThat(job.failure()).contains(Fault.Conflicting.of(Conflict.IN_USE));
    assertThat(late).containsExactly("one");
    assertThat(jobs.unfinished(tenant)).isEmpty();
    var again = jobs.again(tenant, "one").orElseThrow();
    assertThat(again.state()).isEqualTo(Job.State.RUNNING);
    assertThat(jobs.unfinished(tenant)).containsExactly(again);
    assertThat(worker.work(again, MINUTE).state()).isEqualTo(Job.State.SUCCEEDED);
  }

  @Test
  void givesUpAfterItsAttempts() {
    var kind = new Failing(new IllegalStateException(), Integer.MAX_VALUE);
    var worker = worker(store, kind);
    var _ = jobs.start(start("one").in(1));
    for (int i = 0; i < kind.attempts(); i++) {
      var _ = worker.round(List.of(tenant), MINUTE);
      pass(Duration.ofMinutes(15));
    }
    var job = jobs.find(tenant, "one").orElseThrow();
    assertThat(job.state()).isEqualTo(Job.State.FAILED);
    assertThat(job.failure()).contains(new Fault.Internal());
    assertThat(failures).hasSize(kind.attempts());
    assertThat(late).as("somebody is told").containsExactly("one");
  }

  @Test
  void tellsOfWhatFailsForHoursAndIsNotGivenUp() {
    var kind =
        new Failing(Fault.Unavailable.shortly().exception(), Integer.MAX_VALUE) {
          @Override
          public int attempts() {
            return TWO_WEEKS;
          }
        };
    var worker = worker(store, kind);
    var _ = jobs.start(start("one").in(1));
    for (int i = 0; i < 24; i++) {
      assertThat(late).as("after " + i).hasSize(i / 12);
      var _ = worker.round(List.of(tenant), MINUTE);
      pass(Duration.ofMinutes(15));
    }
    assertThat(late).hasSize(2);
    assertThat(jobs.find(tenant, "one").orElseThrow().isRunning()).isTrue();
  }

  @Test
  void tellsNobodyOfWhatIsItsAnswer() {
    var kind = new Failing(new Fault.Refused(Refusal.ROLE).exception(), 1);
    var job = worker(store, kind).work(jobs.start(start("one").in(1)), MINUTE);
    assertThat(job.state()).isEqualTo(Job.State.FAILED);
    assertThat(late).isEmpty();
  }

  @Test
  void restsWhereAStepSaysSo() {
    var kind =
        new Counting() {
          @Override
          public Step step(Job job, int shard, Optional<String> cursor) {
            return cursor.isEmpty()
                ? new Step.Later("again", now.get().plus(MINUTE), Map.of())
                : Step.done();
          }

          @Override
          public void finish(Job job) {
            finished.incrementAndGet();
          }
        };
    var worker = worker(store, kind);
    var job = jobs.start(start("one"));
    assertThat(worker.work(job, MINUTE).shardsDone()).isZero();
    pass(MINUTE);
    assertThat(worker.work(job, MINUTE).state()).isEqualTo(Job.State.SUCCEEDED);
  }

  /// Each of these takes all the time that there is, and a round gets through four of them.
  @Test
  void keepsNoneWaitingBehindTheSameOnes() {
    var reached = new ConcurrentSkipListSet<String>();
    var kind =
        new Counting() {
          @Override
          public Step step(Job job, int shard, Optional<String> cursor) {
            reached.add(job.id());
            pass(MINUTE);
            return new Step.Next("0", Map.of());
          }
        };
    for (int i = 0; i < 12; i++) {
      var _ = jobs.start(start("job-" + i).in(1));
    }
    for (int i = 0; i < 30 && reached.size() < 12; i++) {
      var _ = worker(store, kind).round(List.of(tenant), MINUTE);
      pass(MINUTE.multipliedBy(2));
    }
    assertThat(reached).hasSize(12);
  }

  /// What one round has no time for is spread, if it is of several shards and may be worked now.
  @Test
  void spreadsWhatIsMoreThanARound() {
    var spread = new ArrayList<String>();
    var kind =
        new Counting() {
          @Override
          public void finish(Job job) {
            finished.incrementAndGet();
          }
        };
    var all = new Jobs(store, clock, job -> spread.add(job.id()));
    var worker = new Worker(all, store, ids, clock, (_, e) -> failures.add(e), List.of(kind));
    var _ = all.start(start("many"));
    var _ = all.start(start("one").in(1));
    var _ = all.start(start("later").notBefore(now.get().plus(MINUTE)));
    var _ = all.start(new Start(tenant, "other", "other", "x", Map.of(), 9, Optional.empty()));
    assertThat(worker.round(List.of(tenant), Duration.ZERO)).isEqualTo(2);
    assertThat(spread).containsExactly("many");
    var _ = worker.round(List.of(tenant), MINUTE);
    all.spread(jobs.find(tenant, "many").orElseThrow());
    assertThat(spread).as("what has ended is not").containsExactly("many");
  }

  /// From outside each shard is worked in turns, and the closing one when all are through.
  @Test
  void isWorkedInTurnsOfItsShards() {
    var kind = new Counting();
    var worker = worker(store, kind);
    assertThat(worker.turn(tenant, "none", 0, MINUTE)).isEqualTo(Turn.DONE);
    var _ = jobs.start(start("one").notBefore(now.get().plus(MINUTE)));
    assertThat(worker.turn(tenant, "one", 0, MINUTE)).isEqualTo(Turn.more(MINUTE));
    pass(MINUTE);
    assertThat(worker.shards(tenant, "one")).isEqualTo(SHARDS);
    assertThat(worker.turn(tenant, "one", 0, Duration.ZERO))
        .as("a step, and a breath")
        .isEqualTo(Turn.more(Duration.ofSeconds(1)));
    assertThat(worker.turn(tenant, "one", 0, MINUTE)).isEqualTo(Turn.DONE);
    assertThat(worker.turn(tenant, "one", SHARDS, MINUTE)).isEqualTo(Turn.LEFT);
    assertThat(worker.turn(tenant, "one", 1, MINUTE)).isEqualTo(Turn.DONE);
    assertThat(worker.turn(tenant, "one", 2, MINUTE)).isEqualTo(Turn.DONE);
    assertThat(jobs.find(tenant, "one").orElseThrow().state()).isEqualTo(Job.State.RUNNING);
    assertThat(worker.turn(tenant, "one", SHARDS, MINUTE)).isEqualTo(Turn.DONE);
    assertThat(jobs.find(tenant, "one").orElseThrow().state()).isEqualTo(Job.State.SUCCEEDED);
    assertThat(worker.shards(tenant, "one")).isZero();
    assertThat(worker.turn(tenant, "one", 0, MINUTE)).isEqualTo(Turn.DONE);
    assertThat(kind.steps).hasSize(12).allSatisfy((_, times) -> assertThat(times).hasValue(1));
    assertThat(kind.finished).hasValue(1);
  }

  /// A shard that another worker holds is left to it until its lease lapses.
  @Test
  void aTurnWaitsForWhoHoldsTheShard() {
    var turns = new ArrayList<Turn>();
    var rounds = new ArrayList<Integer>();
    var kind =
        new Counting() {
          @Override
          public Step step(Job job, int shard, Optional<String> cursor) {
            if (cursor.isEmpty()) {
              turns.add(worker(store, this).turn(tenant, "one", shard, MINUTE));
              rounds.add(worker(store, this).round(List.of(tenant), MINUTE));
            }
            return super.step(job, shard, cursor);
          }

          @Override
          public void finish(Job job) {
            finished.incrementAndGet();
          }
        };
    var _ = jobs.start(start("one").in(1));
    assertThat(worker(store, kind).turn(tenant, "one", 0, MINUTE)).isEqualTo(Turn.DONE);
    assertThat(turns).containsExactly(Turn.more(MINUTE));
    assertThat(rounds).as("seen, and left alone").containsExactly(1);
    assertThat(kind.steps).hasSize(4).allSatisfy((_, times) -> assertThat(times).hasValue(1));
  }

  @Test
  void aTurnSaysThatItsJobFailedOrIsNotItsOwn() {
    var failing = new Failing(Fault.Conflicting.of(Conflict.IN_USE).exception(), 1);
    var _ = jobs.start(start("one"));
    assertThat(worker(store, failing).turn(tenant, "one", 0, MINUTE)).isEqualTo(Turn.FAILED);
    assertThat(worker(store, failing).turn(tenant, "one", 1, MINUTE)).isEqualTo(Turn.FAILED);
    var _ = jobs.start(new Start(tenant, "other", "other", "x", Map.of(), 2, Optional.empty()));
    assertThat(worker(store, failing).shards(tenant, "other")).isZero();
    assertThat(worker(store, failing).turn(tenant, "other", 0, MINUTE)).isEqualTo(Turn.LEFT);
  }

  @Test
  void listsNewestFirstInPages() {
    for (int i = 0; i < 5; i++) {
      var _ = jobs.start(start("job-" + i));
      pass(MINUTE);
    }
    var first = jobs.list(tenant, "counting", 3, Optional.empty());
    assertThat(first.items()).extracting(Job::id).containsExactly("job-4", "job-3", "job-2");
    var second = jobs.list(tenant, "counting", 3, first.after());
    assertThat(second.items()).extracting(Job::id).containsExactly("job-1", "job-0");
    assertThat(second.after()).isEmpty();
    assertThat(jobs.list(tenant, "other", 3, Optional.empty()).items()).isEmpty();
  }

  /// An entry in the lists whose job was never written counts for nothing, and goes.
  @Test
  void forgetsWhatWasNeverStarted() {
    var dying = new DyingStore(store);
    dying.dieAt(2, false);
    try {
      var _ = new Jobs(dying, clock).start(start("one"));
    } catch (DyingStore.Death e) {
      assertThat(dying.writes()).isEqualTo(2);
    }
    assertThat(jobs.unfinished(tenant)).isEmpty();
    assertThat(jobs.list(tenant, "counting", 3, Optional.empty()).items()).isEmpty();
    pass(Duration.ofHours(2));
    assertThat(jobs.unfinished(tenant)).isEmpty();
    var entries =
        dynamo.query(query ->
            query
                .tableName("emanet-register-1")
                .keyConditionExpression("pk = :p")
                .expressionAttributeValues(
                    Map.of(":p", AttributeValue.fromS("T#" + tenant + "#JOBS"))));
    assertThat(entries.items()).isEmpty();
  }
}
