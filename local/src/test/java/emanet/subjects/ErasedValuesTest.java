package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import emanet.keys.Macs;
import emanet.local.Stack;
import emanet.register.BuiltInCategories;
import emanet.store.Item;
import emanet.store.Range;
import emanet.store.Table;
import emanet.values.CategoryCode;
import emanet.values.SubjectId;
import emanet.values.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Whoever holds every key that lives after an erasure, and every table and object that was copied
/// before it (but the keys themselves, which the horizon ends, and pointers, which are in no
/// backup), cannot tell from a known value who was erased.
class ErasedValuesTest {
  private static final String ID = "10000000146";
  private static final String MAIL = "isil.aslan@ornek.example";
  private static final String PHONE = "+905000088924";
  private static final String NUMBER = "sicil-98127";
  private static final String REFERENCE = "REF-55301-X";

  private static final List<Table> BACKED_UP = List.of(Table.RECORDS, Table.REGISTER, Table.LEDGER);

  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);
  private final TenantId tenant = new TenantId(customer.tenant);
  private final Rooms rooms = new Rooms(stack);

  private String somebody() {
    var service = customer.service();
    var id =
        service
            .post("/v1/subjects", "{'groups': ['EMPLOYEE'], 'externalRef': '" + REFERENCE + "'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    var records = "/v1/subjects/" + id + "/records/";
    service.idempotent("first").put(records + "identity/main", Customer.fields(ID)).expect(201);
    service
        .put(
            records + "contact/main",
            "{'fields': {'email': '" + MAIL + "', 'phone': '" + PHONE + "'}}")
        .expect(201);
    service
        .put(records + "personnel/main", "{'fields': {'employeeNo': '" + NUMBER + "'}}")
        .expect(201);
    service.post("/v1/subjects/search", Customer.match("identity", "nationalId", ID)).expect(200);
    customer
        .service()
        .post(
            "/v1/subjects/" + id + "/restrictions",
            "{'kind': 'DISPUTE', 'categories': ['contact'], 'reason': '"
                + MAIL
                + " ona ait değil'}")
        .expect(201);
    return id;
  }

  /// All that a known value may be kept as, by whoever has the tenant's keys: in hexadecimal.
  private Map<String, String> forms() {
    var forms = new LinkedHashMap<String, String>();
    tags(forms, "identity", "nationalId", ID);
    tags(forms, "contact", "email", MAIL);
    tags(forms, "contact", "phone", PHONE);
    tags(forms, "personnel", "employeeNo", NUMBER);
    rooms
        .needs
        .index()
        .tags(tenant, Vault.PERSON, "externalRef", REFERENCE)
        .forEach(tag -> forms.put("tag of the reference " + tag, tag));
    var macs = new Macs(rooms.tenants);
    for (var value : List.of(ID, MAIL, PHONE, NUMBER, REFERENCE)) {
      var bytes = value.getBytes(StandardCharsets.UTF_8);
      for (var purpose : List.of("erasure.suppress", "idempotency", "cursor", "")) {
        var mac = macs.mac(tenant, purpose, bytes).toHex();
        forms.put(purpose + " of " + value, mac.substring(0, 32));
      }
      for (var algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
        forms.put(algorithm + " of " + value, digest(algorithm, bytes));
      }
    }
    return forms;
  }

  private void tags(Map<String, String> forms, String category, String field, String value) {
    var spec = BuiltInCategories.find(category).orElseThrow().field(field).orElseThrow();
    var folded = spec.type().fold(TextNode.valueOf(value));
    rooms
        .needs
        .index()
        .tags(tenant, new CategoryCode(category), field, folded)
        .forEach(tag -> forms.put("tag of " + field + " " + tag, tag));
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
    try (var dynamo = stack.dynamo()) {
      dynamo
          .scanPaginator(request -> request.tableName("emanet-" + table.label() + "-1"))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + customer.tenant + "#"))
          .forEach(item -> item.values().forEach(value -> write(value, bytes)));
    }
    return both(bytes);
  }

  private String objects() {
    var bytes = new ByteArrayOutputStream();
    try (var s3 = stack.s3(Stack.HOME)) {
      for (var kind : List.of("erasures", "ledger")) {
        var bucket = Stack.bucket(kind, Stack.HOME);
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(customer.tenant + "/"))
            .contents()
            .forEach(object -> {
              bytes.writeBytes(object.key().getBytes(StandardCharsets.UTF_8));
              bytes.writeBytes(
                  s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key())).asByteArray());
            });
      }
    }
    return both(bytes);
  }

  private static String both(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1)
        + HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static void write(AttributeValue value, ByteArrayOutputStream to) {
    switch (value.type()) {
      case S -> to.writeBytes(value.s().getBytes(StandardCharsets.UTF_8));
      case N -> to.writeBytes(value.n().getBytes(StandardCharsets.UTF_8));
      case B -> to.writeBytes(value.b().asByteArray());
      case SS -> value.ss().forEach(s -> to.writeBytes(s.getBytes(StandardCharsets.UTF_8)));
      case L -> value.l().forEach(inner -> write(inner, to));
      case M ->
          value
              .m()
              .forEach((name, inner) -> {
                to.writeBytes(name.getBytes(StandardCharsets.UTF_8));
                write(inner, to);
              });
      default -> to.writeBytes(value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> found(Map<String, String> forms, String dump) {
    var found = new ArrayList<String>();
    forms.forEach((name, form) -> {
      var base64 =
          Base64.getEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(form));
      if (dump.contains(form) || dump.contains(base64)) {
        found.add(name);
      }
    });
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
    var person = somebody();
    var forms = forms();
    // what is looked for is found where it should be: six pointers and the reference's
    assertThat(found(forms, table(Table.LOOKUPS)).size()).isGreaterThanOrEqualTo(5);
    var backup = new StringBuilder(objects());
    BACKED_UP.forEach(table -> backup.append(table(table)));
    var records = records(person);
    assertThat(opened(person, records)).isEqualTo(3);

    customer
        .dpo()
        .post("/v1/subjects/" + person + "/erasure", "{'method': 'DESTROY', 'reason': 'Talep'}")
        .expect(200);

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
