package emanet.cookies;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.Sha256;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Choices, in `register`, by the hash of their receipt: who reads the table holds no receipt. No
/// address, no browser, nothing of the visitor is kept. The day of expiry stands in the partition,
/// so that what has expired is found without reading what has not.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a choice | `T#<tenant>#CK#<day of expiry, UTC>#<first hex digit>` | SHA-256 of the receipt, hex |
///
/// | how far it was swept | `T#<tenant>#CK#SWEPT` | `S` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `policy`, `policyVersion` | S, N | the cookie policy that was shown |
/// | `functional`, `analytics`, `marketing` | BOOL | what was allowed |
/// | `at` | S | RFC 3339: when it was chosen |
/// | `expiresAt` | N | ms |
/// | `day` | S | of how far it was swept: the last day of expiry of which nothing is left, `yyyyMMdd` |
final class ChoiceItems {
  static final String SHARDS = "0123456789abcdef";
  private static final String POLICY = "policy";
  private static final String VERSION = "policyVersion";
  private static final String FUNCTIONAL = "functional";
  private static final String ANALYTICS = "analytics";
  private static final String MARKETING = "marketing";
  private static final String AT = "at";
  private static final String EXPIRES = "expiresAt";
  private static final String DAY = "day";
  private static final int DAY_LENGTH = 8;

  private final Store store;

  ChoiceItems(Store store) {
    this.store = store;
  }

  /// A receipt: the day of expiry, then 128 random bits.
  static String receipt(Instant expiresAt, String random) {
    return day(day(expiresAt)) + random;
  }

  static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static String day(LocalDate date) {
    return "%04d%02d%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  static String partition(TenantId tenant, LocalDate expiry, char shard) {
    return partition(tenant, day(expiry), shard);
  }

  private static String partition(TenantId tenant, String day, char shard) {
    return "T#" + tenant + "#CK#" + day + "#" + shard;
  }

  private static Key key(TenantId tenant, String receipt) {
    var hash = sha256(receipt);
    return new Key(
        Table.REGISTER, partition(tenant, receipt.substring(0, DAY_LENGTH), hash.charAt(0)), hash);
  }

  void put(TenantId tenant, Choice choice) {
    var item =
        Item.at(key(tenant, choice.receipt()))
            .with(POLICY, choice.policy())
            .with(VERSION, choice.policyVersion())
            .with(FUNCTIONAL, choice.functional())
            .with(ANALYTICS, choice.analytics())
            .with(MARKETING, choice.marketing())
            .with(AT, choice.chosenAt().toString())
            .with(EXPIRES, choice.expiresAt().toEpochMilli());
    // 128 random bits meet no other choice: what stands there is this one, whose answer was lost
    var _ = store.put(item, Condition.noItem());
  }

  Optional<Choice> read(TenantId tenant, String receipt) {
    return store.read(key(tenant, receipt)).map(item -> parse(receipt, item));
  }

  private static Choice parse(String receipt, Item item) {
    return new Choice(
        receipt,
        item.text(POLICY),
        item.number(VERSION),
        item.flag(FUNCTIONAL),
        item.flag(ANALYTICS),
        item.flag(MARKETING),
        Instant.parse(item.text(AT)),
        Instant.ofEpochMilli(item.number(EXPIRES)));
  }

  /// The last day of expiry that was swept whole; empty before the first.
  Optional<LocalDate> swept(TenantId tenant) {
    return store
        .read(sweptKey(tenant))
        .map(item -> LocalDate.parse(item.text(DAY), DateTimeFormatter.BASIC_ISO_DATE));
  }

  /// Of two sweeps at once each wrote what it saw gone: the earlier day only costs another look.
  void swept(TenantId tenant, LocalDate day) {
    var _ = store.put(Item.at(sweptKey(tenant)).with(DAY, day(day)), Condition.always());
  }

  private static Key sweptKey(TenantId tenant) {
    return new Key(Table.REGISTER, "T#" + tenant + "#CK#SWEPT", "S");
  }

  /// Deletes a page of a partition whose day is over.
  ///
  /// @return how many were deleted
  int clear(TenantId tenant, LocalDate expiry, char shard, int limit) {
    var range =
        Range.between(Table.REGISTER, partition(tenant, expiry, shard), "!", "~").limit(limit);
    List<Key> keys = store.query(range).stream().map(Item::key).toList();
    keys.forEach(key -> {
      var _ = store.delete(key, Condition.always());
    });
    return keys.size();
  }

  private static String sha256(String receipt) {
    return Sha256.of(receipt.getBytes(StandardCharsets.US_ASCII)).toHex();
  }
}
