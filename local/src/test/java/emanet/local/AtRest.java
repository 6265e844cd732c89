package emanet.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Everything that a stack keeps, as whoever steals all of it would see it: every item of every
/// table, and every object of every bucket in every Region with its name.
public final class AtRest {
  private final Stack stack;
  private final List<String> regions;

  public AtRest(Stack stack, String... regions) {
    this.stack = stack;
    this.regions = List.of(regions);
  }

  /// Shows each, and where it is.
  public void forEach(BiConsumer<String, byte[]> seen) {
    tables(seen);
    objects("", seen);
  }

  /// The items, all their values behind each other.
  public void tables(BiConsumer<String, byte[]> seen) {
    try (var dynamo = stack.dynamo()) {
      for (var table : dynamo.listTables().tableNames()) {
        for (var item : dynamo.scanPaginator(request -> request.tableName(table)).items()) {
          seen.accept(where(table, item), bytes(item));
        }
      }
    }
  }

  /// The items of one table whose key has `part` in it; the others stay where they are.
  public void items(String table, String part, BiConsumer<String, byte[]> seen) {
    try (var dynamo = stack.dynamo()) {
      dynamo
          .scanPaginator(scan ->
              scan.tableName(table)
                  .filterExpression("contains(pk, :part) OR contains(sk, :part)")
                  .expressionAttributeValues(Map.of(":part", AttributeValue.fromS(part))))
          .items()
          .forEach(item -> seen.accept(where(table, item), bytes(item)));
    }
  }

  private static String where(String table, Map<String, AttributeValue> item) {
    return table + " " + item.get("pk") + " " + item.get("sk");
  }

  /// The objects whose name begins so.
  public void objects(String prefix, BiConsumer<String, byte[]> seen) {
    for (var region : regions) {
      try (var s3 = stack.s3(region)) {
        for (var bucket : s3.listBuckets().buckets()) {
          if (bucket.name().endsWith(region)) {
            s3.listObjectsV2Paginator(list -> list.bucket(bucket.name()).prefix(prefix))
                .contents()
                .forEach(object -> {
                  var content =
                      s3.getObject(
                          get -> get.bucket(bucket.name()).key(object.key()),
                          software.amazon.awssdk.core.sync.ResponseTransformer.toBytes());
                  var bytes = new ByteArrayOutputStream();
                  bytes.writeBytes(utf8(object.key()));
                  bytes.writeBytes(utf8(" " + content.response().metadata() + " "));
                  bytes.writeBytes(content.asByteArray());
                  seen.accept(bucket.name() + "/" + object.key(), bytes.toByteArray());
                });
          }
        }
      }
    }
  }

  /// An item's names and values, each ended by a zero byte, binaries as they are.
  public static byte[] bytes(Map<String, AttributeValue> item) {
    var bytes = new ByteArrayOutputStream();
    item.forEach((name, value) -> {
      bytes.writeBytes(utf8(name));
      bytes.write(0);
      write(value, bytes);
    });
    return bytes.toByteArray();
  }

  private static void write(AttributeValue value, ByteArrayOutputStream to) {
    switch (value.type()) {
      case S -> to.writeBytes(utf8(value.s()));
      case N -> to.writeBytes(utf8(value.n()));
      case B -> to.writeBytes(value.b().asByteArray());
      case BS -> value.bs().forEach(b -> write(AttributeValue.fromB(b), to));
      case SS -> value.ss().forEach(s -> write(AttributeValue.fromS(s), to));
      case NS -> value.ns().forEach(n -> write(AttributeValue.fromN(n), to));
      case L -> value.l().forEach(inner -> write(inner, to));
      case M -> to.writeBytes(bytes(value.m()));
      case BOOL, NUL -> to.writeBytes(utf8(String.valueOf(value.bool())));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("a type that is not known");
    }
    to.write(0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
