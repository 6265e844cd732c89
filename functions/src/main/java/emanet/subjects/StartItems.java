package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.ActivityCode;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// The items of the index of starts, in `lookups`: of which there is no backup, since they say on
/// which days something happened to people (`StartCodes`). After a restore they are made anew from
/// the records whose key lives (`Rebuilding`).
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a record's start, its creation | `T#<tenant>#DUE#C#<activity>#<category>#<shard>` | `<date>#<subject>#<record>` |
/// | its own date | `T#<tenant>#DUE#E#<activity>#<category>#<shard>` | `<code>#<subject>#<record>#<attempt>` |
/// | a person's | `T#<tenant>#DUE#R#<activity>#<category>#<shard>` | `<code>#<subject>` |
/// | that there are any | `T#<tenant>#DUE` | `C\|E\|R#<activity>#<category>`; `N#…` and `L#…` are notes (`Shelving`) |
/// | a person whose relationship's end was changed | `T#<tenant>#DUE#MOVED#<shard>` | `<subject>` |
/// | an end that a relationship has or had | `T#<tenant>#S#<subject>` | `R#<code>` |
///
/// `C`, `E` and `R` say what is counted from: the record's creation, its own date, the end of the
/// relationship. Codes are those of `StartCodes`.
///
/// What leads from an erased person, whose dates nobody can open any more, to the person's entries:
/// of `C`, what stands in the clear on the record; of `E`, an attempt's trace, as of any pointer
/// (`Pointers`); of `R`, the ends that were noted before any entry of theirs was put.
///
/// | attribute | type | what |
/// |---|---|---|
/// | `at` | N | ms: when it was put last |
final class StartItems {
  static final char CREATED = 'C';
  static final char EVENT = 'E';
  static final char RELATIONSHIP = 'R';
  static final String AT = "at";

  /// What a record's item calls the entry under an activity, beside the names of searchable fields.
  private static final String NAMES = "@";

  private static final String ENDS = "R#";
  private static final String INDEX = "#DUE#";

  private StartItems() {}

  static String directory(TenantId tenant) {
    return "T#" + tenant + "#DUE";
  }

  static Key listed(TenantId tenant, char from, String activity, CategoryCode category) {
    return new Key(Table.LOOKUPS, directory(tenant), from + "#" + activity + "#" + category);
  }

  static String partition(
      TenantId tenant, char from, String activity, CategoryCode category, int shard) {
    return directory(tenant) + "#" + from + "#" + activity + "#" + category + "#" + shard;
  }

  static Key ofCreated(RecordPlace place, String activity, LocalDate created) {
    return ofRecord(place, CREATED, activity, StartCodes.plain(created), "");
  }

  static Key ofEvent(RecordPlace place, String activity, String code, String attempt) {
    return ofRecord(place, EVENT, activity, code, "#" + attempt);
  }

  private static Key ofRecord(
      RecordPlace place, char from, String activity, String code, String rest) {
    var subject = place.subject();
    return new Key(
        Table.LOOKUPS,
        partition(place.tenant(), from, activity, place.category(), Roster.shard(subject)),
        code + "#" + subject + "#" + place.record() + rest);
  }

  static Key ofPerson(
      TenantId tenant,
      SubjectId subject,
      ActivityCode activity,
      CategoryCode category,
      String code) {
    return new Key(
        Table.LOOKUPS,
        partition(tenant, RELATIONSHIP, activity.value(), category, Roster.shard(subject)),
        code + "#" + subject);
  }

  static String name(String activity) {
    return NAMES + activity;
  }

  static boolean isName(String name) {
    return name.startsWith(NAMES);
  }

  /// The activity of what `name` made.
  static String activity(String name) {
    return name.substring(NAMES.length());
  }

  /// What a record's item calls an entry, where the pointer is one.
  static Optional<String> nameOf(Key pointer) {
    var partition = pointer.partition();
    int index = partition.indexOf(INDEX);
    return index < 0 ? Optional.empty() : Optional.of(name(partition.split("#", -1)[4]));
  }

  /// All that is noted of the ends of a person's relationship.
  static Range ends(TenantId tenant, SubjectId subject) {
    return Range.prefix(Table.LOOKUPS, Pointers.tracePartition(tenant, subject), ENDS);
  }

  static Key end(TenantId tenant, SubjectId subject, String code) {
    return new Key(Table.LOOKUPS, Pointers.tracePartition(tenant, subject), ENDS + code);
  }

  /// The code in the key of what `end` made.
  static String endCode(Key end) {
    return end.sort().substring(ENDS.length());
  }

  static String movedPartition(TenantId tenant, int shard) {
    return directory(tenant) + "#MOVED#" + shard;
  }

  static Key moved(TenantId tenant, SubjectId subject) {
    return new Key(Table.LOOKUPS, movedPartition(tenant, Roster.shard(subject)), subject.value());
  }

  static Item item(Key key, Instant at) {
    return Item.at(key).with(AT, at.toEpochMilli());
  }
}
