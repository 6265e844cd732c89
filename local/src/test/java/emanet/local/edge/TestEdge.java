package emanet.local.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// One edge for all tests of a JVM that do not need one of their own; started when first asked for,
/// gone with the JVM. Tests on it share its clock, faults and counts: what they set they scope by
/// `match`.
public final class TestEdge {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private TestEdge() {}

  private static final class Holder {
    private static final Edge EDGE = started();

    private static Edge started() {
      var edge = Edge.start(EdgeOptions.quiet());
      edge.prepare();
      return edge;
    }
  }

  public static Edge shared() {
    return Holder.EDGE;
  }

  public static URI url() {
    return shared().url();
  }

  /// A client of the administrator on the shared edge.
  public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder, String region) {
    return client(shared(), builder, region);
  }

  /// A client of the administrator.
  public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      Edge edge, B builder, String region) {
    return builder
        .endpointOverride(edge.url())
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        // a key of 4096 bit may take long on a busy machine, and asking again makes another one
        .httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build())
        .build();
  }

  /// Calls the control API; an absent body is sent as none.
  public static HttpResponse<String> control(Edge edge, String method, String path, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(edge.url().resolve("/_emanet/" + path))
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
