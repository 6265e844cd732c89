package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What an attacker who reads every table finds of the values that were sent: nothing, neither as
/// they were written nor in the form in which they are kept.
class NothingInClearTest {
  private static final List<String> VALUES =
      List.of(
          "Tuğçenur",
          "Karaosmanoğlu",
          "10000000146",
          "1987-06-05",
          "tugcenur.k@ornek.example",
          "Tugcenur.K@Ornek.example",
          "+905000088924",
          "05000088924",
          "Gülveren Sokağı",
          "TR330006100519786457841326",
          "SICIL-98127",
          "REF-55301-X",
          "2021-11-12",
          "99123.45",
          "dpo@ornek.example",
          "Personel işlerinin yürütülmesi");

  @AutoClose private static final Stack stack = Stack.only(Set.of(), Stack.HOME);

  private final Customer customer = Customer.on(stack);

  @Test
  void standsInAnyTable() {
    var service = customer.service();
    var id =
        service
            .post("/v1/subjects", "{'groups': ['EMPLOYEE'], 'externalRef': 'REF-55301-X'}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    service.patch("/v1/subjects/" + id, "{'relationshipEnd': '2021-11-12'}").expect(200);
    var records = "/v1/subjects/" + id + "/records/";
    service
        .idempotent("once")
        .put(
            records + "identity/main",
            """
            {'fields': {'firstName': 'Tuğçenur', 'lastName': 'Karaosmanoğlu',
             'nationalId': '10000000146', 'birthDate': '1987-06-05'}, 'eventDate': '2021-11-12'}
            """)
        .expect(201);
    service
        .put(
            records + "contact/main",
            """
            {'fields': {'email': 'Tugcenur.K@Ornek.example', 'phone': '05000088924',
             'address': 'Gülveren Sokağı 3'}}
            """)
        .expect(201);
    service
        .put(records + "finance/main", "{'fields': {'iban': 'TR330006100519786457841326'}}")
        .expect(201);
    service
        .put(
            records + "personnel/main",
            "{'fields': {'employeeNo': 'SICIL-98127', 'salary': 99123.45}}")
        .expect(201);
    service
        .post("/v1/subjects/search", Customer.match("identity", "nationalId", "10000000146"))
        .expect(200);
    service.put(records + "identity/main", "{'fields': {'nationalId': '99123.45'}}").expect(422);

    try (var dynamo = stack.dynamo()) {
      for (var table : dynamo.listTables().tableNames()) {
        var dump = dump(dynamo, table);
        for (var value : VALUES) {
          assertThat(dump.contains(latin(value))).as(value + " in " + table).isFalse();
        }
      }
    }
  }

  /// This tenant's items, as bytes read one to one.
  private String dump(DynamoDbClient dynamo, String table) {
    var bytes = new ByteArrayOutputStream();
    for (var page : dynamo.scanPaginator(request -> request.tableName(table))) {
      for (var item : page.items()) {
        var key = item.get("pk").s();
        if (key.startsWith("T#" + customer.tenant + "#") || key.startsWith("platform")) {
          item.forEach((name, value) -> {
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            write(value, bytes);
          });
        }
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static void write(AttributeValue value, ByteArrayOutputStream to) {
    switch (value.type()) {
      case S -> to.writeBytes(value.s().getBytes(StandardCharsets.UTF_8));
      case N -> to.writeBytes(value.n().getBytes(StandardCharsets.UTF_8));
      case B -> to.writeBytes(value.b().asByteArray());
      case SS -> value.ss().forEach(s -> to.writeBytes(s.getBytes(StandardCharsets.UTF_8)));
      case L -> value.l().forEach(inner -> write(inner, to));
      case M -> {
        for (Map.Entry<String, AttributeValue> entry : value.m().entrySet()) {
          to.writeBytes(entry.getKey().getBytes(StandardCharsets.UTF_8));
          write(entry.getValue(), to);
        }
      }
      default -> to.writeBytes(value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
