package emanet.local.edge.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Moves the clock and fires what falls due, in real time and in jumps.
///
/// A jump runs every slot of daily or rarer schedules in order, and of more frequent ones the last,
/// each at its own time; only then it is answered. What goes on beside schedules comes to rest
/// before time goes on, so that a jump finds nothing half done.
final class Timetable implements AutoCloseable {
  private static final Duration LONGEST_JUMP = Duration.ofDays(366L * 30);

  private final EdgeClock clock;
  private final Gateways gateways;
  private final Runnable passed;
  private final Runnable rest;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final ScheduledExecutorService ticker;
  private Instant fired;

  private record Due(Instant at, Schedule schedule, Gateway gateway) {}

  /// @param passed what is to be done when time has passed, before any schedule fires
  /// @param rest waits for what is being done by the clock, and would be in the middle of it
  Timetable(EdgeClock clock, Gateways gateways, Runnable passed, Runnable rest) {
    this.clock = clock;
    this.gateways = gateways;
    this.passed = passed;
    this.rest = rest;
    this.fired = clock.instant();
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("edge-schedules").unstarted(work));
  }

  /// Fires in real time from now on; without it only jumps do.
  void start() {
    var _ = ticker.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  ObjectNode advance(Fields fields) {
    var by =
        fields
            .optionalDuration("advance")
            .orElseThrow(() -> Fields.wrong("advance", "an ISO 8601 duration"));
    fields.done();
    if (by.isNegative() || by.compareTo(LONGEST_JUMP) > 0) {
      throw Fields.wrong("advance", "forwards, by 30 years at most");
    }
    turn.lock();
    try {
      rest.run();
      var offset = clock.offset().plus(by);
      var target = clock.instant().plus(by);
      var json = JsonNodeFactory.instance.objectNode();
      var runs = json.putArray("fired");
      for (var due : due(target)) {
        clock.moveTo(due.at);
        passed.run();
        gateways.tellAll();
        rest.run();
        var run = runs.addObject();
        run.put("schedule", due.schedule.name());
        run.put("region", due.gateway.region());
        run.put("at", due.at.toString());
        run.put("status", fire(due));
      }
      clock.moveTo(offset);
      passed.run();
      fired = target;
      gateways.tellAll();
      rest.run();
      return json.setAll(json());
    } finally {
      turn.unlock();
    }
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("now", clock.instant().toString());
    json.put("offsetMillis", clock.offset().toMillis());
    return json;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  private void tick() {
    turn.lock();
    try {
      var now = clock.instant();
      passed.run();
      for (var due : due(now)) {
        fire(due);
      }
      fired = now;
    } catch (RuntimeException e) {
      // thrown on, it would end the ticking for good without a word
      System.err.println("edge: schedules: " + e);
    } finally {
      turn.unlock();
    }
  }

  private List<Due> due(Instant until) {
    var due = new ArrayList<Due>();
    for (var gateway : gateways.all()) {
      for (var schedule : gateway.schedules()) {
        if (schedule.isDailyOrRarer(fired)) {
          for (var slot = schedule.next(fired);
              slot.isPresent() && !slot.get().isAfter(until);
              slot = schedule.next(slot.get())) {
            due.add(new Due(slot.get(), schedule, gateway));
          }
        } else {
          schedule.last(fired, until).ifPresent(slot -> due.add(new Due(slot, schedule, gateway)));
        }
      }
    }
    due.sort(Comparator.comparing(Due::at));
    return due;
  }

  /// The status that the function's gateway answered with.
  private int fire(Due due) {
    try {
      return gateways.invoke(due.gateway, due.schedule.function(), event(due)).status();
    } catch (ControlFailure e) {
      System.err.println("edge: schedule " + due.schedule.name() + ": " + e.detail());
      return e.status();
    }
  }

  private static byte[] event(Due due) {
    if (due.schedule.input().isPresent()) {
      return due.schedule.input().get().getBytes(StandardCharsets.UTF_8);
    }
    var event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws.scheduler");
    event.put("account", "000000000000");
    event.put("time", due.at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    event.put("region", due.gateway.region());
    event
        .putArray("resources")
        .add(
            "arn:aws:scheduler:%s:000000000000:schedule/default/%s"
                .formatted(due.gateway.region(), due.schedule.name()));
    event.put("detail", "{}");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
