package emanet.backups;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.http.Contract;
import emanet.keys.Keyring;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import emanet.local.provision.Provisioning;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A tenant with people, on a stack of its own, whose tables are lost and brought back.
abstract class RestoreStack {
  static final String PEOPLE = "/v1/subjects/";
  static final Contract CONTRACT = Contract.read();

  Stack stack;
  Shelf shelf;
  final String tenant = Stack.tenantName();
  final List<String> people = new ArrayList<>();

  @BeforeEach
  void start() {
    stack = Stack.only(Set.of("Continuity", "Restore", "Seal"), Stack.HOME);
    shelf = new Shelf(stack);
    open(tenant);
  }

  /// Puts a tenant's keys under a KMS key of its own.
  ///
  /// @return the key's ARN
  String ownKey(String tenant) {
    try (var kms = stack.kms()) {
      var own = kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
      stack
          .as(stack.strongToken("platform", "admin-1", "admin"))
          .put(
              "/v1/tenants/" + tenant,
              """
              {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
               'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}], 'kmsKeyArn': '%s'}
              """
                  .formatted(own))
          .expect(200);
      return own;
    }
  }

  /// A tenant with two activities.
  void open(String tenant) {
    stack.open(tenant);
    activity(tenant, "hr", "CONTRACT", "'CONTROLLER'", "[{'category': 'identity'}]", "");
    activity(
        tenant,
        "newsletter",
        "EXPLICIT_CONSENT",
        "'PROCESSOR', 'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'}",
        "[{'category': 'contact', 'fields': ['email']}]",
        """
        , 'attestation': {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.',
          'at': '2026-01-01T00:00:00Z', 'validUntil': '2036-01-01T00:00:00Z'}
        """);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  private void activity(
      String tenant,
      String code,
      String basis,
      String role,
      String categories,
      String attestation) {
    stack
        .as(stack.strongToken(tenant, "dpo-1", "dpo"))
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': %s, 'purposes': ['Bir amaç'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': '%s', 'categories': %s,
             'roles': ['service', 'dpo'], 'recipients': [], 'disposal': 'ERASE',
             'retention': {'period': 'P10Y', 'from': 'CREATED'} %s}
            """
                .formatted(role, basis, categories, attestation))
        .expect(201);
  }

  ApiCall dpo(String actor) {
    return stack.as(stack.strongToken(tenant, actor, "dpo"));
  }

  ApiCall service(String activity) {
    return service(tenant, activity);
  }

  ApiCall service(String tenant, String activity) {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(activity);
  }

  String consents(String person) {
    return PEOPLE + person + "/consents";
  }

  static String decision(boolean granted) {
    return "{'activity': 'newsletter', 'granted': %s, 'channel': 'WEB', 'evidence': 'Kutu'}"
        .formatted(granted);
  }

  static String email(int number) {
    return "kisi" + number + "@ornek.example";
  }

  void employ(int count) {
    for (int i = 0; i < count; i++) {
      var person = Stack.employee(service("hr"), nationalId(i));
      service("hr").post(consents(person), decision(true)).expect(201);
      service("newsletter")
          .put(
              PEOPLE + person + "/records/contact/main",
              "{'fields': {'email': '" + email(i) + "'}}")
          .expect(201);
      people.add(person);
    }
  }

  /// Numbers that pass the rule.
  static String nationalId(int i) {
    long nine = 100_000_001L + i * 7L;
    var digits = new int[11];
    for (int at = 8; at >= 0; at--) {
      digits[at] = (int) (nine % 10);
      nine /= 10;
    }
    int odd = digits[0] + digits[2] + digits[4] + digits[6] + digits[8];
    int even = digits[1] + digits[3] + digits[5] + digits[7];
    digits[9] = Math.floorMod(odd * 7 - even, 10);
    int sum = 0;
    for (int at = 0; at < 10; at++) {
      sum += digits[at];
    }
    digits[10] = sum % 10;
    var text = new StringBuilder();
    for (var digit : digits) {
      text.append(digit);
    }
    return text.toString();
  }

  Answer read(String person) {
    return service("hr").get(PEOPLE + person + "/records/identity/main");
  }

  JsonNode search(int number) {
    return found(service("hr"), nationalId(number));
  }

  /// Who is found by a national id.
  static JsonNode found(ApiCall service, String nationalId) {
    return service
        .post(
            "/v1/subjects/search",
            "{'match': {'category': 'identity', 'field': 'nationalId', 'value': '%s'}}"
                .formatted(nationalId))
        .expect(200)
        .body()
        .path("items");
  }

  /// Takes a person's keys away, as no function may: nothing says that they were erased.
  void loseKeys(String person) {
    var key = Keyring.item(new TenantId(tenant), new SubjectId(person));
    try (var dynamo = stack.dynamo()) {
      dynamo.deleteItem(delete ->
          delete
              .tableName("emanet-keys-1")
              .key(
                  Map.of(
                      "pk", AttributeValue.fromS(key.partition()),
                      "sk", AttributeValue.fromS(key.sort()))));
    }
  }

  /// All tables, the one that says which are in use among them, and with them all of AWS's own
  /// copies. The operator makes empty ones, so that there is something to restore from.
  void loseAllTables() {
    try (var dynamo = stack.dynamo()) {
      dynamo
          .listTables()
          .tableNames()
          .forEach(name -> dynamo.deleteTable(request -> request.tableName(name)));
    }
    Provisioning.tables(Stack.ROOT.resolve("infrastructure"), stack.aws(), Stack.HOME);
  }

  /// Makes the tables of generation 2 a restore's, of which nobody knows otherwise.
  ///
  /// @param at when it began
  void owned(String restore, String at) {
    var moment = Long.toString(Instant.parse(at).toEpochMilli());
    var owner =
        Map.of(
            "pk", AttributeValue.fromS("T#platform#RS#owner"),
            "sk", AttributeValue.fromS("BY"),
            "by", AttributeValue.fromS(restore),
            "at", AttributeValue.fromN(moment));
    try (var dynamo = stack.dynamo()) {
      dynamo.putItem(put -> put.tableName("emanet-register-2").item(owner));
    }
  }

  /// Lays something over a record of what is to be replayed, which is written once.
  void lay(String name, byte[] content) {
    try (var s3 = stack.s3(Stack.HOME)) {
      s3.putObject(
          put -> put.bucket(Stack.bucket("erasures", Stack.HOME)).key(name),
          RequestBody.fromBytes(content));
    }
  }

  void generation(long number) {
    Provisioning.generation(Stack.ROOT.resolve("infrastructure"), stack.aws(), Stack.HOME, number);
  }

  JsonNode restored(String backup) {
    return ended(begun(backup));
  }

  String begun(String backup) {
    return started("{'backup': '%s'}".formatted(backup));
  }

  String begun(String backup, String tenant) {
    return started("{'backup': '%s', 'tenant': '%s'}".formatted(backup, tenant));
  }

  private String started(String body) {
    return shelf.operator().post("/v1/restores", body).expect(202).body().path("id").asText();
  }

  JsonNode ended(String restore) {
    for (int i = 0; i < 20; i++) {
      stack.advance(Duration.ofMinutes(1));
      var now = shelf.asked("/v1/restores/" + restore).expect(200).body();
      if (!now.path("state").asText().equals("RUNNING")) {
        return now;
      }
    }
    throw new AssertionError(shelf.operator().get("/v1/restores/" + restore).text());
  }

  /// What a list in a restore's report has.
  static List<String> texts(JsonNode restore, String list) {
    return texts(restore.path("report").path(list));
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /// As the operator reads it, whose answer is as it is described.
  JsonNode shown(String restore) {
    var answer = shelf.asked("/v1/restores/" + restore).expect(200);
    CONTRACT.check("GET /v1/restores/{restoreId}", answer);
    return answer.body();
  }

  void promoted(String restore) {
    approved(restore);
    switched(restore);
  }

  void approved(String restore) {
    var path = "/v1/restores/" + restore + "/promotion";
    var approval = shelf.operator().post(path, "{}").expect(202).body().path("approval").asText();
    var decision = "/v1/approvals/" + approval;
    shelf.operator().post(decision, "{'decision': 'APPROVE'}").expect(403);
    stack
        .as(stack.strongToken("platform", "operator-2", "operator"))
        .post(decision, "{'decision': 'APPROVE'}")
        .expect(200);
  }

  void switched(String restore) {
    var path = "/v1/restores/" + restore;
    for (int i = 0; i < 15; i++) {
      stack.advance(Duration.ofMinutes(1));
      var now = shelf.operator().get(path);
      if (now.status() == 200 && now.body().at("/promotion/state").asText().equals("SUCCEEDED")) {
        return;
      }
    }
    throw new AssertionError(shelf.operator().get(path).text());
  }
}
