package emanet.breaches;

import emanet.jobs.Job;
import emanet.jobs.Jobs;
import emanet.jobs.Kind;
import emanet.jobs.Start;
import emanet.jobs.Step;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells the other side of a breach, at once, and again until it says that it knows: a chain of
/// jobs, each of which sleeps until its round, writes, and starts the next.
///
/// A chain is started before the breach names its notice, so that no notice is without one; it ends
/// where the breach names another. A round starts the next one before it writes, so that no failure
/// of its own ends the chain. Sends have ids of their round: so it is safe to stop anywhere; one
/// whose end nobody knows is made once more once its claim has lapsed, and is listed.
final class CounterpartJob implements Kind {
  static final String NAME = "breach-counterpart";
  private static final String BREACH = "breach";
  private static final String NOTICE = "notice";
  private static final String ROUND = "round";

  /// After the notice, without a receipt. The first is the design's, the others the house's choice.
  private static final List<Duration> REPEATS =
      List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24), Duration.ofHours(48));

  static final int ROUNDS = REPEATS.size();

  /// After which the other side is expected to have said that it knows.
  static final Duration FIRST_REPEAT = REPEATS.getFirst();

  /// Until a claim that nobody recorded has lapsed.
  private static final Duration LAPSE = Duration.ofMinutes(3);

  private final BreachStore store;
  private final Jobs jobs;
  private final CounterpartLetters letters;
  private final Alarm alarm;
  private final InstantSource clock;

  CounterpartJob(
      BreachStore store, Jobs jobs, CounterpartLetters letters, Alarm alarm, InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.letters = letters;
    this.alarm = alarm;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Who is to be told is told once it can be.
  @Override
  public int attempts() {
    return TWO_WEEKS;
  }

  /// Starts a notice's chain, or finds that it was.
  Job start(TenantId tenant, String breach, String notice) {
    return start(tenant, breach, notice, 0, Optional.empty());
  }

  /// The first job of a notice's chain.
  Optional<Job> find(TenantId tenant, String notice) {
    return jobs.find(tenant, NAME, id(notice, 0));
  }

  private static String id(String notice, int round) {
    return NAME + "-" + notice + "-" + round;
  }

  private Job start(
      TenantId tenant, String breach, String notice, int round, Optional<Instant> notBefore) {
    var inputs = Map.of(BREACH, breach, NOTICE, notice, ROUND, Integer.toString(round));
    var start = Start.of(tenant, id(notice, round), NAME, "schedule").with(inputs);
    return jobs.start(notBefore.map(start::notBefore).orElse(start));
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var notice = job.input(NOTICE);
    var now = clock.instant();
    var breach =
        store
            .standing(job.tenant(), job.input(BREACH))
            .filter(there -> there.progress().notice().equals(Optional.of(notice)));
    if (breach.isEmpty() && Ahead.waits(job, now)) {
      return new Step.Later("", now.plus(Duration.ofMinutes(1)), Map.of());
    }
    return breach
        .filter(there -> there.progress().receivedAt().isEmpty())
        .map(there -> tell(job, there, notice, now))
        .orElseGet(Step::done);
  }

  private Step tell(Job job, Standing breach, String notice, Instant now) {
    int round = Integer.parseInt(job.input(ROUND));
    if (!startNext(job, breach, notice, now)) {
      alarm.late(job.tenant(), "breach notice without a receipt", breach.id());
    }
    if (round > 0) {
      letters.again(job.tenant(), breach, notice, round);
    } else if (!letters.first(job.tenant(), breach, notice)) {
      return new Step.Later("", now.plus(LAPSE), Map.of());
    }
    return Step.done();
  }

  /// Rounds that nobody was there to write in are not made up for: the next one is near.
  ///
  /// @return whether there is one
  private boolean startNext(Job job, Standing breach, String notice, Instant now) {
    var told = breach.progress().toldAt().orElse(now);
    for (int next = Integer.parseInt(job.input(ROUND)) + 1; next <= ROUNDS; next++) {
      var at = told.plus(REPEATS.get(next - 1));
      if (at.isAfter(now)) {
        var _ = start(job.tenant(), breach.id(), notice, next, Optional.of(at));
        return true;
      }
    }
    return false;
  }
}
