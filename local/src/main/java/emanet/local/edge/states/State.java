package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A state of a definition.
sealed interface State {
  /// As the language calls it.
  default String type() {
    return switch (this) {
      case Task _ -> "Task";
      case Each _ -> "Map";
      case Choice _ -> "Choice";
      case Wait _ -> "Wait";
      case Pass _ -> "Pass";
      case Succeed _ -> "Succeed";
      case Fail _ -> "Fail";
    };
  }

  /// What its input and its output are made of.
  ///
  /// @param keepsInput `ResultPath` null: its result is dropped
  record Paths(
      Optional<String> input,
      boolean keepsInput,
      Optional<String> result,
      Optional<String> output) {}

  /// Tries again after some errors.
  ///
  /// @param most how often it is tried again
  record Retrier(List<String> errors, Duration first, double rate, int most, Duration longest) {}

  record Catcher(List<String> errors, Optional<String> result, String next) {}

  /// What comes after.
  ///
  /// @param next empty where it is the last
  record After(List<Retrier> retriers, List<Catcher> catchers, Optional<String> next) {}

  /// Invokes a function.
  record Task(
      JsonNode parameters, Optional<JsonNode> selector, Duration timeout, Paths paths, After after)
      implements State {}

  /// A distributed Map: an execution of its own for each item.
  ///
  /// @param tolerated percent of the items that may fail
  record Each(
      String items,
      Optional<JsonNode> item,
      int atOnce,
      double tolerated,
      String label,
      Definition processor,
      Optional<JsonNode> selector,
      Paths paths,
      After after)
      implements State {}

  record Choice(List<Rule> rules, Optional<String> otherwise) implements State {}

  /// One comparison, of text, numbers or truth.
  record Rule(String variable, JsonNode value, String next) {}

  record Wait(Duration time, Optional<String> path, Optional<String> next) implements State {}

  record Pass(Optional<JsonNode> result, Paths paths, Optional<String> next) implements State {}

  record Succeed(Paths paths) implements State {}

  record Fail(String error, String cause) implements State {}
}
