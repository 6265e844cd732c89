package emanet.wiring;

import emanet.ledger.Providers;
import emanet.store.DynamoStore;
import emanet.store.Volley;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A function's clients of AWS, each made at its first use, and once: a function's rooms are made
/// for every tenant that it serves, and all of them share connections.
///
/// They sign as the function itself.
final class Cloud {
  private final Environment environment;
  private final SdkHttpClient http;
  private final Supplier<Volley> volley;
  private final Supplier<DynamoDbClient> dynamo;
  private final Supplier<KmsClient> kms;
  private final Supplier<SnsClient> sns;
  private final Supplier<SesV2Client> ses;
  private final Supplier<SfnClient> states;
  private final Supplier<StsClient> sts;
  private final Supplier<Providers> providers;
  private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
  private final Map<String, S3Presigner> presigners = new ConcurrentHashMap<>();

  Cloud(Environment environment, SdkHttpClient http) {
    this.environment = environment;
    this.http = http;
    this.dynamo = Late.of(() -> Clients.dynamo(environment, http));
    this.kms = Late.of(() -> Clients.kms(environment, http));
    this.sns = Late.of(() -> Clients.sns(environment));
    this.ses = Late.of(() -> Clients.ses(environment));
    this.states = Late.of(() -> Clients.states(environment));
    this.sts = Late.of(() -> Clients.sts(environment, http));
    this.volley = Late.of(Clients::volley);
    this.providers = Late.of(() -> providers(environment));
  }

  private static Providers providers(Environment environment) {
    return environment
        .optional("EMANET_PROVIDERS_FILE")
        .map(file -> Providers.read(Path.of(file)))
        .orElseGet(Providers::none);
  }

  /// Whose networks there are, by the operator's file, which may be long.
  Providers providers() {
    return providers.get();
  }

  /// What calls of tables that go as bytes use.
  SdkHttpClient bare() {
    return Clients.bare(http);
  }

  /// Makes many calls of tables at once, for who moves a lot.
  Volley volley() {
    return volley.get();
  }

  DynamoDbClient dynamo() {
    return dynamo.get();
  }

  /// The tables in use.
  DynamoStore tables(InstantSource clock) {
    return new DynamoStore(dynamo(), bare(), clock);
  }

  /// Of another Region.
  DynamoDbClient dynamo(String region) {
    return Clients.dynamo(environment, region, http);
  }

  KmsClient kms() {
    return kms.get();
  }

  SnsClient sns() {
    return sns.get();
  }

  SesV2Client ses() {
    return ses.get();
  }

  SfnClient states() {
    return states.get();
  }

  StsClient sts() {
    return sts.get();
  }

  S3Client s3(String region) {
    return s3.computeIfAbsent(region, name -> Clients.s3(environment, name, http));
  }

  /// Signs links to objects of a Region's buckets.
  S3Presigner presigner(String region) {
    return presigners.computeIfAbsent(region, name -> Clients.presigner(environment, name));
  }
}
