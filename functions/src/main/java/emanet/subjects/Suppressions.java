package emanet.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Conflict;
import emanet.fault.Fault;
import emanet.keys.Macs;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import emanet.register.replay.ReplayRecords;
import emanet.register.replay.Replayed;
import emanet.store.Condition;
import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import emanet.store.Table;
import emanet.store.Written;
import emanet.values.CategoryCode;
import emanet.values.Istanbul;
import emanet.values.Sha256;
import emanet.values.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// National ids that are not to be taken up again until a date, because an erased person asked so:
/// one HMAC each, under a key that is used for nothing else. Nothing leads from it to the person
/// that was erased; it shows as a 409 to whoever sends the same id, and as nothing else.
///
/// | item | partition key | sort key | attributes |
/// |---|---|---|---|
/// | suppression | `T#<tenant>#SUP#<2 digits of the tag>` | the tag, hexadecimal | `until` S, a date |
final class Suppressions {
  static final CategoryCode CATEGORY = new CategoryCode("identity");
  static final String FIELD = "nationalId";
  private static final String PURPOSE = "erasure.suppress";
  private static final String UNTIL = "until";
  private static final int SHARD = 2;

  private final Store store;
  private final Macs macs;
  private final InstantSource clock;

  Suppressions(Store store, Macs macs, InstantSource clock) {
    this.store = store;
    this.macs = macs;
    this.clock = clock;
  }

  /// Whether there is a national id among a category's fields, by which somebody may be known.
  static boolean knows(CategoryCode category, ObjectNode fields) {
    return category.equals(CATEGORY)
        && fields.has(FIELD)
        && FieldType.TCKN.check(fields.get(FIELD)) instanceof Checked.Fit;
  }

  /// What an id is known by; empty if it is none.
  Optional<String> tag(TenantId tenant, JsonNode value) {
    return FieldType.TCKN.check(value) instanceof Checked.Fit(var fit, var _)
        ? Optional.of(tag(tenant, FieldType.TCKN.fold(fit)))
        : Optional.empty();
  }

  private String tag(TenantId tenant, String folded) {
    var content = folded.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(macs.mac(tenant, PURPOSE, content).toArray());
  }

  /// What has to be read strongly before a record is put; empty where it has no national id.
  Optional<Key> key(RecordPlace place, Optional<ObjectNode> fields) {
    return fields
        .filter(_ -> place.category().equals(CATEGORY))
        .map(sent -> sent.get(FIELD))
        .flatMap(value -> tag(place.tenant(), value))
        .map(tag -> key(place.tenant(), tag));
  }

  private static Key key(TenantId tenant, String tag) {
    var shard = tag.substring(0, SHARD);
    return new Key(Table.REGISTER, "T#" + tenant + "#SUP#" + shard, tag);
  }

  /// @throws emanet.fault.FaultException `Conflicting` while a suppression of the id lasts
  void require(Map<Key, Item> read, Optional<Key> key) {
    key.map(read::get)
        .filter(item -> LocalDate.parse(item.text(UNTIL)).isAfter(today()))
        .ifPresent(_ -> {
          throw Fault.Conflicting.of(Conflict.PREVIOUSLY_ERASED).exception();
        });
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Istanbul.ZONE);
  }

  /// Sets one: in the table, and beside it for whoever restores a backup. Where there is one that
  /// lasts longer, that stays.
  ///
  /// @param everywhere whether the other Region is tried now; if not, a job brings the record there
  void set(
      ReplayRecords records, TenantId tenant, String tag, LocalDate until, boolean everywhere) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("tag", tag).put(UNTIL, until.toString());
    if (everywhere) {
      var _ = records.write(tenant, Replayed.SUPPRESSION, id(tag, until), document);
    } else {
      records.writeHere(tenant, Replayed.SUPPRESSION, id(tag, until), document);
    }
    var item = Item.at(key(tenant, tag)).with(UNTIL, until.toString());
    var _ =
        store.put(item, Condition.any(Condition.noItem(), Condition.less(UNTIL, until.toString())));
  }

  /// Sets one again, from what `set` wrote beside the table.
  ///
  /// @return whether it was not there
  boolean replay(TenantId tenant, ObjectNode record) {
    var until = record.path(UNTIL).asText();
    var item = Item.at(key(tenant, record.path("tag").asText())).with(UNTIL, until);
    var free = Condition.any(Condition.noItem(), Condition.less(UNTIL, until));
    return store.put(item, free) instanceof Written.Done;
  }

  /// Says nothing of the tag.
  private static String id(String tag, LocalDate until) {
    return Sha256.of((tag + until).getBytes(StandardCharsets.US_ASCII)).toHex();
  }
}
