package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.register.RegisterOnEdge.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was declared to the registry of controllers stays as it was declared, and what has changed
/// since is told field by field.
class DeclarationsTest {
  private static final String ACTIVITY = "/v1/activities/{code}";
  private static final String DECLARATIONS = "/v1/inventory/declarations";
  private static final String DIFF = "/v1/inventory/diff";

  private final RegisterOnEdge register = new RegisterOnEdge();

  private void put(String code, Consumer<ObjectNode> change) {
    var answer =
        register.dpo("PUT", ACTIVITY).path("code", code).body(Requests.ACTIVITY, change).call();
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
  }

  private void recipient(String country) {
    var answer =
        register
            .dpo("PUT", "/v1/recipients/{id}")
            .path("id", "r1")
            .body(
                Requests.RECIPIENT,
                d -> {
                  d.put("country", country);
                  if (!country.equals("TR")) {
                    d.put("mechanism", "ADEQUACY");
                  }
                })
            .call();
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
  }

  private Answer declare(String body) {
    return register.dpo("POST", DECLARATIONS).body(body).call();
  }

  private JsonNode diff(String... since) {
    var request = register.dpo("GET", DIFF);
    if (since.length > 0) {
      request.query("since", since[0]);
    }
    var answer = request.call();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> changes(JsonNode diff) {
    var texts = new ArrayList<String>();
    diff.get("items")
        .forEach(item -> {
          var fields = new ArrayList<String>();
          item.path("fields").forEach(field -> fields.add(field.textValue()));
          texts.add(
              item.get("change").textValue()
                  + " "
                  + item.get("activity").textValue()
                  + "/"
                  + item.get("category").textValue()
                  + (fields.isEmpty() ? "" : " " + fields));
        });
    return texts;
  }

  @Test
  void whatHasChangedSinceIsTold() {
    register.withTenant();
    recipient("TR");
    put("payroll", d -> d.withArray("recipients").add("r1"));
    assertThat(diff().has("since")).isFalse();
    assertThat(changes(diff()))
        .as("where nothing was declared, all is new")
        .containsExactly("ADDED payroll/contact", "ADDED payroll/identity");

    var declared = declare("{\"reference\": \"VERBIS-1\", \"declaredOn\": \"2026-01-02\"}");
    assertThat(declared.status()).as(declared.toString()).isEqualTo(201);
    assertThat(declared.header("Location")).isEqualTo(DIFF + "?since=1");
    assertThat(declared.json().get("rows").intValue()).isEqualTo(2);
    assertThat(changes(diff())).isEmpty();
    assertThat(diff().at("/since/reference").textValue()).isEqualTo("VERBIS-1");
    assertThat(diff().at("/since/declaredOn").textValue()).isEqualTo("2026-01-02");

    put(
        "payroll",
        d -> {
          d.withArray("recipients").add("r1");
          d.withObject("/retention").put("period", "P5Y");
          d.withArray("categories").remove(1);
        });
    put("hiring", d -> d.withArray("categories").remove(1));
    recipient("DE");
    var diff = diff();
    assertThat(changes(diff))
        .containsExactly(
            "ADDED hiring/identity",
            "REMOVED payroll/contact",
            "CHANGED payroll/identity [recipients, retention]");
    assertThat(diff.at("/items/2/before/retention/period").textValue()).isEqualTo("P10Y");
    assertThat(diff.at("/items/2/after/retention/period").textValue()).isEqualTo("P5Y");
    assertThat(diff.at("/items/2/before/recipients/0/country").textValue()).isEqualTo("TR");
    assertThat(diff.at("/items/2/after/recipients/0/country").textValue()).isEqualTo("DE");
    assertThat(diff.at("/items/2/after").size()).as("what changed, and no more").isEqualTo(2);

    assertThat(declare("{}").json().get("version").intValue()).isEqualTo(2);
    assertThat(changes(diff())).isEmpty();
    assertThat(changes(diff("1"))).as("the first is as it was").hasSize(3);
    var list = register.dpo("GET", DECLARATIONS).call().json().get("items");
    assertThat(list).hasSize(2);
    assertThat(list.at("/0/reference").textValue()).isEqualTo("VERBIS-1");
  }

  /// A version of an activity that changes nothing of the inventory is no change of it.
  @Test
  void whatIsNotInTheInventoryIsNoDifference() {
    register.withTenant();
    put("payroll", d -> {});
    declare("{}");
    put("payroll", d -> ((ObjectNode) d.at("/categories/0")).put("view", "MASKED"));
    assertThat(changes(diff())).isEmpty();
  }

  @Test
  void declaringAgainUnderTheSameKeyDeclaresOnce() {
    register.withTenant();
    put("payroll", d -> {});
    for (int i = 0; i < 2; i++) {
      var answer =
          register
              .dpo("POST", DECLARATIONS)
              .header("Idempotency-Key", "declared-once-0001")
              .body("{}")
              .call();
      assertThat(answer.json().get("version").intValue()).isEqualTo(1);
    }
    assertThat(register.dpo("GET", DECLARATIONS).call().json().get("items")).hasSize(1);
  }

  @Test
  void aDeclarationIsOfTodayOrBefore() {
    register.withTenant();
    register.advance(Duration.ofDays(1));
    assertThat(declare("{\"declaredOn\": \"2999-01-01\"}").status()).isEqualTo(422);
    assertThat(declare("{\"declaredOn\": \"2026-02-30\"}").status()).isEqualTo(422);
    assertThat(declare("{\"reference\": \"\"}").status()).isEqualTo(422);
    assertThat(declare("{\"rows\": []}").status()).isEqualTo(400);
    assertThat(register.dpo("GET", DECLARATIONS).call().json().get("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "١", "9999999"})
  void whatIsNoNumberOfADeclarationIsRefused(String since) {
    register.withTenant();
    assertThat(register.dpo("GET", DIFF).query("since", since).call().status()).isEqualTo(400);
  }

  @Test
  void aDeclarationThatThereIsNotIsAbsent() {
    register.withTenant();
    assertThat(register.dpo("GET", DIFF).query("since", "1").call().status()).isEqualTo(404);
    declare("{}");
    assertThat(register.dpo("GET", DIFF).query("since", "2").call().status()).isEqualTo(404);
    assertThat(register.dpo("GET", DIFF).query("since", "1").call().status()).isEqualTo(200);
  }
}
