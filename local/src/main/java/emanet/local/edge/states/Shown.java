package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What Step Functions shows of machines, executions and Map runs.
final class Shown {
  private static final int MILLIS = 3;

  private Shown() {}

  /// Seconds, as AWS JSON has times.
  static BigDecimal time(Instant at) {
    return BigDecimal.valueOf(at.toEpochMilli(), MILLIS);
  }

  static ObjectNode listed(StateMachine machine) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("stateMachineArn", machine.arn())
        .put("name", machine.name())
        .put("type", "STANDARD")
        .put("creationDate", time(machine.created()));
  }

  static ObjectNode described(StateMachine machine) {
    return listed(machine)
        .put("status", "ACTIVE")
        .put("definition", machine.text())
        .put("roleArn", machine.role());
  }

  static ObjectNode listed(Execution execution) {
    var standing = execution.standing();
    var shown =
        JsonNodeFactory.instance
            .objectNode()
            .put("executionArn", execution.arn)
            .put("stateMachineArn", execution.machine.arn())
            .put("name", execution.name)
            .put("status", standing.status().name())
            .put("startDate", time(execution.started));
    standing.stopped().ifPresent(at -> shown.put("stopDate", time(at)));
    execution.mapRun.ifPresent(run -> shown.put("mapRunArn", run.arn));
    return shown;
  }

  static ObjectNode described(Execution execution) {
    var standing = execution.standing();
    var shown = listed(execution).put("input", execution.input);
    standing.output().ifPresent(text -> shown.put("output", text));
    standing.error().ifPresent(text -> shown.put("error", text));
    standing.cause().ifPresent(text -> shown.put("cause", text));
    return shown;
  }

  static ObjectNode listed(MapRun run) {
    var shown =
        JsonNodeFactory.instance
            .objectNode()
            .put("executionArn", run.parent.arn)
            .put("mapRunArn", run.arn)
            .put("stateMachineArn", run.parent.machine.arn())
            .put("startDate", time(run.started));
    run.stopped().ifPresent(at -> shown.put("stopDate", time(at)));
    return shown;
  }

  static ObjectNode described(MapRun run) {
    var shown =
        listed(run)
            .put("status", run.status())
            .put("maxConcurrency", run.atOnce)
            .put("toleratedFailurePercentage", run.tolerated)
            .put("toleratedFailureCount", 0);
    for (var counts : List.of(shown.putObject("itemCounts"), shown.putObject("executionCounts"))) {
      counts
          .put("pending", run.items - run.children().size())
          .put("running", run.count(Execution.Status.RUNNING))
          .put("succeeded", run.count(Execution.Status.SUCCEEDED))
          .put("failed", run.count(Execution.Status.FAILED))
          .put("timedOut", run.count(Execution.Status.TIMED_OUT))
          .put("aborted", run.count(Execution.Status.ABORTED))
          .put("total", run.items)
          .put("resultsWritten", 0);
    }
    return shown;
  }

  static ObjectNode history(Execution execution, Part part) {
    var events = new ArrayList<JsonNode>();
    for (var event : execution.history()) {
      int id = events.size() + 1;
      var shown =
          JsonNodeFactory.instance
              .objectNode()
              .put("timestamp", time(event.at()))
              .put("type", event.type())
              .put("id", id)
              .put("previousEventId", id - 1);
      shown.set(event.detailsName(), event.details());
      events.add(shown);
    }
    return list("events", events, part);
  }

  static ObjectNode list(String name, List<? extends JsonNode> all, Part part) {
    var answer = JsonNodeFactory.instance.objectNode();
    int from = Math.min(part.from(), all.size());
    int to = Math.min(from + part.size(), all.size());
    all.subList(from, to).forEach(answer.putArray(name)::add);
    if (to < all.size()) {
      answer.put("nextToken", Integer.toString(to));
    }
    return answer;
  }
}
