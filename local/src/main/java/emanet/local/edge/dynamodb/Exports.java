package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.dynamodb.Picture.File;
import emanet.local.edge.wire.AwsFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Exports of tables to S3, in the layout and the files of DynamoDB's own.
///
/// The engine keeps nothing of the past, so a point in time is shown as of the first call that
/// names it: then a picture of all tables is begun, and what other calls of the same time ask for
/// is of that picture, too. It is made aside while calls go on, as DynamoDB's own exports are; what
/// is soon made is awaited. Pictures of the last few times are kept.
final class Exports implements AutoCloseable {
  private static final int KEPT = 3;
  private static final String VERSION = "2020-06-30";

  /// Less than any client waits for an answer.
  private static final Duration SOON = Duration.ofSeconds(1);

  /// Where objects go: the edge's S3.
  interface Bucket {
    void put(String bucket, String key, byte[] content);
  }

  /// Takes the picture of all tables.
  interface Camera {
    /// Takes it.
    ///
    /// @param fixed is told of which tables, in the moment that the picture is of
    Map<String, Picture> all(Consumer<Set<String>> fixed) throws InterruptedException;
  }

  /// A picture that is being made, or was.
  private record Taken(
      CompletableFuture<Set<String>> tables, CompletableFuture<Map<String, Picture>> pictures) {}

  /// @param begun what is said of it until it is done
  private record Export(ObjectNode begun, CompletableFuture<ObjectNode> done) {
    ObjectNode now() {
      return switch (done.state()) {
        case RUNNING -> begun;
        case SUCCESS -> done.resultNow();
        case FAILED -> failed("" + done.exceptionNow());
        case CANCELLED -> failed("cancelled");
      };
    }

    private ObjectNode failed(String why) {
      return begun
          .deepCopy()
          .put("ExportStatus", "FAILED")
          .put("FailureCode", "InternalServerError")
          .put("FailureMessage", why);
    }
  }

  private final InstantSource clock;
  private final Bucket bucket;
  private final Camera camera;
  private final Map<Long, Taken> taken = new LinkedHashMap<>();
  private final Map<String, Export> exports = new LinkedHashMap<>();
  private final Map<String, Export> tokens = new LinkedHashMap<>();

  /// One picture after another.
  private final ExecutorService aside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("exports").daemon().factory());

  Exports(InstantSource clock, Bucket bucket, Camera camera) {
    this.clock = clock;
    this.bucket = bucket;
    this.camera = camera;
  }

  /// `ExportTableToPointInTime`.
  ObjectNode begin(JsonNode asked) {
    var same = known(asked.path("ClientToken").asText());
    if (same.isPresent()) {
      return described(same.get().now());
    }
    if (!asked.path("ExportFormat").asText("DYNAMODB_JSON").equals("DYNAMODB_JSON")) {
      throw AwsFailure.validation("The edge exports DYNAMODB_JSON only.");
    }
    long now = clock.instant().getEpochSecond();
    long at = asked.has("ExportTime") ? asked.path("ExportTime").asLong() : now;
    if (at > now) {
      throw new AwsFailure(
          "InvalidExportTimeException", "The specified ExportTime lies in the future.");
    }
    var arn = asked.path("TableArn").asText();
    var table = arn.substring(arn.lastIndexOf('/') + 1);
    var of = taken(at);
    if (!tables(of).contains(table)) {
      throw new AwsFailure("TableNotFoundException", "Table not found: " + table);
    }
    var export = export(asked, arn, at, of.pictures().thenApply(all -> all.get(table)));
    awaited(export.done());
    return described(export.begun());
  }

  private synchronized Taken taken(long at) {
    var known = taken.get(at);
    if (known != null) {
      return known;
    }
    var tables = new CompletableFuture<Set<String>>();
    var pictures = CompletableFuture.supplyAsync(() -> pictures(tables), aside);
    var begun = new Taken(tables, pictures);
    var _ = pictures.exceptionally(failure -> forgotten(at, failure));
    taken.put(at, begun);
    if (taken.size() > KEPT) {
      taken.remove(taken.keySet().iterator().next());
    }
    return begun;
  }

  /// Whoever names that time again has it tried again.
  private synchronized Map<String, Picture> forgotten(long at, Throwable failure) {
    System.err.println("edge: no picture of the tables could be made: " + failure);
    taken.remove(at);
    return Map.of();
  }

  private Map<String, Picture> pictures(CompletableFuture<Set<String>> tables) {
    try {
      return camera.all(tables::complete);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the edge is closed");
    } finally {
      // where it is fixed, that stands
      tables.completeExceptionally(new CancellationException("no picture could be made"));
    }
  }

  private static Set<String> tables(Taken of) {
    try {
      return of.tables().join();
    } catch (CancellationException e) {
      throw new AwsFailure(500, "InternalServerError", "" + e.getMessage());
    }
  }

  private synchronized Optional<Export> known(String token) {
    return Optional.ofNullable(tokens.get(token));
  }

  private synchronized Export export(
      JsonNode asked, String arn, long at, CompletableFuture<Picture> picture) {
    var token = asked.path("ClientToken").asText();
    var same = known(token);
    if (same.isPresent()) {
      return same.get();
    }
    var begun = begun(asked, arn, at);
    var done = picture.thenApplyAsync(of -> written(begun.deepCopy(), of), aside);
    var export = new Export(begun, done);
    exports.put(begun.path("ExportArn").asText(), export);
    if (!token.isEmpty()) {
      tokens.put(token, export);
    }
    return export;
  }

  private static void awaited(CompletableFuture<ObjectNode> done) {
    try {
      var _ = done.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // whoever asks is told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// `DescribeExport`.
  synchronized ObjectNode describe(JsonNode asked) {
    return described(
        Optional.ofNullable(exports.get(asked.path("ExportArn").asText()))
            .map(Export::now)
            .orElseThrow(() ->
                new AwsFailure("ExportNotFoundException", "The specified export was not found.")));
  }

  private static ObjectNode described(JsonNode export) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("ExportDescription", export);
    return answer;
  }

  private ObjectNode begun(JsonNode asked, String arn, long at) {
    var started = clock.instant();
    var id =
        "%014d-%s".formatted(started.toEpochMilli(), UUID.randomUUID().toString().substring(0, 8));
    var export = JsonNodeFactory.instance.objectNode();
    export.put("ExportArn", arn + "/export/" + id);
    export.put("ExportStatus", "IN_PROGRESS");
    export.put("StartTime", started.getEpochSecond());
    export.put("TableArn", arn).put("ExportTime", at);
    for (var name : List.of("S3Bucket", "S3Prefix")) {
      export.put(name, asked.path(name).asText());
    }
    for (var name : List.of("ClientToken", "S3SseAlgorithm", "S3SseKmsKeyId")) {
      if (asked.has(name)) {
        export.put(name, asked.path(name).asText());
      }
    }
    return export.put("ExportFormat", "DYNAMODB_JSON").put("ExportType", "FULL_EXPORT");
  }

  private ObjectNode written(ObjectNode export, Picture picture) {
    var prefix = export.path("S3Prefix").asText();
    var arn = export.path("ExportArn").asText();
    var folder =
        (prefix.isEmpty() ? "" : prefix + "/")
            + "AWSDynamoDB"
            + arn.substring(arn.lastIndexOf('/'));
    var to = export.path("S3Bucket").asText();
    var lines = new ArrayList<String>();
    for (var file : picture.files()) {
      var key = folder + "/data/" + UUID.randomUUID().toString().replace("-", "") + ".json.gz";
      bucket.put(to, key, file.content());
      lines.add(line(file, key));
    }
    var files = (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
    put(to, folder + "/manifest-files", files);
    var ended = clock.instant();
    export.put("ExportStatus", "COMPLETED").put("EndTime", ended.getEpochSecond());
    export.put("ExportManifest", folder + "/manifest-summary.json");
    export.put("BilledSizeBytes", picture.bytes()).put("ItemCount", picture.items());
    put(to, folder + "/manifest-summary", summary(export, folder, ended));
    return export;
  }

  private static String line(File file, String key) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("itemCount", file.items());
    line.put("md5Checksum", Base64.getEncoder().encodeToString(md5(file.content())));
    line.put("etag", HexFormat.of().formatHex(md5(file.content())) + "-1");
    return line.put("dataFileS3Key", key).toString();
  }

  private static String summary(ObjectNode export, String folder, Instant ended) {
    var summary = JsonNodeFactory.instance.objectNode();
    summary.put("version", VERSION);
    summary.put("exportArn", export.path("ExportArn").asText());
    var started = Instant.ofEpochSecond(export.path("StartTime").asLong());
    summary.put("startTime", started.toString()).put("endTime", ended.toString());
    summary.put("tableArn", export.path("TableArn").asText());
    summary.put("exportTime", Instant.ofEpochSecond(export.path("ExportTime").asLong()).toString());
    summary.put("s3Bucket", export.path("S3Bucket").asText());
    summary.put("s3Prefix", export.path("S3Prefix").asText());
    summary.put("s3SseAlgorithm", export.path("S3SseAlgorithm").asText(""));
    summary.put("manifestFilesS3Key", folder + "/manifest-files.json");
    summary.put("billedSizeBytes", export.path("BilledSizeBytes").asLong());
    summary.put("itemCount", export.path("ItemCount").asLong());
    return summary.put("outputFormat", "DYNAMODB_JSON").put("exportType", "FULL_EXPORT").toString();
  }

  /// A manifest, and beside it its MD5 in base64.
  private void put(String to, String name, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    bucket.put(to, name + ".json", bytes);
    var sum = Base64.getEncoder().encodeToString(md5(bytes));
    bucket.put(to, name + ".md5", sum.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has MD5", e);
    }
  }

  @Override
  public void close() {
    var _ = aside.shutdownNow();
  }
}
