package emanet.ledger;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far a witness has followed one Region's copy of a log.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk`, `sk` | S | `T#<tenant>#L`, `WITNESS#<region>#<id of the witness's key, in hex>` |
/// | `size` | N | entries in the checkpoint that it cosigned last; 0 if it cosigned none |
/// | `at` | N | milliseconds since 1970: when |
/// | `note` | S | that checkpoint, with the log's signature and the witness's; absent if there is none |
/// | `wanting` | N | milliseconds since 1970: since when the next one is asked for in vain; absent where it is not |
record WitnessedLog(
    long size, Instant at, Optional<SignedCheckpoint> cosigned, Optional<Instant> wanting) {
  private static final String SIZE = "size";
  private static final String AT = "at";
  private static final String NOTE = "note";
  private static final String WANTING = "wanting";

  private static final WitnessedLog NEVER =
      new WitnessedLog(0, Instant.EPOCH, Optional.empty(), Optional.empty());

  static Key key(TenantId tenant, String region, Witness witness) {
    return new Key(Table.LEDGER, "T#" + tenant + "#L", "WITNESS#" + region + "#" + witness.id());
  }

  static WitnessedLog of(Optional<Item> item) {
    return item.map(WitnessedLog::of).orElse(NEVER);
  }

  private static WitnessedLog of(Item item) {
    return new WitnessedLog(
        item.number(SIZE),
        Instant.ofEpochMilli(item.number(AT)),
        item.optionalText(NOTE).map(SignedCheckpoint::parse),
        item.optionalNumber(WANTING).map(Instant::ofEpochMilli));
  }

  Item item(Key key) {
    return Item.at(key)
        .with(SIZE, size)
        .with(AT, at.toEpochMilli())
        .withOptional(NOTE, cosigned, signed -> Value.of(signed.note().encoded()))
        .withOptional(WANTING, wanting, since -> Value.of(since.toEpochMilli()));
  }

  /// Whether the log has grown since, and the next cosignature's time has come.
  boolean isDue(SignedCheckpoint newest, Instant now, Duration every) {
    return newest.size() > size && !at.plus(every).isAfter(now);
  }

  WitnessedLog with(SignedCheckpoint signed, Instant now) {
    return new WitnessedLog(signed.size(), now, Optional.of(signed), Optional.empty());
  }

  WitnessedLog wantingSince(Instant now) {
    return new WitnessedLog(size, at, cosigned, wanting.or(() -> Optional.of(now)));
  }

  Duration wanting(Instant now) {
    return wanting.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
  }

  /// That nothing further stands there.
  Condition forward() {
    return Condition.any(Condition.noItem(), Condition.less(SIZE, size + 1));
  }
}
