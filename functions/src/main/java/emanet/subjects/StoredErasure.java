package emanet.subjects;

import emanet.keys.Keyring;
import emanet.register.Activity.Disposal;
import emanet.store.Change;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.subjects.ErasureParticipant.Leaving;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An erasure's item, `T#<tenant>#ER#<id>` / `ERASURE` in `register`.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `subject` | S | the person's id |
/// | `category` | S | absent: the whole person |
/// | `method` | S | `ERASE`, `DESTROY`, `ANONYMISE` |
/// | `by` | S | the actor who asked |
/// | `at` | N | ms: when it was asked |
/// | `ledger` | S | the receipt of its entry |
/// | `request` | S | the application on which it rests |
/// | `reason` | B | sealed under the key of the case, which is the erasure |
/// | `suppress` | S | a date: the national id is not taken up again before it |
/// | `tags` | B | sealed likewise: what the suppression will know the id by; gone once it stands |
/// | `stage` | S | how far it came: `Stage` |
/// | `effective` | N | ms: when the keys went |
/// | `keys` | M of N | the highest destroyed version by category |
/// | `kept` | SS | the categories of the person that stay |
/// | `copied` | BOOL | whether its record is in every Region |
/// | `draft` | S | the certificate, or its second part, signed: not kept yet, and not given out |
/// | `certificate` | S | the canonical JSON, signed |
/// | `released` | BOOL | ANONYMISE: what stays is in a release, or nothing does |
/// | `failure` | S | why it came to nothing |
record StoredErasure(TenantId tenant, String id, Item item) {
  static final String STAGE = "stage";
  static final String EFFECTIVE = "effective";
  static final String KEYS = "keys";
  static final String COPIED = "copied";
  static final String DRAFT = "draft";
  static final String CERTIFICATE = "certificate";
  static final String FAILURE = "failure";
  static final String TAGS = "tags";
  static final String RELEASED = "released";
  private static final String SUBJECT = "subject";
  private static final String CATEGORY = "category";
  private static final String METHOD = "method";
  private static final String BY = "by";
  private static final String AT = "at";
  private static final String LEDGER = "ledger";
  private static final String REQUEST = "request";
  static final String REASON = "reason";
  private static final String SUPPRESS = "suppress";
  private static final String KEPT = "kept";

  /// How far an erasure came.
  enum Stage {
    /// Asked for, and on its way: the keys are there, or were just destroyed.
    PREPARED,
    /// The keys are gone.
    EFFECTIVE,
    /// Records and pointers are gone too.
    CLEARED,
    /// Its record is in every Region, and its certificate is signed.
    CERTIFIED,
    /// No copy of the keys is left anywhere, and the certificate says so.
    FINAL,
    /// Nothing was erased, nor will be: its record is being annulled.
    ANNULLING,
    /// Nothing was erased.
    FAILED
  }

  /// What is asked.
  ///
  /// @param suppress the date until which the national id is not taken up again
  record Asked(
      SubjectId subject,
      Optional<CategoryCode> category,
      Disposal method,
      String by,
      Instant at,
      String ledger,
      Optional<String> request,
      Optional<LocalDate> suppress) {}

  static Key key(TenantId tenant, String id) {
    return new Key(Table.REGISTER, "T#" + tenant + "#ER#" + id, "ERASURE");
  }

  static Item fresh(TenantId tenant, String id, Asked asked, Bytes reason, Set<String> kept) {
    return Item.at(key(tenant, id))
        .with(SUBJECT, asked.subject().value())
        .withOptional(CATEGORY, asked.category().map(CategoryCode::value), Value::of)
        .with(METHOD, asked.method().name())
        .with(BY, asked.by())
        .with(AT, asked.at().toEpochMilli())
        .with(LEDGER, asked.ledger())
        .withOptional(REQUEST, asked.request(), Value::of)
        .with(REASON, reason)
        .withOptional(SUPPRESS, asked.suppress().map(LocalDate::toString), Value::of)
        .with(KEPT, kept)
        .with(STAGE, Stage.PREPARED.name());
  }

  Asked asked() {
    return new Asked(
        subject(),
        category(),
        Disposal.valueOf(item.text(METHOD)),
        item.text(BY),
        Instant.ofEpochMilli(item.number(AT)),
        item.text(LEDGER),
        item.optionalText(REQUEST),
        item.optionalText(SUPPRESS).map(LocalDate::parse));
  }

  SubjectId subject() {
    return new SubjectId(item.text(SUBJECT));
  }

  Optional<CategoryCode> category() {
    return item.optionalText(CATEGORY).map(CategoryCode::new);
  }

  Stage stage() {
    return Stage.valueOf(item.text(STAGE));
  }

  boolean isEffective() {
    return switch (stage()) {
      case PREPARED, ANNULLING, FAILED -> false;
      case EFFECTIVE, CLEARED, CERTIFIED, FINAL -> true;
    };
  }

  Instant effective() {
    return Instant.ofEpochMilli(item.number(EFFECTIVE));
  }

  boolean released() {
    return item.flag(RELEASED);
  }

  boolean copied() {
    return item.flag(COPIED);
  }

  Set<String> kept() {
    return item.texts(KEPT);
  }

  Map<String, Long> keys() {
    var keys = new HashMap<String, Long>();
    item.tree(KEYS)
        .forEach((category, version) -> {
          if (version instanceof Value.Whole(var number)) {
            keys.put(category, number);
          }
        });
    return keys;
  }

  Optional<String> draft() {
    return item.optionalText(DRAFT);
  }

  Optional<String> certificate() {
    return item.optionalText(CERTIFICATE);
  }

  Optional<Bytes> tags() {
    return item.optionalBytes(TAGS);
  }

  Leaving leaving() {
    return new Leaving(tenant, subject(), category(), id, item.optionalText(REQUEST));
  }

  static Change stage(Stage stage) {
    return Change.set(STAGE, stage.name());
  }

  /// The case whose key seals what belongs to the erasure alone.
  static Key caseItem(TenantId tenant, String id) {
    return Keyring.caseItem(tenant, id);
  }
}
