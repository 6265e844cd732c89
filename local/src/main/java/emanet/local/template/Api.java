package emanet.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one REST API of a SAM template, with its functions.
///
/// @param authorizer the function that is asked who calls
/// @param answers by kind, such as `UNAUTHORIZED` or `DEFAULT_5XX`
/// @param binary whether bodies of every type reach the functions as bytes, in Base64
public record Api(
    String stage,
    Optional<Authorizer> authorizer,
    Map<String, FunctionSpec> functions,
    List<Route> routes,
    List<ScheduleSpec> schedules,
    Map<String, GatewayAnswer> answers,
    boolean binary) {
  private static final String FUNCTION = "AWS::Serverless::Function";

  public Api {
    functions = Map.copyOf(functions);
    routes = List.copyOf(routes);
    schedules = List.copyOf(schedules);
    answers = Map.copyOf(answers);
  }

  /// Who is asked who calls.
  ///
  /// @param seconds how long an answer counts for the same token
  public record Authorizer(String function, int seconds) {}

  public static Api read(Path file, String region, Map<String, String> parameters) {
    return of(Template.read(file, region, parameters));
  }

  static Api of(Template template) {
    var api = template.only("AWS::Serverless::Api").properties();
    var functions = new LinkedHashMap<String, FunctionSpec>();
    var routes = new ArrayList<Route>();
    var schedules = new ArrayList<ScheduleSpec>();
    for (var function : template.resources(FUNCTION).values()) {
      functions.put(function.name(), FunctionSpec.of(function, template.globals("Function")));
      var events = function.properties().at("Events");
      for (var event : events.properties().keySet()) {
        read(function.name(), event, events.at(event), routes, schedules);
      }
    }
    var answers = new LinkedHashMap<String, GatewayAnswer>();
    var declared = api.at("GatewayResponses");
    declared
        .properties()
        .keySet()
        .forEach(kind -> answers.put(kind, GatewayAnswer.of(declared.at(kind))));
    return new Api(
        api.required("StageName"),
        authorizer(api.at("Auth")),
        functions,
        routes,
        schedules,
        answers,
        api.texts("BinaryMediaTypes").contains("*~1*"));
  }

  private static void read(
      String function,
      String name,
      Structure event,
      List<Route> routes,
      List<ScheduleSpec> schedules) {
    var properties = event.at("Properties");
    switch (event.required("Type")) {
      case "Api" ->
          routes.add(
              new Route(
                  properties.required("Method"),
                  properties.required("Path"),
                  function,
                  !properties.at("Auth").text("Authorizer").orElse("").equals("NONE")));
      case "ScheduleV2", "Schedule" ->
          schedules.add(
              new ScheduleSpec(
                  properties.text("Name").orElse(function + name),
                  function,
                  properties
                      .text("ScheduleExpression")
                      .orElseGet(() -> properties.required("Schedule")),
                  properties.text("ScheduleExpressionTimezone"),
                  properties.text("Input")));
      case String other ->
          throw new TemplateException("events of type " + other + " are not known");
    }
  }

  private static Optional<Authorizer> authorizer(Structure auth) {
    return auth.text("DefaultAuthorizer")
        .map(name -> {
          var authorizer = auth.at("Authorizers").at(name);
          return new Authorizer(
              authorizer.required("FunctionArn").split("\\.", 2)[0],
              authorizer.at("Identity").number("ReauthorizeEvery", 300));
        });
  }
}
