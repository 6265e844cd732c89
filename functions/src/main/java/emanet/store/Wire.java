package emanet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/// Calls of DynamoDB whose bodies are bytes already: as the client makes them, with its
/// credentials, Region and endpoint, but without its model of requests and answers and its signer
/// for every form of them (`Signature`), which is most of what a call costs.
///
/// A call is made once. Whatever else than a whole answer comes of it, be it throttling, an error
/// or silence, is nothing here: the caller then makes it by the client, which tries again as it
/// does, and names what is wrong. So only calls that may be repeated are made here: those that the
/// client repeats, too. Both together take no longer than the client alone may.
final class Wire {
  private static final String VERSION = "DynamoDB_20120810.";
  private static final String CHECKSUM = "x-amz-crc32";
  private static final int BAD_REQUEST = 400;

  /// Where the client has no limit of its own.
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private static final Duration LEAST = Duration.ofMillis(1);

  private final DynamoDbServiceClientConfiguration client;
  private final SdkHttpClient http;
  private final Optional<Volley> volley;
  private final Signature signature;
  private final Duration whole;

  /// @param http ends what its thread is at when that is interrupted, or after a time of its own
  Wire(DynamoDbClient client, SdkHttpClient http) {
    this(client, http, Optional.empty());
  }

  /// @param volley makes many calls at once, where there is one
  Wire(DynamoDbClient client, SdkHttpClient http, Optional<Volley> volley) {
    this.client = client.serviceClientConfiguration();
    this.http = http;
    this.volley = volley;
    var endpoint =
        this.client
            .endpointOverride()
            .orElseGet(() ->
                URI.create(
                    "https://"
                        + DynamoDbClient.serviceMetadata().endpointFor(this.client.region())));
    var configured = this.client.overrideConfiguration();
    // as the SDK says it: tells the product's calls from others' in CloudTrail
    var agent = configured.appId().map(id -> "app/" + id);
    this.signature =
        new Signature(this.client.region().id(), endpoint, agent, InstantSource.system());
    this.whole = configured.apiCallTimeout().orElse(LONGEST);
  }

  /// The same, signed by another client's credentials.
  Wire by(DynamoDbClient other) {
    return new Wire(other, http, volley);
  }

  /// A whole answer.
  static final class Answer {
    private final boolean done;
    private final byte[] body;

    private Answer(boolean done, byte[] body) {
      this.done = done;
      this.body = body;
    }

    /// Whether the call was done; else it was refused, and `body` says why.
    boolean done() {
      return done;
    }

    /// Not changed by whoever reads it.
    byte[] body() {
      return body;
    }
  }

  /// Makes a call once.
  ///
  /// @param body is not changed meanwhile
  /// @return empty where there is no answer that is whole
  Optional<Answer> call(String operation, byte[] body) {
    try (var _ = TimeLimit.of(whole.dividedBy(2))) {
      return read(http.prepareRequest(signed(operation, body)).call());
    } catch (IOException | UncheckedIOException | SdkException | CompletionException e) {
      return Optional.empty();
    }
  }

  /// Whether many calls are made at once from one thread.
  boolean hasVolleys() {
    return volley.isPresent();
  }

  /// Makes calls at once, each once.
  ///
  /// @param bodies at most `Volley.MOST`, which are not changed meanwhile
  /// @return for each; empty where there is no answer that is whole
  List<Optional<Answer>> volley(String operation, List<byte[]> bodies) {
    try {
      var posts = bodies.stream().map(body -> signed(operation, body)).toList();
      return volley.orElseThrow().post(posts, whole.dividedBy(2)).stream()
          .map(answer -> answer.flatMap(Wire::readWhole))
          .toList();
    } catch (SdkException | CompletionException e) {
      // of who has no credentials, for any of them
      return Collections.nCopies(bodies.size(), Optional.empty());
    }
  }

  private static Optional<Answer> readWhole(HttpExecuteResponse answer) {
    try {
      return read(answer);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Answer> read(HttpExecuteResponse answer) throws IOException {
    var content = answer.responseBody();
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (var stream = content.get()) {
      // to its end, so that the connection is used again
      var bytes = stream.readAllBytes();
      return isWhole(answer.httpResponse(), bytes)
          ? Optional.of(new Answer(answer.httpResponse().isSuccessful(), bytes))
          : Optional.empty();
    }
  }

  /// What is left for the client of a call's time.
  ///
  /// @param began when it was begun here, by `System.nanoTime`
  AwsRequestOverrideConfiguration rest(long began) {
    var left = whole.minusNanos(System.nanoTime() - began);
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(left.compareTo(LEAST) < 0 ? LEAST : left)
        .build();
  }

  private HttpExecuteRequest signed(String operation, byte[] body) {
    var identity = client.credentialsProvider().resolveIdentity().join();
    return HttpExecuteRequest.builder()
        .request(signature.signed(identity, VERSION + operation, body))
        .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body))
        .build();
  }

  private static boolean isWhole(SdkHttpResponse answer, byte[] body) {
    if (!answer.isSuccessful() && answer.statusCode() != BAD_REQUEST) {
      return false;
    }
    var checksum = answer.firstMatchingHeader(CHECKSUM);
    if (checksum.isEmpty()) {
      return true;
    }
    var crc = new CRC32();
    crc.update(body);
    return checksum.get().equals(Long.toString(crc.getValue()));
  }
}
