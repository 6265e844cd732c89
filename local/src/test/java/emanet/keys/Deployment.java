package emanet.keys;

import emanet.envelope.Envelope;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.local.Stack;
import emanet.store.DynamoStore;
import emanet.store.Store;
import emanet.values.CategoryCode;
import emanet.values.Randomness;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/// One environment of a function: its own clients, cache and clock, on DynamoDB and KMS as the edge
/// serves them.
final class Deployment {
  static final CategoryCode IDENTITY = new CategoryCode("identity");
  static final CategoryCode CONTACT = new CategoryCode("contact");

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /// As real as the system's, and can be moved.
  private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());

  final Randomness randomness = Randomness.system();
  final Store store = new DynamoStore(client(DynamoDbClient.builder(), Stack.HOME), clock);
  final TenantKeys tenants =
      new TenantKeys(
          store,
          new AwsKms(client(KmsClient.builder(), Stack.HOME), "alias/emanet"),
          randomness,
          clock);
  final Keyring keyring = new Keyring(store, tenants, randomness);
  final Envelope envelope = new Envelope();

  /// Whose calls are counted from here on.
  static TenantId tenant() {
    var tenant = new TenantId(Stack.tenantName() + "-keys");
    Stack.shared().clearCalls(inKms(tenant));
    Stack.shared().clearCalls(inTables(tenant));
    return tenant;
  }

  private static String inKms(TenantId tenant) {
    return "\"" + tenant + "\"";
  }

  private static String inTables(TenantId tenant) {
    return "T#" + tenant + "#";
  }

  static SubjectId subject() {
    return new SubjectId(new emanet.values.Ids(Randomness.system(), Instant::now).random());
  }

  void move(Duration by) {
    ahead.updateAndGet(now -> now.plus(by));
  }

  static long calls(TenantId tenant, String service, String operation) {
    var match = service.equals("kms") ? inKms(tenant) : inTables(tenant);
    return Stack.shared().calls(match).path(service).path(operation).asLong();
  }

  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String region) {
    return builder
        .endpointOverride(Stack.shared().edge())
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(config -> config.appId("emanet"))
        .build();
  }

  static void assertFault(Class<? extends Fault> fault, ThrowingCallable call) {
    Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FaultException.class, e -> Assertions.assertThat(e.fault()).isInstanceOf(fault));
  }
}
