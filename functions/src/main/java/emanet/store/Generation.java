package emanet.store;

import emanet.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
///
/// | attribute | type | what |
/// |---|---|---|
/// | `generation` | N | the generation of all tables but those that are apart |
/// | `apart` | M of N | by label: the generation of a table that stayed where it was |
/// | `frozen` | SS | labels of tables that are not written to while a restore is promoted |
/// | `frozenOf` | S | the tenant whose items alone that is about; absent where it is about all |
/// | `by` | S | the restore that froze or switched it last |
/// | `since` | N | ms: when everybody knew of the last switch; absent before any |
class Generation {
  static final String TABLE = "emanet-deployment";
  static final Key ITEM = new Key(Table.DEPLOYMENT, "platform", "DEPLOYMENT");
  static final Map<String, AttributeValue> KEY = Attributes.of(ITEM);

  static final String ATTRIBUTE = "generation";
  static final String APART = "apart";
  static final String FREEZE = "frozen";
  static final String FROZEN_OF = "frozenOf";
  static final String SINCE = "since";

  /// When to come back to a table that is frozen.
  private static final Duration FROZEN = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final DynamoDbClient client;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Seen> seen;

  Generation(DynamoDbClient client, InstantSource clock) {
    this(client, clock, new AtomicReference<>());
  }

  private Generation(
      DynamoDbClient client, InstantSource clock, AtomicReference<@Nullable Seen> seen) {
    this.client = client;
    this.clock = clock;
    this.seen = seen;
  }

  /// What is known of it, looked for by another client from here on.
  Generation by(DynamoDbClient other) {
    return new Generation(other, clock, seen);
  }

  /// @param frozenOf what the partition keys begin with that are frozen
  record Seen(Generations generations, Set<String> frozen, String frozenOf, Instant at) {}

  String name(Table table) {
    return table == Table.DEPLOYMENT ? TABLE : current().generations().name(table);
  }

  /// Lets a write through, unless the table is frozen, or what it has of that tenant.
  ///
  /// @throws emanet.fault.FaultException `Unavailable`
  void requireThawed(Key key) {
    var now = current();
    if (now.frozen().contains(key.table().label()) && key.partition().startsWith(now.frozenOf())) {
      throw new Fault.Unavailable(FROZEN).exception();
    }
  }

  private Seen current() {
    var known = seen.get();
    if (known != null && age(known).compareTo(LONGEST) < 0 && !age(known).isNegative()) {
      return known;
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
  Seen take(Map<String, AttributeValue> item, Instant asked) {
    var found =
        new Seen(
            generations(item), frozen(item), frozenOf(item).map(Key::prefix).orElse(""), asked);
    seen.set(found);
    return found;
  }

  static Generations generations(Map<String, AttributeValue> item) {
    var number = item.get(ATTRIBUTE);
    if (number == null || number.n() == null) {
      throw new IllegalStateException(
          "the table " + TABLE + " does not say which generation is in use");
    }
    var apart = new EnumMap<Table, Long>(Table.class);
    var kept = item.get(APART);
    if (kept != null && kept.hasM()) {
      for (var table : Table.values()) {
        var of = kept.m().get(table.label());
        if (of != null) {
          apart.put(table, Long.parseLong(of.n()));
        }
      }
    }
    return new Generations(Long.parseLong(number.n()), apart);
  }

  static Set<String> frozen(Map<String, AttributeValue> item) {
    var labels = item.get(FREEZE);
    return labels == null || !labels.hasSs() ? Set.of() : Set.copyOf(labels.ss());
  }

  /// Whose items alone are frozen; empty where all are.
  static Optional<String> frozenOf(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(FROZEN_OF)).map(AttributeValue::s);
  }

  private Duration age(Seen known) {
    return Duration.between(known.at(), clock.instant());
  }
}
