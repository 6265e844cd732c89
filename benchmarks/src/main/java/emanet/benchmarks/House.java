package emanet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.client.Answer;
import emanet.local.client.Api;
import emanet.local.client.Authority;
import emanet.local.client.EdgeTokens;
import emanet.local.client.Http;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import emanet.local.provision.Provisioning;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The whole product in this process, with one tenant and one activity: what benchmarks begin with.
public final class House implements AutoCloseable {
  public static final String REGION = "eu-central-1";
  public static final String TENANT = "measured";
  public static final String ACTIVITY = "staff";
  public static final String MASKED = "desk";

  private static final int CREATED = 201;

  private final Edge edge;
  private final Gateway gateway;
  private final Http http = new Http(Duration.ofSeconds(30));

  private House(Edge edge, Gateway gateway) {
    this.edge = edge;
    this.gateway = gateway;
  }

  public static House start() {
    var edge = Edge.start(EdgeOptions.quiet());
    Provisioning.run(Place.home().resolve("infrastructure"), edge.url(), List.of(REGION));
    var template = Place.home().resolve("template.yaml");
    var house = new House(edge, Gateway.start(new GatewayOptions(template, edge.url(), REGION, 0)));
    house.register();
    return house;
  }

  public URI edge() {
    return edge.url();
  }

  public URI api() {
    return gateway.url();
  }

  /// The API with a token of these roles.
  public Api as(String tenant, String actor, String... roles) {
    var authority = Authority.of(tenant, actor, roles).withMfa();
    return new Api(http, api(), new EdgeTokens(http, edge.port(), authority));
  }

  /// What the function's process needs to find AWS here.
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", edge().toString(),
        "AWS_REGION", REGION,
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "EMANET_KMS_KEY", "alias/emanet",
        "EMANET_ISSUER", "https://issuer.emanet.example",
        "EMANET_JWKS_URI", "https://issuer.emanet.example/jwks.json",
        "EMANET_HOSTING_COUNTRY", "DE");
  }

  /// A new person's id.
  public String person() {
    return call("POST", "/v1/subjects", "{\"groups\":[\"EMPLOYEE\"]}").path("id").asText();
  }

  /// Writes the record of ten fields.
  public void record(String person) {
    var _ = call("PUT", recordPath(person), body(0));
  }

  public static String recordPath(String person) {
    return "/v1/subjects/" + person + "/records/file/main";
  }

  /// The record of ten fields as the API takes it.
  ///
  /// @param variant makes bodies differ
  public static String body(int variant) {
    var record = new String(EmployeeRecord.json(), StandardCharsets.UTF_8);
    return "{\"fields\":" + record.replace("\"note\":\"n", "\"note\":\"" + variant % 10) + "}";
  }

  private JsonNode call(String method, String path, String body) {
    var api = as(TENANT, "platform-1", "service");
    return checked(
            api.persist(
                api.call(method, path)
                    .with("Emanet-Activity", ACTIVITY)
                    .with(body.getBytes(StandardCharsets.UTF_8))))
        .json();
  }

  private static Answer checked(Answer answer) {
    if (!answer.succeeded()) {
      throw new IllegalStateException(answer.summary());
    }
    return answer;
  }

  private void register() {
    put(
        as("platform", "root", "admin"),
        "/v1/tenants/" + TENANT,
        """
        {"name":"Measured","title":"Measured A.Ş.","address":"İstanbul","contacts":[],"sample":true}
        """);
    var dpo = as(TENANT, "dpo-1", "dpo");
    put(
        dpo,
        "/v1/categories/file",
        """
        {"title":{"tr":"Dosya","en":"File"},"verbis":"PERSONNEL","special":false,
         "fields":{"firstName":{"type":"text"},"lastName":{"type":"text"},
          "nationalId":{"type":"tckn","searchable":true},"birthDate":{"type":"date"},
          "email":{"type":"email"},"phone":{"type":"phone"},"address":{"type":"text"},
          "iban":{"type":"iban"},"department":{"type":"text"},"note":{"type":"text"}}}
        """);
    activity(dpo, ACTIVITY, "PLAIN");
    activity(dpo, MASKED, "MASKED");
  }

  private static void activity(Api dpo, String code, String view) {
    put(
        dpo,
        "/v1/activities/" + code,
        """
        {"title":{"tr":"Özlük","en":"HR"},"role":"CONTROLLER",
         "purposes":["Personel işlerinin yürütülmesi"],"subjectGroups":["EMPLOYEE"],
         "legalBasis":"CONTRACT","categories":[{"category":"file","view":"%s"}],
         "roles":["service","agent","dpo"],"recipients":[],
         "retention":{"period":"P10Y","from":"CREATED"},"disposal":"ERASE"}
        """
            .formatted(view));
  }

  private static void put(Api api, String path, String body) {
    var answer = api.persist(api.call("PUT", path).with(body.getBytes(StandardCharsets.UTF_8)));
    if (answer.status() != CREATED) {
      throw new IllegalStateException(path + ": " + answer.summary());
    }
  }

  @Override
  public void close() {
    gateway.close();
    edge.close();
    http.close();
  }
}
