package emanet.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.http.Endpoint;
import emanet.http.Method;
import emanet.http.Response;
import emanet.http.Routes;
import emanet.keys.AwsKms;
import emanet.keys.TenantKeys;
import emanet.local.Stack;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.DynamoStore;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Randomness;
import emanet.values.Role;
import emanet.values.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// Rooms of one tenant that ask for another's items and keys, as they would if their code erred;
/// and the sessions that they reach their own by.
class TenancyTest {
  private static final String ROLE =
      "arn:aws:iam::000000000000:role/emanet-records-data-" + Stack.HOME;

  private final Stack stack = Stack.shared();
  private final Environment environment = environment(Stack.HOME);
  private final TenantId mine = new TenantId(Stack.tenantName());
  private final TenantId theirs = new TenantId(Stack.tenantName());
  private final Store all = new DynamoStore(stack.dynamo(), ClockSource.of(environment));
  private volatile Instant now = Instant.parse("2026-01-05T09:00:00Z");

  private Environment environment(String region) {
    return new Environment(
        Map.of(
            "AWS_REGION",
            region,
            "AWS_ENDPOINT_URL",
            stack.edge().toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "EMANET_KMS_KEY",
            "alias/emanet",
            "EMANET_DATA_ROLE",
            ROLE));
  }

  @BeforeEach
  void countFromHere() {
    stack.clearCalls(mine.value());
  }

  @AfterEach
  void behaveAgain() {
    stack.clearFaults(mine.value());
  }

  private TenantSession session(Cloud cloud) {
    return new TenantSession(cloud::sts, ROLE, mine, Randomness.system(), () -> now);
  }

  private Store store() {
    var cloud = new Cloud(environment, Clients.http());
    return cloud
        .tables(ClockSource.of(environment))
        .by(new TenantTables(cloud.dynamo(), session(cloud)));
  }

  private static Key person(TenantId tenant) {
    return new Key(Table.RECORDS, "T#" + tenant + "#S#p", "R#identity#main");
  }

  private static Item item(TenantId tenant) {
    return Item.at(person(tenant)).with("x", "theirs");
  }

  @Test
  void whatIsTheTenantsIsReachedByEveryOperation() {
    var store = store();
    store.put(item(mine), Condition.noItem());
    store.update(person(mine), List.of(Change.set("x", "mine")), Condition.always());
    assertThat(store.read(person(mine)).orElseThrow().text("x")).isEqualTo("mine");
    assertThat(store.readAll(List.of(person(mine)))).hasSize(1);
    assertThat(store.query(range(mine))).hasSize(1);
    store.delete(person(mine), Condition.always());
    store.writeAll(List.of(item(mine)), List.of());
    store.writeAll(List.of(), List.of(person(mine)));
    assertThat(store.read(person(mine))).isEmpty();
  }

  private static Range range(TenantId tenant) {
    return Range.between(Table.RECORDS, person(tenant).partition(), "A", "Z").limit(10);
  }

  /// Whatever is asked of another tenant's is refused, and changes nothing; so is a batch in which
  /// one of many is another's, in whatever table.
  @Test
  void whatIsAnothersIsRefusedWhateverIsAsked() {
    all.put(item(theirs), Condition.always());
    var store = store();
    refused(() -> store.read(person(theirs)));
    refused(() -> store.readAll(List.of(person(theirs))));
    refused(() -> store.readAll(List.of(person(mine), person(theirs))));
    refused(() ->
        store.readAll(List.of(person(mine), new Key(Table.KEYS, "T#" + theirs + "#P#p", "KEYS"))));
    refused(() -> store.query(range(theirs)));
    refused(() -> store.put(item(theirs).with("x", "mine"), Condition.always()));
    refused(() -> store.put(item(theirs), Condition.noItem()));
    refused(
        () -> store.update(person(theirs), List.of(Change.set("x", "mine")), Condition.always()));
    refused(() -> store.delete(person(theirs), Condition.always()));
    refused(() -> store.writeAll(List.of(item(mine), item(theirs).with("x", "mine")), List.of()));
    refused(() -> store.writeAll(List.of(), List.of(person(theirs))));
    assertThat(all.read(person(theirs)).orElseThrow().text("x")).isEqualTo("theirs");
    assertThat(all.read(person(mine))).isEmpty();
  }

  /// One's own name with more behind it is another tenant's.
  @Test
  void aNameThatBeginsTheSameIsAnothers() {
    refused(() -> store().read(person(new TenantId(mine + "-2"))));
  }

  /// Nor is what its role does not name, though it is the tenant's own.
  @Test
  void whatTheRoleDoesNotNameIsRefused() {
    refused(() -> store().read(new Key(Table.LEDGER, "T#" + mine + "#L", "HEAD")));
    refused(() -> store().read(new Key(Table.REGISTER, "T#platform#LIST#TENANT", "x")));
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.fault()).isInstanceOf(Fault.Internal.class);
              assertThat(e).rootCause().hasMessageContaining("is not authorized to perform");
            });
  }

  /// Neither does KMS make or open a key in the name of another.
  @Test
  void anothersKeysDoNotOpen() {
    var cloud = new Cloud(environment, Clients.http());
    var kms = new AwsKms(new TenantMaster(cloud.kms(), session(cloud)), "alias/emanet");
    var open = new AwsKms(cloud.kms(), "alias/emanet");
    try (var own = kms.generate(Optional.empty(), context(mine)).orElseThrow();
        var other = open.generate(Optional.empty(), context(theirs)).orElseThrow()) {
      assertThat(kms.decrypt(own.keyArn(), own.wrapped(), context(mine), "x")).isPresent();
      assertThat(open.decrypt(other.keyArn(), other.wrapped(), context(theirs), "x")).isPresent();
      assertThat(kms.decrypt(other.keyArn(), other.wrapped(), context(theirs), "x")).isEmpty();
      assertThat(kms.generate(Optional.empty(), context(theirs))).isEmpty();
      assertThat(kms.generate(Optional.empty(), Map.of("app", "emanet"))).isEmpty();
    }
  }

  private static Map<String, String> context(TenantId tenant) {
    return Map.of("app", "emanet", "purpose", "tenant-kek", "tenant", tenant.value());
  }

  private long asked() {
    return stack.calls(mine.value()).path("sts").path("AssumeRole").asLong();
  }

  /// Many calls at once ask STS once, and no more for as long as the session is fresh.
  @Test
  void stsIsAskedOnceInFiftyMinutes() throws Exception {
    var session = session(new Cloud(environment, Clients.http()));
    var all = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        all.add(threads.submit(session::resolveCredentials));
      }
      for (var one : all) {
        assertThat(one.get()).isEqualTo(session.resolveCredentials());
      }
    }
    assertThat(asked()).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(45));
    var first = session.resolveCredentials();
    assertThat(asked()).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(session.resolveCredentials()).isNotEqualTo(first);
    assertThat(asked()).isEqualTo(2);
    // a clock that is put back says nothing of how old they are
    now = now.minus(Duration.ofMinutes(1));
    session.resolveCredentials();
    assertThat(asked()).isEqualTo(3);
  }

  /// An STS that is not there is not noticed for as long as the session lasts, and is not asked
  /// again by every call; then there is nothing to go on with.
  @Test
  void aSessionOutlivesAnStsThatIsNotThere() {
    var session = session(new Cloud(environment, Clients.http()));
    var first = session.resolveCredentials();
    stack.fault(mine.value(), "sts", "AssumeRole", "AccessDenied");
    now = now.plus(Duration.ofMinutes(51));
    for (int i = 0; i < 5; i++) {
      assertThat(session.resolveCredentials()).isEqualTo(first);
    }
    assertThat(asked()).isEqualTo(2);
    now = now.plus(Duration.ofMinutes(8));
    assertThatThrownBy(session::resolveCredentials).isInstanceOf(SdkClientException.class);
    stack.clearFaults(mine.value());
    assertThat(session.resolveCredentials()).isNotEqualTo(first);
  }

  /// A session that AWS takes for ended is begun anew, and what was asked in it is done.
  @Test
  void aSessionThatIsOverIsBegunAnew() {
    try (var own = Stack.start(Stack.HOME)) {
      var there =
          new Environment(
              Map.of(
                  "AWS_REGION",
                  Stack.HOME,
                  "AWS_ENDPOINT_URL",
                  own.edge().toString(),
                  "AWS_ACCESS_KEY_ID",
                  "test",
                  "AWS_SECRET_ACCESS_KEY",
                  "test"));
      var cloud = new Cloud(there, Clients.http());
      var session = session(cloud);
      var store = cloud.tables(ClockSource.of(there)).by(new TenantTables(cloud.dynamo(), session));
      store.put(item(mine), Condition.noItem());
      var first = session.resolveCredentials();
      own.control("DELETE", "sessions").expect(204);
      store.put(item(mine).with("x", "again"), Condition.equal("x", "theirs"));
      assertThat(store.read(person(mine)).orElseThrow().text("x")).isEqualTo("again");
      assertThat(session.resolveCredentials()).isNotEqualTo(first);
    }
  }

  /// A call that finds its session over when another call has begun a new one goes on in that.
  @Test
  void aSessionThatIsOverIsBegunAnewOnceForAllItsCalls() {
    var session = session(new Cloud(environment, Clients.http()));
    var first = session.resolveCredentials();
    var signed = new ArrayList<AwsCredentials>();
    var _ =
        session.sign(() -> {
          signed.add(session.resolveCredentials());
          if (signed.size() == 1) {
            session.sign(() -> unlessIn(first, session));
            throw over();
          }
          return signed.size();
        });
    assertThat(signed).startsWith(first).doesNotHaveDuplicates().hasSize(2);
    assertThat(session.resolveCredentials()).isEqualTo(signed.getLast());
    assertThat(asked()).isEqualTo(2);
  }

  private static AwsCredentials unlessIn(AwsCredentials ended, TenantSession session) {
    var signing = session.resolveCredentials();
    if (signing.equals(ended)) {
      throw over();
    }
    return signing;
  }

  private static AwsServiceException over() {
    var details = AwsErrorDetails.builder().errorCode("ExpiredTokenException").build();
    return DynamoDbException.builder().awsErrorDetails(details).build();
  }

  /// Each tenant's rooms are made once, until others were served since; and none is kept for a
  /// snapshot.
  @Test
  void roomsAreKeptForAFewTenants() throws IOException {
    var made = new HashMap<Store, TenantKeys>();
    var tenancy =
        new Tenancy(
            environment,
            Clients.http(),
            Tenancy.Serves.TENANTS,
            parts -> {
              made.put(parts.store(), parts.tenants());
              return new Routes((_, _, _) -> Optional.empty())
                  .on(Method.GET, "/x", Set.of(Role.SERVICE), _ -> () -> shown(parts));
            },
            2);
    var endpoint = tenancy.endpoint();
    for (var tenant : List.of("t-aaa", "t-bbb", "t-aaa", "t-ccc", "t-aaa")) {
      ask(endpoint, tenant);
    }
    // the function's own, and one of each
    assertThat(made).hasSize(4);
    ask(endpoint, "t-bbb");
    assertThat(made).hasSize(5);
    assertThat(tenancy.remembered()).isEqualTo(2);
    tenancy.forget();
    assertThat(tenancy.remembered()).isZero();
  }

  /// It may name many thousand networks, and there may be rooms for 256 tenants.
  @Test
  void theOperatorsFileOfNetworksIsReadOnceForAllTenants(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("networks.csv"), "192.0.2.0/24,Örnek Telekom\n");
    var variables = new HashMap<>(environment.variables());
    variables.put("EMANET_PROVIDERS_FILE", file.toString());
    var tenancy =
        new Tenancy(
            new Environment(variables),
            Clients.http(),
            Tenancy.Serves.TENANTS,
            parts ->
                new Routes((_, _, _) -> Optional.empty())
                    .on(Method.GET, "/x", Set.of(Role.SERVICE), _ -> () -> shown(parts)));
    var endpoint = tenancy.endpoint();
    ask(endpoint, "t-aaa");
    Files.delete(file);
    ask(endpoint, "t-bbb");
  }

  private static Response shown(Parts parts) {
    assertThat(parts.store()).isNotNull();
    return Response.noContent();
  }

  private static void ask(Endpoint endpoint, String tenant) throws IOException {
    var event =
        """
        {"resource":"/x","path":"/x","httpMethod":"GET","multiValueHeaders":{},
         "requestContext":{"requestId":"00000000-0000-4000-8000-000000000000",
           "resourcePath":"/x","httpMethod":"GET","identity":{"sourceIp":"192.0.2.1"},
           "authorizer":{"tenant":"%s","actor":"a","roles":"service","mfa":"false",
             "exp":"4102444800"}},
         "body":null,"isBase64Encoded":false}
        """
            .formatted(tenant);
    var answer = new ByteArrayOutputStream();
    endpoint.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer);
    assertThat(answer.toString(StandardCharsets.UTF_8)).contains("\"statusCode\":204");
  }

  /// Whoever calls the API while no session can be had is told to come again; what is served
  /// already goes on, and a read that is warm asks STS for nothing.
  @Test
  void whoeverCallsIsToldToComeAgain() {
    stack.open(mine.value());
    var dpo = stack.as(stack.strongToken(mine.value(), "dpo-1", "dpo"));
    for (var error : List.of("Throttling", "RegionDown")) {
      stack.fault(mine.value(), "sts", "AssumeRole", error);
      var answer = dpo.get("/v1/breaches").expect(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
      stack.clearFaults(mine.value());
    }
    dpo.get("/v1/breaches").expect(200);
    stack.clearCalls(mine.value());
    stack.fault(mine.value(), "sts", "AssumeRole", "Throttling");
    dpo.get("/v1/breaches").expect(200);
    assertThat(asked()).isZero();
  }
}
