package emanet.local.provision;

import emanet.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The order of deployment, on one machine: keys, their replicas in further Regions, every Region's
/// buckets, tables, the item that names the tables' generation.
public final class Provisioning {
  private static final String KEYS = "keys.yaml";
  private static final String BUCKETS = "buckets.yaml";
  private static final String DATA = "data.yaml";

  private Provisioning() {}

  /// Makes all of it, on an edge that holds nothing yet.
  ///
  /// @param infrastructure the directory
  /// @param regions the first is where the keys are made
  public static void run(Path infrastructure, URI edge, List<String> regions) {
    run(infrastructure, edge, regions, Set.of());
  }

  /// The same, on an emulator that lacks something.
  ///
  /// @param unknown specs of keys that it does not make: those keys and their aliases are left out
  public static void run(Path infrastructure, URI edge, List<String> regions, Set<String> unknown) {
    var home = regions.getFirst();
    Map<String, String> primaries;
    try (var kms = kms(edge, home)) {
      primaries =
          new Keys(kms).make(Template.read(infrastructure.resolve(KEYS), home, Map.of()), unknown);
    }
    for (var region : regions.subList(1, regions.size())) {
      var parameters = Keys.replicaParameters(primaries);
      var template = Template.read(infrastructure.resolve(KEYS), region, parameters);
      try (var primary = kms(edge, home);
          var here = kms(edge, region)) {
        new Keys(here).replicate(template, primary, region);
      }
    }
    for (var region : regions) {
      try (var s3 = configured(S3Client.builder(), edge, region).build()) {
        for (var file : List.of(BUCKETS, Trails.FILE)) {
          new Buckets(s3, region)
              .make(Template.read(infrastructure.resolve(file), region, Map.of()));
        }
      }
    }
    tables(infrastructure, edge, home);
  }

  /// Makes the empty tables of the first generation, and the item that says that they are in use.
  public static void tables(Path infrastructure, URI edge, String home) {
    try (var dynamo = configured(DynamoDbClient.builder(), edge, home).build()) {
      new Tables(dynamo).make(Template.read(infrastructure.resolve(DATA), home, Map.of()));
    }
  }

  /// Uses what an edge makes when it is first used, so that nobody waits for it later.
  public static void use(Path infrastructure, URI edge, String home) {
    try (var kms = kms(edge, home)) {
      new Keys(kms).use(Template.read(infrastructure.resolve(KEYS), home, Map.of()));
    }
  }

  /// Makes the empty tables of a further generation, which a restore is brought back into.
  ///
  /// @param number 2 or more
  public static void generation(Path infrastructure, URI edge, String home, long number) {
    var parameters = Map.of("Generation", Long.toString(number));
    try (var dynamo = configured(DynamoDbClient.builder(), edge, home).build()) {
      new Tables(dynamo).makeAll(Template.read(infrastructure.resolve(DATA), home, parameters));
    }
  }

  private static KmsClient kms(URI edge, String region) {
    return configured(KmsClient.builder(), edge, region).build();
  }

  static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
      B builder, URI edge, String region) {
    return builder
        .endpointOverride(edge)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(
            UrlConnectionHttpClient.builder()
                // what is for this machine goes through no proxy, whatever its environment says
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariablesValues(false)
                        .build())
                .build());
  }
}
