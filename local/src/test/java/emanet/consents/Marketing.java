package emanet.consents;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;

/// A tenant that sends newsletters to who consented, for a customer of its own.
final class Marketing {
  static final String NEWS = "newsletter";
  static final String HR = "hr-core";

  static final String YEARS = "2036-01-01T00:00:00Z";

  private static final String ATTESTATION =
      """
      {'noticeVersion': '1', 'basis': 'EXPLICIT_CONSENT', 'by': 'Beta A.Ş.',
       'at': '2026-01-01T00:00:00Z', 'validUntil': '%s'}
      """;

  final Stack stack;
  final String tenant = Stack.tenantName();

  private Marketing(Stack stack) {
    this.stack = stack;
  }

  static Marketing on(Stack stack) {
    var marketing = new Marketing(stack);
    stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + marketing.tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul',
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}], 'sample': true}
            """)
        .expect(201);
    marketing
        .dpo()
        .put(
            "/v1/activities/" + HR,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER', 'purposes': ['Özlük işleri'],
             'subjectGroups': ['EMPLOYEE'], 'legalBasis': 'CONTRACT',
             'categories': [{'category': 'identity'}, {'category': 'contact'}],
             'roles': ['service', 'dpo'], 'recipients': [],
             'retention': {'period': 'P10Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """)
        .expect(201);
    marketing.recipient("mailer", "TR").expect(201);
    marketing.news("['email']", "['mailer']").expect(201);
    return marketing;
  }

  /// The next version of the newsletter.
  Answer news(String fields, String recipients) {
    return activity(NEWS, "[{'category': 'contact', 'fields': " + fields + "}]", recipients);
  }

  Answer activity(String code, String categories, String recipients) {
    return activity(code, categories, recipients, YEARS);
  }

  /// @param until how long the controller's word is good
  Answer activity(String code, String categories, String recipients, String until) {
    return dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Bülten', 'en': 'Newsletter'}, 'role': 'PROCESSOR',
             'controller': {'title': 'Beta A.Ş.', 'address': 'İzmir'},
             'purposes': ['Bülten gönderimi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'EXPLICIT_CONSENT', 'categories': %s, 'roles': ['service', 'dpo'],
             'recipients': %s, 'retention': {'period': 'P1Y', 'from': 'CREATED'},
             'disposal': 'ERASE', 'attestation': %s}
            """
                .formatted(categories, recipients, ATTESTATION.formatted(until)));
  }

  /// A version that waits for a second person, approved.
  void approved(Answer proposed) {
    var id = proposed.expect(202).body().path("approval").asText();
    stack
        .as(stack.strongToken(tenant, "dpo-2", "dpo"))
        .post("/v1/approvals/" + id, "{'decision': 'APPROVE'}")
        .expect(200);
  }

  Answer recipient(String id, String country) {
    var abroad = country.equals("TR") ? "" : "'mechanism': 'SG_BCR', 'signedAt': '2026-01-01',";
    return dpo()
        .put(
            "/v1/recipients/" + id,
            "{'title': 'Postacı', 'group': 'SUPPLIER', 'country': '%s', %s 'notify': {'email': 'a@b.tr'}}"
                .formatted(country, abroad));
  }

  ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service"));
  }

  ApiCall under(String activity) {
    return service().activity(activity);
  }

  /// The person's own token.
  ApiCall person(String subject) {
    var claims = Stack.claims(tenant, "app-1", "subject");
    claims.put("subject", subject);
    return stack.as(stack.token(claims));
  }

  /// Somebody with an address.
  String someone() {
    var id =
        under(HR)
            .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    under(HR)
        .put(contact(id), "{'fields': {'email': 'isil@ornek.example', 'phone': '+905000000000'}}")
        .expect(201);
    return id;
  }

  Answer decide(String subject, boolean granted) {
    return service().post(consents(subject), decision(NEWS, granted));
  }

  static String decision(String activity, boolean granted) {
    return "{'activity': '%s', 'granted': %s, 'channel': 'WEB', 'evidence': 'Kutu işaretlendi'}"
        .formatted(activity, granted);
  }

  static String consents(String subject) {
    return "/v1/subjects/" + subject + "/consents";
  }

  static String contact(String subject) {
    return "/v1/subjects/" + subject + "/records/contact/main";
  }
}
