package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every format, through the API: what fits is kept in its one form and shown masked, and what does
/// not is refused at its field, is not echoed and changes nothing.
class FormatsTest {
  private static final List<String> TYPES =
      List.of(
          "text", "tckn", "ykn", "vkn", "iban", "phone", "email", "date", "number", "plate",
          "mersis", "kep", "boolean");

  /// Type, value as JSON, its one form as JSON, its mask as JSON.
  private static final List<List<String>> VALID =
      List.of(
          List.of("text", "' Ayşe  '", "'Ayşe'", "'***'"),
          List.of("tckn", "'10000000146'", "'10000000146'", "'*********46'"),
          List.of("tckn", "'123 456 789 50'", "'12345678950'", "'*********50'"),
          List.of("tckn", "'99000000042'", "'99000000042'", "'*********42'"),
          List.of("ykn", "'99000000042'", "'99000000042'", "'*********42'"),
          List.of("vkn", "'1234567890'", "'1234567890'", "'********90'"),
          List.of("vkn", "'4540536920'", "'4540536920'", "'********20'"),
          List.of(
              "iban",
              "'tr33 0006 1005 1978 6457 8413 26'",
              "'TR330006100519786457841326'",
              "'TR33******************1326'"),
          List.of("phone", "'0500 000 00 00'", "'+905000000000'", "'+90 5** *** ** 00'"),
          List.of("phone", "'90 500 000 00 00'", "'+905000000000'", "'+90 5** *** ** 00'"),
          List.of("email", "'ali@ornek.example'", "'ali@ornek.example'", "'a***@o***.example'"),
          List.of("date", "'2024-02-29'", "'2024-02-29'", "'****-**-**'"),
          List.of("number", "77721.80", "77721.8", "'***'"),
          List.of("plate", "'34 abc 123'", "'34ABC123'", "'34 *** *23'"),
          List.of("mersis", "'0123456789000001'", "'0123456789000001'", "'**************01'"),
          List.of("kep", "'test@hs01.kep.tr'", "'test@hs01.kep.tr'", "'t***@h***.tr'"),
          List.of("boolean", "true", "true", "'***'"));

  /// Type, value as JSON, the code that is answered.
  private static final List<List<String>> INVALID =
      List.of(
          List.of("text", "' '", "missing"),
          List.of("text", "''", "missing"),
          List.of("text", "5", "type"),
          List.of("tckn", "'12345678901'", "checksum"),
          List.of("tckn", "'10000000147'", "checksum"),
          List.of("tckn", "'11111111110'", "impossible"),
          List.of("tckn", "'01234567890'", "format"),
          List.of("tckn", "'1000000014'", "length"),
          List.of("tckn", "10000000146", "type"),
          List.of("ykn", "'10000000146'", "format"),
          List.of("ykn", "'99000000043'", "checksum"),
          List.of("vkn", "'1111111111'", "checksum"),
          List.of("vkn", "'123456789'", "length"),
          List.of("iban", "'TR819999900000000000000001'", "checksum"),
          List.of("iban", "'DE89370400440532013000'", "format"),
          List.of("iban", "'TR33'", "length"),
          List.of("phone", "'0500 000'", "format"),
          List.of("phone", "'+90 abc 000 00 00'", "format"),
          List.of("email", "'ali'", "format"),
          List.of("email", "'ali@'", "format"),
          List.of("date", "'2023-02-29'", "impossible"),
          List.of("date", "'29.02.2024'", "format"),
          List.of("number", "'5'", "type"),
          List.of("number", "1e40", "range"),
          List.of("plate", "'82A1234'", "impossible"),
          List.of("plate", "'34QA1234'", "format"),
          List.of("plate", "'00A1234'", "impossible"),
          List.of("mersis", "'012345678900000'", "length"),
          List.of("kep", "'test@ornek.example'", "format"),
          List.of("boolean", "'true'", "type"),
          List.of("boolean", "1", "type"));

  private final Customer customer = Customer.on(Stack.shared());
  private final ApiCall service =
      Stack.shared()
          .as(Stack.shared().token(customer.tenant, "platform-1", "service"))
          .activity("all-formats");

  private void category() {
    var fields = new StringBuilder();
    for (var type : TYPES) {
      fields
          .append(fields.isEmpty() ? "" : ",")
          .append("'%s': {'type': '%s'}".formatted(type, type));
    }
    var document =
        "{'title': {'tr': 'Tümü', 'en': 'All'}, 'verbis': 'OTHER', 'special': false, 'fields':"
            + " {%s}}";
    customer.dpo().put("/v1/categories/formats", document.formatted(fields)).expect(201);
    customer.activity("all-formats", "[{'category': 'formats'}]");
  }

  private static ObjectNode body(String type, String value) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putObject("fields").set(type, Stack.json(value.replace('\'', '"')));
    return body;
  }

  @Test
  void areKeptInOneFormOrRefused() {
    category();
    var records = "/v1/subjects/" + customer.person() + "/records/formats/";
    var wrong = new ArrayList<String>();
    for (var row : VALID) {
      var path = records + "valid";
      var put = service.put(path, body(row.get(0), row.get(1)));
      assertThat(put.status()).as(row + put.text()).isIn(200, 201);
      compare(row, service.get(path).expect(200), row.get(2), wrong);
      compare(row, service.get(path + "?view=masked").expect(200), row.get(3), wrong);
    }
    var path = records + "kept";
    service.put(path, body("text", "'first'")).expect(201);
    for (var row : INVALID) {
      var answer = service.put(path, body(row.get(0), row.get(1)));
      var error = answer.body().path("errors").path(0);
      var said =
          answer.status()
              + " "
              + error.path("pointer").asText()
              + " "
              + error.path("code").asText();
      if (!said.equals("422 /fields/" + row.get(0) + " " + row.get(2))) {
        wrong.add(row + ": " + said);
      }
      var value = row.get(1).replace("'", "").strip();
      if (value.length() > 4) {
        assertThat(answer.text()).as(row.toString()).doesNotContain(value);
      }
    }
    assertThat(wrong).isEmpty();
    var kept = service.get(path).expect(200).body();
    assertThat(kept.path("version").asLong()).isEqualTo(1);
    assertThat(kept.path("fields").toString()).isEqualTo("{\"text\":\"first\"}");
  }

  private static void compare(
      List<String> row, Answer answer, String expected, List<String> wrong) {
    var shown = answer.body().path("fields").path(row.get(0)).toString();
    if (!shown.equals(expected.replace('\'', '"'))) {
      wrong.add(row + ": " + shown);
    }
  }

  @Test
  void whatIsOddIsSaidAndTaken() {
    category();
    var path = "/v1/subjects/" + customer.person() + "/records/formats/odd";
    var odd = service.idempotent("odd").put(path, body("mersis", "'0123456788000001'"));
    var warnings = "[{\"pointer\":\"/fields/mersis\",\"code\":\"checksum\"}]";
    assertThat(odd.expect(201).body().path("warnings").toString()).isEqualTo(warnings);
    var replayed = service.idempotent("odd").put(path, body("mersis", "'0123456788000001'"));
    assertThat(replayed.expect(201).body().path("warnings").toString()).isEqualTo(warnings);
    var usual = service.put(path, body("mersis", "'0123456789000001'")).expect(200);
    assertThat(usual.body().has("warnings")).isFalse();
  }
}
