package emanet.disclosures;

import emanet.disclosures.Part.Covered;
import emanet.register.TransferMechanism;
import emanet.register.View;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Table;
import emanet.store.Value;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;

/// Disclosures in the table `register`.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | disclosure | `T#<tenant>#D#<id>` | `D` |
/// | a person's part | the same | `P#<index, 3 digits>` |
/// | mark by person | `T#<tenant>#DS#<subject>` | `<at, 13 digits>#<id>#<index, 3 digits>` |
///
/// | attribute of a disclosure | type | what |
/// |---|---|---|
/// | `recipient`, `activity`, `country`, `by` | S | codes and ids |
/// | `recipientVersion`, `activityVersion`, `people` | N | |
/// | `mechanism` | S | of Art. 9, where it is abroad |
/// | `at` | N | ms |
/// | `mark` | S | recognises the very call that made it |
/// | `paper` | B | JSON `{d, a}`: document and article, sealed under the disclosure's key |
///
/// | attribute of a part | type | what |
/// |---|---|---|
/// | `subject` | S | |
/// | `categories` | M | by category: M of `fields` SS, `view` S |
/// | `reference` | B | how the recipient calls the person, sealed under the person's own key |
/// | `notices` | SS | ids of notices about it |
final class DisclosureItems {
  static final String NOTICES = "notices";
  static final String MARK = "mark";
  private static final String RECIPIENT = "recipient";
  private static final String RECIPIENT_VERSION = "recipientVersion";
  private static final String ACTIVITY = "activity";
  private static final String ACTIVITY_VERSION = "activityVersion";
  private static final String COUNTRY = "country";
  private static final String MECHANISM = "mechanism";
  private static final String PEOPLE = "people";
  private static final String BY = "by";
  private static final String AT = "at";
  static final String PAPER = "paper";
  private static final String SUBJECT = "subject";
  private static final String CATEGORIES = "categories";
  private static final String FIELDS = "fields";
  private static final String VIEW = "view";
  private static final String REFERENCE = "reference";
  static final String PART = "P#";

  private DisclosureItems() {}

  static String partition(TenantId tenant, String id) {
    return "T#" + tenant + "#D#" + id;
  }

  static Key head(TenantId tenant, String id) {
    return new Key(Table.REGISTER, partition(tenant, id), "D");
  }

  static Key part(TenantId tenant, String id, int index) {
    return new Key(Table.REGISTER, partition(tenant, id), PART + "%03d".formatted(index));
  }

  static String ofPerson(TenantId tenant, SubjectId subject) {
    return "T#" + tenant + "#DS#" + subject;
  }

  static Key mark(TenantId tenant, SubjectId subject, Instant at, String id, int index) {
    return new Key(
        Table.REGISTER,
        ofPerson(tenant, subject),
        "%013d#%s#%03d".formatted(at.toEpochMilli(), id, index));
  }

  /// The part that a mark by person names.
  static Key marked(TenantId tenant, String sort) {
    var pieces = sort.split("#", -1);
    return part(tenant, pieces[1], Integer.parseInt(pieces[2]));
  }

  static Item item(TenantId tenant, Disclosure disclosure, String mark, Optional<Bytes> paper) {
    return Item.at(head(tenant, disclosure.id()))
        .with(RECIPIENT, disclosure.recipient())
        .with(RECIPIENT_VERSION, disclosure.recipientVersion())
        .with(ACTIVITY, disclosure.activity().value())
        .with(ACTIVITY_VERSION, disclosure.activityVersion())
        .with(COUNTRY, disclosure.country())
        .withOptional(MECHANISM, disclosure.mechanism(), m -> Value.of(m.name()))
        .with(PEOPLE, disclosure.people())
        .with(BY, disclosure.by())
        .with(AT, disclosure.at().toEpochMilli())
        .with(MARK, mark)
        .withOptional(PAPER, paper, Value::of);
  }

  /// Without its paper, which is opened apart.
  static Disclosure parse(Item item) {
    var partition = item.key().partition();
    return new Disclosure(
        partition.substring(partition.lastIndexOf('#') + 1),
        item.text(RECIPIENT),
        item.number(RECIPIENT_VERSION),
        new ActivityCode(item.text(ACTIVITY)),
        item.number(ACTIVITY_VERSION),
        item.text(COUNTRY),
        item.optionalText(MECHANISM).map(TransferMechanism::valueOf),
        Math.toIntExact(item.number(PEOPLE)),
        item.text(BY),
        Instant.ofEpochMilli(item.number(AT)),
        Optional.empty());
  }

  static Item item(TenantId tenant, Part part) {
    var categories = new HashMap<String, Value>();
    for (var covered : part.covered()) {
      var entry = new HashMap<String, Value>();
      entry.put(VIEW, Value.of(covered.view().name()));
      if (!covered.fields().isEmpty()) {
        entry.put(FIELDS, Value.of(covered.fields()));
      }
      categories.put(covered.category().value(), Value.of(entry));
    }
    return Item.at(part(tenant, part.disclosure(), part.index()))
        .with(SUBJECT, part.subject().value())
        .with(CATEGORIES, categories)
        .withOptional(REFERENCE, part.reference(), Value::of);
  }

  static Part part(Item item) {
    var partition = item.key().partition();
    var covered = new ArrayList<Covered>();
    item.tree(CATEGORIES)
        .forEach((code, value) -> {
          if (value instanceof Value.Tree(var entries)) {
            var entry = new Item(item.key(), entries);
            covered.add(
                new Covered(
                    new CategoryCode(code), entry.texts(FIELDS), View.valueOf(entry.text(VIEW))));
          }
        });
    covered.sort(Comparator.comparing(one -> one.category().value()));
    return new Part(
        partition.substring(partition.lastIndexOf('#') + 1),
        Integer.parseInt(item.key().sort().substring(PART.length())),
        new SubjectId(item.text(SUBJECT)),
        covered,
        item.optionalBytes(REFERENCE),
        item.texts(NOTICES));
  }
}
