package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import emanet.keys.Macs;
import emanet.local.AtRest;
import emanet.local.Stack;
import emanet.register.BuiltInCategories;
import emanet.register.formats.Checked;
import emanet.register.formats.FieldType;
import emanet.requests.WholeStory;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whoever holds every key that lives after an erasure, and every table and object that was copied
/// before it (but the keys themselves, which the horizon ends, and pointers, which are in no
/// backup), cannot tell from a known value who was erased.
class ErasedValuesTest {
  /// What a hash is cut to at the most: eight bytes.
  private static final int HEX_DIGITS = 16;

  private static final int BASE64_DIGITS = 10;

  private static final List<String> PURPOSES =
      List.of("erasure.suppress", "retention-start", "idempotency", "cursor", "webhook", "");

  private static final List<Table> BACKED_UP = List.of(Table.RECORDS, Table.REGISTER, Table.LEDGER);

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final WholeStory story = new WholeStory(stack);
  private final AtRest atRest = new AtRest(stack, Stack.HOME);
  private final String mine = "T#" + story.tenant() + "#";
  private final TenantId tenant = new TenantId(story.tenant());
  private final Rooms rooms = new Rooms(stack);

  /// All that a value of the person may be kept as, by whoever has the tenant's keys: in
  /// hexadecimal.
  private Map<String, String> forms() {
    var forms = new LinkedHashMap<String, String>();
    for (var value : story.own()) {
      for (var category : List.of("identity", "contact", "personnel")) {
        BuiltInCategories.find(category)
            .orElseThrow()
            .fields()
            .forEach((field, spec) -> tags(forms, category, field, spec.type(), value));
      }
      tags(forms, "hobby", "course", FieldType.TEXT, value);
      tags(forms, Vault.PERSON.value(), "externalRef", FieldType.TEXT, value);
      var folded = FieldType.TEXT.fold(TextNode.valueOf(value));
      for (var form : new TreeSet<>(List.of(value, folded))) {
        hashes(forms, form);
      }
    }
    return forms;
  }

  private void tags(
      Map<String, String> forms, String category, String field, FieldType type, String value) {
    if (type.check(TextNode.valueOf(value)) instanceof Checked.Fit(var fit, var _)) {
      rooms
          .needs
          .index()
          .tags(tenant, new CategoryCode(category), field, type.fold(fit))
          .forEach(tag -> forms.put("tag " + tag + " of " + field + " " + value, tag));
    }
  }

  /// By each of the purposes that the tenant's key serves, and without any key.
  private void hashes(Map<String, String> forms, String value) {
    var macs = new Macs(rooms.tenants);
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    for (var purpose : PURPOSES) {
      forms.put(purpose + " of " + value, macs.mac(tenant, purpose, bytes).toHex());
    }
    for (var algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
      forms.put(algorithm + " of " + value, digest(algorithm, bytes));
    }
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The tenant's part of a table, or of all buckets: as it stands, and its bytes in hexadecimal.
  private String table(Table table) {
    var bytes = new ByteArrayOutputStream();
    atRest.items("emanet-" + table.label() + "-1", mine, (_, item) -> bytes.writeBytes(item));
    return both(bytes);
  }

  private String objects() {
    var bytes = new ByteArrayOutputStream();
    atRest.objects(story.tenant() + "/", (_, object) -> bytes.writeBytes(object));
    return both(bytes);
  }

  private static String both(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1)
        + HexFormat.of().formatHex(bytes.toByteArray());
  }

  /// What of them is there, in hexadecimal, as bytes, or in base64.
  private static Set<String> found(Map<String, String> forms, String dump) {
    var heads = new HashMap<String, String>();
    forms.forEach((name, form) -> {
      var head = form.substring(0, HEX_DIGITS);
      heads.put(head, name);
      var base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(head));
      heads.put(base64.substring(0, BASE64_DIGITS), name);
    });
    var found = new TreeSet<String>();
    for (int length : List.of(HEX_DIGITS, BASE64_DIGITS)) {
      for (int at = 0; at <= dump.length() - length; at++) {
        Optional.ofNullable(heads.get(dump.substring(at, at + length))).ifPresent(found::add);
      }
    }
    return found;
  }

  private List<Item> records(String person) {
    var partition = RecordPlace.partition(tenant, new SubjectId(person));
    return rooms.store.query(Range.prefix(Table.RECORDS, partition, RecordPlace.RECORDS));
  }

  /// How many of a backup's records open by the keys that live now.
  private long opened(String person, List<Item> backup) {
    var subject = new SubjectId(person);
    var vault = new Vault(rooms.keyring, rooms.needs.envelope());
    var keys = rooms.keyring.read(tenant, subject).orElseThrow();
    return backup.stream()
        .filter(item ->
            vault
                .open(Disposal.place(tenant, subject, item.key()), keys, StoredRecord.of(item))
                .isPresent())
        .count();
  }

  @Test
  void matchNothingByTheKeysThatLiveAfterwards() {
    var person = story.subject();
    var forms = forms();
    // what is looked for is found where it should be: four values' pointers and the reference's
    assertThat(found(forms, table(Table.LOOKUPS)).size()).isGreaterThanOrEqualTo(5);
    var backup = new StringBuilder(objects());
    BACKED_UP.forEach(table -> backup.append(table(table)));
    var records = records(person);
    assertThat(opened(person, records)).isEqualTo(5);

    story.erase();

    assertThat(opened(person, records)).isZero();
    assertThat(found(forms, backup.toString())).as("backups").isEmpty();
    for (var table : Table.values()) {
      if (table != Table.DEPLOYMENT) {
        assertThat(found(forms, table(table))).as(table.name()).isEmpty();
      }
    }
    assertThat(found(forms, objects())).as("objects").isEmpty();
  }
}
