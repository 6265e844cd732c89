package emanet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.gateway.Gateway;
import emanet.local.gateway.GatewayOptions;
import emanet.local.provision.Deployed;
import emanet.local.provision.Provisioning;
import emanet.local.provision.Trails;
import emanet.local.template.Api;
import emanet.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// The whole system in this JVM: an edge, what infrastructure/ makes on it, and a gateway for each
/// Region with the functions of template.yaml.
///
/// Tests share one (`shared`), each with a tenant of its own: faults and counts are scoped by
/// `match`. Who moves the clock, or breaks what all use, starts one of their own, for less than a
/// second of a processor; so does who has all tenants' work done or reads whole tables, which would
/// be those of hundreds of tests. Schedules run when the clock is moved (`advance`), never by
/// themselves: a sweep in the middle of a test would count among its calls.
public final class Stack implements AutoCloseable {
  public static final String HOME = "eu-central-1";
  public static final Path ROOT = root();

  private static final Duration HALF_OF_A_TOKEN = Duration.ofMinutes(30);

  /// More calls than anything makes.
  private static final long MANY = 1_000_000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final Set<JsonNode> USES = ConcurrentHashMap.newKeySet();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Edge edge;
  private final URI aws;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  /// How far the clock has been moved since `tokens` was empty.
  private Duration moved = Duration.ZERO;

  private final Map<String, Gateway> gateways = new LinkedHashMap<>();

  private Stack(Edge edge, URI aws) {
    this.edge = edge;
    this.aws = aws;
  }

  private static final class Holder {
    private static final Stack SHARED = keeping(start(HOME));

    /// When the process ends, all that functions used in it is kept.
    private static Stack keeping(Stack shared) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> Uses.keep(ROOT, shared.uses())));
      return shared;
    }
  }

  /// The one of this JVM, in one Region.
  public static Stack shared() {
    return Holder.SHARED;
  }

  public static Stack start(String... regions) {
    return without(Set.of(), regions);
  }

  /// The same, in which no schedules run but these functions', however far the clock is moved.
  public static Stack only(Set<String> functions, String... regions) {
    var scheduled = new HashSet<String>();
    Api.read(ROOT.resolve("template.yaml"), HOME, Map.of())
        .schedules()
        .forEach(schedule -> scheduled.add(schedule.function()));
    scheduled.removeAll(functions);
    return without(scheduled, regions);
  }

  /// The same, in which these functions' schedules do not run, however far the clock is moved.
  public static Stack without(Set<String> functions, String... regions) {
    var edge = Edge.start(EdgeOptions.quiet());
    return start(edge, edge.url(), Set.of(), functions, regions);
  }

  /// The same on another emulator of AWS, which holds nothing yet: the edge still makes tokens and
  /// moves the clock, but it sees none of the calls, so that it neither counts nor breaks any.
  public static Stack on(URI aws) {
    return on(aws, Set.of());
  }

  /// The same, without the keys of specs that it does not know.
  public static Stack on(URI aws, Set<String> unknownSpecs) {
    return start(Edge.start(EdgeOptions.quiet()), aws, unknownSpecs, Set.of(), HOME);
  }

  private static Stack start(
      Edge edge, URI aws, Set<String> unknownSpecs, Set<String> unscheduled, String... regions) {
    var stack = new Stack(edge, aws);
    try {
      Provisioning.run(ROOT.resolve("infrastructure"), aws, List.of(regions), unknownSpecs);
      if (aws.equals(edge.url())) {
        Trails.begin(ROOT.resolve("infrastructure"), aws, List.of(regions));
        Deployed.make(ROOT.resolve("template.yaml"), aws, List.of(regions));
      }
      for (var region : regions) {
        stack.gateways.put(
            region,
            Gateway.start(
                GatewayOptions.within(
                        List.of(regions), ROOT.resolve("template.yaml"), stack.edge(), region, 0)
                    .on(aws)
                    .without(unscheduled)));
      }
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// What functions have used of AWS, on this stack and on all that were closed: as `GET
  /// /_emanet/uses` has it.
  public Set<JsonNode> uses() {
    control("GET", "uses").expect(200).body().path("items").forEach(USES::add);
    return Set.copyOf(USES);
  }

  @Override
  public void close() {
    if (aws.equals(edge.url())) {
      var _ = uses();
    }
    gateways.values().forEach(Gateway::close);
    edge.close();
  }

  /// Where the edge is.
  public URI edge() {
    return edge.url();
  }

  /// Where AWS is: the edge, if it is no other.
  public URI aws() {
    return aws;
  }

  /// Where the API is, in the first Region.
  public URI api() {
    return gateways.values().iterator().next().url();
  }

  public URI api(String region) {
    return gateways.get(region).url();
  }

  /// The name of a tenant that nobody else has.
  public static String tenantName() {
    return "t-" + TENANTS.incrementAndGet();
  }

  /// Makes a tenant of that name, whose people are invented, with a data-protection officer.
  public void open(String tenant) {
    as(strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}]}
            """)
        .expect(201);
  }

  /// A token of the deployment's issuer.
  public String token(String tenant, String actor, String... roles) {
    return token(claims(tenant, actor, roles));
  }

  /// The same, of somebody who showed a second factor.
  public String strongToken(String tenant, String actor, String... roles) {
    var claims = claims(tenant, actor, roles);
    claims.putArray("amr").add("pwd").add("mfa");
    return token(claims);
  }

  /// A token for what `POST /_emanet/token` takes.
  ///
  /// The same token for the same claims until the clock is moved by half of its time, or back, or
  /// where it has a time of its own: signing one costs as much as dozens of calls.
  public String token(ObjectNode request) {
    return tokens.computeIfAbsent(
        request.toString(),
        _ -> control("POST", "token", request).expect(200).body().path("token").asText());
  }

  /// What `POST /_emanet/token` takes, to be changed.
  public static ObjectNode claims(String tenant, String actor, String... roles) {
    var claims = JsonNodeFactory.instance.objectNode();
    claims.put("tenant", tenant);
    claims.put("actor", actor);
    var list = claims.putArray("roles");
    for (var role : roles) {
      list.add(role);
    }
    return claims;
  }

  /// Calls the edge's control API.
  ///
  /// @param path behind `/_emanet/`
  public Answer control(String method, String path, JsonNode body) {
    var url = edge().resolve("/_emanet/" + path);
    return send(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  public Answer control(String method, String path) {
    var url = edge().resolve("/_emanet/" + path);
    return send(
        HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  /// Moves the clock of everything on this stack.
  public void advance(Duration by) {
    var body = JsonNodeFactory.instance.objectNode().put("advance", by.toString());
    control("POST", "clock", body).expect(200);
    forgetTokens(by);
  }

  private synchronized void forgetTokens(Duration by) {
    moved = moved.plus(by);
    if (by.isNegative() || moved.compareTo(HALF_OF_A_TOKEN) > 0) {
      tokens.clear();
      moved = Duration.ZERO;
    } else {
      tokens.keySet().removeIf(request -> request.contains("\"ttl\""));
    }
  }

  /// Runs the function that delivers what is queued, and again where it broke, as the schedule
  /// would: it goes through all tenants' queues, those of tests that let calls fail too.
  public void deliver() {
    int tries = 10;
    while (control("POST", "invoke/Sends", JsonNodeFactory.instance.objectNode()).status() != 200) {
      if (--tries == 0) {
        throw new AssertionError("what is queued cannot be delivered");
      }
    }
  }

  /// Lets calls fail whose body or URL holds `match`.
  public void fault(String match, String service, String operation, String error) {
    fault(match, service, operation, error, 0);
  }

  /// The same, so many times.
  public void fault(String match, String service, String operation, String error, int count) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("match", match);
    body.put("service", service);
    body.put("operation", operation);
    body.put("error", error);
    if (count > 0) {
      body.put("count", count);
    }
    control("PUT", "faults", body).expect(200);
  }

  /// After so many more calls of DynamoDB that say `match`, none goes through: as if whoever makes
  /// them had been stopped there. Until `clearFaults`.
  public void stopAfter(String match, long calls) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("match", match);
    body.put("service", "dynamodb");
    body.put("error", "AccessDeniedException");
    body.put("after", calls);
    control("PUT", "faults", body).expect(200);
  }

  /// After so many more calls to any service in any Region, none goes through: as if whoever makes
  /// them had been stopped there. Until `goOn`. For a stack of one's own.
  public void stopAfter(long calls) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("error", "AccessDeniedException");
    body.put("after", calls);
    body.put("count", MANY);
    control("PUT", "faults", body).expect(200);
  }

  /// Lets all calls through again.
  ///
  /// @return whether any was stopped
  public boolean goOn() {
    var faults = control("GET", "faults").expect(200).body().path("items");
    control("DELETE", "faults");
    return faults.valueStream().anyMatch(fault -> fault.path("left").asLong() < MANY);
  }

  public void clearFaults(String match) {
    control("DELETE", "faults?match=" + encoded(match)).expect(204);
  }

  /// The product's calls by service and operation, as `GET /_emanet/calls` has them.
  public JsonNode calls(String match) {
    return control("GET", "calls?match=" + encoded(match)).expect(200).body();
  }

  public void clearCalls(String match) {
    control("DELETE", "calls?match=" + encoded(match));
  }

  /// Waits until DynamoDB was called so often, those calls that are kept waiting among them.
  public void awaitCalls(String match, ToLongFunction<JsonNode> counted, long count)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (counted.applyAsLong(calls(match).path("dynamodb")) < count && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(counted.applyAsLong(calls(match).path("dynamodb"))).isGreaterThanOrEqualTo(count);
  }

  /// The calls of DynamoDB that a call of the API makes: the fewest of eight times, since another
  /// test may have all tenants' logs sealed meanwhile, which reads this one's too.
  public JsonNode fewestCalls(String match, Runnable call) {
    return IntStream.range(0, 8)
        .mapToObj(_ -> {
          clearCalls(match);
          call.run();
          return calls(match).path("dynamodb");
        })
        .min(Comparator.comparingLong(Stack::sum))
        .orElseThrow();
  }

  /// Of whatever operation.
  public static long sum(JsonNode counts) {
    return counts.valueStream().mapToLong(JsonNode::asLong).sum();
  }

  /// An administrator's client of DynamoDB.
  public DynamoDbClient dynamo() {
    return DynamoDbClient.builder()
        .endpointOverride(aws())
        .region(Region.of(HOME))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// An administrator's client of KMS.
  public KmsClient kms() {
    return KmsClient.builder()
        .endpointOverride(aws())
        .region(Region.of(HOME))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// An administrator's client of SNS.
  public SnsClient sns() {
    return sns(HOME);
  }

  /// The same, of a Region.
  public SnsClient sns(String region) {
    return SnsClient.builder()
        .endpointOverride(aws())
        .region(Region.of(region))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// An administrator's client of SES, of a Region.
  public SesV2Client ses(String region) {
    return SesV2Client.builder()
        .endpointOverride(aws())
        .region(Region.of(region))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// An administrator's client of S3.
  public S3Client s3(String region) {
    return S3Client.builder()
        .endpointOverride(aws())
        .region(Region.of(region))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// An administrator's client of Step Functions.
  public SfnClient states() {
    return SfnClient.builder()
        .endpointOverride(aws())
        .region(Region.of(HOME))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// The name of a bucket of infrastructure/buckets.yaml.
  public static String bucket(String kind, String region) {
    return "emanet-" + kind + "-" + Template.ACCOUNT + "-" + region;
  }

  /// Calls of the API with this token.
  public ApiCall as(String token) {
    return new ApiCall(api(), token);
  }

  /// An employee with an identity record, taken up by whoever may.
  ///
  /// @return the person's id
  public static String employee(ApiCall service, String nationalId) {
    var id =
        service
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    service
        .put(
            "/v1/subjects/" + id + "/records/identity/main",
            "{'fields': {'firstName': 'Işıl', 'lastName': 'Aslan', 'nationalId': '%s'}}"
                .formatted(nationalId))
        .expect(201);
    return id;
  }

  /// Calls of the API without a token.
  public ApiCall anonymous() {
    return new ApiCall(api(), "");
  }

  /// Calls of the API in one Region.
  public ApiCall as(String token, String region) {
    return new ApiCall(api(region), token);
  }

  /// Calls of the API that another process serves.
  public static ApiCall at(URI api, String token) {
    return new ApiCall(api, token);
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Answer send(HttpRequest request) {
    try {
      return Answer.of(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  private static Path root() {
    var directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("template.yaml"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
