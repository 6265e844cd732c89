package emanet.local.edge.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.control.EdgeClock;
import emanet.local.edge.wire.Answer;
import emanet.local.edge.wire.AwsFailure;
import emanet.local.edge.wire.AwsService;
import emanet.local.edge.wire.Call;
import emanet.local.edge.wire.JsonProtocol;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Step Functions over AWS JSON 1.0: standard state machines, their executions and Map runs.
public final class StatesService implements AwsService {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VERSION = "1.0";
  private static final String ACCOUNT = "000000000000";
  private static final String MACHINE = "stateMachineArn";
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._+=@!()-]{1,80}");

  private final EdgeClock clock;
  private final FunctionCalls functions;
  private final Executions executions;
  private final Map<String, StateMachine> machines = new ConcurrentHashMap<>();

  public StatesService(EdgeClock clock, FunctionCalls functions) {
    this.clock = clock;
    this.functions = functions;
    this.executions = new Executions(clock, functions);
  }

  /// Waits until no execution does anything any more before time goes on.
  public void settle() {
    executions.settle();
  }

  @Override
  public String operation(Call call) {
    return call.target();
  }

  @Override
  public Answer answer(Call call) {
    var sent = JsonProtocol.parsed(call.body());
    return Answer.json(200, "application/x-amz-json-" + VERSION, content(call, sent));
  }

  @Override
  public Answer failure(Call call, AwsFailure failure) {
    return JsonProtocol.failure(VERSION, "", failure);
  }

  @Override
  public void close() {
    executions.close();
    functions.close();
  }

  private JsonNode content(Call call, ObjectNode sent) {
    return switch (call.target()) {
      case "CreateStateMachine" -> create(call.region(), sent);
      case "DescribeStateMachine" -> Shown.described(machine(sent));
      case "ListStateMachines" -> listed(call.region());
      case "StartExecution" -> start(sent);
      case "StopExecution" -> stop(sent);
      case "DescribeExecution" -> Shown.described(execution(sent));
      case "ListExecutions" -> executionsOf(sent);
      case "GetExecutionHistory" -> Shown.history(execution(sent), new Part(sent, 1000));
      case "DescribeMapRun" -> Shown.described(mapRun(text(sent, "mapRunArn")));
      case "ListMapRuns" -> mapRunsOf(execution(sent), sent);
      case String other ->
          throw new AwsFailure(
              "UnknownOperationException", "The edge has no operation \"" + other + "\".");
    };
  }

  private ObjectNode create(String region, ObjectNode sent) {
    var name = name(text(sent, "name"));
    var text = text(sent, "definition");
    var role = text(sent, "roleArn");
    var type = sent.path("type").asText("STANDARD");
    if (!type.equals("STANDARD")) {
      throw new AwsFailure(
          "StateMachineTypeNotSupported", "The edge has no state machines of type " + type + ".");
    }
    var arn = "arn:aws:states:" + region + ":" + ACCOUNT + ":stateMachine:" + name;
    var definition = DefinitionReader.read(text);
    var fresh = new StateMachine(arn, name, region, text, definition, role, clock.instant());
    var there = Optional.ofNullable(machines.putIfAbsent(arn, fresh)).orElse(fresh);
    if (!there.text().equals(text) || !there.role().equals(role)) {
      throw new AwsFailure(
          "StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
    }
    var answer = JsonNodeFactory.instance.objectNode().put(MACHINE, arn);
    return answer.put("creationDate", Shown.time(there.created()));
  }

  private ObjectNode listed(String region) {
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("stateMachines");
    machines.values().stream()
        .filter(machine -> machine.region().equals(region))
        .sorted(java.util.Comparator.comparing(StateMachine::name))
        .forEach(machine -> list.add(Shown.listed(machine)));
    return answer;
  }

  private ObjectNode start(ObjectNode sent) {
    var machine = machine(sent);
    var name = sent.has("name") ? name(text(sent, "name")) : UUID.randomUUID().toString();
    var input = sent.path("input").asText("{}");
    if (!Data.fits(input)) {
      throw AwsFailure.validation(
          "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + Data.MOST_BYTES);
    }
    try {
      var _ = JSON.readTree(input);
    } catch (IOException e) {
      throw new AwsFailure("InvalidExecutionInput", "Invalid State Machine Execution Input");
    }
    var named = executions.start(machine, name, input);
    var execution = named.execution();
    // the same again is the same, for as long as it runs
    if (!named.fresh() && !(execution.isRunning() && execution.input.equals(input))) {
      throw new AwsFailure(
          "ExecutionAlreadyExists", "Execution Already Exists: '" + execution.arn + "'");
    }
    var answer = JsonNodeFactory.instance.objectNode().put("executionArn", execution.arn);
    return answer.put("startDate", Shown.time(execution.started));
  }

  private ObjectNode stop(ObjectNode sent) {
    var now = clock.instant();
    execution(sent)
        .stop(
            now,
            Optional.ofNullable(sent.path("error").textValue()),
            Optional.ofNullable(sent.path("cause").textValue()));
    return JsonNodeFactory.instance.objectNode().put("stopDate", Shown.time(now));
  }

  private ObjectNode executionsOf(ObjectNode sent) {
    var found =
        sent.has("mapRunArn")
            ? mapRun(text(sent, "mapRunArn")).children()
            : executions.of(machine(sent));
    var status = Optional.ofNullable(sent.path("statusFilter").textValue());
    return Shown.list(
        "executions",
        found.stream()
            .filter(one -> status.map(one.standing().status().name()::equals).orElse(true))
            .sorted(java.util.Comparator.comparing((Execution one) -> one.started).reversed())
            .map(Shown::listed)
            .toList(),
        new Part(sent, 100));
  }

  private ObjectNode mapRunsOf(Execution execution, ObjectNode sent) {
    return Shown.list(
        "mapRuns",
        executions.mapRuns().stream()
            .filter(run -> run.parent.equals(execution))
            .map(Shown::listed)
            .toList(),
        new Part(sent, 100));
  }

  private StateMachine machine(ObjectNode sent) {
    var arn = text(sent, MACHINE);
    return Optional.ofNullable(machines.get(arn))
        .orElseThrow(() ->
            new AwsFailure(
                "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'"));
  }

  private Execution execution(ObjectNode sent) {
    var arn = text(sent, "executionArn");
    return executions
        .find(arn)
        .orElseThrow(() ->
            new AwsFailure("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
  }

  private MapRun mapRun(String arn) {
    return executions
        .mapRun(arn)
        .orElseThrow(
            () -> new AwsFailure("ResourceNotFound", "Map Run Does Not Exist: '" + arn + "'"));
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new AwsFailure("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  private static String text(ObjectNode sent, String name) {
    return Optional.ofNullable(sent.path(name).textValue())
        .filter(text -> !text.isEmpty())
        .orElseThrow(() ->
            AwsFailure.validation("1 validation error detected: '" + name + "' must not be null"));
  }
}
