package emanet.consents;

import emanet.store.Change;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Value;
import emanet.store.Written;
import emanet.values.ActivityCode;
import emanet.values.Bytes;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A person's decisions, in `register`. The current item of an activity is the truth; what it
/// replaces is copied beside it first, so that no decision is ever lost, and none is in force but
/// the last.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | current decision | `T#<tenant>#CN#<subject>` | `<activity>#~` (sorts after its past) |
/// | earlier decision | the same | `<activity>#V#<6 digits>` |
/// | withdrawal not yet followed by disposal | `T#<tenant>#LIST#CN` | `<subject>#<activity>#<version>` |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `version` | N | counts from 1 |
/// | `granted` | BOOL | whether consent was given |
/// | `activityVersion` | N | the activity's version that was decided on |
/// | `notice`, `noticeVersion` | S, N | the text that was shown, where one was |
/// | `scope` | S | SHA-256 in hex of purpose, fields, recipients and their countries |
/// | `covers` | SS | parts of the scope: codes, ids, hashes |
/// | `at` | S | RFC 3339 |
/// | `by` | S | an actor's id |
/// | `mark` | B | keyed hash of the idempotency key of the call that entered it |
/// | `receipt` | S | `<entry id>.<leaf hash>` of its intent |
/// | `sealed` | B | envelope format 1 under the case's key: channel and evidence |
/// | `undisposed` | BOOL | a withdrawal whose disposal is still to be done |
final class ConsentItems {
  private static final String CURRENT = "#~";
  private static final String PAST = "#V#";
  private static final String VERSION = "version";
  private static final String GRANTED = "granted";
  private static final String ACTIVITY_VERSION = "activityVersion";
  private static final String NOTICE = "notice";
  private static final String NOTICE_VERSION = "noticeVersion";
  private static final String SCOPE = "scope";
  private static final String COVERS = "covers";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final String MARK = "mark";
  private static final String RECEIPT = "receipt";
  private static final String SEALED = "sealed";
  private static final String UNDISPOSED = "undisposed";
  private static final String LISTED = "listed";

  /// Codes and ids are printable ASCII between these two.
  private static final String LOWEST = "!";

  private static final String HIGHEST = "~";

  private final Store store;

  ConsentItems(Store store) {
    this.store = store;
  }

  static Key current(TenantId tenant, SubjectId subject, ActivityCode activity) {
    return new Key(Table.REGISTER, partition(tenant, subject), activity + CURRENT);
  }

  private static String partition(TenantId tenant, SubjectId subject) {
    return "T#" + tenant + "#CN#" + subject;
  }

  private static Key past(TenantId tenant, SubjectId subject, Consent consent) {
    return new Key(
        Table.REGISTER,
        partition(tenant, subject),
        "%s%s%06d".formatted(consent.activity(), PAST, consent.version()));
  }

  private static Key unsettled(TenantId tenant, Unsettled withdrawal) {
    return new Key(Table.REGISTER, unsettled(tenant), mark(withdrawal));
  }

  /// Where it stands in the list.
  static String mark(Unsettled withdrawal) {
    return withdrawal.subject() + "#" + withdrawal.activity() + "#" + withdrawal.version();
  }

  private static String unsettled(TenantId tenant) {
    return "T#" + tenant + "#LIST#CN";
  }

  Optional<Consent> read(TenantId tenant, SubjectId subject, ActivityCode activity) {
    return store.read(current(tenant, subject, activity)).map(ConsentItems::parse);
  }

  /// Makes `next` the current decision, if `before` still is.
  ///
  /// @return false if another came first
  boolean write(TenantId tenant, SubjectId subject, Optional<Consent> before, Consent next) {
    if (next.undisposed()) {
      // first the mark, then the withdrawal: none is missing from the list of what is to be done
      var listed =
          Item.at(unsettled(tenant, new Unsettled(subject, next.activity(), next.version())))
              .with(LISTED, true);
      store.writeAll(List.of(listed), List.of());
    }
    // a copy that is there already is the same: a version is written once
    before.ifPresent(old -> {
      var _ = store.put(item(past(tenant, subject, old), old), Condition.noItem());
    });
    var condition =
        before.map(old -> Condition.equal(VERSION, old.version())).orElseGet(Condition::noItem);
    var item = item(current(tenant, subject, next.activity()), next);
    return switch (store.put(item, condition)) {
      case Written.Done _ -> true;
      // our own write, whose answer was lost, is no conflict
      case Written.Conflict(var current) ->
          current.filter(now -> now.bytes(MARK).equals(next.mark())).isPresent();
    };
  }

  /// The disposal that a withdrawal asks for is done. Where another decision came since, that one
  /// stands as it is.
  void settled(TenantId tenant, Unsettled withdrawal) {
    var subject = withdrawal.subject();
    var _ =
        store.update(
            current(tenant, subject, withdrawal.activity()),
            List.of(Change.remove(UNDISPOSED)),
            Condition.equal(VERSION, withdrawal.version()));
    store.writeAll(List.of(), List.of(unsettled(tenant, withdrawal)));
  }

  /// Withdrawals whose disposal is still to be done.
  ///
  /// @param after the mark after which to go on
  List<Unsettled> unsettled(TenantId tenant, Optional<String> after, int limit) {
    var range = all(unsettled(tenant)).limit(limit);
    return store.query(after.map(range::after).orElse(range)).stream()
        .map(item -> item.key().sort().split("#", -1))
        .map(parts ->
            new Unsettled(
                new SubjectId(parts[0]), new ActivityCode(parts[1]), Long.parseLong(parts[2])))
        .toList();
  }

  /// A withdrawal whose disposal is still to be done.
  record Unsettled(SubjectId subject, ActivityCode activity, long version) {}

  /// A page of a person's decisions, in the order of activities and versions.
  ///
  /// @param activity only of that one
  /// @param after the sort key after which to go on
  List<Item> list(
      TenantId tenant,
      SubjectId subject,
      Optional<ActivityCode> activity,
      int limit,
      Optional<String> after) {
    var partition = partition(tenant, subject);
    var range =
        activity
            .map(code -> Range.prefix(Table.REGISTER, partition, code + "#"))
            .orElseGet(() -> all(partition))
            .limit(limit);
    return store.query(after.map(range::after).orElse(range));
  }

  private static Range all(String partition) {
    return Range.between(Table.REGISTER, partition, LOWEST, HIGHEST);
  }

  /// The decision that a call entered, if another has replaced it since.
  Optional<Consent> past(TenantId tenant, SubjectId subject, ActivityCode activity, Bytes mark) {
    var range = Range.prefix(Table.REGISTER, partition(tenant, subject), activity + PAST);
    var page = store.query(range);
    while (!page.isEmpty()) {
      for (var item : page) {
        if (item.bytes(MARK).equals(mark)) {
          return Optional.of(parse(item));
        }
      }
      page = store.query(range.after(page.getLast().key().sort()));
    }
    return Optional.empty();
  }

  /// All decisions that count now.
  List<Consent> current(TenantId tenant, SubjectId subject) {
    var found = new ArrayList<Consent>();
    var range = all(partition(tenant, subject));
    var page = store.query(range);
    while (!page.isEmpty()) {
      page.stream().filter(ConsentItems::isCurrent).map(ConsentItems::parse).forEach(found::add);
      page = store.query(range.after(page.getLast().key().sort()));
    }
    return found;
  }

  static boolean isCurrent(Item item) {
    return item.key().sort().endsWith(CURRENT);
  }

  static Consent parse(Item item) {
    var sort = item.key().sort();
    return new Consent(
        new ActivityCode(sort.substring(0, sort.indexOf('#'))),
        item.number(VERSION),
        item.flag(GRANTED),
        item.number(ACTIVITY_VERSION),
        item.optionalText(NOTICE).map(id -> new Consent.Notice(id, item.number(NOTICE_VERSION))),
        item.text(SCOPE),
        item.texts(COVERS),
        Instant.parse(item.text(AT)),
        item.text(BY),
        item.bytes(MARK),
        item.text(RECEIPT),
        item.bytes(SEALED),
        item.flag(UNDISPOSED));
  }

  private static Item item(Key key, Consent consent) {
    var item =
        Item.at(key)
            .with(VERSION, consent.version())
            .with(GRANTED, consent.granted())
            .with(ACTIVITY_VERSION, consent.activityVersion())
            .withOptional(NOTICE, consent.notice().map(Consent.Notice::id), Value::of)
            .withOptional(NOTICE_VERSION, consent.notice().map(Consent.Notice::version), Value::of)
            .with(SCOPE, consent.scope())
            .with(COVERS, consent.covers())
            .with(AT, consent.at().toString())
            .with(BY, consent.by())
            .with(MARK, consent.mark())
            .with(RECEIPT, consent.receipt())
            .with(SEALED, consent.sealed());
    return consent.undisposed() ? item.with(UNDISPOSED, true) : item;
  }
}
