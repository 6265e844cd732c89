package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.edge.dynamodb.Picture.File;
import emanet.local.edge.wire.AwsFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Exports of tables to S3, in the layout and the files of DynamoDB's own.
///
/// The engine keeps nothing of the past, so a point in time is shown as of the first call that
/// names it: then a picture of all tables is taken at once, while nothing is written, and what
/// other calls of the same time ask for is of that picture, too. Pictures of the last few times are
/// kept.
final class Exports {
  private static final int KEPT = 3;
  private static final String VERSION = "2020-06-30";

  /// Where objects go: the edge's S3.
  interface Bucket {
    void put(String bucket, String key, byte[] content);
  }

  /// Takes the picture of all tables.
  interface Camera {
    Map<String, Picture> all();
  }

  private final InstantSource clock;
  private final Bucket bucket;
  private final Map<Long, Map<String, Picture>> pictures = new LinkedHashMap<>();
  private final Map<String, ObjectNode> exports = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();

  Exports(InstantSource clock, Bucket bucket) {
    this.clock = clock;
    this.bucket = bucket;
  }

  /// `ExportTableToPointInTime`.
  synchronized ObjectNode begin(JsonNode asked, Camera camera) {
    var token = asked.path("ClientToken").asText();
    var same = Optional.ofNullable(tokens.get(token)).map(exports::get);
    if (same.isPresent()) {
      return described(same.get());
    }
    var arn = asked.path("TableArn").asText();
    var table = arn.substring(arn.lastIndexOf('/') + 1);
    if (!asked.path("ExportFormat").asText("DYNAMODB_JSON").equals("DYNAMODB_JSON")) {
      throw AwsFailure.validation("The edge exports DYNAMODB_JSON only.");
    }
    long now = clock.instant().getEpochSecond();
    long at = asked.has("ExportTime") ? asked.path("ExportTime").asLong() : now;
    if (at > now) {
      throw new AwsFailure(
          "InvalidExportTimeException", "The specified ExportTime lies in the future.");
    }
    var picture = picture(at, camera).get(table);
    if (picture == null) {
      throw new AwsFailure("TableNotFoundException", "Table not found: " + table);
    }
    var export = written(asked, arn, at, picture);
    exports.put(export.path("ExportArn").asText(), export);
    if (!token.isEmpty()) {
      tokens.put(token, export.path("ExportArn").asText());
    }
    return described(export.deepCopy().put("ExportStatus", "IN_PROGRESS"));
  }

  private Map<String, Picture> picture(long at, Camera camera) {
    var known = pictures.get(at);
    if (known != null) {
      return known;
    }
    var taken = camera.all();
    pictures.put(at, taken);
    if (pictures.size() > KEPT) {
      pictures.remove(pictures.keySet().iterator().next());
    }
    return taken;
  }

  /// `DescribeExport`.
  synchronized ObjectNode describe(JsonNode asked) {
    return described(
        Optional.ofNullable(exports.get(asked.path("ExportArn").asText()))
            .orElseThrow(() ->
                new AwsFailure("ExportNotFoundException", "The specified export was not found.")));
  }

  private static ObjectNode described(JsonNode export) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("ExportDescription", export);
    return answer;
  }

  private ObjectNode written(JsonNode asked, String arn, long at, Picture picture) {
    var started = clock.instant();
    var id =
        "%014d-%s".formatted(started.toEpochMilli(), UUID.randomUUID().toString().substring(0, 8));
    var prefix = asked.path("S3Prefix").asText();
    var folder = (prefix.isEmpty() ? "" : prefix + "/") + "AWSDynamoDB/" + id;
    var to = asked.path("S3Bucket").asText();
    var lines = new ArrayList<String>();
    for (var file : picture.files()) {
      var key = folder + "/data/" + UUID.randomUUID().toString().replace("-", "") + ".json.gz";
      bucket.put(to, key, file.content());
      lines.add(line(file, key));
    }
    var files = (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
    put(to, folder + "/manifest-files", files);
    var export = JsonNodeFactory.instance.objectNode();
    export.put("ExportArn", arn + "/export/" + id);
    export.put("ExportStatus", "COMPLETED");
    export.put("StartTime", started.getEpochSecond()).put("EndTime", started.getEpochSecond());
    export.put("ExportManifest", folder + "/manifest-summary.json");
    export.put("TableArn", arn).put("ExportTime", at);
    export.put("S3Bucket", to).put("S3Prefix", prefix);
    for (var name : List.of("ClientToken", "S3SseAlgorithm", "S3SseKmsKeyId")) {
      if (asked.has(name)) {
        export.put(name, asked.path(name).asText());
      }
    }
    export.put("ExportFormat", "DYNAMODB_JSON").put("ExportType", "FULL_EXPORT");
    export.put("BilledSizeBytes", picture.bytes()).put("ItemCount", picture.items());
    put(to, folder + "/manifest-summary", summary(export, folder, started));
    return export;
  }

  private static String line(File file, String key) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("itemCount", file.items());
    line.put("md5Checksum", Base64.getEncoder().encodeToString(md5(file.content())));
    line.put("etag", HexFormat.of().formatHex(md5(file.content())) + "-1");
    return line.put("dataFileS3Key", key).toString();
  }

  private static String summary(ObjectNode export, String folder, Instant started) {
    var summary = JsonNodeFactory.instance.objectNode();
    summary.put("version", VERSION);
    summary.put("exportArn", export.path("ExportArn").asText());
    summary.put("startTime", started.toString()).put("endTime", started.toString());
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
}
