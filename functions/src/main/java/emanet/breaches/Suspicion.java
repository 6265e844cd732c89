package emanet.breaches;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Base32;
import emanet.values.Bytes;
import emanet.values.Sha256;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// Something out of the ordinary that somebody has to look at: it is a breach, or it is none. Its
/// clock does not run: that of a breach begins when it is known to be one.
///
/// In `register`, `T#<tenant>#SUS` / id:
///
/// | attribute | type | what |
/// |---|---|---|
/// | `detector` | S | `Detector` |
/// | `about` | S | an actor's id, or what it is about: `ledger`, `backup`, `tokens`, `principal-<hash>` |
/// | `on` | S | the day, in Istanbul |
/// | `count`, `bound` | N | what was counted when it was opened, and what would have been ordinary |
/// | `at` | S | RFC 3339: when it was opened |
/// | `state` | S | `State` |
/// | `by`, `assessed` | S | who assessed it, and when: RFC 3339 |
/// | `breach` | S | the breach that it turned out to be |
/// | `evidence` | B | `Evidence`, sealed under the tenant's own key |
///
/// @param id the day and a hash of detector, subject and day: the same again is the same one
record Suspicion(
    String id,
    Detector detector,
    String about,
    LocalDate on,
    long count,
    long bound,
    Instant at,
    State state,
    Optional<String> by,
    Optional<Instant> assessed,
    Optional<String> breach,
    Optional<Bytes> evidence) {
  private static final int HASH_BYTES = 10;
  static final String STATE = "state";
  static final String BY = "by";
  static final String ASSESSED = "assessed";
  static final String BREACH = "breach";
  static final String EVIDENCE = "evidence";

  /// How it stands.
  enum State {
    OPEN,
    DISMISSED,
    BREACH
  }

  static Suspicion open(Rules.Finding finding, String about, LocalDate on, Instant at) {
    var hash = Sha256.of(finding.detector() + "\n" + about + "\n" + on);
    var tail = Base32.encode(Arrays.copyOf(hash.toArray(), HASH_BYTES));
    return new Suspicion(
        on.toString().replace("-", "") + "-" + tail,
        finding.detector(),
        about,
        on,
        finding.count(),
        finding.bound(),
        at,
        State.OPEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Suspicion with(Bytes sealed) {
    return new Suspicion(
        id,
        detector,
        about,
        on,
        count,
        bound,
        at,
        state,
        by,
        assessed,
        breach,
        Optional.of(sealed));
  }

  static String partition(TenantId tenant) {
    return "T#" + tenant + "#SUS";
  }

  static Key key(TenantId tenant, String id) {
    return new Key(Table.REGISTER, partition(tenant), id);
  }

  static Suspicion of(Item item) {
    return new Suspicion(
        item.key().sort(),
        Detector.valueOf(item.text("detector")),
        item.text("about"),
        LocalDate.parse(item.text("on")),
        item.number("count"),
        item.number("bound"),
        Instant.parse(item.text("at")),
        State.valueOf(item.text(STATE)),
        item.optionalText(BY),
        item.optionalText(ASSESSED).map(Instant::parse),
        item.optionalText(BREACH),
        item.optionalBytes(EVIDENCE));
  }

  Item item(TenantId tenant) {
    return Item.at(key(tenant, id))
        .with("detector", detector.name())
        .with("about", about)
        .with("on", on.toString())
        .with("count", count)
        .with("bound", bound)
        .with("at", at.toString())
        .with(STATE, state.name())
        .withOptional(BY, by, Value::of)
        .withOptional(ASSESSED, assessed.map(Instant::toString), Value::of)
        .withOptional(BREACH, breach, Value::of)
        .withOptional(EVIDENCE, evidence, Value::of);
  }
}
