package emanet.notices;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What reached a person, in `register`: codes, ids, dates and hashes. Deliveries are only added.
/// Beside them stands the highest version of each notice that reached the person, raised after the
/// delivery was put: a stop in between leaves it too low, and the person counts as not told yet,
/// until the call is repeated.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a delivery | `T#<tenant>#ND#<subject>` | `<notice>#<6 digits of the version>#<id>` |
/// | the highest version received | `T#<tenant>#NR#<subject>` | notice |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `sha256` | S | of the text, in hex |
/// | `means` | S | `SHOWN`, `SENT` or `POSTED` |
/// | `source` | S | `FROM_PERSON` or `FROM_OTHER` |
/// | `acknowledged` | BOOL | whether the person confirmed that they saw it |
/// | `at` | S | RFC 3339 |
/// | `by` | S | an actor's id |
/// | `receipt` | S | `<entry id>.<leaf hash>` of its intent |
/// | `received` | N | the highest version received |
final class DeliveryItems {
  private static final String SHA256 = "sha256";
  private static final String MEANS = "means";
  private static final String SOURCE = "source";
  private static final String ACKNOWLEDGED = "acknowledged";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final String RECEIPT = "receipt";
  private static final String RECEIVED = "received";
  private static final String LOWEST = "!";
  private static final String HIGHEST = "~";

  private final Store store;

  DeliveryItems(Store store) {
    this.store = store;
  }

  static Key received(TenantId tenant, SubjectId subject, NoticeId notice) {
    return new Key(Table.REGISTER, "T#" + tenant + "#NR#" + subject, notice.value());
  }

  /// The highest version that reached the person, by what was read at `received`; 0 for none.
  static long received(Optional<Item> item) {
    return item.map(i -> i.number(RECEIVED)).orElse(0L);
  }

  private static String partition(TenantId tenant, SubjectId subject) {
    return "T#" + tenant + "#ND#" + subject;
  }

  /// Puts a delivery, once however often it is tried: its id is the call's.
  void put(TenantId tenant, SubjectId subject, Delivery delivery) {
    var sort = "%s#%06d#%s".formatted(delivery.notice(), delivery.version(), delivery.id());
    var item =
        Item.at(new Key(Table.REGISTER, partition(tenant, subject), sort))
            .with(SHA256, delivery.sha256())
            .with(MEANS, delivery.means().name())
            .with(SOURCE, delivery.source().name())
            .with(ACKNOWLEDGED, delivery.acknowledged())
            .with(AT, delivery.at().toString())
            .with(BY, delivery.by())
            .with(RECEIPT, delivery.receipt());
    var _ = store.put(item, Condition.noItem());
    var _ =
        store.update(
            received(tenant, subject, delivery.notice()),
            List.of(Change.set(RECEIVED, delivery.version())),
            Condition.any(
                Condition.absent(RECEIVED), Condition.less(RECEIVED, delivery.version())));
  }

  /// A page, in the order of notices and versions.
  List<Item> list(TenantId tenant, SubjectId subject, int limit, Optional<String> after) {
    var range =
        Range.between(Table.REGISTER, partition(tenant, subject), LOWEST, HIGHEST).limit(limit);
    return store.query(after.map(range::after).orElse(range));
  }

  static Delivery parse(Item item) {
    var parts = item.key().sort().split("#", -1);
    return new Delivery(
        parts[2],
        new NoticeId(parts[0]),
        Long.parseLong(parts[1]),
        item.text(SHA256),
        Delivery.Means.valueOf(item.text(MEANS)),
        Delivery.Source.valueOf(item.text(SOURCE)),
        item.flag(ACKNOWLEDGED),
        Instant.parse(item.text(AT)),
        item.text(BY),
        item.text(RECEIPT));
  }
}
