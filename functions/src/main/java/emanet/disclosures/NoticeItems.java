package emanet.disclosures;

import emanet.disclosures.Notice.Means;
import emanet.disclosures.Notice.State;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.Base32;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.Sha256;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Notices in the table `register`.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | notice | `T#<tenant>#D#<disclosure>` | `N#<id>` |
/// | mark of what is open | `T#<tenant>#DN` | `<at, 13 digits>#<disclosure>#<id>` |
/// | mark by cause | `T#<tenant>#DC#<cause>` | `<disclosure>#<id>` |
///
/// | attribute of a notice | type | what |
/// |---|---|---|
/// | `index` | N | of the part |
/// | `subject`, `recipient`, `cause` | S | ids |
/// | `deed`, `state`, `means` | S | |
/// | `categories` | SS | |
/// | `at`, `confirmedAt` | N | ms |
/// | `confirmedBy` | S | an actor's id |
/// | `reference` | B | how the recipient calls the person, under the disclosure's key; until it confirmed |
/// | `note` | B | what was said with the confirmation, under the disclosure's key |
final class NoticeItems {
  static final String NOTICE = "N#";
  static final String STATE = "state";
  static final String MEANS = "means";
  static final String REFERENCE = "reference";
  static final String NOTE = "note";
  static final String CONFIRMED_AT = "confirmedAt";
  static final String CONFIRMED_BY = "confirmedBy";
  private static final String INDEX = "index";
  private static final String SUBJECT = "subject";
  private static final String RECIPIENT = "recipient";
  private static final String CAUSE = "cause";
  private static final String DEED = "deed";
  private static final String CATEGORIES = "categories";
  private static final String AT = "at";
  private static final int ID_BYTES = 16;

  private NoticeItems() {}

  /// The same cause for the same part is the same notice.
  static String id(String cause, String disclosure, int index) {
    var hash = Sha256.of(cause + "\n" + disclosure + "\n" + index);
    return Base32.encode(Arrays.copyOf(hash.toArray(), ID_BYTES));
  }

  static Key key(TenantId tenant, String disclosure, String id) {
    return new Key(Table.REGISTER, DisclosureItems.partition(tenant, disclosure), NOTICE + id);
  }

  static String open(TenantId tenant) {
    return "T#" + tenant + "#DN";
  }

  static Key openMark(TenantId tenant, Notice notice) {
    return new Key(
        Table.REGISTER,
        open(tenant),
        "%013d#%s#%s".formatted(notice.at().toEpochMilli(), notice.disclosure(), notice.id()));
  }

  static String ofCause(TenantId tenant, String cause) {
    return "T#" + tenant + "#DC#" + cause;
  }

  static Key causeMark(TenantId tenant, Notice notice) {
    return new Key(
        Table.REGISTER, ofCause(tenant, notice.cause()), notice.disclosure() + "#" + notice.id());
  }

  /// The notice that a mark names.
  static Key marked(TenantId tenant, String sort) {
    var pieces = sort.split("#", -1);
    return key(tenant, pieces[pieces.length - 2], pieces[pieces.length - 1]);
  }

  static Item item(TenantId tenant, Notice notice, Optional<Bytes> reference) {
    return Item.at(key(tenant, notice.disclosure(), notice.id()))
        .with(INDEX, notice.index())
        .with(SUBJECT, notice.subject().value())
        .with(RECIPIENT, notice.recipient())
        .with(CAUSE, notice.cause())
        .with(DEED, notice.deed().name())
        .with(
            CATEGORIES,
            notice.categories().stream().map(CategoryCode::value).collect(Collectors.toSet()))
        .with(STATE, notice.state().name())
        .with(AT, notice.at().toEpochMilli())
        .withOptional(REFERENCE, reference, Value::of);
  }

  static Notice parse(Item item) {
    var partition = item.key().partition();
    return new Notice(
        item.key().sort().substring(NOTICE.length()),
        partition.substring(partition.lastIndexOf('#') + 1),
        Math.toIntExact(item.number(INDEX)),
        new SubjectId(item.text(SUBJECT)),
        item.text(RECIPIENT),
        Deed.valueOf(item.text(DEED)),
        new TreeSet<>(item.texts(CATEGORIES))
            .stream().map(CategoryCode::new).collect(Collectors.toSet()),
        item.text(CAUSE),
        State.valueOf(item.text(STATE)),
        item.optionalText(MEANS).map(Means::valueOf),
        Instant.ofEpochMilli(item.number(AT)),
        item.has(REFERENCE),
        item.optionalNumber(CONFIRMED_AT).map(Instant::ofEpochMilli),
        item.optionalText(CONFIRMED_BY));
  }
}
