package emanet.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import emanet.local.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What template.yaml must hold beyond what linters see.
class TemplateTest {
  private static final Path FILE = Stack.ROOT.resolve("template.yaml");
  private static final Template TEMPLATE = Template.read(FILE, Stack.HOME, Map.of());
  private static final Api API = Api.of(TEMPLATE);
  private static final Structure GLOBALS = TEMPLATE.globals("Function");

  private static final Set<String> SHOW_NO_ITEM =
      Set.of(
          "dynamodb:ListBackups",
          "dynamodb:ListTables",
          "dynamodb:DescribeContinuousBackups",
          "dynamodb:DescribeExport",
          "dynamodb:DescribeTable");

  static Collection<Template.Resource> functions() {
    return TEMPLATE.resources("AWS::Serverless::Function").values();
  }

  static Collection<Template.Resource> machines() {
    return TEMPLATE.resources("AWS::StepFunctions::StateMachine").values();
  }

  static Collection<Template.Resource> roles() {
    return TEMPLATE.resources("AWS::IAM::Role").values();
  }

  @Test
  void knowsNothingOfOneMachine() throws IOException {
    assertThat(Files.readString(FILE)).doesNotContain("AWS_ENDPOINT_URL", "127.0.0.1", "localhost");
  }

  @Test
  void hasAHandlerForEveryRoute() throws ReflectiveOperationException {
    assertThat(API.routes()).hasSizeGreaterThan(30);
    for (var route : API.routes()) {
      assertThat(API.functions()).containsKey(route.function());
    }
    for (var function : API.functions().values()) {
      var handler = Class.forName(function.handler()).asSubclass(RequestStreamHandler.class);
      assertThat(handler.getConstructor()).as("as Lambda makes it").isNotNull();
      assertThat(handler.getConstructor(Map.class)).isNotNull();
    }
  }

  @Test
  void letsNobodyInWithoutATokenButForHealth() {
    assertThat(API.authorizer().map(Api.Authorizer::seconds)).contains(60);
    assertThat(API.routes().stream().filter(route -> !route.authorized()).map(Route::path))
        .containsExactlyInAnyOrder(
            "/health",
            "/health/deep",
            "/public/{tenant}/cookie-choices",
            "/public/{tenant}/cookie-choices/{receipt}",
            "/public/{tenant}/notices/{id}",
            "/public/{tenant}/notices/{id}/versions/{n}");
  }

  @Test
  void givesEveryOwnAnswerTheFormOfAProblem() {
    assertThat(API.answers())
        .containsKeys(
            "MISSING_AUTHENTICATION_TOKEN",
            "UNAUTHORIZED",
            "ACCESS_DENIED",
            "REQUEST_TOO_LARGE",
            "THROTTLED",
            "AUTHORIZER_FAILURE",
            "DEFAULT_4XX",
            "DEFAULT_5XX");
    API.answers()
        .forEach((kind, answer) -> {
          var problem = Stack.json(answer.body());
          assertThat(problem.path("status").asInt())
              .as(kind)
              .isEqualTo(answer.status().orElseThrow());
          assertThat(problem.path("type").asText()).as(kind).startsWith("/problems/");
          assertThat(answer.headers())
              .as(kind)
              .containsEntry("Content-Type", "'application/problem+json'")
              .containsEntry("Emanet-Request-Id", "context.requestId");
          assertThat(answer.headers().containsKey("Retry-After"))
              .as(kind)
              .isEqualTo(List.of(429, 503).contains(answer.status().orElseThrow()));
        });
  }

  @Test
  void explainsEveryOwnAnswer() throws IOException {
    var problems = Files.readString(Stack.ROOT.resolve("docs/problems.md"));
    for (var answer : API.answers().values()) {
      var slug = Stack.json(answer.body()).path("type").asText().replace("/problems/", "");
      assertThat(problems).contains("## " + slug + "\n\n" + answer.status().orElseThrow() + ". ");
    }
  }

  @Test
  void runsFunctionsAsMeasured() {
    assertThat(GLOBALS.required("Runtime")).isEqualTo("java25");
    assertThat(GLOBALS.at("SnapStart").required("ApplyOn")).isEqualTo("PublishedVersions");
    assertThat(GLOBALS.required("AutoPublishAlias")).isEqualTo("live");
    assertThat(GLOBALS.flag("AutoPublishAliasAllProperties")).isTrue();
    assertThat(GLOBALS.at("Environment").at("Variables").required("JAVA_TOOL_OPTIONS"))
        .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-HeapDumpOnOutOfMemoryError");
    for (var function : functions()) {
      var flags = function.properties().at("Environment").at("Variables").text("JAVA_TOOL_OPTIONS");
      assertThat(flags.isPresent())
          .as(function.name())
          .isEqualTo(Set.of("Continuity", "Restore").contains(function.name()));
      flags.ifPresent(own ->
          assertThat(own)
              .contains("-XX:+UseSerialGC", "-XX:-HeapDumpOnOutOfMemoryError")
              .doesNotContain("TieredStopAtLevel"));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void putsEveryFunctionInPlaceWithCare(Template.Resource function) {
    var properties = function.properties();
    assertThat(properties.has("Runtime") || properties.has("SnapStart")).isFalse();
    var rollout = properties.at("DeploymentPreference");
    assertThat(rollout.required("Type")).isEqualTo("Canary10Percent5Minutes");
    var alarm =
        TEMPLATE.resources("AWS::CloudWatch::Alarm").get(rollout.texts("Alarms").getFirst());
    assertThat(alarm.properties().list("Dimensions").toString())
        .contains(function.name() + ":live", function.name() + ".Version.Version");
    var log =
        TEMPLATE
            .resources("AWS::Logs::LogGroup")
            .get(properties.at("LoggingConfig").required("LogGroup"));
    assertThat(log.properties().number("RetentionInDays", 0)).isPositive();
    assertThat(log.properties().has("KmsKeyId")).isTrue();
    assertThat(Stack.ROOT.resolve("events/" + function.name().toLowerCase(Locale.ROOT) + ".json"))
        .exists();
  }

  @Test
  void givesEveryFunctionARoleOfItsOwn() {
    var roles =
        functions().stream()
            .map(function -> function.properties().required("Role"))
            .collect(Collectors.toSet());
    assertThat(roles)
        .hasSameSizeAs(functions())
        .hasSameSizeAs(roles().stream().filter(TemplateTest::isTakenByFunctions).toList());
  }

  private static boolean isTakenByFunctions(Template.Resource role) {
    return role.properties()
        .at("AssumeRolePolicyDocument")
        .toString()
        .contains("lambda.amazonaws.com");
  }

  /// It goes through what the worker does, for functions that are told of it, and keeps no data.
  @ParameterizedTest
  @MethodSource("machines")
  void letsAStateMachineCallTheWorkerAlone(Template.Resource machine) {
    var properties = machine.properties();
    var arn = "stateMachine:" + properties.required("StateMachineName");
    var logging = properties.at("LoggingConfiguration");
    assertThat(logging.required("Level")).isEqualTo("ERROR");
    assertThat(logging.flag("IncludeExecutionData")).isFalse();
    assertThat(properties.at("EncryptionConfiguration").has("Type")).isTrue();
    var role =
        TEMPLATE.resources("AWS::IAM::Role").get(properties.required("RoleArn").split("\\.", 2)[0]);
    for (var statement : statements(role)) {
      for (var action : actions(statement)) {
        var resource = statement.required("Resource");
        switch (action.substring(0, action.indexOf(':'))) {
          case "lambda" -> assertThat(resource).endsWith(":function:Worker:live");
          case "states" ->
              assertThat(resource.replace(":execution:", ":stateMachine:")).contains(arn);
          default -> assertThat(action).startsWith("logs:");
        }
      }
    }
    assertThat(properties.required("DefinitionString"))
        .contains("\"Mode\": \"DISTRIBUTED\"", "\"MaxConcurrency\": 10,")
        .contains("function:Worker:live");
    assertThat(functionsToldOf(arn)).containsExactlyInAnyOrder("Breaches", "Worker");
    for (var name : functionsToldOf(arn)) {
      assertThat(statements(TEMPLATE.resources("AWS::IAM::Role").get(name + "Role")))
          .anyMatch(statement ->
              actions(statement).equals(List.of("states:StartExecution"))
                  && statement.required("Resource").endsWith(arn));
    }
    var alarm = TEMPLATE.resources("AWS::CloudWatch::Alarm").get(machine.name() + "Alarm");
    assertThat(alarm.properties().list("Metrics").toString())
        .contains("ExecutionsFailed", "ExecutionsTimedOut", machine.name());
  }

  private static List<String> functionsToldOf(String arn) {
    return functions().stream()
        .filter(function ->
            function
                .properties()
                .at("Environment")
                .at("Variables")
                .text("EMANET_WORK_MACHINE")
                .filter(given -> given.endsWith(arn))
                .isPresent())
        .map(Template.Resource::name)
        .toList();
  }

  @Test
  void letsRequestsLastTenSecondsAtMost() {
    for (var route : API.routes()) {
      assertThat(API.functions().get(route.function()).timeout())
          .isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void keepsWhatAScheduleCouldNotDeliver() {
    for (var schedule : API.schedules()) {
      var function = TEMPLATE.resources("AWS::Serverless::Function").get(schedule.function());
      assertThat(function.properties().at("DeadLetterQueue").required("TargetArn"))
          .isEqualTo(schedule.function() + "Failures.Arn");
    }
    assertThat(API.schedules()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("roles")
  void allowsNoMoreThanIsNeeded(Template.Resource role) {
    for (var statement : statements(role)) {
      assertThat(statement.required("Effect")).isEqualTo("Allow");
      for (var action : actions(statement)) {
        if (isTheOneScan(role, statement)) {
          continue;
        }
        assertThat(action)
            .doesNotContain("*")
            .doesNotContain("Scan")
            .doesNotContain("PartiQL")
            .doesNotContain("Transact");
        if (SHOW_NO_ITEM.contains(action)) {
          continue;
        }
        if (action.equals("dynamodb:ExportTableToPointInTime")) {
          assertThat(role.name()).isEqualTo("ContinuityRole");
          continue;
        }
        if (action.equals("dynamodb:CreateTable") || action.equals("dynamodb:DeleteTable")) {
          assertThat(role.name()).isEqualTo("RestoreRole");
          assertThat(statement.required("Resource")).as("scratch").endsWith(":table/emanet-*-0");
          continue;
        }
        if (action.startsWith("dynamodb:")) {
          holdToKeys(statement);
        }
        if (action.startsWith("kms:") && !action.equals("kms:DescribeKey")) {
          holdToPurpose(statement, action);
        }
      }
    }
  }

  /// Who signs that an erasure is final asks whether tables of keys that nobody uses hold anything.
  /// It has no key to ask by, and may do nothing else by this statement, nor see an item.
  private static boolean isTheOneScan(Template.Resource role, Structure statement) {
    return role.name().equals("WorkerRole")
        && actions(statement).equals(List.of("dynamodb:Scan"))
        && statement.required("Resource").endsWith(":table/emanet-keys-*")
        && statement
            .at("Condition")
            .at("StringEquals")
            .properties()
            .equals(Map.of("dynamodb:Select", "COUNT"));
  }

  @Test
  void letsOnlySomeOpenKeysAndOnlyWhoSealsDocumentsMakeThem() {
    assertThat(opening("kms:Decrypt"))
        .containsExactlyInAnyOrder(
            "AuthorizerRole",
            "RegisterData",
            "ApprovalsData",
            "ApprovalsRole",
            "RecordsData",
            "RequestsData",
            "DeadlinesRole",
            "ErasureData",
            "DisclosuresData",
            "AuditData",
            "BreachesData",
            "BreachesRole",
            "LedgerData",
            "SweepRole",
            "WatchRole",
            "NoticesData",
            "PublicRole",
            "SendsRole",
            "OperationsData",
            "OperationsRole",
            "BreakGlassData",
            "BreakGlassRole",
            "RestoreRole",
            "WorkerRole");
    // the register makes a tenant's keys; whoever seals its documents may have to renew them
    assertThat(opening("kms:GenerateDataKey"))
        .containsExactlyInAnyOrder(
            "RegisterData",
            "AuditData",
            "ApprovalsData",
            "ApprovalsRole",
            "RecordsData",
            "RequestsData",
            "DeadlinesRole",
            "ErasureData",
            "DisclosuresData",
            "BreachesData",
            "BreachesRole",
            "NoticesData",
            "OperationsData",
            "OperationsRole",
            "BreakGlassData",
            "BreakGlassRole",
            "WorkerRole");
    assertThat(
            roles().stream()
                .flatMap(role -> statements(role).stream())
                .filter(one -> actions(one).contains("kms:Encrypt")))
        .allMatch(TemplateTest::opensTable);
  }

  /// A key's policy decides beside the role's: who is not named there opens nothing.
  @Test
  void letsThemByTheKeysOwnPolicyToo() throws IOException {
    var keys = Files.readString(Stack.ROOT.resolve("infrastructure/keys.yaml"));
    var ofTenants = keys.substring(0, keys.indexOf("\n  KeyAlias:"));
    int policies = 0;
    for (var policy : ofTenants.split("KeyPolicy:", -1)) {
      if (policy.contains("Sid: Opening")) {
        int opening = policy.indexOf("Sid: Opening");
        int making = policy.indexOf("Sid: Making");
        named(policy.substring(opening, making), "kms:Decrypt");
        named(policy.substring(making), "kms:GenerateDataKey");
        policies++;
      }
    }
    assertThat(policies).isEqualTo(2);
  }

  /// Who may do that with tenants' keys.
  private static List<String> opening(String action) {
    return roles().stream()
        .filter(role ->
            statements(role).stream()
                .anyMatch(
                    one -> actions(one).contains(action) && one.toString().contains("tenant-kek")))
        .map(Template.Resource::name)
        .toList();
  }

  private static void named(String statement, String action) {
    for (var role : roles()) {
      if (opening(action).contains(role.name())) {
        var name = role.properties().required("RoleName").replace("-" + Stack.HOME, "");
        assertThat(statement).as(action).contains("role/" + name + "-${AWS::Region}\n");
      }
    }
  }

  @Test
  void letsTheSealerAloneSignTheLedger() {
    for (var role : roles()) {
      for (var statement : statements(role)) {
        if (actions(statement).contains("kms:Sign")
            && statement.toString().contains("alias/emanet-ledger")) {
          assertThat(role.name()).isEqualTo("SealRole");
        }
      }
    }
    assertThat(rolesWith("kms:Sign")).contains("SealRole");
    assertThat(rolesWith("s3:DeleteObject")).isEmpty();
  }

  @Test
  void letsNobodyDeleteFromTheLedger() {
    for (var role : roles()) {
      for (var statement : statements(role)) {
        if (statement.has("Resource") && statement.required("Resource").contains("emanet-ledger")) {
          assertThat(actions(statement))
              .doesNotContain("dynamodb:DeleteItem", "dynamodb:UpdateItem");
        }
      }
    }
  }

  /// What goes with a record are its entries in the index of starts, whoever it is that deletes it.
  @Test
  void letsWhoWritesPeoplesRecordsWriteTheirStarts() {
    var writers = new ArrayList<String>();
    for (var role : roles()) {
      if (mayWrite(role, "emanet-records", "T#acme#S#0123")) {
        writers.add(role.name());
        assertThat(mayWrite(role, "emanet-lookups", "T#acme#DUE#E#work#contact#3"))
            .as(role.name())
            .isTrue();
      }
    }
    assertThat(writers)
        .contains("RecordsData", "ApprovalsData", "ErasureData", "RequestsData", "WorkerRole");
  }

  private static boolean mayWrite(Template.Resource role, String table, String partition) {
    return statements(role).stream()
        .filter(one -> one.has("Resource") && one.required("Resource").contains(table))
        .filter(one -> actions(one).contains("dynamodb:BatchWriteItem"))
        .flatMap(one ->
            one
                .at("Condition")
                .at("ForAllValues:StringLike")
                .texts("dynamodb:LeadingKeys")
                .stream())
        .map(pattern -> pattern.replace("${aws:PrincipalTag/tenant}", "acme"))
        .anyMatch(pattern -> partition.matches(pattern.replace("*", ".*")));
  }

  /// Tenants' keys, what a bucket or a table of ours is encrypted with, or signing with one key.
  private static void holdToPurpose(Structure statement, String action) {
    var condition = statement.at("Condition");
    var equal = condition.at("StringEquals").properties();
    if (action.equals("kms:Sign") || action.equals("kms:GetPublicKey")) {
      assertThat(condition.at("ForAnyValue:StringEquals").required("kms:ResourceAliases"))
          .startsWith("alias/emanet-");
    } else if (opensBucket(statement)) {
      assertThat(equal.get("kms:EncryptionContext:aws:s3:arn").toString())
          .startsWith("arn:aws:s3:::emanet-");
    } else if (opensTable(statement)) {
      assertThat(condition.at("ForAnyValue:StringEquals").required("kms:ResourceAliases"))
          .isEqualTo("alias/emanet-storage");
    } else {
      assertThat(equal)
          .containsEntry("kms:EncryptionContext:app", "emanet")
          .containsEntry("kms:EncryptionContext:purpose", "tenant-kek");
    }
  }

  private static boolean opensBucket(Structure statement) {
    return isThrough(statement, "s3");
  }

  private static boolean opensTable(Structure statement) {
    return isThrough(statement, "dynamodb");
  }

  private static boolean isThrough(Structure statement, String service) {
    return statement
        .at("Condition")
        .at("StringEquals")
        .text("kms:ViaService")
        .equals(Optional.of(service + "." + Stack.HOME + ".amazonaws.com"));
  }

  private static void holdToKeys(Structure statement) {
    if (statement.required("Resource").endsWith("table/emanet-deployment")) {
      return;
    }
    var condition = statement.at("Condition");
    assertThat(condition.at("ForAllValues:StringLike").texts("dynamodb:LeadingKeys"))
        .isNotEmpty()
        .allMatch(key -> key.startsWith("T#"));
    assertThat(condition.at("Null").required("dynamodb:LeadingKeys")).isEqualTo("false");
  }

  private static List<String> rolesWith(String action) {
    return roles().stream()
        .filter(role ->
            statements(role).stream()
                .anyMatch(one -> actions(one).contains(action) && !opensBucket(one)))
        .map(Template.Resource::name)
        .toList();
  }

  private static List<Structure> statements(Template.Resource role) {
    return Roles.statements(TEMPLATE, role);
  }

  private static List<String> actions(Structure statement) {
    return statement.properties().get("Action") instanceof String one
        ? List.of(one)
        : statement.texts("Action");
  }
}
