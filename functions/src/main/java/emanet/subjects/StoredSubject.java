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
/// | `end` | S | when the relationship ended, if it has, as `StartCodes` has it |
/// | `mark` | B | keyed hash of the idempotency key of the last change, if it had one |
record StoredSubject(
    long version,
    Set<String> groups,
    Bytes sealed,
    String created,
    Optional<String> end,
    Optional<Bytes> mark) {
  private static final String SORT = "S";
  private static final String VERSION = "version";
  private static final String GROUPS = "groups";
  private static final String SEALED = "sealed";
  private static final String CREATED = "created";
  private static final String END = "end";
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
        item.optionalText(END),
        item.optionalBytes(MARK));
  }

  Item at(Key key) {
    return Item.at(key)
        .with(VERSION, version)
        .with(GROUPS, groups)
        .with(SEALED, sealed)
        .with(CREATED, created)
        .withOptional(END, end, Value::of)
        .withOptional(MARK, mark, Value::of);
  }

  Condition unchanged() {
    return Condition.equal(VERSION, version);
  }
}
