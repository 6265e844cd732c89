package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What came of running a step once.
///
/// @param detail what the answer, or whoever looks after the request, has to know of it
record StepResult(Step.Progress progress, ObjectNode detail) {
  static StepResult done() {
    return done(JsonNodeFactory.instance.objectNode());
  }

  static StepResult done(ObjectNode detail) {
    return new StepResult(Step.Progress.DONE, detail);
  }

  static StepResult waiting(ObjectNode detail) {
    return new StepResult(Step.Progress.WAITING, detail);
  }

  /// @param reason a stable name, as problems have it
  static StepResult blocked(String reason) {
    return new StepResult(
        Step.Progress.BLOCKED, JsonNodeFactory.instance.objectNode().put("reason", reason));
  }

  /// Not ended in the time that there was; to be begun anew.
  static StepResult pending() {
    return new StepResult(Step.Progress.PENDING, JsonNodeFactory.instance.objectNode());
  }
}
