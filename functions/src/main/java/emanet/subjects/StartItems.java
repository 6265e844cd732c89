package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;

/// The items of the index of starts, in `records`.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a record's start | `T#<tenant>#DUE#C\|E#<activity>#<category>#<shard>` | `<code>#<subject>#<record>` |
/// | a person's | `T#<tenant>#DUE#R#<activity>#<category>#<shard>` | `<code>#<subject>` |
/// | that there are any | `T#<tenant>#DUE` | `C\|E\|R#<activity>#<category>` |
/// | a person whose relationship's end was changed | `T#<tenant>#DUE#MOVED#<shard>` | `<subject>` |
///
/// `C`, `E` and `R` say what is counted from: the record's creation, its own date, the end of the
/// relationship. Codes are those of `StartCodes`.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `at` | N | ms: when it was put last |
final class StartItems {
  static final char CREATED = 'C';
  static final char EVENT = 'E';
  static final char RELATIONSHIP = 'R';
  static final String AT = "at";

  private StartItems() {}

  static String directory(TenantId tenant) {
    return "T#" + tenant + "#DUE";
  }

  static Key listed(TenantId tenant, char from, String activity, CategoryCode category) {
    return new Key(Table.RECORDS, directory(tenant), from + "#" + activity + "#" + category);
  }

  static String partition(
      TenantId tenant, char from, String activity, CategoryCode category, int shard) {
    return directory(tenant) + "#" + from + "#" + activity + "#" + category + "#" + shard;
  }

  static Key ofRecord(RecordPlace place, char from, String activity, String code) {
    var subject = place.subject();
    return new Key(
        Table.RECORDS,
        partition(place.tenant(), from, activity, place.category(), Roster.shard(subject)),
        code + "#" + subject + "#" + place.record());
  }

  static Key ofPerson(
      TenantId tenant,
      SubjectId subject,
      ActivityCode activity,
      CategoryCode category,
      String code) {
    return new Key(
        Table.RECORDS,
        partition(tenant, RELATIONSHIP, activity.value(), category, Roster.shard(subject)),
        code + "#" + subject);
  }

  static String movedPartition(TenantId tenant, int shard) {
    return directory(tenant) + "#MOVED#" + shard;
  }

  static Key moved(TenantId tenant, SubjectId subject) {
    return new Key(Table.RECORDS, movedPartition(tenant, Roster.shard(subject)), subject.value());
  }

  static Item item(Key key, Instant at) {
    return Item.at(key).with(AT, at.toEpochMilli());
  }
}
