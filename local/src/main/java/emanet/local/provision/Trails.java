package emanet.local.provision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import emanet.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trails of trail.yaml. The edge has no CloudTrail to be asked; it is told where its files go.
public final class Trails {
  static final String FILE = "trail.yaml";

  private static final int DONE = 204;

  private Trails() {}

  /// Begins them, each in its bucket, which is there.
  ///
  /// @param infrastructure the directory
  public static void begin(Path infrastructure, URI edge, List<String> regions) {
    try (var http = HttpClient.newHttpClient()) {
      for (var region : regions) {
        var template = Template.read(infrastructure.resolve(FILE), region, Map.of());
        var buckets = template.resources("AWS::S3::Bucket");
        for (var trail : template.resources("AWS::CloudTrail::Trail").values()) {
          var bucket =
              Optional.ofNullable(buckets.get(trail.properties().required("S3BucketName")))
                  .orElseThrow();
          begin(http, edge, bucket.properties().required("BucketName"));
        }
      }
    }
  }

  private static void begin(HttpClient http, URI edge, String bucket) {
    var body = JsonNodeFactory.instance.objectNode().put("bucket", bucket).toString();
    var request =
        HttpRequest.newBuilder(edge.resolve("/_emanet/trails"))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != DONE) {
        throw new IllegalStateException("the edge begins no trail: " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no trail was begun", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a trail was begun", e);
    }
  }
}
