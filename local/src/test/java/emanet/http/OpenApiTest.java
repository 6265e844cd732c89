package emanet.http;

import static emanet.http.Contract.list;
import static emanet.http.Contract.map;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.fault.FieldCode;
import emanet.ledger.Action;
import emanet.ledger.Outcome;
import emanet.local.Stack;
import emanet.local.template.Api;
import emanet.local.template.Route;
import emanet.register.Activity;
import emanet.register.Approval;
import emanet.register.FieldSpec;
import emanet.register.LegalBasis;
import emanet.register.RecipientGroup;
import emanet.register.Retention;
import emanet.register.SubjectGroup;
import emanet.register.Tenant;
import emanet.register.TransferMechanism;
import emanet.register.VerbisCategory;
import emanet.register.formats.FieldType;
import emanet.values.Role;
import emanet.wiring.Environment;
import emanet.wiring.Service;
import emanet.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The contract is what runs: routes and roles both ways, and every list of codes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private final Contract contract = Contract.read();

  private Map<String, Map<String, Object>> operations() {
    return contract.operations();
  }

  /// What the functions answer. Making them calls nothing.
  private static Map<String, Routes.Entry> running() {
    var environment =
        new Environment(
            Map.ofEntries(
                Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "test"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
                Map.entry("EMANET_KMS_KEY", "alias/emanet"),
                Map.entry("EMANET_CERTIFICATE_KEY", "alias/emanet-certificates"),
                Map.entry("EMANET_ERASURES_BUCKET", "emanet-erasures"),
                Map.entry("EMANET_PACKAGES_BUCKET", "emanet-packages"),
                Map.entry("EMANET_BACKUP_BUCKET", "emanet-backups"),
                Map.entry("EMANET_KEY_BACKUP_BUCKET", "emanet-keybackups"),
                Map.entry("EMANET_BACKUP_KEY", "alias/emanet-backups"),
                Map.entry("EMANET_ISSUER", "https://issuer.emanet.example"),
                Map.entry("EMANET_JWKS_URI", "https://issuer.emanet.example/jwks.json"),
                Map.entry("EMANET_LEDGER_BUCKET", "emanet-ledger-000000000000-eu-central-1"),
                Map.entry("EMANET_LEDGER_ORIGIN", "emanet.example/ledger")));
    var running = new TreeMap<String, Routes.Entry>();
    for (Function<Environment, Service> function :
        List.<Function<Environment, Service>>of(
            Wiring::disclosures,
            Wiring::audit,
            Wiring::breaches,
            Wiring::operations,
            Wiring::breakGlass,
            Wiring::register,
            Wiring::approvals,
            Wiring::records,
            Wiring::erasure,
            Wiring::requests,
            Wiring::notices,
            Wiring::open,
            Wiring::ledger,
            Wiring::health)) {
      for (var entry : function.apply(environment).endpoint().routes()) {
        assertThat(running.put(entry.method() + " " + plain(entry.route()), entry)).isNull();
      }
    }
    return running;
  }

  /// OpenAPI has no sign for a parameter that takes the rest of the path.
  private static String plain(String route) {
    return route.replace("+}", "}");
  }

  @Test
  void routesAreThoseThatRun() {
    assertThat(operations().keySet()).isEqualTo(running().keySet());
  }

  @Test
  void routesAreThoseOfTheTemplateAndSoIsWhoNeedsNoToken() {
    var template =
        Api.read(Stack.ROOT.resolve("template.yaml"), Stack.HOME, Map.of()).routes().stream()
            .collect(
                Collectors.toMap(
                    route -> route.method() + " " + plain(route.path()), Route::authorized));
    var expected = new TreeMap<String, Boolean>();
    operations()
        .forEach((name, operation) -> expected.put(name, !operation.containsKey("security")));
    assertThat(new TreeMap<>(template)).isEqualTo(expected);
  }

  @Test
  void rolesAreThoseThatRun() {
    var operations = operations();
    running()
        .forEach((name, entry) -> {
          var roles = list(operations.get(name).get("x-roles"));
          assertThat(roles.stream().map(Object::toString).toList())
              .as(name)
              .containsExactlyInAnyOrderElementsOf(
                  entry.roles().stream().map(Role::label).toList());
          assertThat(operations.get(name).containsKey("security"))
              .as("needs no token: " + name)
              .isEqualTo(entry.roles().isEmpty());
        });
  }

  @Test
  void theTableOfRolesIsThatOfTheContract() throws IOException {
    var lines =
        Files.readAllLines(Stack.ROOT.resolve("docs/roles.md")).stream()
            .filter(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList())
            .toList();
    var roles = lines.getFirst().subList(1, lines.getFirst().size());
    assertThat(roles)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Role.values()).map(Role::label).toList());
    var table = new TreeMap<String, Set<String>>();
    for (var line : lines.subList(2, lines.size())) {
      var may = new HashSet<String>();
      for (int i = 0; i < roles.size(); i++) {
        if (line.get(i + 1).equals("✓")) {
          may.add(roles.get(i));
        }
      }
      table.put(line.getFirst().replace("`", ""), may);
    }
    var expected = new TreeMap<String, Set<String>>();
    operations()
        .forEach((name, operation) ->
            expected.put(
                name,
                list(operation.get("x-roles")).stream()
                    .map(Object::toString)
                    .collect(Collectors.toSet())));
    assertThat(table).isEqualTo(expected);
  }

  @Test
  void everyPartOfAPathIsAParameter() {
    var part = Pattern.compile("\\{([a-zA-Z]+)}");
    operations()
        .forEach((name, operation) -> {
          var parts = part.matcher(name).results().map(m -> m.group(1)).toList();
          var declared =
              list(operation.get("parameters")).stream()
                  .map(contract::resolved)
                  .filter(p -> p.get("in").equals("path"))
                  .map(p -> p.get("name").toString())
                  .toList();
          assertThat(declared).as(name).containsExactlyInAnyOrderElementsOf(parts);
        });
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    var references = new TreeSet<String>();
    collect(contract.document(), references);
    references.forEach(reference -> contract.resolved(Map.of("$ref", reference)));
    var components = new TreeSet<String>();
    map(contract.document().get("components"))
        .forEach((kind, named) -> {
          if (!kind.equals("securitySchemes")) {
            map(named).keySet().forEach(n -> components.add("#/components/" + kind + "/" + n));
          }
        });
    assertThat(references).containsAll(components);
  }

  private static void collect(Object node, Set<String> references) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (key.equals("$ref")) {
          references.add(value.toString());
        }
        collect(value, references);
      });
    }
    if (node instanceof Collection<?> items) {
      items.forEach(item -> collect(item, references));
    }
  }

  @Test
  void everyOperationHasItsOwnName() {
    var ids = operations().values().stream().map(o -> o.get("operationId")).toList();
    assertThat(ids).doesNotHaveDuplicates().doesNotContainNull();
  }

  @Test
  void mutationsTakeAKeyAndReadsDoNot() {
    operations()
        .forEach((name, operation) -> {
          boolean takes =
              list(operation.get("parameters")).stream()
                  .map(contract::resolved)
                  .anyMatch(p -> p.get("name").equals("Idempotency-Key"));
          // a key is an actor's: without a token there is none
          boolean open = list(operation.get("x-roles")).isEmpty();
          boolean mutates = !name.startsWith("GET ") && !name.endsWith("/search") && !open;
          assertThat(takes).as(name).isEqualTo(mutates);
        });
  }

  @Test
  void codesAreThoseOfTheProgram() {
    var expected = new LinkedHashMap<String, List<String>>();
    expected.put("SubjectGroup", names(SubjectGroup.values()));
    expected.put("RecipientGroup", names(RecipientGroup.values()));
    expected.put("VerbisCategory", names(VerbisCategory.values()));
    expected.put("LegalBasis", names(LegalBasis.values()));
    expected.put("TransferMechanism", names(TransferMechanism.values()));
    expected.put("FieldType", Arrays.stream(FieldType.values()).map(FieldType::label).toList());
    expected.put("ApprovalState", names(Approval.State.values()));
    expected.put(
        "FieldError/code", Arrays.stream(FieldCode.values()).map(FieldCode::slug).toList());
    expected.put("FieldSpec/quality", names(FieldSpec.Quality.values()));
    expected.put("Retention/from", names(Retention.Start.values()));
    expected.put("ActivityDocument/role", names(Activity.Capacity.values()));
    expected.put("ActivityDocument/disposal", names(Activity.Disposal.values()));
    expected.put("Contact/role", names(Tenant.Contact.Duty.values()));
    expected.put("RequestState", names(emanet.requests.State.values()));
    expected.put("RequestChannel", names(emanet.requests.Channel.values()));
    expected.put("MissingPart", names(emanet.requests.Missing.values()));
    expected.put(
        "RequestRight", Arrays.stream(emanet.requests.Right.values()).map(r -> r.code()).toList());
    expected.put("LedgerEntry/action", names(Action.values()));
    expected.forEach((at, codes) -> assertThat(codes(at)).as(at).isEqualTo(codes));
    var outcomes =
        map(
            map(map(map(contract.schema("LedgerEntry").get("properties")).get("outcomes"))
                    .get("items"))
                .get("properties"));
    assertThat(list(map(outcomes.get("outcome")).get("enum")))
        .isEqualTo(List.<Object>copyOf(names(Outcome.values())));
  }

  private static <E extends Enum<E>> List<String> names(E[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private List<Object> codes(String at) {
    var parts = at.split("/");
    var schema = contract.schema(parts[0]);
    return list(
        parts.length == 1
            ? schema.get("enum")
            : map(map(schema.get("properties")).get(parts[1])).get("enum"));
  }

  @Test
  void groupsAreNamedInTurkishToo() {
    var text = contract.schema("SubjectGroup").get("description").toString();
    for (var group : SubjectGroup.values()) {
      assertThat(text).contains("| `" + group.name() + "` | " + group.title().tr() + " |");
    }
  }

  @Test
  void settingsHaveTheirDefaults() {
    var properties = map(contract.schema("Settings").get("properties"));
    var defaults = new LinkedHashMap<String, Object>();
    properties.forEach((name, schema) -> defaults.put(name, map(schema).get("default")));
    var settings = Tenant.Settings.DEFAULT;
    assertThat(defaults)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("erasuresPerActorAndDay", settings.erasures()),
                Map.entry("searchesPerActorAndHour", settings.searches()),
                Map.entry("searchesPerServiceAndHour", settings.serviceSearches()),
                Map.entry("k", settings.k()),
                Map.entry("l", settings.l()),
                Map.entry("accessLogLife", settings.accessLogLife().toString()),
                Map.entry("cookieLife", settings.cookieLife().toString()),
                Map.entry("smsPartsPerDay", settings.smsParts()),
                Map.entry("emailsPerDay", settings.emails()),
                Map.entry("occasionalTransfersPerYear", settings.occasional()),
                Map.entry("recoveryTimeMinutes", settings.recoveryMinutes()),
                Map.entry("recoveryPointMinutes", settings.lossMinutes()),
                Map.entry("drillIntervalDays", settings.drillDays())));
  }

  /// Every status that an operation can answer is of the problems that there are.
  @Test
  void statusesAreThoseOfProblems() {
    var statuses = new EnumMap<Method, Set<String>>(Method.class);
    operations()
        .forEach((name, operation) -> {
          var method = Method.valueOf(name.substring(0, name.indexOf(' ')));
          statuses
              .computeIfAbsent(method, _ -> new TreeSet<>())
              .addAll(map(operation.get("responses")).keySet());
          var codes = map(operation.get("responses")).keySet();
          if (!list(operation.get("x-roles")).isEmpty()) {
            assertThat(codes).as(name).contains("400", "401", "403", "429", "500", "503");
          }
          if (operation.containsKey("requestBody")) {
            assertThat(codes).as(name).contains("413", "415", "422");
          }
        });
    var known = new ArrayList<String>();
    Stream.of(
            200, 201, 202, 204, 303, 400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 500,
            503)
        .map(String::valueOf)
        .forEach(known::add);
    statuses.values().forEach(codes -> assertThat(known).containsAll(codes));
  }
}
