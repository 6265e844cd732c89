package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.RecordId;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Where blind-index pointers lie, and what leads back to them.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | pointer | `T#<tenant>#X#<category>.<field>#<bucket>` | `<tag>#<subject>#<record>#<attempt>` | none |
/// | unique pointer | `T#<tenant>#U#<name>#<tag>` | `P` | `subject` S |
/// | start | `StartItems` | `<code>#<subject>#<record>#<attempt>` | `at` N |
/// | trace | `T#<tenant>#S#<subject>` | `W#<category>#<record>#<attempt>` | `filled` BOOL, `pointers` SS |
///
/// A **trace** is written before any pointer of an attempt, and without a word on values: "this
/// attempt may leave pointers of this person". Beside the pointers it is written again, filled with
/// their keys. So whoever erases a person finds every pointer from the person's own traces, though
/// the keys that made the tags are gone: a filled trace names them; an open one (its writer died
/// between the two) says that the person's pointers must be looked for bucket by bucket.
///
/// A **start** finds a record by its own date when its time of retention is over; to traces it is a
/// pointer as any other.
final class Pointers {
  static final String FILLED = "filled";
  static final String POINTERS = "pointers";
  static final String SUBJECT = "subject";

  /// Characters of the tag that choose its bucket: 256 buckets a field, so that they can be walked.
  private static final int BUCKET = 2;

  /// Pointers in a page, so that who asks for one person is not led through another's one by one.
  private static final int LEAST_PAGE = 50;

  private Pointers() {}

  static Key pointer(
      TenantId tenant,
      CategoryCode category,
      String field,
      String tag,
      SubjectId subject,
      RecordId record,
      String attempt) {
    return new Key(
        Table.LOOKUPS,
        partition(tenant, category, field, tag),
        tag + "#" + subject + "#" + record + "#" + attempt);
  }

  static String partition(TenantId tenant, CategoryCode category, String field, String tag) {
    return "T#" + tenant + "#X#" + category + "." + field + "#" + tag.substring(0, BUCKET);
  }

  /// The pointers of one shard's tag, for as many people: a person has one a record, so that a page
  /// of pointers says nothing of how many people it names. Of each but the last person all are
  /// there, and of the last one, too, where there are fewer people than were asked for.
  ///
  /// @param after the person after whom to go on
  static List<Item> ofPeople(
      Store store, String partition, String tag, Optional<String> after, int people) {
    var found = new ArrayList<Item>();
    var seen = new HashSet<String>();
    // '~' sorts after all that may follow the person's id
    var last = after.map(id -> tag + "#" + id + "#~");
    int most = Math.max(people, LEAST_PAGE);
    var range = Range.prefix(Table.LOOKUPS, partition, tag + "#").limit(most);
    while (true) {
      var page = store.query(last.map(range::after).orElse(range));
      found.addAll(page);
      page.forEach(pointer -> seen.add(subject(pointer.key())));
      if (page.size() < most || seen.size() >= people) {
        return found;
      }
      last = Optional.of(page.getLast().key().sort());
    }
  }

  /// Whom a pointer leads to.
  static String subject(Key pointer) {
    return pointer.sort().split("#", -1)[1];
  }

  static Key unique(TenantId tenant, String name, String tag) {
    return new Key(Table.LOOKUPS, "T#" + tenant + "#U#" + name + "#" + tag, "P");
  }

  static Key trace(
      TenantId tenant, SubjectId subject, CategoryCode category, RecordId record, String attempt) {
    return new Key(
        Table.LOOKUPS, tracePartition(tenant, subject), tracePrefix(category, record) + attempt);
  }

  static String tracePartition(TenantId tenant, SubjectId subject) {
    return "T#" + tenant + "#S#" + subject;
  }

  /// Whether an item is among those that lead to others: traces, and the ends that were noted.
  static boolean leads(Key key) {
    return key.table() == Table.LOOKUPS && key.partition().split("#", -1)[2].equals("S");
  }

  /// What the sort keys of all traces of a record start with.
  static String tracePrefix(CategoryCode category, RecordId record) {
    return "W#" + category + "#" + record + "#";
  }

  /// The attempt that put a pointer, or an entry that finds a record by its own date.
  static String attempt(Key pointer) {
    return pointer.sort().split("#", -1)[3];
  }

  /// A key as one text, for the set in a trace.
  static String text(Key pointer) {
    return pointer.partition() + "|" + pointer.sort();
  }

  /// Reads what `text` made.
  static Key parse(String text) {
    int bar = text.indexOf('|');
    return new Key(Table.LOOKUPS, text.substring(0, bar), text.substring(bar + 1));
  }
}
