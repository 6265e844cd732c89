package emanet.local.edge.states;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A run of a state machine, or of a Map's processor for one item.
final class Execution {
  /// How far it came.
  enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  /// As many as Step Functions keeps of one execution.
  private static final int MOST_EVENTS = 25_000;

  final String arn;
  final String name;
  final StateMachine machine;
  final Optional<MapRun> mapRun;
  final String input;
  final Instant started;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Event> history = new ArrayList<>();
  private Status status = Status.RUNNING;
  private Optional<Instant> stopped = Optional.empty();
  private Optional<String> output = Optional.empty();
  private Optional<String> error = Optional.empty();
  private Optional<String> cause = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private volatile Optional<Instant> rest = Optional.empty();

  /// Something that happened.
  record Event(Instant at, String type, String detailsName, ObjectNode details) {}

  /// How it stands.
  record Standing(
      Status status,
      Optional<Instant> stopped,
      Optional<String> output,
      Optional<String> error,
      Optional<String> cause) {}

  Execution(
      String arn,
      String name,
      StateMachine machine,
      Optional<MapRun> mapRun,
      String input,
      Instant started) {
    this.arn = arn;
    this.name = name;
    this.machine = machine;
    this.mapRun = mapRun;
    this.input = input;
    this.started = started;
  }

  synchronized Standing standing() {
    return new Standing(status, stopped, output, error, cause);
  }

  boolean isRunning() {
    return standing().status() == Status.RUNNING;
  }

  synchronized List<Event> history() {
    return List.copyOf(history);
  }

  /// @throws Failure where there are as many as one execution may have
  void happened(Instant at, String type, String detailsName, ObjectNode details) throws Failure {
    synchronized (this) {
      if (history.size() < MOST_EVENTS - 1) {
        history.add(new Event(at, type, detailsName, details));
        return;
      }
    }
    throw new Failure(Failure.RUNTIME, "The execution reached the maximum number of events.");
  }

  /// Says by which thread it is run, unless it was stopped before.
  synchronized boolean runs(Thread by) {
    thread = Optional.of(by);
    return status == Status.RUNNING;
  }

  /// Until when nothing is done; empty while something is.
  void rests(Optional<Instant> until) {
    rest = until;
  }

  /// Whether nothing will be done before `time`.
  boolean restsUntil(Instant time) {
    return rest.filter(until -> until.isAfter(time)).isPresent();
  }

  void succeeded(Instant at, String result) {
    end(Status.SUCCEEDED, at, Optional.of(result), Optional.empty(), Optional.empty());
  }

  void failed(Instant at, Status how, Failure failure) {
    end(how, at, Optional.empty(), Optional.of(failure.error()), Optional.of(failure.cause()));
  }

  /// Ends it from outside, unless it has ended.
  void stop(Instant at, Optional<String> errorGiven, Optional<String> causeGiven) {
    end(Status.ABORTED, at, Optional.empty(), errorGiven, causeGiven);
    Optional<Thread> running;
    synchronized (this) {
      running = thread;
    }
    running.ifPresent(Thread::interrupt);
  }

  private synchronized void end(
      Status how,
      Instant at,
      Optional<String> result,
      Optional<String> errorOf,
      Optional<String> causeOf) {
    if (status != Status.RUNNING) {
      return;
    }
    status = how;
    stopped = Optional.of(at);
    output = result;
    error = errorOf;
    cause = causeOf;
    var details = JsonNodeFactory.instance.objectNode();
    result.ifPresent(text -> details.put("output", text));
    errorOf.ifPresent(text -> details.put("error", text));
    causeOf.ifPresent(text -> details.put("cause", text));
    var type =
        switch (how) {
          case SUCCEEDED -> "ExecutionSucceeded";
          case TIMED_OUT -> "ExecutionTimedOut";
          case ABORTED -> "ExecutionAborted";
          case FAILED, RUNNING -> "ExecutionFailed";
        };
    history.add(new Event(at, type, History.details(type), details));
    ended.countDown();
  }

  /// Waits for its end for a moment.
  ///
  /// @return whether it has ended
  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
