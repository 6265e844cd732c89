package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.edge.control.EdgeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Goes from state to state, by the edge's clock.
final class Interpreter {
  private final EdgeClock clock;
  private final FunctionCalls functions;
  private final Maps maps;

  /// Runs what is done for each item.
  interface Maps {
    /// Gives the outputs, in the order of the items.
    JsonNode each(State.Each each, JsonNode items, JsonNode input, Execution of, Instant end)
        throws Failure, InterruptedException;
  }

  /// What gives a state's result.
  private interface Doing {
    JsonNode result() throws Failure, InterruptedException;
  }

  /// @param next empty where it was the last
  private record Went(Optional<String> next, JsonNode output) {}

  Interpreter(EdgeClock clock, FunctionCalls functions, Maps maps) {
    this.clock = clock;
    this.functions = functions;
    this.maps = maps;
  }

  /// Gives the output.
  ///
  /// @param end when the execution's time is up
  JsonNode run(Definition definition, JsonNode input, Execution execution, Instant end)
      throws Failure, InterruptedException {
    var history = new History(execution, clock);
    history.started();
    var name = definition.start();
    var data = input;
    while (true) {
      var state = definition.states().get(name);
      if (state == null) {
        throw new Failure(Failure.RUNTIME, "There is no state \"" + name + "\".");
      }
      history.entered(name, state, data);
      var went = new Step(execution, history, end).go(state, data);
      data = Data.checked(went.output());
      history.exited(name, state, data);
      if (went.next().isEmpty()) {
        return data;
      }
      name = went.next().get();
      requireTime(end);
    }
  }

  private void requireTime(Instant end) throws Failure {
    if (!clock.instant().isBefore(end)) {
      throw new Failure(Failure.TIMEOUT, "The execution took longer than it may.");
    }
  }

  /// One state of one execution.
  private final class Step {
    private final Execution execution;
    private final History history;
    private final Instant end;

    Step(Execution execution, History history, Instant end) {
      this.execution = execution;
      this.history = history;
      this.end = end;
    }

    Went go(State state, JsonNode data) throws Failure, InterruptedException {
      return switch (state) {
        case State.Task task ->
            tried(task.after(), task.paths(), task.selector(), data, input -> invoke(task, input));
        case State.Each each ->
            tried(each.after(), each.paths(), each.selector(), data, input -> map(each, input));
        case State.Choice choice -> new Went(Optional.of(chosen(choice, data)), data);
        case State.Wait wait -> {
          rest(wait.path().isPresent() ? seconds(data, wait.path().get()) : wait.time());
          yield new Went(wait.next(), data);
        }
        case State.Pass pass -> {
          var input = in(pass.paths(), data);
          yield new Went(pass.next(), out(pass.paths(), input, pass.result().orElse(input)));
        }
        case State.Succeed succeed -> {
          var input = in(succeed.paths(), data);
          yield new Went(Optional.empty(), out(succeed.paths(), input, input));
        }
        case State.Fail fail -> throw new Failure(fail.error(), fail.cause());
      };
    }

    private interface Work {
      JsonNode result(JsonNode input) throws Failure, InterruptedException;
    }

    private Went tried(
        State.After after, State.Paths paths, Optional<JsonNode> selector, JsonNode data, Work work)
        throws Failure, InterruptedException {
      var input = in(paths, data);
      try {
        var result = retried(after, () -> work.result(input));
        var selected = selector.isPresent() ? Data.filled(selector.get(), result) : result;
        return new Went(after.next(), out(paths, input, selected));
      } catch (Failure failure) {
        for (var catcher : after.catchers()) {
          if (failure.isAmong(catcher.errors())) {
            var told =
                JsonNodeFactory.instance
                    .objectNode()
                    .put("Error", failure.error())
                    .put("Cause", failure.cause());
            return new Went(
                Optional.of(catcher.next()), Data.with(input, catcher.result().orElse("$"), told));
          }
        }
        throw failure;
      }
    }

    private JsonNode retried(State.After after, Doing doing) throws Failure, InterruptedException {
      var tries = new int[after.retriers().size()];
      while (true) {
        try {
          return doing.result();
        } catch (Failure failure) {
          int which = 0;
          while (which < tries.length && !failure.isAmong(after.retriers().get(which).errors())) {
            which++;
          }
          if (which == tries.length || tries[which] >= after.retriers().get(which).most()) {
            throw failure;
          }
          rest(pause(after.retriers().get(which), tries[which]));
          tries[which]++;
        }
      }
    }

    private static Duration pause(State.Retrier retrier, int tries) {
      double millis = retrier.first().toMillis() * Math.pow(retrier.rate(), tries);
      return Duration.ofMillis((long) Math.min(millis, (double) retrier.longest().toMillis()));
    }

    private JsonNode invoke(State.Task task, JsonNode input) throws Failure, InterruptedException {
      var parameters = Data.checked(Data.filled(task.parameters(), input));
      history.scheduled(parameters);
      try {
        var result =
            functions.invoke(
                execution.machine,
                parameters.path("FunctionName").asText(),
                parameters.path("Payload"),
                task.timeout());
        history.succeeded(Data.checked(result));
        return result;
      } catch (Failure failure) {
        history.failed(failure);
        throw failure;
      }
    }

    private JsonNode map(State.Each each, JsonNode input) throws Failure, InterruptedException {
      var items = Data.at(input, each.items());
      if (!items.isArray()) {
        throw new Failure(Failure.RUNTIME, "\"" + each.items() + "\" leads to no list.");
      }
      execution.rests(Optional.of(Instant.MAX));
      try {
        return maps.each(each, items, input, execution, end);
      } finally {
        execution.rests(Optional.empty());
      }
    }

    private void rest(Duration time) throws Failure, InterruptedException {
      var until = clock.instant().plus(time);
      var first = until.isBefore(end) ? until : end;
      execution.rests(Optional.of(first));
      try {
        clock.await(first);
      } finally {
        execution.rests(Optional.empty());
      }
      requireTime(end);
    }
  }

  private static JsonNode in(State.Paths paths, JsonNode data) throws Failure {
    return paths.input().isPresent() ? Data.at(data, paths.input().get()) : data;
  }

  private static JsonNode out(State.Paths paths, JsonNode input, JsonNode result) throws Failure {
    var whole = paths.keepsInput() ? input : Data.with(input, paths.result().orElse("$"), result);
    return paths.output().isPresent() ? Data.at(whole, paths.output().get()) : whole;
  }

  private static Duration seconds(JsonNode data, String path) throws Failure {
    var seconds = Data.at(data, path);
    if (!seconds.isIntegralNumber() || seconds.asLong() < 0) {
      throw new Failure(Failure.RUNTIME, "\"" + path + "\" leads to no number of seconds.");
    }
    return Duration.ofSeconds(seconds.asLong());
  }

  private static String chosen(State.Choice choice, JsonNode data) throws Failure {
    for (var rule : choice.rules()) {
      if (Data.at(data, rule.variable()).equals(rule.value())) {
        return rule.next();
      }
    }
    return choice
        .otherwise()
        .orElseThrow(
            () -> new Failure("States.NoChoiceMatched", "No choice matches, and none is left."));
  }
}
