package emanet.local.template;

import emanet.local.Stack;
import emanet.local.template.Stacks.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Of alarms, of who is told of them, and of the budget of errors.
final class AlarmRules {
  private static final String ALARM = "AWS::CloudWatch::Alarm";
  private static final String COMPOSITE = "AWS::CloudWatch::CompositeAlarm";
  private static final String FILTER = "AWS::Logs::MetricFilter";
  private static final String OURS = "Emanet";

  /// In the code of functions: a figure of a Region, in a line that CloudWatch reads.
  private static final Pattern METRIC = Pattern.compile("\\.metric\\(\"([A-Za-z]+)\"");

  private static final Set<String> OF_REGIONS = ofRegions();

  /// Of functions that work jobs, whether a schedule's or within calls, or look for what is late.
  private static final Set<String> ALARMED =
      Set.of(
          "AuditLog",
          "BreachesLog",
          "ContinuityLog",
          "DeadlinesLog",
          "ErasureLog",
          "RestoreLog",
          "RetentionLog",
          "SweepLog",
          "WatchLog",
          "WorkerLog");

  private static final Pattern NAMED = Pattern.compile("ALARM\\(\"([A-Za-z0-9]+)\"\\)");

  /// A burn is over when a twelfth of its time has seen none of it.
  private static final int SHORTER = 12;

  static final List<Rule> ALL =
      List.of(
          Rule.each(
              "an alarm tells somebody",
              ALARM,
              (alarm, stacks) ->
                  alarm.properties().has("TreatMissingData")
                      && (tells(alarm)
                          || stacks
                              .beside(alarm, COMPOSITE)
                              .anyMatch(one -> named(one).contains(alarm.name())))),
          Rule.each("alarms together tell somebody", COMPOSITE, AlarmRules::tells),
          Rule.each("a burn is seen over a long and a short time", COMPOSITE, AlarmRules::isBurn),
          Rule.each("an alarm's figure is one that is made", ALARM, AlarmRules::isMade),
          Rule.each("what a log is searched for is told of", FILTER, AlarmRules::isToldOf),
          Rule.each(
              "a log that alarms are written to is searched for them",
              "AWS::Logs::LogGroup",
              (log, stacks) -> !ALARMED.contains(log.name()) || isSearched(log, stacks)),
          Rule.each(
              "a topic is sealed",
              "AWS::SNS::Topic",
              topic ->
                  topic
                      .properties()
                      .text("KmsMasterKeyId")
                      .filter(key -> !key.isEmpty())
                      .isPresent()),
          Rule.each(
              "what a topic could not give is kept",
              "AWS::SNS::Subscription",
              (subscription, stacks) ->
                  stacks
                      .beside(subscription, "AWS::SQS::Queue")
                      .anyMatch(queue ->
                          subscription
                              .properties()
                              .at("RedrivePolicy")
                              .text("deadLetterTargetArn")
                              .filter((queue.name() + ".Arn")::equals)
                              .isPresent())));

  private AlarmRules() {}

  private static boolean isSearched(Part log, Stacks stacks) {
    return stacks
        .beside(log, FILTER)
        .map(Part::properties)
        .anyMatch(filter ->
            filter.text("LogGroupName").filter(log.name()::equals).isPresent()
                && filter.text("FilterPattern").filter(what -> what.contains("ALARM")).isPresent());
  }

  private static Set<String> ofRegions() {
    try (var files = Files.walk(Stack.ROOT.resolve("functions/src/main/java"))) {
      var names = new TreeSet<String>();
      for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        METRIC.matcher(Files.readString(file)).results().map(m -> m.group(1)).forEach(names::add);
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By name and dimensions: CloudWatch takes an alarm on what nobody ever tells it.
  private static boolean isMade(Part alarm, Stacks stacks) {
    var properties = alarm.properties();
    var namespace = properties.text("Namespace").orElse("AWS/");
    var dimensions =
        properties.list("Dimensions").stream()
            .collect(Collectors.toMap(one -> one.required("Name"), one -> one.required("Value")));
    if (namespace.equals("AWS/Lambda")) {
      return stacks
          .beside(alarm, "AWS::Lambda::Function")
          .anyMatch(function -> function.name().equals(dimensions.get("FunctionName")));
    }
    if (!namespace.equals(OURS)) {
      return namespace.startsWith("AWS/");
    }
    var name = properties.required("MetricName");
    return dimensions.isEmpty()
        ? stacks.beside(alarm, FILTER).anyMatch(filter -> figures(filter).contains(name))
        : OF_REGIONS.contains(name) && dimensions.equals(Map.of("Region", stacks.place().region()));
  }

  private static List<String> figures(Part filter) {
    return filter.properties().list("MetricTransformations").stream()
        .filter(one -> one.required("MetricNamespace").equals(OURS) && !one.has("Dimensions"))
        .map(one -> one.required("MetricName"))
        .toList();
  }

  private static boolean isToldOf(Part filter, Stacks stacks) {
    var figures = figures(filter);
    return !figures.isEmpty()
        && stacks
            .beside(filter, ALARM)
            .map(Part::properties)
            .filter(alarm -> alarm.text("Namespace").filter(OURS::equals).isPresent())
            .filter(alarm -> alarm.list("Dimensions").isEmpty())
            .map(alarm -> alarm.required("MetricName"))
            .toList()
            .containsAll(figures);
  }

  private static boolean tells(Part alarm) {
    return !alarm.properties().texts("AlarmActions").isEmpty();
  }

  private static List<String> named(Part composite) {
    return NAMED
        .matcher(composite.properties().required("AlarmRule"))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /// By the same bound, and both at once.
  private static boolean isBurn(Part composite, Stacks stacks) {
    var parts =
        stacks
            .beside(composite, ALARM)
            .filter(alarm -> named(composite).contains(alarm.name()))
            .map(Part::properties)
            .toList();
    return parts.size() == 2
        && composite.properties().required("AlarmRule").contains(" AND ")
        && bound(parts.getFirst()).compareTo(bound(parts.getLast())) == 0
        && period(parts.getFirst()) == SHORTER * period(parts.getLast());
  }

  private static BigDecimal bound(Structure alarm) {
    return new BigDecimal(alarm.required("Threshold"));
  }

  /// Of all its metrics; 0 where they have several.
  private static int period(Structure alarm) {
    var periods =
        alarm.list("Metrics").stream()
            .filter(metric -> metric.has("MetricStat"))
            .map(metric -> metric.at("MetricStat").number("Period", 0))
            .distinct()
            .toList();
    return periods.size() == 1 ? periods.getFirst() : 0;
  }
}
