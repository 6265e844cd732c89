package emanet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.http.Idempotency.Work;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.edge.TestEdge;
import emanet.store.DynamoStore;
import emanet.values.ActorId;
import emanet.values.Bytes;
import emanet.values.Caller;
import emanet.values.Randomness;
import emanet.values.Role;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Claims on a real DynamoDB engine. Each test has a tenant of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
  private static final String BODY = "{\"firstName\":\"Ayşe\"}";
  private static final String KEY = "order-10000000146";
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final Edge edge = Edge.start(EdgeOptions.anyPort());
  private final DynamoDbClient frankfurt = TestEdge.client(edge, product(), "eu-central-1");
  private final DynamoDbClient ireland = TestEdge.client(edge, product(), "eu-west-1");

  /// The edge counts the calls of clients that name themselves so.
  private static DynamoDbClientBuilder product() {
    return DynamoDbClient.builder().overrideConfiguration(c -> c.appId("emanet"));
  }

  @BeforeAll
  void makeTables() {
    table("emanet-deployment");
    table("emanet-register-1");
    frankfurt.putItem(request ->
        request
            .tableName("emanet-deployment")
            .item(
                Map.of(
                    "pk", AttributeValue.fromS("platform"),
                    "sk", AttributeValue.fromS("DEPLOYMENT"),
                    "generation", AttributeValue.fromN("1"))));
  }

  private void table(String name) {
    frankfurt.createTable(request ->
        request
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(
                KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build(),
                KeySchemaElement.builder().attributeName("sk").keyType(KeyType.RANGE).build())
            .attributeDefinitions(text("pk"), text("sk")));
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  @AfterAll
  void stop() {
    edge.close();
  }

  /// One tenant with a clock of its own, served in two Regions.
  private final class Scene {
    final TenantId tenant = new TenantId("idem-" + TENANTS.incrementAndGet());
    final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2026-11-02T09:00:00Z"));
    final Idempotency here = in(frankfurt);
    final Idempotency there = in(ireland);
    final AtomicInteger runs = new AtomicInteger();
    final List<String> ids = new ArrayList<>();
    final List<Bytes> marks = new ArrayList<>();
    final List<Boolean> resumed = new ArrayList<>();

    Idempotency in(DynamoDbClient region) {
      return new Idempotency(
          new DynamoStore(region, now::get), IdempotencyTest::mac, now::get, Randomness.system());
    }

    Caller caller(String actor) {
      return new Caller(
          tenant,
          new ActorId(actor),
          Set.of(Role.SERVICE),
          Optional.empty(),
          false,
          now.get().plusSeconds(600),
          "request-1");
    }

    Request.Builder request() {
      return Request.to(Method.POST, "/v1/subjects")
          .header("Idempotency-Key", KEY)
          .body(bytes(BODY));
    }

    Response create(Claim claim) {
      runs.incrementAndGet();
      synchronized (ids) {
        ids.add(claim.id(0));
        marks.add(claim.mark());
        resumed.add(claim.resumed());
      }
      return Response.created(
              "/v1/subjects/" + claim.id(0),
              JsonNodeFactory.instance
                  .objectNode()
                  .put("id", claim.id(0))
                  .put("version", 1)
                  .put("firstName", "Ayşe"))
          .withEtag(1)
          .withLedger("entry.ff")
          .withHeader("X-Other", "not kept");
    }

    Response call(Idempotency region, Request request, Work<Boolean> work) {
      return region.once(request, caller("svc-1"), () -> true, work, "id", "version");
    }

    Response call() {
      return call(here, request().build(), (_, claim) -> create(claim));
    }

    Fault fault(ThrowingCallable call) {
      var thrown = catchThrowableOfType(FaultException.class, call);
      assertThat(thrown).as("a fault").isNotNull();
      return thrown.fault();
    }

    void pass(Duration time) {
      now.updateAndGet(n -> n.plus(time));
    }

    void misbehave(String operation, String error, int count) {
      var body =
          "{\"service\":\"dynamodb\",\"operation\":\"%s\",\"error\":\"%s\",\"count\":%d,\"match\":\"T#%s#\"}"
              .formatted(operation, error, count, tenant);
      assertThat(TestEdge.control(edge, "PUT", "faults", body).statusCode()).isBetween(200, 299);
    }

    void behave() {
      TestEdge.control(edge, "DELETE", "faults?match=T%23" + tenant + "%23", "");
    }

    List<Map<String, AttributeValue>> items() {
      return frankfurt.scanPaginator(scan -> scan.tableName("emanet-register-1")).items().stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#"))
          .toList();
    }
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes mac(TenantId tenant, byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(tenant.value().getBytes(StandardCharsets.UTF_8));
      return Bytes.of(digest.digest(content));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReplayShowsTheFirstAnswerAndDoesNothing() {
    var scene = new Scene();
    var first = scene.call();
    var again = scene.call();
    assertThat(scene.runs).hasValue(1);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.headers())
        .isEqualTo(
            Map.of(
                "Location", "/v1/subjects/" + scene.ids.getFirst(),
                "ETag", "\"1\"",
                "Emanet-Ledger", "entry.ff",
                "Idempotent-Replayed", "true"));
    assertThat(again.body().orElseThrow().toString())
        .isEqualTo("{\"id\":\"%s\",\"version\":1}".formatted(scene.ids.getFirst()));
    assertThat(first.headers()).doesNotContainKey("Idempotent-Replayed");
    assertThat(scene.call(scene.there, scene.request().build(), (_, c) -> scene.create(c)).status())
        .as("in the other Region")
        .isEqualTo(201);
    assertThat(scene.runs).hasValue(1);
  }

  @Test
  void anAnswerWithoutBodyIsReplayedWithoutBody() {
    var scene = new Scene();
    Supplier<Response> call =
        () ->
            scene.call(
                scene.here,
                scene.request().build(),
                (_, _) -> Response.noContent().withLedger("e.1"));
    call.get();
    var again = call.get();
    assertThat(again.status()).isEqualTo(204);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
  }

  @Test
  void anotherBodyIsRefused() {
    var scene = new Scene();
    scene.call();
    var other = scene.request().body(bytes("{\"firstName\":\"Fatma\"}")).build();
    assertThat(scene.fault(() -> scene.call(scene.here, other, (_, c) -> scene.create(c))))
        .isEqualTo(new Fault.KeyReused());
    assertThat(scene.runs).hasValue(1);
  }

  @Test
  void aKeyCountsByTenantActorMethodAndPath() {
    var scene = new Scene();
    scene.call();
    Work<Boolean> work = (_, claim) -> scene.create(claim);
    scene.here.once(scene.request().build(), scene.caller("svc-2"), () -> true, work);
    scene.call(scene.here, scene.request().header("Idempotency-Key", "other").build(), work);
    scene.call(scene.here, keyed(Request.to(Method.PUT, "/v1/subjects")), work);
    scene.call(
        scene.here, keyed(Request.to(Method.POST, "/v1/subjects/{id}").path("id", "1")), work);
    scene.call(
        scene.here, keyed(Request.to(Method.POST, "/v1/subjects/{id}").path("id", "2")), work);
    assertThat(scene.runs).hasValue(6);
    assertThat(Set.copyOf(scene.ids)).hasSize(6);
    var other = new Scene();
    other.call();
    assertThat(other.runs).hasValue(1);
  }

  private static Request keyed(Request.Builder request) {
    return request.header("Idempotency-Key", KEY).body(bytes(BODY)).build();
  }

  @Test
  void withoutAKeyEachCallRuns() {
    var scene = new Scene();
    var request = Request.to(Method.POST, "/v1/subjects").body(bytes(BODY)).build();
    for (int i = 0; i < 2; i++) {
      scene.call(scene.here, request, (_, claim) -> scene.create(claim));
    }
    assertThat(scene.runs).hasValue(2);
    assertThat(Set.copyOf(scene.ids)).hasSize(2);
    assertThat(Set.copyOf(scene.marks)).hasSize(2);
    assertThat(scene.items()).isEmpty();
  }

  @Test
  void whileTheFirstRunsTheSecondIsToldToWait() {
    var scene = new Scene();
    scene.call(
        scene.here,
        scene.request().build(),
        (_, claim) -> {
          scene.pass(Duration.ofSeconds(6));
          var fault =
              scene.fault(() ->
                  scene.call(scene.there, scene.request().build(), (_, c) -> scene.create(c)));
          assertThat(fault)
              .isEqualTo(
                  new Fault.Conflicting(Conflict.RUNNING, Map.of(Problems.RETRY_AFTER_FACT, "5")));
          return scene.create(claim);
        });
    assertThat(scene.runs).hasValue(1);
  }

  @Test
  void ofTwoRegionsAtOnceOneRuns() throws InterruptedException, ExecutionException {
    for (int round = 0; round < 15; round++) {
      var scene = new Scene();
      var barrier = new CyclicBarrier(4);
      var calls = new ArrayList<Future<Integer>>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          var region = i % 2 == 0 ? scene.here : scene.there;
          calls.add(
              threads.submit(() -> {
                barrier.await();
                try {
                  return scene
                      .call(region, scene.request().build(), (_, claim) -> scene.create(claim))
                      .status();
                } catch (FaultException e) {
                  assertThat(e.fault()).isInstanceOf(Fault.Conflicting.class);
                  return 409;
                }
              }));
        }
      }
      assertThat(scene.runs).hasValue(1);
      for (var call : calls) {
        assertThat(call.get()).isIn(201, 409);
      }
    }
  }

  /// What stops a process: nothing in it runs on, so nothing is given back.
  private static final class ProcessDied extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void aRunThatDiedIsTakenUpWithTheSameIdsAndMarkOnceItsLeaseLapsed() {
    var scene = new Scene();
    assertThatThrownBy(() ->
            scene.call(
                scene.here,
                scene.request().build(),
                (_, claim) -> {
                  scene.create(claim);
                  throw new ProcessDied();
                }))
        .isInstanceOf(ProcessDied.class);
    scene.pass(Duration.ofMillis(10_999));
    assertThat(scene.fault(scene::call)).isInstanceOf(Fault.Conflicting.class);
    scene.pass(Duration.ofMillis(1));
    var other = scene.request().body(bytes("{}")).build();
    assertThat(scene.fault(() -> scene.call(scene.there, other, (_, c) -> scene.create(c))))
        .isEqualTo(new Fault.KeyReused());
    scene.call(scene.there, scene.request().build(), (_, claim) -> scene.create(claim));
    assertThat(scene.runs).hasValue(2);
    assertThat(Set.copyOf(scene.ids)).hasSize(1);
    assertThat(Set.copyOf(scene.marks)).hasSize(1);
    assertThat(scene.resumed).containsExactly(false, true);
    assertThat(scene.call().headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(scene.runs).hasValue(2);
  }

  @Test
  void aRunThatOutlivesItsLeaseChangesNothingOfTheNext() {
    var scene = new Scene();
    var late =
        scene.call(
            scene.here,
            scene.request().build(),
            (_, claim) -> {
              scene.pass(Duration.ofSeconds(11));
              scene.call(
                  scene.there,
                  scene.request().build(),
                  (_, next) -> scene.create(next).withLedger("second.1"));
              return scene.create(claim).withLedger("first.1");
            });
    assertThat(late.status()).isEqualTo(201);
    assertThat(Set.copyOf(scene.ids)).as("both make the same").hasSize(1);
    assertThat(scene.call().headers()).containsEntry("Emanet-Ledger", "second.1");
  }

  @Test
  void aLostAnswerToTheClaimIsNotTakenForAnothersClaim() {
    var scene = new Scene();
    scene.misbehave("PutItem", "LostAnswer", 1);
    assertThat(scene.call().status()).isEqualTo(201);
    assertThat(scene.runs).hasValue(1);
    assertThat(scene.resumed).containsExactly(false);
  }

  @Test
  void aLostAnswerToTheEndLosesNothing() {
    var scene = new Scene();
    scene.misbehave("UpdateItem", "LostAnswer", 1);
    assertThat(scene.call().status()).isEqualTo(201);
    assertThat(scene.call().headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(scene.runs).hasValue(1);
  }

  @Test
  void aLostAnswerToTakingOverIsNotTakenForAnothers() {
    var scene = new Scene();
    assertThatThrownBy(() ->
            scene.call(
                scene.here,
                scene.request().build(),
                (_, _) -> {
                  throw new ProcessDied();
                }))
        .isInstanceOf(ProcessDied.class);
    scene.pass(Duration.ofSeconds(11));
    scene.misbehave("UpdateItem", "LostAnswer", 1);
    assertThat(scene.call().status()).isEqualTo(201);
    assertThat(scene.resumed).containsExactly(true);
  }

  @Test
  void withoutAClaimNothingIsDone() {
    var scene = new Scene();
    scene.misbehave("PutItem", "InternalServerError", 1000);
    assertThat(scene.fault(scene::call)).isInstanceOf(Fault.Unavailable.class);
    scene.behave();
    assertThat(scene.runs).hasValue(0);
    assertThat(scene.call().status()).isEqualTo(201);
  }

  @Test
  void anEndThatCannotBeRememberedIsFoundByTheNextRun() {
    var scene = new Scene();
    scene.misbehave("UpdateItem", "InternalServerError", 1000);
    assertThat(scene.fault(scene::call)).isInstanceOf(Fault.Unavailable.class);
    scene.behave();
    scene.pass(Duration.ofSeconds(11));
    assertThat(scene.call().status()).isEqualTo(201);
    assertThat(Set.copyOf(scene.marks)).hasSize(1);
    assertThat(Set.copyOf(scene.ids)).hasSize(1);
  }

  @Test
  void aRefusedCallLeavesItsKeyFree() {
    var scene = new Scene();
    for (var fault :
        List.of(
            new Fault.Absent(),
            new Fault.Stale(),
            Fault.Invalid.at("/a", emanet.fault.FieldCode.FORMAT),
            Fault.Conflicting.of(Conflict.EXISTS))) {
      assertThat(
              scene.fault(() ->
                  scene.call(
                      scene.here,
                      scene.request().build(),
                      (_, _) -> {
                        throw fault.exception();
                      })))
          .isEqualTo(fault);
      assertThat(scene.items()).isEmpty();
    }
    var corrected = scene.request().body(bytes("{\"firstName\":\"Ayşe\",\"x\":1}")).build();
    assertThat(scene.call(scene.here, corrected, (_, c) -> scene.create(c)).status())
        .isEqualTo(201);
  }

  @Test
  void aFailedCallMayBeRepeatedAtOnceAndMakesTheSame() {
    var scene = new Scene();
    for (RuntimeException failure :
        List.of(Fault.Unavailable.shortly().exception(), new IllegalStateException("broken"))) {
      var thrown =
          catchThrowable(() ->
              scene.call(
                  scene.here,
                  scene.request().build(),
                  (_, claim) -> {
                    scene.create(claim);
                    throw failure;
                  }));
      assertThat(thrown).isSameAs(failure);
    }
    var other = scene.request().body(bytes("{}")).build();
    assertThat(scene.fault(() -> scene.call(scene.here, other, (_, c) -> scene.create(c))))
        .isEqualTo(new Fault.KeyReused());
    scene.call();
    assertThat(Set.copyOf(scene.ids)).hasSize(1);
    assertThat(scene.resumed).containsExactly(false, true, true);
  }

  @Test
  void theChecksComeBeforeReplayConflictAndReuse() {
    var scene = new Scene();
    Supplier<Boolean> refused =
        () -> {
          throw new Fault.Refused(Refusal.GRANT).exception();
        };
    ThrowingCallable call =
        () ->
            scene.here.once(
                scene.request().build(), scene.caller("svc-1"), refused, (_, c) -> scene.create(c));
    assertThat(scene.fault(call)).isEqualTo(new Fault.Refused(Refusal.GRANT));
    assertThat(scene.items()).as("given back").isEmpty();
    scene.call();
    assertThat(scene.fault(call)).isEqualTo(new Fault.Refused(Refusal.GRANT));
    assertThat(scene.call().headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(scene.runs).hasValue(1);
  }

  @Test
  void anAnswerRememberedWithinTheWorkIsForgottenIfTheWorkFails() {
    var scene = new Scene();
    assertThat(
            scene.fault(() ->
                scene.call(
                    scene.here,
                    scene.request().build(),
                    (_, claim) -> {
                      claim.remember(scene.create(claim));
                      throw new Fault.Erased().exception();
                    })))
        .isEqualTo(new Fault.Erased());
    scene.call(
        scene.here,
        scene.request().build(),
        (_, claim) -> {
          var answer = scene.create(claim);
          claim.remember(answer);
          return answer;
        });
    assertThat(scene.runs).hasValue(2);
    assertThat(scene.call().headers()).containsEntry("Idempotent-Replayed", "true");
  }

  @Test
  void nothingPersonalIsKept() {
    var scene = new Scene();
    scene.call();
    var dump = scene.items().toString();
    assertThat(scene.items()).hasSize(1);
    assertThat(dump)
        .contains(scene.ids.getFirst())
        .doesNotContain("Ayşe", KEY, "svc-1", "firstName");
  }

  @Test
  void aClaimIsOnePutAndOneUpdate() {
    var scene = new Scene();
    scene.call();
    var calls = TestEdge.control(edge, "GET", "calls?match=T%23" + scene.tenant + "%23", "").body();
    assertThat(calls.replaceAll("\\s", "")).contains("\"PutItem\":1", "\"UpdateItem\":1");
  }

  @Test
  void aKeyCountsFor24Hours() {
    var scene = new Scene();
    scene.call();
    scene.pass(Duration.ofHours(24));
    assertThat(scene.call().headers()).containsEntry("Idempotent-Replayed", "true");
    scene.pass(Duration.ofMillis(1));
    var other = scene.request().body(bytes("{}")).build();
    assertThat(scene.call(scene.here, other, (_, c) -> scene.create(c)).headers())
        .doesNotContainKey("Idempotent-Replayed");
    assertThat(Set.copyOf(scene.ids)).as("nothing in common with the first").hasSize(2);
    assertThat(Set.copyOf(scene.marks)).hasSize(2);
  }

  @Test
  void expiredClaimsAreSwept() {
    var scene = new Scene();
    for (int i = 0; i < 40; i++) {
      scene.call(
          scene.here,
          scene.request().header("Idempotency-Key", "old-" + i).build(),
          (_, claim) -> scene.create(claim));
    }
    scene.pass(Duration.ofHours(24).plusMillis(1));
    scene.call();
    var sweep = new ExpiredClaims(new DynamoStore(frankfurt, scene.now::get), scene.now::get);
    assertThat(sweep.sweep(List.of(scene.tenant), Duration.ZERO)).as("no time").isZero();
    assertThat(sweep.sweep(List.of(new TenantId("nobody"), scene.tenant), Duration.ofMinutes(1)))
        .isEqualTo(40);
    assertThat(scene.items()).hasSize(1);
    assertThat(scene.call().headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(sweep.sweep(List.of(scene.tenant), Duration.ofMinutes(1))).isZero();
  }
}
