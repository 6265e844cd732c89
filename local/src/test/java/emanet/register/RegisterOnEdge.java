package emanet.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.http.Cursors;
import emanet.http.Endpoint;
import emanet.http.FailureLog;
import emanet.http.Idempotency;
import emanet.http.Routes;
import emanet.http.TenantMac;
import emanet.keys.AwsKms;
import emanet.keys.DocumentKeys;
import emanet.keys.Macs;
import emanet.keys.TenantKeys;
import emanet.ledger.Action;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.local.edge.Edge;
import emanet.local.edge.EdgeOptions;
import emanet.local.edge.TestEdge;
import emanet.notices.NoticeLookup;
import emanet.store.DynamoStore;
import emanet.store.Store;
import emanet.values.Ids;
import emanet.values.Randomness;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kms.KmsClient;

/// The register with its routes on real engines, under a clock of its own, for one tenant.
final class RegisterOnEdge {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALIAS = "alias/emanet";
  private static final AtomicInteger TENANTS = new AtomicInteger();

  /// The engines, shared by all tests of the register.
  static final class Engines {
    private static final Engines SHARED = new Engines();

    final Edge edge = Edge.start(EdgeOptions.anyPort());
    final DynamoDbClient dynamo = TestEdge.client(edge, DynamoDbClient.builder(), "eu-central-1");
    final KmsClient kms = TestEdge.client(edge, KmsClient.builder(), "eu-central-1");
    final String keyArn = multiRegionKey();

    private Engines() {
      kms.createAlias(alias -> alias.aliasName(ALIAS).targetKeyId(multiRegionKey()));
      table("emanet-deployment");
      dynamo.putItem(put ->
          put.tableName("emanet-deployment")
              .item(
                  Map.of(
                      "pk", AttributeValue.fromS("platform"),
                      "sk", AttributeValue.fromS("DEPLOYMENT"),
                      "generation", AttributeValue.fromN("1"))));
      table("emanet-register-1");
      table("emanet-keys-1");
      table(
          "emanet-ledger-1",
          index("bySubject", "gs1pk", "gs1sk"),
          index("byActor", "gs2pk", "gs2sk"));
    }

    static Engines shared() {
      return SHARED;
    }

    String multiRegionKey() {
      return kms.createKey(key -> key.multiRegion(true)).keyMetadata().arn();
    }

    private void table(String name, GlobalSecondaryIndex... indexes) {
      var names = Stream.of("pk", "sk", "gs1pk", "gs1sk", "gs2pk", "gs2sk");
      dynamo.createTable(table -> {
        table
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                names.limit(indexes.length > 0 ? 6 : 2).map(RegisterOnEdge::attribute).toList())
            .keySchema(keys("pk", "sk"));
        if (indexes.length > 0) {
          table.globalSecondaryIndexes(indexes);
        }
      });
    }
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static GlobalSecondaryIndex index(String name, String partition, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(partition, sort))
        .projection(Projection.builder().projectionType(ProjectionType.ALL).build())
        .build();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(
        KeySchemaElement.builder().attributeName(partition).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sort).keyType(KeyType.RANGE).build());
  }

  final String tenant = "register-" + TENANTS.incrementAndGet();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
  final Engines engines = Engines.shared();
  final ByteArrayOutputStream log = new ByteArrayOutputStream();
  final RegisterAccount account;
  final Register parts;
  private final Endpoint endpoint;

  RegisterOnEdge() {
    this(store -> store);
  }

  /// @param wrapping what the register sees of the store
  RegisterOnEdge(UnaryOperator<Store> wrapping) {
    var randomness = Randomness.system();
    var ids = new Ids(randomness, now::get);
    var store = new DynamoStore(engines.dynamo, now::get);
    var seen = wrapping.apply(store);
    var keys = new TenantKeys(store, new AwsKms(engines.kms, ALIAS), randomness, now::get);
    var ledger = new Ledger(seen, ids);
    var seal = new EnvelopeSeal(new DocumentKeys(keys, randomness), new Envelope());
    var register =
        new Register(
            seen,
            seal,
            keys,
            ledger,
            now::get,
            true,
            new NoticeLookup(seen, now::get),
            List.of(),
            ChangeCopies.none());
    account = new RegisterAccount(seen, seal, register);
    parts = register;
    var macs = new Macs(keys);
    TenantMac mac = (who, content) -> macs.mac(who, "test", content);
    var routes =
        new Routes((caller, request, reason) ->
            Optional.of(
                ledger
                    .refused(
                        caller.tenant(),
                        Intent.of(caller, Action.CALL).towards(request.route()),
                        reason)
                    .header()));
    var idempotency = new Idempotency(store, mac, now::get, randomness);
    RegisterRoutes.addTo(routes, register, idempotency, new Cursors(mac));
    RegisterRoutes.addApprovals(routes, register, idempotency, new Cursors(mac));
    endpoint =
        new Endpoint(
            routes,
            now::get,
            ids,
            new FailureLog(new PrintStream(log, true, StandardCharsets.UTF_8)));
  }

  void advance(Duration by) {
    now.set(now.get().plus(by));
  }

  /// A tenant whose hosting has a mechanism.
  RegisterOnEdge withTenant() {
    var answer = admin("PUT", "/v1/tenants/{tenant}").body(Requests.TENANT).call();
    if (answer.status() != 201) {
      throw new AssertionError(answer.toString());
    }
    return this;
  }

  Requests admin(String method, String route) {
    return new Requests(this, method, route).as("platform", "admin-1", "admin");
  }

  Requests dpo(String method, String route) {
    return by("dpo-1", "dpo", method, route);
  }

  Requests by(String actor, String role, String method, String route) {
    return new Requests(this, method, route).as(tenant, actor, role);
  }

  Answer handle(ObjectNode event) {
    var out = new ByteArrayOutputStream();
    try {
      endpoint.handle(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), out);
      return new Answer(JSON.readTree(out.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What API Gateway is given.
  record Answer(JsonNode raw) {
    int status() {
      return raw.get("statusCode").intValue();
    }

    String header(String name) {
      return raw.path("headers").path(name).asText();
    }

    String text() {
      return raw.get("body").textValue();
    }

    JsonNode json() {
      try {
        return JSON.readTree(text());
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }

    String slug() {
      var type = json().path("type").asText();
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }
}
