package emanet.local.template;

import emanet.local.template.Stacks.Part;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Of the door, and of what all stacks have in common.
final class EdgeRules {
  /// What CloudFormation takes of a stack.
  private static final int MOST_RESOURCES = 500;

  static final List<Rule> ALL =
      List.of(
          Rule.each("a stage has a firewall", "AWS::ApiGateway::Stage", EdgeRules::hasFirewall),
          Rule.each("a stage writes a log", "AWS::ApiGateway::Stage", EdgeRules::writesLog),
          Rule.each(
              "a firewall names its log as WAF takes it",
              "AWS::WAFv2::LoggingConfiguration",
              EdgeRules::namesLog),
          Rule.each("a record has a check", "AWS::Route53::RecordSet", EdgeRules::isChecked),
          new Rule("nothing points elsewhere", EdgeRules::elsewhere),
          new Rule("a parameter is the same everywhere", EdgeRules::differing),
          new Rule(
              "a stack is no larger than it may be",
              stacks ->
                  stacks.documents().keySet().stream()
                      .filter(file ->
                          stacks.all().filter(part -> part.file().equals(file)).count()
                              > MOST_RESOURCES)));

  private EdgeRules() {}

  private static boolean hasFirewall(Part stage, Stacks stacks) {
    var arn =
        "arn:aws:apigateway:%s::/restapis/%s/stages/%s"
            .formatted(
                stacks.place().region(),
                stage.properties().required("RestApiId"),
                stage.properties().required("StageName"));
    return stacks
        .all("AWS::WAFv2::WebACLAssociation")
        .map(Part::properties)
        .anyMatch(one -> one.required("ResourceArn").equals(arn) && one.has("WebACLArn"));
  }

  /// One that names no path: ids of people are not for logs.
  private static boolean writesLog(Part stage, Stacks stacks) {
    var setting = stage.properties().at("AccessLogSetting");
    var destination = setting.text("DestinationArn").orElse("");
    return setting.text("Format").filter(format -> !format.contains("$context.path")).isPresent()
        && stacks
            .beside(stage, "AWS::Logs::LogGroup")
            .anyMatch(log -> destination.equals(log.name() + ".Arn"));
  }

  /// By an ARN that ends with the group's name (WAF: sending logs to a log group), where
  /// CloudFormation's attribute ends with `:*`.
  private static boolean namesLog(Part logging, Stacks stacks) {
    var group = "arn:aws:logs:%s:%s:log-group:".formatted(logging.region(), Template.ACCOUNT);
    return logging.properties().texts("LogDestinationConfigs").stream()
        .allMatch(destination ->
            stacks
                .beside(logging, "AWS::Logs::LogGroup")
                .filter(
                    log -> log.properties().required("LogGroupName").startsWith("aws-waf-logs-"))
                .anyMatch(log -> destination.equals(group + log.name())));
  }

  /// All but those by whose names the checks ask.
  private static boolean isChecked(Part record, Stacks stacks) {
    var name = record.properties().required("Name");
    return record
            .properties()
            .text("HealthCheckId")
            .filter(id -> hasCheck(id, record, stacks))
            .isPresent()
        || stacks
            .beside(record, "AWS::Route53::HealthCheck")
            .map(check -> check.properties().at("HealthCheckConfig"))
            .anyMatch(check -> check.required("FullyQualifiedDomainName").equals(name));
  }

  private static boolean hasCheck(String id, Part record, Stacks stacks) {
    return stacks
        .beside(record, "AWS::Route53::HealthCheck")
        .anyMatch(check -> check.name().equals(id));
  }

  private static Stream<String> elsewhere(Stacks stacks) {
    return stacks.documents().entrySet().stream()
        .filter(file ->
            Stream.of("AWS_ENDPOINT_URL", "localhost", "127.0.0.1")
                .anyMatch(file.getValue().toString()::contains))
        .map(Map.Entry::getKey);
  }

  /// What several stacks are given by one name is one thing, with one default and the same bounds.
  private static Stream<String> differing(Stacks stacks) {
    var declared =
        stacks.documents().entrySet().stream()
            .flatMap(file ->
                Structure.of(file.getValue().getOrDefault("Parameters", Map.of()))
                    .properties()
                    .entrySet()
                    .stream()
                    .map(one ->
                        new Parameter(file.getKey(), one.getKey(), Structure.of(one.getValue()))))
            .toList();
    return declared.stream()
        .filter(one ->
            declared.stream()
                .anyMatch(other -> other.name().equals(one.name()) && !one.agrees(other)))
        .map(one -> one.file() + " " + one.name());
  }

  private record Parameter(String file, String name, Structure declared) {
    boolean agrees(Parameter other) {
      return Stream.of("Type", "Default", "MinValue", "MaxValue")
          .allMatch(key ->
              declared.text(key).isEmpty()
                  || other.declared.text(key).isEmpty()
                  || Objects.equals(declared.text(key), other.declared.text(key)));
    }
  }
}
