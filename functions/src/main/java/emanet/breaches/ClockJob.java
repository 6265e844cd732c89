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
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// Reminds a tenant's own people of a breach that the Authority was not told of, and alarms whoever
/// operates the deployment when its time is nearly over, and after: a chain of jobs, each of which
/// sleeps until its hour, reminds, and starts the next. A corrected `learnedAt` starts a chain of
/// its own; the one before ends when it finds that the breach goes by another time.
///
/// A chain is started before the breach is written, so that no breach is without one. The alarm and
/// the next job come before reminders, so that no failure of these, a tenant's key that is off for
/// one, ends the chain or keeps the alarm back. Each reminder is one send by its id: so it is safe
/// to stop anywhere, and none is sent twice.
final class ClockJob implements Kind {
  static final String NAME = "breach-clock";
  private static final String BREACH = "breach";
  private static final String LEARNED = "learned";
  private static final String HOUR = "hour";

  /// Tells a chain from one before it of the same time, which has ended.
  private static final String CHAIN = "chain";

  private static final String FIRST = "";

  private final BreachStore store;
  private final Jobs jobs;
  private final Reminders reminders;
  private final Alarm alarm;
  private final InstantSource clock;

  ClockJob(BreachStore store, Jobs jobs, Reminders reminders, Alarm alarm, InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.reminders = reminders;
    this.alarm = alarm;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int attempts() {
    return TWO_WEEKS;
  }

  /// Starts a breach's chain, or finds that it was; one that will not see the breach any more is
  /// followed by another.
  void start(TenantId tenant, String breach, Instant learnedAt) {
    var now = clock.instant();
    var job = start(tenant, breach, learnedAt, BoardClock.FIRST_REMINDER, FIRST);
    if (!Ahead.sees(job, now)) {
      var another = "-" + now.toEpochMilli();
      var _ = start(tenant, breach, learnedAt, BoardClock.FIRST_REMINDER, another);
    }
  }

  private Job start(TenantId tenant, String breach, Instant learnedAt, int hour, String chain) {
    var id = "breach-clock-%s-%d-%d%s".formatted(breach, learnedAt.toEpochMilli(), hour, chain);
    var inputs =
        Map.of(
            BREACH,
            breach,
            LEARNED,
            learnedAt.toString(),
            HOUR,
            Integer.toString(hour),
            CHAIN,
            chain);
    return jobs.start(
        Start.of(tenant, id, NAME, "schedule").with(inputs).notBefore(at(learnedAt, hour)));
  }

  private static Instant at(Instant learnedAt, int hour) {
    return learnedAt.plus(Duration.ofHours(hour));
  }

  @Override
  public Step step(Job job, int shard, Optional<String> cursor) {
    var learnedAt = Instant.parse(job.input(LEARNED));
    var now = clock.instant();
    var breach = store.standing(job.tenant(), job.input(BREACH));
    boolean fits = breach.filter(there -> there.learnedAt().equals(learnedAt)).isPresent();
    if (!fits && Ahead.waits(job, now)) {
      return new Step.Later("", now.plus(Duration.ofMinutes(1)), Map.of());
    }
    if (!fits || !breach.orElseThrow().open()) {
      return Step.done();
    }
    // what nobody was there to do in its hour is made up for
    var due = new ArrayList<Integer>();
    var hour = Optional.of(Integer.parseInt(job.input(HOUR)));
    while (hour.isPresent() && !at(learnedAt, hour.get()).isAfter(now)) {
      due.add(hour.get());
      hour = BoardClock.reminderAfter(hour.get());
    }
    due.stream()
        .filter(one -> one >= BoardClock.ALARM)
        .forEach(
            _ -> alarm.late(job.tenant(), "breach not told to the Authority", job.input(BREACH)));
    var chain = job.inputs().getOrDefault(CHAIN, FIRST);
    hour.ifPresent(next -> {
      var _ = start(job.tenant(), job.input(BREACH), learnedAt, next, chain);
    });
    due.forEach(one -> reminders.remind(job.tenant(), breach.orElseThrow(), one));
    return Step.done();
  }
}
