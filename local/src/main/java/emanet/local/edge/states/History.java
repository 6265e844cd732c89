package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;

/// Writes what happens in an execution, by Step Functions' names for it.
final class History {
  private final Execution execution;
  private final InstantSource clock;

  History(Execution execution, InstantSource clock) {
    this.execution = execution;
    this.clock = clock;
  }

  /// The name of the member that has an event's details.
  static String details(String type) {
    if (type.endsWith("StateEntered")) {
      return "stateEnteredEventDetails";
    }
    if (type.endsWith("StateExited")) {
      return "stateExitedEventDetails";
    }
    return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
  }

  void started() throws Failure {
    add(
        "ExecutionStarted",
        object("input", execution.input).put("roleArn", execution.machine.role()));
  }

  void entered(String name, State state, JsonNode input) throws Failure {
    add(state.type() + "StateEntered", object("name", name).put("input", input.toString()));
  }

  void exited(String name, State state, JsonNode output) throws Failure {
    add(state.type() + "StateExited", object("name", name).put("output", output.toString()));
  }

  void scheduled(JsonNode parameters) throws Failure {
    add("TaskScheduled", task().put("parameters", parameters.toString()));
  }

  void succeeded(JsonNode result) throws Failure {
    add("TaskSucceeded", task().put("output", result.toString()));
  }

  void failed(Failure failure) throws Failure {
    add("TaskFailed", task().put("error", failure.error()).put("cause", failure.cause()));
  }

  void mapRun(String how, MapRun run) throws Failure {
    add(how, object("mapRunArn", run.arn));
  }

  private void add(String type, ObjectNode details) throws Failure {
    execution.happened(clock.instant(), type, details(type), details);
  }

  private static ObjectNode task() {
    return object("resourceType", "lambda").put("resource", "invoke");
  }

  private static ObjectNode object(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }
}
