package emanet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/// Calls of DynamoDB whose bodies are bytes already: as the client makes them, with its
/// credentials, Region and endpoint, by the SDK's signer and HTTP client, but without its model of
/// requests and answers, which is most of what a call costs.
///
/// A call is made once. Whatever else than a whole answer comes of it, be it throttling, an error
/// or silence, is nothing here: the caller then makes it by the client, which tries again as it
/// does, and names what is wrong. So only calls that may be repeated are made here.
final class Wire {
  private static final String SERVICE = "dynamodb";
  private static final String PROTOCOL = "application/x-amz-json-1.0";
  private static final String VERSION = "DynamoDB_20120810.";
  private static final String CHECKSUM = "x-amz-crc32";

  private final DynamoDbServiceClientConfiguration client;
  private final SdkHttpClient http;
  private final URI endpoint;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /// @param http the one that the client uses
  Wire(DynamoDbClient client, SdkHttpClient http) {
    this.client = client.serviceClientConfiguration();
    this.http = http;
    this.endpoint =
        this.client
            .endpointOverride()
            .orElseGet(() ->
                URI.create(
                    "https://"
                        + DynamoDbClient.serviceMetadata().endpointFor(this.client.region())));
  }

  /// Makes a call once.
  ///
  /// @param body is not changed meanwhile
  /// @return the answer's body; empty where there is none that is whole
  Optional<byte[]> call(String operation, byte[] body) {
    try {
      var signed = signed(operation, body);
      var answer = http.prepareRequest(signed).call();
      var content = answer.responseBody();
      if (content.isEmpty()) {
        return Optional.empty();
      }
      try (var stream = content.get()) {
        // to its end, so that the connection is used again
        var bytes = stream.readAllBytes();
        return isWhole(answer.httpResponse(), bytes) ? Optional.of(bytes) : Optional.empty();
      }
    } catch (IOException | UncheckedIOException | SdkException | CompletionException e) {
      return Optional.empty();
    }
  }

  private HttpExecuteRequest signed(String operation, byte[] body) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", PROTOCOL)
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", VERSION + operation);
    // as the SDK says it: tells the product's calls from others' in CloudTrail
    client
        .overrideConfiguration()
        .appId()
        .ifPresent(id -> request.putHeader("User-Agent", "app/" + id));
    var identity = client.credentialsProvider().resolveIdentity().join();
    var signed =
        signer.sign(sign ->
            sign.identity(identity)
                .request(request.build())
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, client.region().id()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElseThrow())
        .build();
  }

  private static boolean isWhole(SdkHttpResponse answer, byte[] body) {
    var checksum = answer.firstMatchingHeader(CHECKSUM);
    if (!answer.isSuccessful() || checksum.isEmpty()) {
      return answer.isSuccessful();
    }
    var crc = new CRC32();
    crc.update(body);
    return checksum.get().equals(Long.toString(crc.getValue()));
  }
}
