package emanet.ledger;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.TenantId;
import java.util.Optional;

/// How far one Region's copy of a log goes.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `pk`, `sk` | S | `T#<tenant>#L`, `PUBLISHED#<region>` |
/// | `tiles` | N | the size up to which tiles and bundles are there |
/// | `size` | N | the size of the checkpoint that is there; 0 if none is |
/// | `note` | S | that checkpoint, signed; absent if none is |
record PublishedLog(long tiles, Optional<SignedCheckpoint> checkpoint) {
  private static final String TILES = "tiles";
  private static final String SIZE = "size";
  private static final String NOTE = "note";

  static Key key(TenantId tenant, String region) {
    return new Key(Table.LEDGER, "T#" + tenant + "#L", "PUBLISHED#" + region);
  }

  static PublishedLog of(Optional<Item> item) {
    return item.map(PublishedLog::of).orElse(new PublishedLog(0, Optional.empty()));
  }

  private static PublishedLog of(Item item) {
    return new PublishedLog(
        item.number(TILES), item.optionalText(NOTE).map(SignedCheckpoint::parse));
  }

  long size() {
    return checkpoint.map(SignedCheckpoint::size).orElse(0L);
  }

  PublishedLog withTiles(long to) {
    return new PublishedLog(to, checkpoint);
  }

  PublishedLog with(SignedCheckpoint signed) {
    return new PublishedLog(tiles, Optional.of(signed));
  }

  Item item(Key key) {
    return Item.at(key)
        .with(TILES, tiles)
        .with(SIZE, size())
        .withOptional(NOTE, checkpoint, signed -> Value.of(signed.note().encoded()));
  }

  /// That what stands there does not go further.
  Condition forward() {
    return Condition.any(
        Condition.noItem(),
        Condition.all(Condition.less(TILES, tiles + 1), Condition.less(SIZE, size() + 1)));
  }
}
