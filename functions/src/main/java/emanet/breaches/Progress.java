package emanet.breaches;

import emanet.store.Item;
import emanet.store.Value;
import java.time.Instant;
import java.util.Optional;

/// How far a breach came, in clear: what its clocks go by without opening its file.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `notified` | S | RFC 3339: when the Authority was first told; absent until it is recorded |
/// | `waived` | BOOL | two people decided not to tell the Authority |
/// | `told` | S | RFC 3339: when the other side was told last |
/// | `notice` | S | the id of that notice |
/// | `received` | S | RFC 3339: when it said that it has that notice |
/// | `published` | S | RFC 3339: when people were told on the website last |
///
/// @param notifiedAt stops the clock
/// @param waived nobody is reminded any more
record Progress(
    Optional<Instant> notifiedAt,
    boolean waived,
    Optional<Instant> toldAt,
    Optional<String> notice,
    Optional<Instant> receivedAt,
    Optional<Instant> publishedAt) {
  static final Progress NONE =
      new Progress(
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final String NOTIFIED = "notified";
  private static final String WAIVED = "waived";
  private static final String TOLD = "told";
  private static final String NOTICE = "notice";
  private static final String RECEIVED = "received";
  private static final String PUBLISHED = "published";

  static Progress of(Item item) {
    return new Progress(
        time(item, NOTIFIED),
        item.flag(WAIVED),
        time(item, TOLD),
        item.optionalText(NOTICE),
        time(item, RECEIVED),
        time(item, PUBLISHED));
  }

  private static Optional<Instant> time(Item item, String name) {
    return item.optionalText(name).map(Instant::parse);
  }

  Item on(Item item) {
    return item.withOptional(NOTIFIED, notifiedAt.map(Instant::toString), Value::of)
        .with(WAIVED, waived)
        .withOptional(TOLD, toldAt.map(Instant::toString), Value::of)
        .withOptional(NOTICE, notice, Value::of)
        .withOptional(RECEIVED, receivedAt.map(Instant::toString), Value::of)
        .withOptional(PUBLISHED, publishedAt.map(Instant::toString), Value::of);
  }

  /// Whether the clock still runs for somebody to be reminded of.
  boolean open() {
    return notifiedAt.isEmpty() && !waived;
  }

  Progress notified(Instant at) {
    return new Progress(Optional.of(at), waived, toldAt, notice, receivedAt, publishedAt);
  }

  Progress withoutNotice() {
    return new Progress(notifiedAt, true, toldAt, notice, receivedAt, publishedAt);
  }

  /// A receipt is of one notice: the next one waits for its own.
  Progress told(Instant at, String id) {
    return new Progress(
        notifiedAt, waived, Optional.of(at), Optional.of(id), Optional.empty(), publishedAt);
  }

  Progress received(Instant at) {
    return new Progress(notifiedAt, waived, toldAt, notice, Optional.of(at), publishedAt);
  }

  Progress published(Instant at) {
    return new Progress(notifiedAt, waived, toldAt, notice, receivedAt, Optional.of(at));
  }
}
