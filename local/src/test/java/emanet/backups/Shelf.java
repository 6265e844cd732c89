package emanet.backups;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/// Backups as they lie in the buckets, read by other code than the product's.
final class Shelf {
  private final Stack stack;

  Shelf(Stack stack) {
    this.stack = stack;
  }

  ApiCall operator() {
    return stack.as(stack.strongToken("platform", "operator-1", "operator"));
  }

  /// Makes a backup, to its end.
  String make() {
    var id = operator().post("/v1/backups", "{}").expect(202).body().path("id").asText();
    for (int i = 0; i < 20 && !read(id).path("state").asText().equals("SUCCEEDED"); i++) {
      stack.advance(Duration.ofMinutes(1));
    }
    return id;
  }

  JsonNode read(String id) {
    return asked("/v1/backups/" + id).expect(200).body();
  }

  /// Asks as a client does: again, where it is told to come again.
  Answer asked(String path) {
    var answer = operator().get(path);
    for (int i = 0; i < 10 && answer.status() == 503; i++) {
      LockSupport.parkNanos(
          Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))).toNanos());
      answer = operator().get(path);
    }
    return answer;
  }

  JsonNode manifest(String id) {
    return Stack.json(new String(newest(manifestName(id)), StandardCharsets.UTF_8));
  }

  String manifestName(String id) {
    try (var s3 = s3()) {
      return s3
          .listObjectsV2(list -> list.bucket(bucket("records")).prefix("manifests/"))
          .contents()
          .stream()
          .map(object -> object.key())
          .filter(key -> key.endsWith("-" + id + ".json"))
          .findFirst()
          .orElseThrow();
    }
  }

  S3Client s3() {
    return stack.s3(Stack.HOME);
  }

  static String bucket(String table) {
    return Stack.bucket(table.equals("keys") ? "keybackups" : "backups", Stack.HOME);
  }

  private byte[] newest(String name) {
    try (var s3 = s3()) {
      return s3.getObjectAsBytes(get -> get.bucket(bucket("records")).key(name)).asByteArray();
    }
  }

  byte[] content(String table, JsonNode object) {
    try (var s3 = s3()) {
      return s3.getObjectAsBytes(get ->
              get.bucket(bucket(table))
                  .key(object.path("name").asText())
                  .versionId(object.path("version").asText()))
          .asByteArray();
    }
  }

  static List<JsonNode> objects(JsonNode manifest, String table) {
    var objects = manifest.path("tables").path(table).path("objects");
    return StreamSupport.stream(objects.spliterator(), false).toList();
  }

  /// The items of a table, as DynamoDB JSON.
  List<JsonNode> items(JsonNode manifest, String table) {
    return objects(manifest, table).stream()
        .filter(object -> object.path("name").asText().endsWith(".gz"))
        .flatMap(object -> lines(content(table, object)).stream())
        .map(line -> Stack.json(line).path("Item"))
        .toList();
  }

  private static List<String> lines(byte[] packed) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
