package emanet.register;

import static org.assertj.core.api.Assertions.assertThat;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import org.junit.jupiter.api.Test;

/// Whose token says data-protection officer and auditor, and whom a grant makes an auditor: no more
/// is shown than to any auditor, wherever it is asked.
class AuditorByGrantTest {
  private static final String TYPED = "Gizli Kelime";

  private final Stack stack = Stack.shared();
  private final String tenant = Stack.tenantName();

  private ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  private ApiCall both() {
    return stack.as(stack.strongToken(tenant, "both-1", "dpo", "auditor"));
  }

  private ApiCall service(String activity) {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(activity);
  }

  private static String id(Answer answer) {
    return answer.expect(201).body().path("id").asText();
  }

  private String open() {
    stack.open(tenant);
    dpo()
        .put(
            "/v1/recipients/bank",
            "{'title': 'Banka', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'email': 'a@b.tr'}}")
        .expect(201);
    activity("hr", "'role': 'CONTROLLER', 'legalBasis': 'CONTRACT'");
    activity(
        "news",
        """
        'role': 'PROCESSOR', 'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'},
        'legalBasis': 'EXPLICIT_CONSENT', 'attestation': {'noticeVersion': '1',
          'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.', 'at': '2026-01-01T00:00:00Z',
          'validUntil': '2036-01-01T00:00:00Z'}
        """);
    return Stack.employee(service("hr"), "10000000146");
  }

  private void activity(String code, String more) {
    dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'İş', 'en': 'Work'}, 'purposes': ['İş'], %s,
             'subjectGroups': ['EMPLOYEE'], 'categories': [{'category': 'identity'}],
             'roles': ['service'], 'recipients': ['bank'], 'disposal': 'ERASE',
             'retention': {'period': 'P10Y', 'from': 'CREATED'}}
            """
                .formatted(more))
        .expect(201);
  }

  private String request() {
    return "/v1/requests/"
        + id(
            dpo()
                .post(
                    "/v1/requests",
                    """
                    {'applicant': {'name': '%s', 'idKind': 'TCKN', 'idNumber': '12345678950',
                      'address': 'Ankara'}, 'rights': ['A'], 'channel': 'SECURE_ESIGN',
                     'receivedAt': '2026-01-05T09:00:00Z', 'text': '%s'}
                    """
                        .formatted(TYPED, TYPED)));
  }

  private String breach() {
    return "/v1/breaches/"
        + id(
            dpo()
                .post(
                    "/v1/breaches",
                    """
                    {'origin': 'OWN', 'learnedAt': '2026-01-05T09:00:00Z', 'source': 'MALWARE',
                     'effects': ['INTEGRITY'], 'description': '%s', 'suspects': {
                     'from': '2026-01-01T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}}
                    """
                        .formatted(TYPED)));
  }

  @Test
  void seesNoMoreThanAnAuditor() {
    var person = "/v1/subjects/" + open();
    var subject = person.substring("/v1/subjects/".length());
    dpo().post(person + "/holds", "{'reason': '%s'}".formatted(TYPED)).expect(201);
    service("news")
        .post(
            person + "/consents",
            "{'activity': 'news', 'granted': true, 'channel': 'WEB', 'evidence': '%s'}"
                .formatted(TYPED))
        .expect(201);
    var disclosed =
        "/v1/disclosures/"
            + id(
                service("hr")
                    .post(
                        "/v1/disclosures",
                        "{'recipient': 'bank', 'items': [{'subject': '%s', 'categories': ['identity'], 'recipientRef': '%s'}]}"
                            .formatted(subject, TYPED)));
    dpo()
        .post(
            person + "/restrictions",
            "{'kind': 'DISPUTE', 'categories': ['identity'], 'reason': '%s'}".formatted(TYPED))
        .expect(201);
    var request = request();
    dpo().post(request + "/identity", "{'method': 'Yüz yüze', 'verified': false}").expect(200);
    var breach = breach();
    var paths =
        new String[] {
          person + "/holds",
          person + "/restrictions",
          person + "/consents",
          person + "/disclosures",
          disclosed,
          request,
          request + "/answer",
          breach,
          breach + "/file"
        };
    for (var path : paths) {
      assertThat(both().get(path).expect(200).text()).as(path).contains(TYPED);
    }
    assertThat(csv()).contains(TYPED);
    dpo()
        .put(
            "/v1/grants/both-1",
            "{'role': 'auditor', 'from': '2020-01-01T00:00:00Z', 'to': '2099-01-01T00:00:00Z'}")
        .expect(201);
    for (var path : paths) {
      assertThat(both().get(path).expect(200).text()).as(path).doesNotContain(TYPED);
    }
    assertThat(csv()).doesNotContain(TYPED).contains(request.substring("/v1/requests/".length()));
  }

  private String csv() {
    return both().with("Accept", "text/csv").get("/v1/requests").expect(200).text();
  }
}
