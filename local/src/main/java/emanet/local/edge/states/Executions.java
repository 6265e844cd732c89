package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.control.EdgeClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// What runs, and what ran: a thread for each execution, and for as many items of a Map as may be
/// worked at once.
final class Executions implements Interpreter.Maps, AutoCloseable {
  /// As Step Functions has it, where a Map says nothing of it.
  private static final int MOST_AT_ONCE = 1000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration NO_TIME = Duration.ofDays(366);
  private static final int LOOK_MILLIS = 20;

  /// Who rests for less than this is not at rest.
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LOOKS = 3;

  private final EdgeClock clock;
  private final Interpreter interpreter;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Execution> all = new ConcurrentHashMap<>();
  private final Map<String, MapRun> mapRuns = new ConcurrentHashMap<>();
  private final Set<Execution> running = ConcurrentHashMap.newKeySet();

  Executions(EdgeClock clock, FunctionCalls functions) {
    this.clock = clock;
    this.interpreter = new Interpreter(clock, functions, this);
  }

  Optional<Execution> find(String arn) {
    return Optional.ofNullable(all.get(arn));
  }

  Optional<MapRun> mapRun(String arn) {
    return Optional.ofNullable(mapRuns.get(arn));
  }

  Collection<MapRun> mapRuns() {
    return List.copyOf(mapRuns.values());
  }

  /// Those of a machine, without what its Maps run.
  List<Execution> of(StateMachine machine) {
    return all.values().stream()
        .filter(one -> one.machine.arn().equals(machine.arn()) && one.mapRun.isEmpty())
        .toList();
  }

  /// The execution that has a name.
  ///
  /// @param fresh whether it was begun for it just now
  record Named(Execution execution, boolean fresh) {}

  /// Begins one, unless there is one of that name.
  Named start(StateMachine machine, String name, String input) {
    var fresh =
        new Execution(
            machine.executionArn(name), name, machine, Optional.empty(), input, clock.instant());
    var there = all.putIfAbsent(fresh.arn, fresh);
    if (there != null) {
      return new Named(there, false);
    }
    begin(fresh, machine.definition());
    return new Named(fresh, true);
  }

  private void begin(Execution execution, Definition definition) {
    running.add(execution);
    threads.execute(() -> run(execution, definition));
  }

  private void run(Execution execution, Definition definition) {
    var end = execution.started.plus(definition.timeout().orElse(NO_TIME));
    try {
      if (execution.runs(Thread.currentThread())) {
        var input = JSON.readTree(execution.input);
        var output = interpreter.run(definition, input, execution, end);
        execution.succeeded(clock.instant(), output.toString());
      }
    } catch (Failure failure) {
      var now = clock.instant();
      boolean late = failure.error().equals(Failure.TIMEOUT) && !now.isBefore(end);
      execution.failed(now, late ? Execution.Status.TIMED_OUT : Execution.Status.FAILED, failure);
    } catch (InterruptedException e) {
      execution.stop(clock.instant(), Optional.empty(), Optional.of("The edge is stopping."));
    } catch (IOException | RuntimeException e) {
      // an execution must end, whatever is wrong with the edge, and say why
      execution.failed(
          clock.instant(),
          Execution.Status.FAILED,
          new Failure(Failure.RUNTIME, "The edge failed: " + e));
    } finally {
      running.remove(execution);
    }
  }

  @Override
  public JsonNode each(State.Each each, JsonNode items, JsonNode input, Execution of, Instant end)
      throws Failure, InterruptedException {
    var history = new History(of, clock);
    var arn =
        of.machine.arn().replace(":stateMachine:", ":mapRun:")
            + "/"
            + each.label()
            + ":"
            + UUID.randomUUID();
    var run = new MapRun(arn, of, each, items.size(), clock.instant());
    mapRuns.put(arn, run);
    history.mapRun("MapRunStarted", run);
    try {
      children(run, each, items, input, end);
    } finally {
      // those that still run are the stopped execution's, or one's that took too long
      run.children()
          .forEach(child ->
              child.stop(clock.instant(), Optional.empty(), Optional.of("The Map was stopped.")));
      run.ended(clock.instant());
    }
    if (run.isExceeded()) {
      history.mapRun("MapRunFailed", run);
      throw new Failure(
          Failure.TOO_MANY_FAILED, "More items failed than may: " + each.tolerated() + " percent.");
    }
    history.mapRun("MapRunSucceeded", run);
    return outputs(run);
  }

  private void children(MapRun run, State.Each each, JsonNode items, JsonNode input, Instant end)
      throws Failure, InterruptedException {
    var permits = new Semaphore(each.atOnce() == 0 ? MOST_AT_ONCE : each.atOnce());
    var begun = new ArrayList<Execution>();
    for (var item : items) {
      while (!permits.tryAcquire(LOOK_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        requireTime(end);
      }
      if (run.isExceeded()) {
        break;
      }
      var given = each.item().isPresent() ? Data.filled(each.item().get(), input, item) : item;
      begun.add(child(run, each, Data.checked(given), permits));
    }
    for (var child : begun) {
      while (!child.awaitEnd(LOOK_MILLIS)) {
        requireTime(end);
      }
    }
  }

  private void requireTime(Instant end) throws Failure {
    if (!clock.instant().isBefore(end)) {
      throw new Failure(Failure.TIMEOUT, "The execution took longer than it may.");
    }
  }

  private Execution child(MapRun run, State.Each each, JsonNode input, Semaphore permits) {
    var machine = run.parent.machine;
    var name = UUID.randomUUID().toString();
    var arn =
        machine.arn().replace(":stateMachine:", ":execution:") + "/" + each.label() + ":" + name;
    var child =
        new Execution(arn, name, machine, Optional.of(run), input.toString(), clock.instant());
    all.put(arn, child);
    run.add(child);
    running.add(child);
    threads.execute(() -> {
      try {
        run(child, each.processor());
      } finally {
        permits.release();
      }
    });
    return child;
  }

  private static JsonNode outputs(MapRun run) throws Failure {
    var outputs = JsonNodeFactory.instance.arrayNode();
    for (var child : run.children()) {
      var output = child.standing().output();
      if (output.isPresent()) {
        try {
          outputs.add(JSON.readTree(output.get()));
        } catch (IOException e) {
          throw new Failure(Failure.RUNTIME, "An item's output is no JSON.");
        }
      }
    }
    return Data.checked(outputs);
  }

  /// Waits until nothing is done any more, but for what rests until a later time.
  void settle() {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    try {
      int looks = 0;
      while (!running.isEmpty() && looks < LOOKS && System.nanoTime() < patience) {
        var soon = clock.instant().plus(SHORT);
        looks = running.stream().allMatch(one -> one.restsUntil(soon)) ? looks + 1 : 0;
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running.forEach(
        one -> one.stop(clock.instant(), Optional.empty(), Optional.of("The edge is stopping.")));
    threads.shutdownNow();
  }
}
