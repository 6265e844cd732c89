package emanet.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import org.junit.jupiter.api.Test;

/// A grant leaves its actor one role, whatever else the token names: also where a call names no
/// activity, and on the ledger.
class GrantsBindTest {
  private final Stack stack = Stack.shared();
  private final Customer customer = Customer.on(stack);

  private void grant(String actor, String role, String rest) {
    customer
        .dpo()
        .put(
            "/v1/grants/" + actor,
            "{'role': '%s', 'from': '2026-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'%s}"
                .formatted(role, rest))
        .expect(201);
  }

  private ApiCall as(String actor, String... roles) {
    return stack.as(stack.strongToken(customer.tenant, actor, roles));
  }

  private static String problem(Answer answer) {
    return answer.status() + " " + answer.problem();
  }

  @Test
  void anAgentByGrantErasesNobody() {
    var person = customer.person();
    var erasure = "/v1/subjects/" + person + "/erasure";
    var body = "{'method': 'ERASE', 'reason': 'Talep'}";
    grant("both-1", "agent", "");
    assertThat(problem(as("both-1", "agent", "dpo").post(erasure, body))).isEqualTo("403 role");
    customer.dpo().get("/v1/subjects/" + person).expect(200);
    grant("both-2", "dpo", "");
    as("both-2", "agent", "dpo").post(erasure, body).expect(200);
  }

  @Test
  void anAuditorByGrantSeesNoFreeText() {
    var person = customer.person();
    var holds = "/v1/subjects/" + person + "/holds";
    customer.dpo().post(holds, "{'reason': 'Dava 17'}").expect(201);
    grant("both-3", "auditor", "");
    var seen = as("both-3", "dpo", "auditor").get(holds).expect(200);
    assertThat(seen.body().path("items")).hasSize(1);
    assertThat(seen.body().toString()).doesNotContain("Dava 17");
    assertThat(customer.dpo().get(holds).expect(200).body().toString()).contains("Dava 17");
  }

  @Test
  void aPlatformsTokenIsNoHumansWhateverItIsGranted() {
    grant("both-4", "dpo", "");
    var approval = "/v1/approvals/" + "0".repeat(26);
    assertThat(problem(as("both-4", "service", "dpo").post(approval, "{'decision': 'REJECT'}")))
        .isEqualTo("403 role");
  }

  @Test
  void theLedgerIsReadByWhoIsGrantedItOnly() {
    var entries = "/v1/ledger/entries?actor=dpo-1";
    as("both-5", "dpo").get(entries).expect(200);
    grant("both-5", "agent", "");
    for (var path :
        new String[] {entries, "/v1/access-log", "/v1/ledger/checkpoint", "/v1/ledger/cosigned"}) {
      assertThat(problem(as("both-5", "dpo").get(path))).isEqualTo("403 grant");
      assertThat(problem(as("both-5", "dpo", "agent").get(path))).isEqualTo("403 role");
    }
  }

  @Test
  void whoIsGrantedOneActivityDecidesOnNoOther() {
    var person = customer.person();
    customer
        .dpo()
        .put(
            "/v1/activities/news",
            """
            {'title': {'tr': 'Bülten', 'en': 'News'}, 'role': 'CONTROLLER',
             'purposes': ['Bülten gönderimi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'EXPLICIT_CONSENT', 'categories': [{'category': 'contact'}],
             'roles': ['agent', 'dpo'], 'recipients': [],
             'retention': {'period': 'P1Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
    grant("desk-1", "agent", ", 'activities': ['front-desk']");
    grant("desk-2", "agent", ", 'activities': ['news']");
    var withdrawal = "{'activity': 'news', 'granted': false, 'channel': 'WEB'}";
    var consents = "/v1/subjects/" + person + "/consents";
    assertThat(problem(as("desk-1", "agent").post(consents, withdrawal))).isEqualTo("403 grant");
    assertThat(as("desk-2", "agent").post(consents, withdrawal).status()).isNotEqualTo(403);
  }
}
