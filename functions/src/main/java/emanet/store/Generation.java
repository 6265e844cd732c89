package emanet.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/// Which generation of the tables is in use: one item of the table `emanet-deployment`.
///
/// What was read is used for 5 seconds at most, so that a promotion, which freezes writes for
/// longer than that, is seen by everyone before it ends. A batch read takes the item along where it
/// is a second old, so that under traffic nobody waits for it.
final class Generation {
  static final String TABLE = "emanet-deployment";
  static final Map<String, AttributeValue> KEY =
      Map.of(
          Key.PARTITION,
          AttributeValue.fromS("platform"),
          Key.SORT,
          AttributeValue.fromS("DEPLOYMENT"));
  private static final String ATTRIBUTE = "generation";
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final DynamoDbClient client;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  Generation(DynamoDbClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  private record Seen(long number, Instant at) {}

  String name(Table table) {
    return table == Table.DEPLOYMENT ? TABLE : "emanet-" + table.label() + "-" + current();
  }

  private long current() {
    var known = seen.get();
    if (known != null && age(known).compareTo(LONGEST) < 0 && !age(known).isNegative()) {
      return known.number();
    }
    var asked = clock.instant();
    var answer =
        client.getItem(
            GetItemRequest.builder().tableName(TABLE).key(KEY).consistentRead(true).build());
    return take(answer.item(), asked);
  }

  boolean wantsRefresh() {
    var known = seen.get();
    return known != null && age(known).compareTo(FRESH) > 0;
  }

  /// Takes what a read that began at `asked` found.
  long take(Map<String, AttributeValue> item, Instant asked) {
    var number = item.get(ATTRIBUTE);
    if (number == null || number.n() == null) {
      throw new IllegalStateException(
          "the table " + TABLE + " does not say which generation is in use");
    }
    var found = new Seen(Long.parseLong(number.n()), asked);
    seen.set(found);
    return found.number();
  }

  private Duration age(Seen known) {
    return Duration.between(known.at(), clock.instant());
  }
}
