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
import emanet.local.provision.Deployed;
import emanet.local.provision.Provisioning;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A product that runs, with one tenant and two activities: what benchmarks begin with.
public final class House implements AutoCloseable {
  public static final String REGION = "eu-central-1";
  public static final String TENANT = "measured";
  public static final String ACTIVITY = "staff";
  public static final String MASKED = "desk";

  private static final int BATCH = 100;
  private static final int WRITERS = 4;

  private final URI edge;
  private final URI api;
  private final List<AutoCloseable> own;

  /// Whoever measures comes again for as long as a busy machine may need.
  private final Http http = new Http(Duration.ofMinutes(10));

  private final Api service;

  private House(URI edge, URI api, List<AutoCloseable> own) {
    this.edge = edge;
    this.api = api;
    this.own = own;
    this.service = as(TENANT, "platform-1", "service");
    register();
  }

  /// All of it in this process.
  public static House start() {
    var edge = Edge.start(EdgeOptions.idle());
    provision(edge.url());
    var template = Place.home().resolve("template.yaml");
    var gateway = Gateway.start(new GatewayOptions(template, edge.url(), REGION, 0));
    return new House(edge.url(), gateway.url(), List.of(gateway, edge));
  }

  /// Over processes that somebody else started.
  public static House over(URI edge, URI api) {
    return new House(edge, api, List.of());
  }

  public static void provision(URI edge) {
    Provisioning.run(Place.home().resolve("infrastructure"), edge, List.of(REGION));
    Deployed.make(Place.home().resolve("template.yaml"), edge, List.of(REGION));
  }

  /// DynamoDB itself, for who makes fixtures or looks at tables from beside the product.
  public static DynamoDbClient dynamo(URI edge) {
    var key = AwsBasicCredentials.create("test", "test");
    return DynamoDbClient.builder()
        .endpointOverride(edge)
        .region(Region.of(REGION))
        .credentialsProvider(StaticCredentialsProvider.create(key))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  public URI edge() {
    return edge;
  }

  public URI api() {
    return api;
  }

  /// A token of the platform's.
  public String token() {
    return tokens(TENANT, "platform-1", "service").current();
  }

  private EdgeTokens tokens(String tenant, String actor, String... roles) {
    return new EdgeTokens(http, edge.getPort(), Authority.of(tenant, actor, roles).withMfa());
  }

  /// Takes up people, each with a record of ten fields and an e-mail address, of which the number
  /// is the person's place in the list.
  public List<String> people(int count) throws InterruptedException {
    var batches = new ArrayList<Callable<List<String>>>();
    for (int from = 0; from < count; from += BATCH) {
      int first = from;
      batches.add(() -> newcomers(first, Math.min(BATCH, count - first)));
    }
    var ids = new ArrayList<String>();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      for (var batch : writers.invokeAll(batches)) {
        ids.addAll(batch.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return ids;
  }

  private List<String> newcomers(int first, int count) {
    var wanted = String.join(",", Collections.nCopies(count, "{\"groups\":[\"EMPLOYEE\"]}"));
    var made = call("POST", "/v1/subjects/batch", "{\"items\":[" + wanted + "]}");
    var ids = made.path("items").valueStream().map(item -> item.path("id").asText()).toList();
    // two records each, and a hundred at a time
    for (int from = 0; from < count; from += BATCH / 2) {
      var items = new ArrayList<String>();
      for (int i = from; i < Math.min(count, from + BATCH / 2); i++) {
        var email = "{\"fields\":{\"email\":\"p" + (first + i) + "@ornek.example\"}}";
        items.add(item(ids.get(i), "file", body(0)));
        items.add(item(ids.get(i), "contact", email));
      }
      var written =
          call("POST", "/v1/records/batch", "{\"items\":[" + String.join(",", items) + "]}");
      if (!written.path("failed").isEmpty()) {
        throw new IllegalStateException(written.toString());
      }
    }
    return ids;
  }

  private static String item(String id, String category, String body) {
    return "{\"subject\":\"%s\",\"category\":\"%s\",\"recordId\":\"main\",%s"
        .formatted(id, category, body.substring(1));
  }

  /// The API with a token of these roles.
  public Api as(String tenant, String actor, String... roles) {
    return new Api(http, api, tokens(tenant, actor, roles));
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
        "EMANET_ERASURES_BUCKET", "emanet-erasures-000000000000-eu-central-1",
        "EMANET_HOSTING_COUNTRY", "DE",
        "EMANET_DATA_ROLE", "arn:aws:iam::000000000000:role/emanet-records-data-" + REGION);
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
    return body(variant, EmployeeRecord.NATIONAL_ID);
  }

  /// The same, of somebody with that number.
  public static String body(int variant, String nationalId) {
    var record =
        new String(EmployeeRecord.json(), StandardCharsets.UTF_8)
            .replace(EmployeeRecord.NATIONAL_ID, nationalId);
    return "{\"fields\":" + record.replace("\"note\":\"n", "\"note\":\"" + variant % 10) + "}";
  }

  private JsonNode call(String method, String path, String body) {
    return checked(
            service.persist(
                service
                    .call(method, path)
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
        {"name":"Measured","title":"Measured A.Ş.","address":"İstanbul","contacts":[],"sample":true,
         "settings":{"searchesPerServiceAndHour":10000000}}
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
         "legalBasis":"CONTRACT","categories":[{"category":"file","view":"%1$s"},{"category":"contact","view":"%1$s"}],
         "roles":["service","agent","dpo"],"recipients":[],
         "retention":{"period":"P10Y","from":"CREATED"},"disposal":"ERASE"}
        """
            .formatted(view));
  }

  private static void put(Api api, String path, String body) {
    var answer = api.persist(api.call("PUT", path).with(body.getBytes(StandardCharsets.UTF_8)));
    // made by an earlier try whose answer came too late, it is there already
    if (!answer.succeeded()) {
      throw new IllegalStateException(path + ": " + answer.summary());
    }
  }

  @Override
  public void close() {
    http.close();
    for (var part : own) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
