package emanet.subjects;

import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.Optional;
import java.util.Set;

/// A person's item in `records`, beside their records.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `version` | N | counts every change |
/// | `groups` | SS | codes of subject groups |
/// | `sealed` | B | envelope format 1 over the person's reference and end of relationship |
/// | `created` | S | RFC 3339 |
/// | `ended` | BOOL | true if the relationship has an end: which is sealed; absent otherwise |
/// | `mark` | B | keyed hash of the idempotency key of the last change, if it had one |
record StoredSubject(
    long version,
    Set<String> groups,
    Bytes sealed,
    String created,
    boolean ended,
    Optional<Bytes> mark) {
  static final String SORT = "S";
  private static final String VERSION = "version";
  private static final String GROUPS = "groups";
  private static final String SEALED = "sealed";
  private static final String CREATED = "created";
  private static final String ENDED = "ended";
  private static final String MARK = "mark";

  StoredSubject {
    groups = Set.copyOf(groups);
  }

  static Key key(TenantId tenant, SubjectId subject) {
    return new Key(Table.RECORDS, RecordPlace.partition(tenant, subject), SORT);
  }

  static StoredSubject of(Item item) {
    return new StoredSubject(
        item.number(VERSION),
        item.texts(GROUPS),
        item.bytes(SEALED),
        item.text(CREATED),
        item.flag(ENDED),
        item.optionalBytes(MARK));
  }

  Item at(Key key) {
    var item =
        Item.at(key)
            .with(VERSION, version)
            .with(GROUPS, groups)
            .with(SEALED, sealed)
            .with(CREATED, created)
            .withOptional(MARK, mark, Value::of);
    return ended ? item.with(ENDED, true) : item;
  }

  Condition unchanged() {
    return Condition.equal(VERSION, version);
  }
}
