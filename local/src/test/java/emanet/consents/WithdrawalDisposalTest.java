package emanet.consents;

import static emanet.consents.Marketing.HR;
import static emanet.consents.Marketing.NEWS;
import static emanet.consents.Marketing.contact;
import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a withdrawal disposes of, through the API.
class WithdrawalDisposalTest {
  private final Stack stack = Stack.shared();
  private final Marketing acme = Marketing.on(stack);

  private String subscriber() {
    var id =
        acme.under(HR)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    acme.decide(id, true).expect(201);
    acme.under(NEWS).put(contact(id), "{'fields': {'email': 'a@ornek.example'}}").expect(201);
    return id;
  }

  @Test
  void whatOnlyTheConsentCoveredGoesWithIt() {
    var person = subscriber();
    acme.decide(person, false).expect(201);
    acme.under(HR).get(contact(person)).expect(404);
  }

  @Test
  void whatAnotherActivityCoversStays() {
    var person = subscriber();
    acme.under(HR).patch(contact(person), "{'fields': {'phone': '+905000000000'}}").expect(200);
    acme.decide(person, false).expect(201);
    var left = acme.under(HR).get(contact(person)).expect(200).body().path("fields");
    assertThat(left.path("email").asText()).isEqualTo("a@ornek.example");
    assertThat(left.path("phone").asText()).isEqualTo("+905000000000");
  }

  /// A hundred that cannot be followed, before one that can.
  @Test
  void oneThatWasLeftIsTakenUpBehindAnyNumberOfOthers() {
    var person = subscriber();
    var holds = "/v1/subjects/" + person + "/holds";
    var hold = acme.dpo().post(holds, "{'reason': 'Dava'}").expect(201).body().path("id").asText();
    acme.decide(person, false);
    acme.under(HR).get(contact(person)).expect(200);
    stack.as(stack.strongToken(acme.tenant, "dpo-2", "dpo")).delete(holds + "/" + hold).expect(204);
    marks(120);
    var run = acme.dpo().post("/v1/retention/runs", "{}").expect(202).body().path("id").asText();
    acme.dpo().get("/v1/retention/runs/" + run).expect(200);
    acme.under(HR).get(contact(person)).expect(404);
    assertThat(acme.under(HR).get("/v1/subjects/" + person).status()).isEqualTo(200);
  }

  /// Of withdrawals that were begun and never written: nothing takes them away.
  private void marks(int count) {
    try (var dynamo = stack.dynamo()) {
      for (int i = 0; i < count; i++) {
        var sort = "%026d#newsletter#1".formatted(i);
        dynamo.putItem(put ->
            put.tableName("emanet-register-1")
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("T#" + acme.tenant + "#LIST#CN"),
                        "sk", AttributeValue.fromS(sort),
                        "listed", AttributeValue.fromBool(true))));
      }
    }
  }

  /// The withdrawal is in force wherever its disposal stopped; the call that is repeated ends it.
  @Test
  void aWithdrawalStoppedAnywhereEndsWholeWhenItIsRepeated() {
    var mine = "T#" + acme.tenant + "#";
    boolean finished = false;
    for (int calls = 2; !finished; calls += 3) {
      assertThat(calls).as("steps of a withdrawal").isLessThan(60);
      var person = subscriber();
      stack.stopAfter(mine, calls);
      var stopped = acme.decide(person, false);
      stack.clearFaults(mine);
      finished = stopped.status() == 201;
      acme.decide(person, false).expect(201);
      assertThat(acme.under(NEWS).get(contact(person)).status()).as("at " + calls).isEqualTo(403);
      acme.under(HR).get(contact(person)).expect(404);
    }
  }
}
