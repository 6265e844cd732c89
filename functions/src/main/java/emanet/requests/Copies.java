package emanet.requests;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.envelope.Envelope;
import emanet.envelope.Opened;
import emanet.envelope.Place;
import emanet.envelope.SealedJson;
import emanet.keys.Keyring;
import emanet.keys.PersonKeys;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Range;
import emanet.store.Store;
import emanet.store.Table;
import emanet.subjects.Holdings;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The copy of the data that an answer gives to the person (right B), record by record.
///
/// Each record's copy is sealed under the person's own key of that category, and not under the
/// case's: so it opens no longer than the data itself. Whoever asked for a copy and then for
/// erasure leaves no readable copy behind.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | copy | `T#<tenant>#RQ#<id>` | `COPY#<category>#<record>` | `copy` B |
/// | taken out | the same | `TAKEN` | `at` N, ms: when it was last shown with the answer |
final class Copies {
  private static final String SORT = "COPY#";
  private static final String COPY = "copy";
  private static final String TAKEN = "TAKEN";
  private static final String AT = "at";

  /// No record's id has such a sign in it.
  private static final String RECORD = "copy#";

  private final Store store;
  private final Keyring keyring;
  private final Envelope envelope;

  Copies(Store store, Keyring keyring, Envelope envelope) {
    this.store = store;
    this.keyring = keyring;
    this.envelope = envelope;
  }

  /// A record's copy.
  record Copy(CategoryCode category, ObjectNode content) {
    @Override
    public String toString() {
      return "Copy[" + category + "]";
    }
  }

  private static String partition(TenantId tenant, String id) {
    return Filings.key(tenant, id).partition();
  }

  /// Writes the copies of all that is held; the same again is the same.
  void write(TenantId tenant, String id, Holdings.Held held) {
    var items = new ArrayList<Item>();
    for (var record : held.records()) {
      var key =
          new Key(
              Table.REGISTER,
              partition(tenant, id),
              SORT + record.category() + "#" + record.record());
      var place = place(tenant, held.keys().subject(), record.category(), id, key.sort());
      var bytes = SealedJson.bytes(content(record));
      try (var dek = keyring.current(held.keys(), record.category())) {
        items.add(Item.at(key).with(COPY, envelope.seal(dek, place, bytes)));
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
    store.writeAll(items, List.of());
  }

  private static ObjectNode content(Holdings.Holding record) {
    var content = JsonNodeFactory.instance.objectNode();
    content.put("recordId", record.record().value());
    record.eventDate().ifPresent(date -> content.put("eventDate", date));
    record.asOf().ifPresent(date -> content.put("asOf", date));
    content.set("fields", record.fields());
    return content;
  }

  private static Place place(
      TenantId tenant, SubjectId subject, CategoryCode category, String id, String sort) {
    return new Place(tenant, subject.value(), category.value(), RECORD + id + "#" + sort, 1);
  }

  /// The codes of the categories that there are copies of, whether or not they open.
  List<CategoryCode> categories(TenantId tenant, String id) {
    return items(tenant, id).stream().map(Copies::category).distinct().toList();
  }

  /// Those that open still.
  List<Copy> read(TenantId tenant, String id, SubjectId subject) {
    var keys = keyring.read(tenant, subject).filter(k -> !k.erased());
    var copies = new ArrayList<Copy>();
    keys.ifPresent(
        k -> items(tenant, id).forEach(item -> opened(tenant, id, k, item).ifPresent(copies::add)));
    return copies;
  }

  /// Notes that the copies are being taken out.
  void take(TenantId tenant, String id, Instant now) {
    var item = Item.at(new Key(Table.REGISTER, partition(tenant, id), TAKEN));
    store.writeAll(List.of(item.with(AT, now.toEpochMilli())), List.of());
  }

  /// When they were last taken out.
  Optional<Instant> takenAt(TenantId tenant, String id) {
    return store
        .read(new Key(Table.REGISTER, partition(tenant, id), TAKEN))
        .map(item -> Instant.ofEpochMilli(item.number(AT)));
  }

  private List<Item> items(TenantId tenant, String id) {
    return store.queryAll(Range.prefix(Table.REGISTER, partition(tenant, id), SORT));
  }

  private static CategoryCode category(Item item) {
    return new CategoryCode(item.key().sort().split("#", -1)[1]);
  }

  private Optional<Copy> opened(TenantId tenant, String id, PersonKeys keys, Item item) {
    var category = category(item);
    var place = place(tenant, keys.subject(), category, id, item.key().sort());
    return switch (envelope.open(item.bytes(COPY), keyring.lookup(keys, category), place)) {
      case Opened.Destroyed _ -> Optional.empty();
      case Opened.Plain(var plain) -> {
        try (plain) {
          yield Optional.of(new Copy(category, SealedJson.object(plain)));
        }
      }
    };
  }
}
