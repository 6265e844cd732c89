package emanet.wiring;

import emanet.store.DynamoStore;
import emanet.store.Volley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The SDK's clients: one light HTTP client each, bounded retries, bounded time.
final class Clients {
  /// A call takes 8 s at most, retries included, so that a function has an answer left to give
  /// before its own time is up. Entries of the ledger count on a put's taking less than 10 s.
  private static final Duration CALL = Duration.ofSeconds(8);

  private static final Duration ATTEMPT = Duration.ofSeconds(4);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ELSEWHERE = Duration.ofSeconds(4);
  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final Duration ASIDE = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 6;
  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(500));

  static {
    // of the JDK's pool of connections, which otherwise keeps five of a host
    System.setProperty("http.maxConnections", Integer.toString(2 * DynamoStore.LANES));
  }

  private Clients() {}

  /// An attempt that gets no answer in its time is given up by its socket. No proxy that the
  /// machine's environment or the JVM names comes in between: on one machine it would be shown
  /// keys.
  static SdkHttpClient http() {
    return UrlConnectionHttpClient.create(Clients::connection);
  }

  /// The SDK, told of no proxy, leaves it to the JVM whether there is one.
  private static HttpURLConnection connection(URI address) {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
      connection.setReadTimeout(Math.toIntExact(ATTEMPT.toMillis()));
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DynamoDbClient dynamo(Environment environment) {
    return dynamo(environment, http());
  }

  static DynamoDbClient dynamo(Environment environment, SdkHttpClient http) {
    return dynamo(environment, environment.region(), http);
  }

  /// Every call of it may be repeated, and no body is longer than 16 MiB (BatchWriteItem).
  static DynamoDbClient dynamo(Environment environment, String region, SdkHttpClient http) {
    return configured(DynamoDbClient.builder(), environment, region, toTables(http)).build();
  }

  /// As the client of DynamoDB uses it.
  static SdkHttpClient toTables(SdkHttpClient http) {
    return new WholeBodies(http);
  }

  /// For calls of DynamoDB that go as bytes, and are ended when their time is up: where `http` is
  /// of the JDK's connections, these alone.
  static SdkHttpClient bare(SdkHttpClient http) {
    return http instanceof UrlConnectionHttpClient ? new BareConnections(CONNECT, ATTEMPT) : http;
  }

  /// For calls of tables that are made many at once.
  static Volley volley() {
    return new VolleyConnections((SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  static KmsClient kms(Environment environment) {
    return kms(environment, http());
  }

  static KmsClient kms(Environment environment, SdkHttpClient http) {
    return configured(KmsClient.builder(), environment, environment.region(), http).build();
  }

  /// A bucket is reached in its own Region; another one's is not waited for as long, so that a call
  /// has time left to be answered without it.
  static S3Client s3(Environment environment, String region, SdkHttpClient http) {
    var client = configured(S3Client.builder(), environment, region, http);
    if (!region.equals(environment.region())) {
      var configured = client.overrideConfiguration().toBuilder();
      client.overrideConfiguration(configured.apiCallTimeout(ELSEWHERE).build());
    }
    return client.build();
  }

  /// Signs links to objects of a Region's buckets; it calls nobody.
  static S3Presigner presigner(Environment environment, String region) {
    var builder =
        S3Presigner.builder()
            .region(Region.of(region))
            .credentialsProvider(credentials(environment));
    environment
        .endpoint()
        .ifPresent(endpoint ->
            builder
                .endpointOverride(endpoint)
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build()));
    return builder.build();
  }

  /// Publishes once a call: what lost its answer may have been sent.
  static SnsClient sns(Environment environment) {
    return once(configured(SnsClient.builder(), environment, environment.region(), http())).build();
  }

  /// Sends once a call: what lost its answer may have been sent.
  static SesV2Client ses(Environment environment) {
    return once(configured(SesV2Client.builder(), environment, environment.region(), http()))
        .build();
  }

  /// Gives sessions of a role, which the function's own call waits for: it has time left to say
  /// that there is none.
  static StsClient sts(Environment environment, SdkHttpClient http) {
    var builder = configured(StsClient.builder(), environment, environment.region(), http);
    var configured = builder.overrideConfiguration().toBuilder();
    return builder.overrideConfiguration(configured.apiCallTimeout(SESSION).build()).build();
  }

  /// Begins executions, and is not waited for: what could not be begun is done otherwise.
  static SfnClient states(Environment environment) {
    var builder = configured(SfnClient.builder(), environment, environment.region(), http());
    var configured = builder.overrideConfiguration().toBuilder();
    return builder.overrideConfiguration(configured.apiCallTimeout(ASIDE).build()).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B once(B builder) {
    var configured = builder.overrideConfiguration().toBuilder();
    return builder.overrideConfiguration(
        configured.retryStrategy(AwsRetryStrategy.doNotRetry()).build());
  }

  private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
      B builder, Environment environment, String region, SdkHttpClient http) {
    environment.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(region))
        .credentialsProvider(credentials(environment))
        .httpClient(http)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                // tells the product's calls from others' in CloudTrail
                .appId("emanet")
                .apiCallTimeout(CALL)
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .backoffStrategy(BACKOFF)
                        .throttlingBackoffStrategy(BACKOFF)
                        // two Regions wrote the same item at once: decided anew by trying again
                        .retryOnExceptionInstanceOf(ReplicatedWriteConflictException.class)
                        .build())
                .build());
  }

  /// A function with SnapStart gets its credentials from a local endpoint, any other from
  /// variables.
  private static AwsCredentialsProvider credentials(Environment environment) {
    if (environment.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
      return ContainerCredentialsProvider.create();
    }
    var id = environment.required("AWS_ACCESS_KEY_ID");
    var secret = environment.required("AWS_SECRET_ACCESS_KEY");
    return StaticCredentialsProvider.create(
        environment
            .optional("AWS_SESSION_TOKEN")
            .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                token -> AwsSessionCredentials.create(id, secret, token))
            .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
  }
}
