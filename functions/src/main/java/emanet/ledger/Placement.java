package emanet.ledger;

import emanet.store.Index;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.Base32;
import emanet.values.Ids;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Where entries lie. All of a tenant's traffic writes here, so a day is spread over shards; an
/// entry's shard and day follow from its id, so that an id is enough to find it.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk` | S | `T#<tenant>#E#<yyyyMMdd of the id>#<shard>` |
/// | `sk` | S | the entry's id |
/// | `leaf` | S | the entry's bytes, in ASCII |
/// | `gs1pk`, `gs1sk` | S | index `bySubject`: `T#<tenant>#S#<subject>#<shard>`, order |
/// | `gs2pk`, `gs2sk` | S | index `byActor`: `T#<tenant>#A#<actor>#<shard>`, order |
///
/// The order of an intent is its id; that of an outcome is `<intent's id>.<own id>` in the intent's
/// shard, so that both indexes give an outcome right behind its intent.
final class Placement {
  static final String LEAF = "leaf";
  static final int DAY_SHARDS = 8;
  static final int SUBJECT_SHARDS = 4;
  static final int ACTOR_SHARDS = 8;

  private static final String OF = ".";

  /// Sorts after every outcome of an intent and before every other intent.
  private static final String PAST_OUTCOMES = "~";

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  static final View BY_SUBJECT =
      new View(new Index("bySubject", "gs1pk", "gs1sk"), 'S', SUBJECT_SHARDS);
  static final View BY_ACTOR = new View(new Index("byActor", "gs2pk", "gs2sk"), 'A', ACTOR_SHARDS);

  /// One way to look at the entries: by an index, whose partitions are of one kind.
  record View(Index index, char kind, int shards) {

    List<String> partitions(TenantId tenant, String of) {
      return IntStream.range(0, shards).mapToObj(shard -> partition(tenant, of, shard)).toList();
    }

    /// Of what an item is an entry, in this view.
    String of(Item item) {
      var partition = item.text(index.partition());
      int kindAt = partition.indexOf("#" + kind + "#", 2);
      return partition.substring(kindAt + 3, partition.lastIndexOf('#'));
    }

    String order(Item item) {
      return item.text(index.sort());
    }

    private String partition(TenantId tenant, String of, int shard) {
      return "T#" + tenant + "#" + kind + "#" + of + "#" + shard;
    }

    private Item place(Item item, TenantId tenant, String of, String intent, String order) {
      return item.with(index.partition(), partition(tenant, of, shard(intent, shards)))
          .with(index.sort(), order);
    }
  }

  private Placement() {}

  static Key key(TenantId tenant, String id) {
    var day = DAY.format(Ids.timeOf(id).atOffset(ZoneOffset.UTC));
    return new Key(Table.LEDGER, partition(tenant, day, shard(id, DAY_SHARDS)), id);
  }

  /// The partitions that hold a day's entries.
  static List<String> partitions(TenantId tenant, LocalDate day) {
    var name = DAY.format(day);
    return IntStream.range(0, DAY_SHARDS)
        .mapToObj(shard -> partition(tenant, name, shard))
        .toList();
  }

  private static String partition(TenantId tenant, String day, int shard) {
    return "T#" + tenant + "#E#" + day + "#" + shard;
  }

  static Item intent(TenantId tenant, String id, Intent intent, String leaf) {
    return item(tenant, id, intent, leaf, id, id);
  }

  static Item outcome(TenantId tenant, String id, String of, Intent intent, String leaf) {
    return item(tenant, id, intent, leaf, of, of + OF + id);
  }

  static boolean isOutcome(String order) {
    return order.contains(OF);
  }

  static String intentOf(String order) {
    return order.substring(0, Ids.ORDERED_LENGTH);
  }

  static String pastOutcomesOf(String intent) {
    return intent + PAST_OUTCOMES;
  }

  private static Item item(
      TenantId tenant, String id, Intent intent, String leaf, String shardedBy, String order) {
    var actor = intent.caller().actor().value();
    var subject = intent.subject().map(SubjectId::value);
    return again(tenant, id, shardedBy, order, actor, subject, leaf);
  }

  /// An entry's item out of its leaf.
  ///
  /// @param shardedBy the intent's id
  static Item again(
      TenantId tenant,
      String id,
      String shardedBy,
      String order,
      String actor,
      Optional<String> subject,
      String leaf) {
    var entry = Item.at(key(tenant, id)).with(LEAF, leaf);
    var byActor = BY_ACTOR.place(entry, tenant, actor, shardedBy, order);
    return subject
        .map(person -> BY_SUBJECT.place(byActor, tenant, person, shardedBy, order))
        .orElse(byActor);
  }

  /// The last byte of an id is random.
  private static int shard(String id, int shards) {
    var bytes = Base32.decode(id);
    return bytes[bytes.length - 1] & (shards - 1);
  }
}
