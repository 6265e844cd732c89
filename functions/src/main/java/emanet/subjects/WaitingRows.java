package emanet.subjects;

import emanet.keys.Macs;
import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.subjects.AnonymousDisposal.Outcome;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Whose time of retention is over for a category, and who waits for others to be anonymous with.
/// It says only where to look: whether anything is due still, the records tell.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | who waits | `T#<tenant>#AW#<category>` in `register` | a keyed hash of the person's id |
/// | a category that somebody waited in | `T#<tenant>#AW` | its code |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `subject` | S | the person's id |
/// | `first` | S | a date: since when they wait |
/// | `outcome` | S | `RELEASED`: their row is in a release; or why there will be none |
/// | `listed` | BOOL | of a category: true |
final class WaitingRows {
  private static final String PURPOSE = "anonymous";
  private static final String SUBJECT = "subject";
  private static final String FIRST = "first";
  private static final String OUTCOME = "outcome";
  private static final String LISTED = "listed";

  private final Store store;
  private final Macs macs;

  WaitingRows(Store store, Macs macs) {
    this.store = store;
    this.macs = macs;
  }

  /// Who waits.
  ///
  /// @param id means nothing without the tenant's key
  record Waiting(String id, SubjectId subject, LocalDate first, Optional<Outcome> outcome) {}

  private static String partition(TenantId tenant) {
    return "T#" + tenant + "#AW";
  }

  private static Key key(TenantId tenant, CategoryCode category, String id) {
    return new Key(Table.REGISTER, partition(tenant) + "#" + category, id);
  }

  private Key key(TenantId tenant, CategoryCode category, SubjectId subject) {
    var content = (subject + "#" + category).getBytes(StandardCharsets.UTF_8);
    return key(tenant, category, macs.mac(tenant, PURPOSE, content).toHex());
  }

  private static Waiting waiting(Item item) {
    return new Waiting(
        item.key().sort(),
        new SubjectId(item.text(SUBJECT)),
        LocalDate.parse(item.text(FIRST)),
        item.optionalText(OUTCOME).map(Outcome::valueOf));
  }

  Optional<Waiting> find(TenantId tenant, CategoryCode category, SubjectId subject) {
    return store.read(key(tenant, category, subject)).map(WaitingRows::waiting);
  }

  /// Begins to wait; who waits already goes on.
  void put(TenantId tenant, CategoryCode category, SubjectId subject, LocalDate first) {
    var listed = new Key(Table.REGISTER, partition(tenant), category.value());
    store.writeAll(List.of(Item.at(listed).with(LISTED, true)), List.of());
    var item =
        Item.at(key(tenant, category, subject))
            .with(SUBJECT, subject.value())
            .with(FIRST, first.toString());
    var _ = store.put(item, Condition.noItem());
  }

  /// Notes what comes of it, once.
  void settle(TenantId tenant, CategoryCode category, String id, Outcome outcome) {
    var _ =
        store.update(
            key(tenant, category, id),
            List.of(Change.set(OUTCOME, outcome.name())),
            Condition.all(Condition.present(SUBJECT), Condition.absent(OUTCOME)));
  }

  void drop(TenantId tenant, CategoryCode category, String id) {
    store.writeAll(List.of(), List.of(key(tenant, category, id)));
  }

  /// A page, in an order that says nothing.
  List<Waiting> page(TenantId tenant, CategoryCode category, Optional<String> after, int limit) {
    var range =
        Range.between(Table.REGISTER, partition(tenant) + "#" + category, "!", "~").limit(limit);
    return store.query(after.map(range::after).orElse(range)).stream()
        .map(WaitingRows::waiting)
        .toList();
  }

  /// The categories that somebody waited in.
  List<CategoryCode> categories(TenantId tenant) {
    return store.queryAll(Range.between(Table.REGISTER, partition(tenant), "!", "~")).stream()
        .map(item -> new CategoryCode(item.key().sort()))
        .toList();
  }
}
