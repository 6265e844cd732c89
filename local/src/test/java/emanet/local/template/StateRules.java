package emanet.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Stack;
import emanet.local.template.Stacks.Part;
import java.util.List;
import java.util.stream.Stream;

/// Of state machines: no step waits or tries for ever, what did not come through is told of, and
/// what is worked on is in no log.
final class StateRules {
  private static final String MACHINE = "AWS::StepFunctions::StateMachine";

  /// Of one step and one kind of error.
  private static final int MOST_ATTEMPTS = 10;

  static final List<Rule> ALL =
      List.of(
          Rule.each("a state machine gives up", MACHINE, machine -> givesUp(definition(machine))),
          Rule.each("a state machine's failures are told of", MACHINE, StateRules::isToldOf),
          Rule.each("a state machine's log shows no data", MACHINE, StateRules::showsNoData),
          Rule.each("a state machine may run its items", MACHINE, StateRules::runsItems));

  private StateRules() {}

  private static JsonNode definition(Part machine) {
    return Stack.json(machine.properties().required("DefinitionString"));
  }

  private static boolean givesUp(JsonNode definition) {
    return definition.path("TimeoutSeconds").asInt() > 0
        && tasks(definition)
            .allMatch(task ->
                task.path("TimeoutSeconds").asInt() > 0
                    && task.path("Retry").valueStream().allMatch(StateRules::isFinite)
                    && task.path("Retry").valueStream().anyMatch(StateRules::isOfAll));
  }

  /// Those of the maps within, too.
  private static Stream<JsonNode> tasks(JsonNode definition) {
    return definition
        .path("States")
        .valueStream()
        .flatMap(state ->
            switch (state.path("Type").asText()) {
              case "Task" -> Stream.of(state);
              case "Map" -> tasks(state.path("ItemProcessor"));
              case "Parallel" -> state.path("Branches").valueStream().flatMap(StateRules::tasks);
              default -> Stream.empty();
            });
  }

  private static boolean isFinite(JsonNode retry) {
    return retry.path("MaxAttempts").isInt() && retry.path("MaxAttempts").asInt() <= MOST_ATTEMPTS;
  }

  private static boolean isOfAll(JsonNode retry) {
    return retry
        .path("ErrorEquals")
        .valueStream()
        .anyMatch(error -> error.asText().equals("States.ALL"));
  }

  private static boolean isToldOf(Part machine, Stacks stacks) {
    return Stream.of("ExecutionsFailed", "ExecutionsTimedOut")
        .allMatch(metric ->
            stacks
                .beside(machine, "AWS::CloudWatch::Alarm")
                .flatMap(alarm -> alarm.properties().list("Metrics").stream())
                .map(one -> one.at("MetricStat").at("Metric"))
                .anyMatch(one ->
                    one.text("MetricName").filter(metric::equals).isPresent()
                        && one.list("Dimensions").stream()
                            .anyMatch(
                                dimension -> dimension.required("Value").equals(machine.name()))));
  }

  /// A distributed Map runs each item as an execution of the machine under the Map's label, for
  /// which Step Functions takes on the role as it does for the machine itself.
  private static boolean runsItems(Part machine, Stacks stacks) {
    var name = machine.properties().required("StateMachineName");
    var arn = machine.properties().required("RoleArn");
    return definition(machine)
        .path("States")
        .valueStream()
        .filter(
            state -> state.at("/ItemProcessor/ProcessorConfig/Mode").asText().equals("DISTRIBUTED"))
        .map(map -> name + "/" + map.path("Label").asText())
        .allMatch(items ->
            stacks
                .beside(machine, "AWS::IAM::Role")
                .filter(role -> arn.equals(role.name() + ".Arn"))
                .anyMatch(role ->
                    isTakenFor(role, name)
                        && isTakenFor(role, items)
                        && may(role, "states:StartExecution", "stateMachine:" + name)
                        && Stream.of("states:DescribeExecution", "states:StopExecution")
                            .allMatch(action ->
                                may(role, action, "execution:" + name + ":x")
                                    && may(role, action, "execution:" + items + ":x"))));
  }

  private static boolean isTakenFor(Part role, String machine) {
    var arn = arn(role, "stateMachine:" + machine);
    return role.properties().at("AssumeRolePolicyDocument").list("Statement").stream()
        .allMatch(statement ->
            Statement.texts(statement.at("Condition").at("ArnLike"), "aws:SourceArn").stream()
                .anyMatch(pattern -> Statement.matches(pattern, arn)));
  }

  private static boolean may(Part role, String action, String what) {
    return Statement.of(role)
        .filter(Statement::allows)
        .filter(one -> one.covers(action))
        .flatMap(one -> one.resources().stream())
        .anyMatch(pattern -> Statement.matches(pattern, arn(role, what)));
  }

  private static String arn(Part role, String what) {
    return "arn:aws:states:%s:%s:%s".formatted(role.region(), Template.ACCOUNT, what);
  }

  private static boolean showsNoData(Part machine, Stacks stacks) {
    var logging = machine.properties().at("LoggingConfiguration");
    return logging.has("IncludeExecutionData")
        && !logging.flag("IncludeExecutionData")
        && logging.list("Destinations").stream()
            .map(one -> one.at("CloudWatchLogsLogGroup").required("LogGroupArn"))
            .anyMatch(arn ->
                stacks
                    .beside(machine, "AWS::Logs::LogGroup")
                    .anyMatch(log -> arn.startsWith(log.name() + ".Arn")));
  }
}
