package emanet.benchmarks.appending;

import com.sun.management.OperatingSystemMXBean;
import emanet.benchmarks.OneTenant;
import emanet.envelope.Envelope;
import emanet.keys.DocumentKeys;
import emanet.ledger.Action;
import emanet.ledger.Fragments;
import emanet.ledger.Intent;
import emanet.ledger.Ledger;
import emanet.ledger.Providers;
import emanet.store.DynamoStore;
import emanet.store.Stage;
import emanet.values.ActivityCode;
import emanet.values.ActorId;
import emanet.values.Caller;
import emanet.values.Ids;
import emanet.values.RecordId;
import emanet.values.Role;
import emanet.values.Visit;
import emanet.wiring.SealedFragments;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// In a process of its own, with the functions' flags: appends as a call of the API does, its line
/// of the access log beside it, and the same two puts by the SDK alone, in slices that alternate.
///
/// Counted is the process's whole processor time, so that what is done on other threads, the
/// compiler's and the collector's included, counts as well.
final class Appending {
  private static final Set<String> FIELDS = Set.of("nationalId", "firstName", "lastName");

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final OneTenant house = new OneTenant();
  private final SdkHttpClient http = new NoNetwork();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(http)
          .build();
  private final Ids ids = new Ids(house.randomness, InstantSource.system());
  private final Ledger ledger;
  private final List<PutItemRequest> bare;

  private Appending() {
    var store = new DynamoStore(client, http, InstantSource.system());
    house.tenants.warm(OneTenant.TENANT);
    var seal =
        new SealedFragments(new DocumentKeys(house.tenants, house.randomness), new Envelope());
    ledger = new Ledger(store, ids, new Fragments(store, seal, Providers.none(), house.randomness));
    bare = List.of(entry(), fragment());
  }

  /// `SLICES APPENDS`: prints the nanoseconds an append of each slice, ours and the SDK's.
  public static void main(String[] arguments) {
    int slices = Integer.parseInt(arguments[0]);
    int appends = Integer.parseInt(arguments[1]);
    var appending = new Appending();
    var _ = appending.nanos(appending::ours, appends * slices / 2);
    var _ = appending.nanos(appending::bare, appends * slices / 2);
    for (int slice = 0; slice < slices; slice++) {
      double ours = appending.nanos(appending::ours, appends);
      System.out.println(ours + " " + appending.nanos(appending::bare, appends));
    }
    System.exit(0);
  }

  private double nanos(Runnable append, int times) {
    long before = system.getProcessCpuTime();
    for (int i = 0; i < times; i++) {
      append.run();
    }
    return (double) (system.getProcessCpuTime() - before) / times;
  }

  private void ours() {
    var _ = ledger.intent(OneTenant.TENANT, intent());
  }

  /// The same two calls, beside one another as well, their requests made beforehand.
  private void bare() {
    var calls = new ArrayList<Stage.Pending<Object>>();
    calls.add(Stage.start(() -> client.putItem(bare.getLast())));
    var _ = client.putItem(bare.getFirst());
    calls.forEach(Stage.Pending::get);
  }

  private Intent intent() {
    var caller =
        new Caller(
                OneTenant.TENANT,
                new ActorId("agent-1"),
                Set.of(Role.AGENT),
                Optional.empty(),
                false,
                Instant.MAX,
                "9f1f3c1e-6a1b-4c51-8c56-3a52f0a3a001")
            .from(new Visit("192.0.2.17", "GET /v1/subjects/{subject}/records", Optional.empty()));
    return Intent.of(caller, Action.READ)
        .under(new ActivityCode("staff-administration"), 3)
        .about(OneTenant.SUBJECT)
        .in(OneTenant.CATEGORY)
        .at(new RecordId("main"))
        .ofFields(FIELDS)
        .seenAs("WIDEST");
  }

  private PutItemRequest entry() {
    var id = ids.ordered();
    var leaf = "x".repeat(480);
    return PutItemRequest.builder()
        .tableName("emanet-ledger-1")
        .item(
            Map.of(
                "pk", text("T#acme#E#20261102#3"),
                "sk", text(id),
                "leaf", text(leaf),
                "gs1pk", text("T#acme#S#" + OneTenant.SUBJECT + "#1"),
                "gs1sk", text(id),
                "gs2pk", text("T#acme#A#agent-1#5"),
                "gs2sk", text(id)))
        .conditionExpression("attribute_not_exists(#pk)")
        .expressionAttributeNames(Map.of("#pk", "pk"))
        .build();
  }

  private PutItemRequest fragment() {
    return PutItemRequest.builder()
        .tableName("emanet-fragments-1")
        .item(
            Map.of(
                "pk", text("T#acme#F#20261102#3"),
                "sk", text(ids.ordered()),
                "sealed", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[300]))))
        .build();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
