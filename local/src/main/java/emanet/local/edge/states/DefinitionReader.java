package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.JsonProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads a definition in the Amazon States Language (JSONPath). Whatever this edge would not do as
/// Step Functions does is refused by the name of it, rather than left out.
final class DefinitionReader {
  private static final Duration LONGEST_TASK = Duration.ofMinutes(15);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";

  private DefinitionReader() {}

  /// @throws AwsFailure `InvalidDefinition`
  static Definition read(String text) {
    ObjectNode object;
    try {
      object = JsonProtocol.parsed(text.getBytes(StandardCharsets.UTF_8));
    } catch (AwsFailure e) {
      throw invalid("/", "is not one well-formed JSON object");
    }
    var fields = new DefinitionFields(object, "");
    fields.drop("Comment", "Version");
    return definition(fields);
  }

  private static Definition definition(DefinitionFields fields) {
    var start = fields.text("StartAt");
    var timeout = fields.optionalNumber("TimeoutSeconds");
    var declared = fields.object("States");
    var states = new LinkedHashMap<String, State>();
    for (var entry : declared.properties()) {
      if (!(entry.getValue() instanceof ObjectNode state)) {
        throw invalid(fields.path() + "/States/" + entry.getKey(), "is no state");
      }
      var path = fields.path() + "/States/" + entry.getKey();
      states.put(entry.getKey(), state(new DefinitionFields(state, path)));
    }
    fields.done();
    requireKnown(states, start, fields.path() + "/StartAt");
    states.forEach((name, state) ->
        next(state).forEach(to -> requireKnown(states, to, fields.path() + "/" + name)));
    return new Definition(start, seconds(timeout), states);
  }

  private static Optional<Duration> seconds(OptionalDouble number) {
    return number.isPresent()
        ? Optional.of(Duration.ofSeconds((long) number.getAsDouble()))
        : Optional.empty();
  }

  private static void requireKnown(Map<String, State> states, String name, String path) {
    if (!states.containsKey(name)) {
      throw invalid(path, "leads to \"" + name + "\", which is no state");
    }
  }

  private static List<String> next(State state) {
    var next = new ArrayList<String>();
    switch (state) {
      case State.Task task -> after(task.after(), next);
      case State.Each each -> after(each.after(), next);
      case State.Choice choice -> {
        choice.rules().forEach(rule -> next.add(rule.next()));
        choice.otherwise().ifPresent(next::add);
      }
      case State.Wait wait -> wait.next().ifPresent(next::add);
      case State.Pass pass -> pass.next().ifPresent(next::add);
      case State.Succeed _, State.Fail _ -> {}
    }
    return next;
  }

  private static void after(State.After after, List<String> into) {
    after.catchers().forEach(catcher -> into.add(catcher.next()));
    after.next().ifPresent(into::add);
  }

  private static State state(DefinitionFields fields) {
    fields.drop("Comment");
    var state =
        switch (fields.text("Type")) {
          case "Task" -> task(fields);
          case "Map" -> each(fields);
          case "Choice" -> choice(fields);
          case "Wait" -> wait(fields);
          case "Pass" -> new State.Pass(fields.any("Result"), paths(fields), leads(fields));
          case "Succeed" -> new State.Succeed(paths(fields));
          case "Fail" -> new State.Fail(fields.text("Error"), fields.text("Cause"));
          case String other ->
              throw invalid(fields.path(), "is of the type " + other + ", which the edge has not");
        };
    fields.done();
    return state;
  }

  private static State task(DefinitionFields fields) {
    var resource = fields.text("Resource");
    if (!resource.equals(INVOKE)) {
      throw invalid(fields.path(), "has the resource " + resource + ", which the edge has not");
    }
    var parameters = fields.object("Parameters");
    for (var name : parameters.properties()) {
      if (!List.of("FunctionName", "Payload", "Payload.$").contains(name.getKey())) {
        throw unknown(fields.path() + "/Parameters", name.getKey());
      }
    }
    return new State.Task(
        parameters,
        fields.any("ResultSelector"),
        seconds(fields.optionalNumber("TimeoutSeconds")).orElse(LONGEST_TASK),
        paths(fields),
        after(fields));
  }

  private static State each(DefinitionFields fields) {
    var processor = new DefinitionFields(fields.object("ItemProcessor"), fields.path());
    var config =
        new DefinitionFields(processor.object("ProcessorConfig"), fields.path() + "/Processor");
    require(config, "Mode", "DISTRIBUTED");
    require(config, "ExecutionType", "STANDARD");
    config.done();
    return new State.Each(
        fields.optionalText("ItemsPath").orElse("$"),
        fields.any("ItemSelector"),
        (int) fields.optionalNumber("MaxConcurrency").orElse(0),
        fields.optionalNumber("ToleratedFailurePercentage").orElse(0),
        fields.text("Label"),
        definition(processor),
        fields.any("ResultSelector"),
        paths(fields),
        after(fields));
  }

  private static void require(DefinitionFields fields, String name, String value) {
    var given = fields.text(name);
    if (!given.equals(value)) {
      throw invalid(fields.path(), "has " + name + " " + given + "; the edge has " + value);
    }
  }

  private static State choice(DefinitionFields fields) {
    var rules = new ArrayList<State.Rule>();
    for (var rule : fields.list("Choices")) {
      var variable = rule.text("Variable");
      var next = rule.text("Next");
      var value =
          rule.any("StringEquals")
              .or(() -> rule.any("NumericEquals"))
              .or(() -> rule.any("BooleanEquals"))
              .orElseThrow(() -> invalid(rule.path(), "compares by nothing that the edge has"));
      rule.done();
      rules.add(new State.Rule(variable, value, next));
    }
    return new State.Choice(rules, fields.optionalText("Default"));
  }

  private static State wait(DefinitionFields fields) {
    var seconds = seconds(fields.optionalNumber("Seconds"));
    var path = fields.optionalText("SecondsPath");
    if (seconds.isPresent() == path.isPresent()) {
      throw invalid(fields.path(), "waits by one of Seconds and SecondsPath");
    }
    return new State.Wait(seconds.orElse(Duration.ZERO), path, leads(fields));
  }

  private static State.Paths paths(DefinitionFields fields) {
    var result = fields.any("ResultPath");
    return new State.Paths(
        fields.optionalText("InputPath"),
        result.filter(NullNode.class::isInstance).isPresent(),
        result.filter(JsonNode::isTextual).map(JsonNode::asText),
        fields.optionalText("OutputPath"));
  }

  private static State.After after(DefinitionFields fields) {
    var retriers = fields.list("Retry").stream().map(DefinitionReader::retrier).toList();
    var catchers =
        fields.list("Catch").stream()
            .map(catcher ->
                new State.Catcher(
                    catcher.texts("ErrorEquals"),
                    catcher.optionalText("ResultPath"),
                    catcher.text("Next")))
            .toList();
    return new State.After(retriers, catchers, leads(fields));
  }

  /// Without jitter: two runs of a test would not be the same.
  private static State.Retrier retrier(DefinitionFields fields) {
    fields.drop("JitterStrategy");
    return new State.Retrier(
        fields.texts("ErrorEquals"),
        seconds(fields.optionalNumber("IntervalSeconds")).orElse(Duration.ofSeconds(1)),
        fields.optionalNumber("BackoffRate").orElse(2),
        (int) fields.optionalNumber("MaxAttempts").orElse(3),
        seconds(fields.optionalNumber("MaxDelaySeconds")).orElse(LONGEST_PAUSE));
  }

  private static Optional<String> leads(DefinitionFields fields) {
    var next = fields.optionalText("Next");
    boolean ends = fields.any("End").map(JsonNode::asBoolean).orElse(false);
    if (next.isPresent() == ends) {
      throw invalid(fields.path(), "has one of Next and End");
    }
    return next;
  }

  static AwsFailure unknown(String path, String name) {
    return invalid(path, "has \"" + name + "\", which the edge has not");
  }

  static AwsFailure invalid(String path, String what) {
    return new AwsFailure(
        "InvalidDefinition", "Invalid State Machine Definition: " + path + " " + what);
  }
}
