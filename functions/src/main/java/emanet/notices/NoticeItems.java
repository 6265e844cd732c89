package emanet.notices;

import emanet.fault.Fault;
import emanet.register.DocumentSeal;
import emanet.register.NoticeKind;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The items of notices, in `register`. A version is one item, put once and never changed: there is
/// no other truth about it.
///
/// | item | partition key | sort key |
/// |---|---|---|
/// | a version | `T#<tenant>#N#<id>` | `V#<6 digits>` |
/// | mark in the list | `T#<tenant>#LIST#N` | `<kind>#<id>`; put before the first version |
///
/// | attribute | type | what |
/// |---|---|---|
/// | `kind` | S | what the text is: see `NoticeKind` |
/// | `language` | S | ISO 639-1 |
/// | `sha256` | S | of the body's UTF-8 bytes, in hex |
/// | `effectiveFrom` | S | RFC 3339: when it comes into force |
/// | `at` | S | RFC 3339: when it was published |
/// | `by` | S | an actor's id |
/// | `mark` | S | recognises the very call that published it |
/// | `sealed` | B | title, a zero byte, body: sealed under the tenant's key |
final class NoticeItems {
  static final int MOST_VERSIONS = 999_999;
  static final String KIND = "kind";
  private static final String LANGUAGE = "language";
  private static final String SHA256 = "sha256";
  private static final String EFFECTIVE = "effectiveFrom";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final String MARK = "mark";
  private static final String SEALED = "sealed";
  private static final String LISTED = "listed";
  private static final String VERSIONS = "V#";
  private static final String SEAL_KIND = "N";
  private static final byte SEPARATOR = 0;

  /// Versions read at once: bodies are long, and the newest is nearly always the one.
  private static final int PAGE = 4;

  private final Store store;
  private final DocumentSeal seal;

  NoticeItems(Store store, DocumentSeal seal) {
    this.store = store;
    this.seal = seal;
  }

  static Key version(TenantId tenant, NoticeId id, long version) {
    return new Key(Table.REGISTER, partition(tenant, id), sort(version));
  }

  private static String partition(TenantId tenant, NoticeId id) {
    return "T#" + tenant + "#N#" + id;
  }

  private static String sort(long version) {
    return "%s%06d".formatted(VERSIONS, version);
  }

  static String list(TenantId tenant) {
    return "T#" + tenant + "#LIST#N";
  }

  static String listed(NoticeKind kind, String id) {
    return kind.name() + "#" + id;
  }

  /// Puts the next version.
  ///
  /// @return false if another call has put that version
  boolean put(TenantId tenant, NoticeVersion next) {
    if (next.version() == 1) {
      var mark = new Key(Table.REGISTER, list(tenant), listed(next.kind(), next.notice().value()));
      store.writeAll(List.of(Item.at(mark).with(LISTED, true)), List.of());
    }
    return switch (store.put(item(tenant, next), Condition.noItem())) {
      case Written.Done _ -> true;
      // our own write, whose answer was lost, is no conflict
      case Written.Conflict(var current) ->
          current.filter(there -> there.text(MARK).equals(next.mark())).isPresent();
    };
  }

  /// Versions without their texts, newest first.
  static List<Head> heads(Store store, TenantId tenant, NoticeId id) {
    var range = Range.prefix(Table.REGISTER, partition(tenant, id), VERSIONS).backwards();
    return store.query(range).stream()
        .map(item ->
            new Head(
                Long.parseLong(item.key().sort().substring(VERSIONS.length())),
                item.text(LANGUAGE),
                Instant.parse(item.text(EFFECTIVE))))
        .toList();
  }

  /// What a version is, but for its text.
  record Head(long version, String language, Instant effectiveFrom) {}

  Optional<NoticeVersion> read(TenantId tenant, NoticeId id, long version) {
    return store.read(version(tenant, id, version)).map(item -> open(tenant, id, item));
  }

  /// The newest version that is wanted.
  Optional<NoticeVersion> newest(TenantId tenant, NoticeId id, Predicate<NoticeVersion> wanted) {
    var range =
        Range.prefix(Table.REGISTER, partition(tenant, id), VERSIONS).backwards().limit(PAGE);
    var page = store.query(range);
    while (!page.isEmpty()) {
      for (var item : page) {
        var version = open(tenant, id, item);
        if (wanted.test(version)) {
          return Optional.of(version);
        }
      }
      if (page.size() < PAGE) {
        return Optional.empty();
      }
      page = store.query(range.after(page.getLast().key().sort()));
    }
    return Optional.empty();
  }

  /// A page of versions, oldest first.
  List<NoticeVersion> list(TenantId tenant, NoticeId id, int limit, long after) {
    var found = new ArrayList<NoticeVersion>();
    var range =
        Range.prefix(Table.REGISTER, partition(tenant, id), VERSIONS)
            .limit(limit)
            .after(sort(after));
    store.query(range).forEach(item -> found.add(open(tenant, id, item)));
    return found;
  }

  /// The hash of the text in an item that was read strongly.
  static String sha256(Item item) {
    return item.text(SHA256);
  }

  /// Ids of notices, each as `<kind>#<id>`, whether or not a version came of them.
  List<String> ids(TenantId tenant, Range range) {
    return store.query(range).stream().map(item -> item.key().sort()).toList();
  }

  private Item item(TenantId tenant, NoticeVersion notice) {
    var text = bytes(notice.title(), notice.body());
    try {
      return Item.at(version(tenant, notice.notice(), notice.version()))
          .with(KIND, notice.kind().name())
          .with(LANGUAGE, notice.language())
          .with(SHA256, notice.sha256())
          .with(EFFECTIVE, notice.effectiveFrom().toString())
          .with(AT, notice.at().toString())
          .with(BY, notice.by())
          .with(MARK, notice.mark())
          .with(
              SEALED,
              seal.seal(tenant, SEAL_KIND, notice.notice().value(), notice.version(), text));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] bytes(String title, String body) {
    return (title + (char) SEPARATOR + body).getBytes(StandardCharsets.UTF_8);
  }

  private NoticeVersion open(TenantId tenant, NoticeId id, Item item) {
    long version = Long.parseLong(item.key().sort().substring(VERSIONS.length()));
    try (var plain = seal.open(tenant, SEAL_KIND, id.value(), version, item.bytes(SEALED))) {
      var text = new String(plain.toArray(), StandardCharsets.UTF_8);
      int end = text.indexOf(SEPARATOR);
      if (end < 0) {
        throw new Fault.Tampered().exception();
      }
      return new NoticeVersion(
          id,
          version,
          NoticeKind.valueOf(item.text(KIND)),
          item.text(LANGUAGE),
          text.substring(0, end),
          text.substring(end + 1),
          item.text(SHA256),
          Instant.parse(item.text(EFFECTIVE)),
          Instant.parse(item.text(AT)),
          item.text(BY),
          item.text(MARK));
    }
  }
}
