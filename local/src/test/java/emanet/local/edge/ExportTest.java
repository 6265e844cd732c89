package emanet.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;

/// Exports of a table that is written meanwhile.
class ExportTest {
  private static final int PEOPLE = 4_000;
  private static final int BATCH = 25;
  private static final String BUCKET = "exports";

  /// What somebody wrote, one thing after another: of whom, and the value; an empty one deletes.
  private record Done(String pk, String value) {}

  @Test
  void isOfOneMomentThoughItemsAreWritten() throws Exception {
    try (var edge = Edge.start(EdgeOptions.quiet());
        var dynamo = TestEdge.client(edge, DynamoDbClient.builder(), "eu-central-1");
        var s3 = TestEdge.client(edge, S3Client.builder(), "eu-central-1")) {
      s3.createBucket(make -> make.bucket(BUCKET));
      var table = DynamoTest.table(dynamo);
      fill(dynamo, table);
      var done = new ArrayList<Done>();
      var begun = new CountDownLatch(3);
      var going = new AtomicBoolean(true);
      var writer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; going.get(); i++) {
                  done.add(write(dynamo, table, i));
                  begun.countDown();
                }
              });
      begun.await();
      var export = exported(dynamo, table);
      going.set(false);
      writer.join();
      assertThat(momentOf(values(s3, export), done)).isNotNegative();
    }
  }

  /// As AWS does it: a file for each partition of the table, also for an empty one, with the items
  /// that it says it has, and all of a partition key's in one.
  @Test
  void hasAFileForEachPartition() throws Exception {
    try (var edge = Edge.start(EdgeOptions.quiet());
        var dynamo = TestEdge.client(edge, DynamoDbClient.builder(), "eu-central-1");
        var s3 = TestEdge.client(edge, S3Client.builder(), "eu-central-1")) {
      s3.createBucket(make -> make.bucket(BUCKET));
      var table = DynamoTest.table(dynamo);
      for (int i = 0; i < 3; i++) {
        var item = new HashMap<>(DynamoTest.item("one", "v" + i));
        item.put("sk", AttributeValue.fromS("K" + i));
        dynamo.putItem(put -> put.tableName(table).item(item));
      }
      var manifest = exported(dynamo, table).exportManifest();
      var files =
          text(s3, manifest.replace("manifest-summary", "manifest-files"))
              .lines()
              .map(ExportTest::json)
              .toList();
      assertThat(files).extracting(file -> file.path("itemCount").asInt()).containsOnly(0, 3);
      assertThat(files).hasSize(4);
      for (var file : files) {
        assertThat(lines(s3, file.path("dataFileS3Key").asText()))
            .hasSize(file.path("itemCount").asInt());
      }
    }
  }

  private static JsonNode json(String line) {
    try {
      return new JsonMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(S3Client s3, String key) {
    return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
  }

  private static List<String> lines(S3Client s3, String key) throws IOException {
    var packed = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray();
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static void fill(DynamoDbClient dynamo, String table) {
    for (int from = 0; from < PEOPLE; from += BATCH) {
      var writes = new ArrayList<WriteRequest>();
      for (int i = from; i < from + BATCH; i++) {
        var put = PutRequest.builder().item(item("p" + i, "0")).build();
        writes.add(WriteRequest.builder().putRequest(put).build());
      }
      dynamo.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
    }
  }

  private static Map<String, AttributeValue> item(String pk, String value) {
    var item = new HashMap<>(DynamoTest.item(pk, value));
    item.put("filling", AttributeValue.fromS("x".repeat(1_000)));
    return item;
  }

  private static Done write(DynamoDbClient dynamo, String table, int i) {
    var pk = "p" + (i * 7) % PEOPLE;
    var value = "" + (i + 1);
    switch (i % 4) {
      case 0 -> dynamo.putItem(put -> put.tableName(table).item(item(pk, value)));
      case 1 -> {
        var put = PutRequest.builder().item(item(pk, value)).build();
        var write = WriteRequest.builder().putRequest(put).build();
        dynamo.batchWriteItem(batch -> batch.requestItems(Map.of(table, List.of(write))));
      }
      case 2 -> {
        dynamo.deleteItem(delete -> delete.tableName(table).key(key(pk)));
        return new Done(pk, "");
      }
      default ->
          dynamo.updateItem(update ->
              update
                  .tableName(table)
                  .key(key(pk))
                  .updateExpression("SET v = :v")
                  .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(value))));
    }
    return new Done(pk, value);
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("K"));
  }

  private static ExportDescription exported(DynamoDbClient dynamo, String table)
      throws InterruptedException {
    var arn = dynamo.describeTable(describe -> describe.tableName(table)).table().tableArn();
    var export =
        dynamo
            .exportTableToPointInTime(begin -> begin.tableArn(arn).s3Bucket(BUCKET))
            .exportDescription();
    while (export.exportStatus() == ExportStatus.IN_PROGRESS) {
      Thread.sleep(20);
      var of = export.exportArn();
      export = dynamo.describeExport(describe -> describe.exportArn(of)).exportDescription();
    }
    assertThat(export.exportStatus()).isEqualTo(ExportStatus.COMPLETED);
    return export;
  }

  private static Map<String, String> values(S3Client s3, ExportDescription export)
      throws IOException {
    var values = new HashMap<String, String>();
    var data =
        s3.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
            .filter(object -> object.key().endsWith(".json.gz"))
            .toList();
    for (var object : data) {
      for (var line : lines(s3, object.key())) {
        var item = json(line).path("Item");
        values.put(item.at("/pk/S").asText(), item.at("/v/S").asText());
      }
    }
    assertThat(values).hasSize((int) (long) export.itemCount());
    return values;
  }

  /// @return after how many writes the table was as it was exported; -1 where it never was
  private static int momentOf(Map<String, String> exported, List<Done> done) {
    var state = new HashMap<String, String>();
    for (int i = 0; i < PEOPLE; i++) {
      state.put("p" + i, "0");
    }
    for (int i = 0; i <= done.size(); i++) {
      if (state.equals(exported)) {
        return i;
      }
      if (i < done.size() && done.get(i).value().isEmpty()) {
        state.remove(done.get(i).pk());
      } else if (i < done.size()) {
        state.put(done.get(i).pk(), done.get(i).value());
      }
    }
    return -1;
  }
}
