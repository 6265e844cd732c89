package emanet.local.edge.states;

import java.time.Instant;

/// A state machine, with its definition as it was sent and as it was read.
///
/// @param region where it is, and its functions
record StateMachine(
    String arn,
    String name,
    String region,
    String text,
    Definition definition,
    String role,
    Instant created) {
  String executionArn(String execution) {
    return arn.replace(":stateMachine:", ":execution:") + ":" + execution;
  }
}
