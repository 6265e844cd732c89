package emanet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signatures are those of the SDK's signer: the edge does not verify them, AWS does.
class SignatureTest {
  private static final String TARGET = "DynamoDB_20120810.PutItem";
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:07.250Z");
  private static final List<AwsCredentialsIdentity> IDENTITIES =
      List.of(
          AwsCredentialsIdentity.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
          AwsCredentialsIdentity.create(" spaced ", " secret\n"),
          AwsCredentialsIdentity.create("long", "x".repeat(100)),
          AwsSessionCredentialsIdentity.create(
              "ASIAEXAMPLE", "other", "IQoJ//+==" + "t".repeat(900)));
  private static final List<Instant> TIMES =
      List.of(
          NOON,
          NOON.plusMillis(900),
          Instant.parse("2026-11-26T23:59:59.999Z"),
          Instant.parse("2026-11-27T00:00:00Z"),
          Instant.parse("2028-02-29T01:02:03Z"));
  private static final List<byte[]> BODIES =
      List.of(
          "{}".getBytes(StandardCharsets.UTF_8),
          "{\"a\":{\"S\":\"Işıl\"}}".getBytes(StandardCharsets.UTF_8),
          new byte[20_000]);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://dynamodb.eu-central-1.amazonaws.com",
        "http://127.0.0.1:4566",
        "https://localhost:443/",
        "https://tables.example:8443/some/path-1.2"
      })
  void theyAreTheSdksToTheByte(String endpoint) {
    var now = new AtomicReference<>(NOON);
    var signature =
        new Signature("eu-central-1", URI.create(endpoint), Optional.of("app/emanet"), now::get);
    for (var time : TIMES) {
      now.set(time);
      for (var identity : IDENTITIES) {
        for (var body : BODIES) {
          var signed = signature.signed(identity, TARGET, body);
          var expected = bySdk(URI.create(endpoint), identity, body, time);
          assertThat(signed.getUri()).isEqualTo(expected.getUri());
          assertThat(signed.method()).isEqualTo(expected.method());
          assertThat(headers(signed)).isEqualTo(headers(expected));
        }
      }
    }
  }

  @Test
  void whoSaysNothingOfItselfSendsNoAgent() {
    var signature =
        new Signature(
            "eu-central-1", URI.create("http://127.0.0.1:1"), Optional.empty(), () -> NOON);
    assertThat(headers(signature.signed(IDENTITIES.getFirst(), TARGET, BODIES.getFirst())))
        .doesNotContainKey("User-Agent")
        .containsKey("Authorization");
  }

  private static SdkHttpRequest bySdk(
      URI endpoint, AwsCredentialsIdentity identity, byte[] body, Instant time) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", TARGET)
            .putHeader("User-Agent", "app/emanet")
            .build();
    return AwsV4HttpSigner.create()
        .sign(sign ->
            sign.identity(identity)
                .request(request)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
        .request();
  }

  private static Map<String, List<String>> headers(SdkHttpRequest request) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    request.forEachHeader(headers::put);
    return headers;
  }
}
