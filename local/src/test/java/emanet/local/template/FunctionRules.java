package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Of functions: how a version is put in place, where it writes, and what becomes of what could not
/// be delivered.
final class FunctionRules {
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String SCHEDULE = "AWS::Scheduler::Schedule";
  private static final String QUEUE = "AWS::SQS::Queue";
  private static final String ALARM = "AWS::CloudWatch::Alarm";

  /// As long as SQS keeps anything: two weeks, in seconds.
  private static final int LONGEST = 1_209_600;

  private static final int MOST_RETRIES = 3;
  private static final int MOST_ASYNCHRONOUS = 2;
  private static final int OLDEST_EVENT = 3600;

  /// Minute and hour.
  private static final Pattern ONCE_A_DAY = Pattern.compile("cron\\((\\d+) (\\d+) (.*)\\)");

  /// What a quarter of an hour makes up for; and what each Region does for itself.
  private static final Set<String> WITHOUT_SLOT = Set.of("DeadlinesDaily", "SealEveryDay");

  static final List<Rule> ALL =
      List.of(
          Rule.each(
              "a function has an alias",
              FUNCTION,
              (function, stacks) -> alias(function, stacks).findAny().isPresent()),
          Rule.each(
              "a version is put in place by a canary",
              FUNCTION,
              (function, stacks) ->
                  groups(function, stacks)
                      .anyMatch(group ->
                          group
                              .properties()
                              .required("DeploymentConfigName")
                              .startsWith("CodeDeployDefault.LambdaCanary"))),
          Rule.each("a version is taken back by its alarm", FUNCTION, FunctionRules::isTakenBack),
          Rule.each("a function writes its own log", FUNCTION, FunctionRules::writesOwnLog),
          Rule.each("a schedule gives up", SCHEDULE, schedule -> givesUp(schedule)),
          Rule.each(
              "a schedule's losses are kept",
              SCHEDULE,
              (schedule, stacks) ->
                  isQueue(
                      schedule
                          .properties()
                          .at("Target")
                          .at("DeadLetterConfig")
                          .text("Arn")
                          .orElse(""),
                      schedule,
                      stacks)),
          Rule.each(
              "a schedule calls a function by its alias",
              SCHEDULE,
              (schedule, stacks) -> target(schedule, stacks).count() == 1),
          Rule.each(
              "a schedule's role is taken for this account alone",
              SCHEDULE,
              (schedule, stacks) ->
                  role(schedule, stacks).anyMatch(FunctionRules::isOfThisAccount)),
          Rule.each(
              "a schedule's role may do what the schedule does", SCHEDULE, FunctionRules::mayCall),
          Rule.each("a daily slot is fired once more", SCHEDULE, FunctionRules::isFiredAgain),
          Rule.each("a scheduled function gives up", SCHEDULE, FunctionRules::functionGivesUp),
          Rule.each(
              "a scheduled function's losses are kept",
              SCHEDULE,
              (schedule, stacks) ->
                  target(schedule, stacks)
                      .allMatch(function ->
                          isQueue(
                              function
                                  .properties()
                                  .at("DeadLetterConfig")
                                  .text("TargetArn")
                                  .orElse(""),
                              function,
                              stacks))),
          Rule.each(
              "a queue keeps and seals",
              QUEUE,
              queue ->
                  queue.properties().number("MessageRetentionPeriod", 0) == LONGEST
                      && (queue.properties().flag("SqsManagedSseEnabled")
                          || queue.properties().has("KmsMasterKeyId"))),
          Rule.each("what lies in a queue is told of", QUEUE, FunctionRules::isToldOf));

  private FunctionRules() {}

  private static Stream<Part> alias(Part function, Stacks stacks) {
    return stacks
        .beside(function, "AWS::Lambda::Alias")
        .filter(alias -> alias.properties().required("FunctionName").equals(function.name()))
        .filter(alias -> alias.properties().required("Name").equals("live"));
  }

  private static Stream<Part> groups(Part function, Stacks stacks) {
    return alias(function, stacks)
        .map(alias ->
            alias
                .resource()
                .declared()
                .at("UpdatePolicy")
                .at("CodeDeployLambdaAliasUpdate")
                .text("DeploymentGroupName")
                .orElse(""))
        .flatMap(name ->
            stacks
                .beside(function, "AWS::CodeDeploy::DeploymentGroup")
                .filter(group -> group.name().equals(name)));
  }

  private static boolean isTakenBack(Part function, Stacks stacks) {
    return groups(function, stacks)
        .map(Part::properties)
        .anyMatch(group ->
            group.at("AlarmConfiguration").flag("Enabled")
                && group
                    .at("AutoRollbackConfiguration")
                    .texts("Events")
                    .contains("DEPLOYMENT_STOP_ON_ALARM")
                && group.at("AutoRollbackConfiguration").flag("Enabled")
                && group.at("AlarmConfiguration").list("Alarms").stream()
                    .anyMatch(alarm -> seesVersion(alarm.required("Name"), function, stacks)));
  }

  private static boolean seesVersion(String alarm, Part function, Stacks stacks) {
    return stacks
        .beside(function, ALARM)
        .filter(one -> one.name().equals(alarm))
        .map(Part::properties)
        .anyMatch(one ->
            one.required("Namespace").equals("AWS/Lambda")
                && one.required("MetricName").equals("Errors")
                && one.list("Dimensions").stream()
                    .map(dimension -> dimension.required("Value"))
                    .anyMatch((function.name() + ":live")::equals)
                && one.list("Dimensions").stream()
                    .anyMatch(dimension -> dimension.required("Name").equals("ExecutedVersion")));
  }

  private static boolean writesOwnLog(Part function, Stacks stacks) {
    var named = function.properties().at("LoggingConfig").text("LogGroup").orElse("");
    return stacks.beside(function, "AWS::Logs::LogGroup").anyMatch(log -> log.name().equals(named))
        && stacks
                .all(FUNCTION)
                .filter(other ->
                    other
                        .properties()
                        .at("LoggingConfig")
                        .text("LogGroup")
                        .filter(named::equals)
                        .isPresent())
                .count()
            == 1;
  }

  private static boolean givesUp(Part schedule) {
    var retry = schedule.properties().at("Target").at("RetryPolicy");
    return retry.number("MaximumRetryAttempts", Integer.MAX_VALUE) <= MOST_RETRIES
        && retry.number("MaximumEventAgeInSeconds", Integer.MAX_VALUE) <= OLDEST_EVENT;
  }

  /// Who had the slot may have died of it, when the other Region had fired already.
  private static boolean isFiredAgain(Part schedule, Stacks stacks) {
    var time = ONCE_A_DAY.matcher(schedule.properties().required("ScheduleExpression"));
    if (!time.matches() || WITHOUT_SLOT.contains(schedule.name())) {
      return true;
    }
    return stacks
        .beside(schedule, SCHEDULE)
        .filter(other -> !other.name().equals(schedule.name()))
        .map(Part::properties)
        .filter(other -> other.at("Target").text("Arn").equals(arn(schedule)))
        .filter(other -> other.at("Target").text("Input").equals(input(schedule)))
        .map(other -> ONCE_A_DAY.matcher(other.required("ScheduleExpression")))
        .anyMatch(other ->
            other.matches()
                && !other.group(1).equals(time.group(1))
                && other.group(2).equals(time.group(2))
                && other.group(3).equals(time.group(3)));
  }

  /// As whom Scheduler calls.
  private static Stream<Part> role(Part schedule, Stacks stacks) {
    var arn = schedule.properties().at("Target").text("RoleArn").orElse("");
    return stacks
        .beside(schedule, "AWS::IAM::Role")
        .filter(role -> arn.equals(role.name() + ".Arn"));
  }

  /// Scheduler takes on roles for whoever has a schedule, in whichever account.
  private static boolean isOfThisAccount(Part role) {
    return role.properties().at("AssumeRolePolicyDocument").list("Statement").stream()
        .map(statement -> statement.at("Condition").at("StringEquals"))
        .allMatch(
            equal -> Statement.texts(equal, "aws:SourceAccount").equals(List.of(Template.ACCOUNT)));
  }

  private static boolean mayCall(Part schedule, Stacks stacks) {
    var target = schedule.properties().at("Target");
    return role(schedule, stacks)
        .anyMatch(role ->
            may(role, "lambda:InvokeFunction", target.required("Arn"))
                && may(
                    role,
                    "sqs:SendMessage",
                    target.at("DeadLetterConfig").text("Arn").orElse("-")));
  }

  private static boolean may(Part role, String action, String resource) {
    return Statement.of(role)
        .filter(Statement::allows)
        .anyMatch(one -> one.covers(action) && one.resources().contains(resource));
  }

  private static Optional<String> arn(Part schedule) {
    return schedule.properties().at("Target").text("Arn");
  }

  private static Optional<String> input(Part schedule) {
    return schedule.properties().at("Target").text("Input");
  }

  /// Whom it calls; empty for what is no function's alias.
  private static Stream<Part> target(Part schedule, Stacks stacks) {
    var arn = schedule.properties().at("Target").required("Arn");
    return stacks
        .beside(schedule, "AWS::Lambda::Alias")
        .filter(alias -> alias.name().equals(arn))
        .flatMap(alias ->
            stacks
                .beside(schedule, FUNCTION)
                .filter(function ->
                    function.name().equals(alias.properties().required("FunctionName"))));
  }

  /// Lambda itself tries again what a schedule has handed over.
  private static boolean functionGivesUp(Part schedule, Stacks stacks) {
    return target(schedule, stacks)
        .allMatch(function ->
            stacks
                .beside(schedule, "AWS::Lambda::EventInvokeConfig")
                .map(Part::properties)
                .anyMatch(config ->
                    config.required("FunctionName").equals(function.name())
                        && config.required("Qualifier").equals("live")
                        && config.number("MaximumRetryAttempts", MOST_RETRIES) <= MOST_ASYNCHRONOUS
                        && config.number("MaximumEventAgeInSeconds", Integer.MAX_VALUE)
                            <= OLDEST_EVENT));
  }

  private static boolean isQueue(String arn, Part part, Stacks stacks) {
    return stacks.beside(part, QUEUE).anyMatch(queue -> arn.equals(queue.name() + ".Arn"));
  }

  private static boolean isToldOf(Part queue, Stacks stacks) {
    return stacks
        .beside(queue, ALARM)
        .map(Part::properties)
        .anyMatch(alarm ->
            alarm
                    .text("MetricName")
                    .filter("ApproximateNumberOfMessagesVisible"::equals)
                    .isPresent()
                && alarm.list("Dimensions").stream()
                    .anyMatch(dimension ->
                        dimension.required("Value").equals(queue.name() + ".QueueName")));
  }
}
