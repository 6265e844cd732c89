package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/// Of alarms, of who is told of them, and of the budget of errors.
final class AlarmRules {
  private static final String ALARM = "AWS::CloudWatch::Alarm";
  private static final String COMPOSITE = "AWS::CloudWatch::CompositeAlarm";
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
