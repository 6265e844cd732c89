package emanet.requests;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;

/// A tenant with people, and a data-protection officer who answers their applications.
final class Office {
  static final String HR = "hr-core";

  final Stack stack;
  final String tenant = Stack.tenantName();

  private Office(Stack stack) {
    this.stack = stack;
  }

  static Office on(Stack stack) {
    var office = new Office(stack);
    office.tenant("").expect(201);
    office.activity(
        HR,
        "CONTRACT",
        "P10Y",
        "[{'category': 'identity'}, {'category': 'contact'}, {'category': 'personnel'}]",
        "");
    return office;
  }

  /// @param more further properties, each after a comma
  private Answer tenant(String more) {
    return stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme Sigorta A.Ş.', 'address': 'Büyükdere Cad. 1, İstanbul',
             'contacts': [{'role': 'DPO', 'email': 'kvkk@acme.example'}], 'sample': true%s}
            """
                .formatted(more));
  }

  /// Has the tenant's settings be these.
  void limit(String settings) {
    tenant(", 'settings': {" + settings + "}").expect(200);
  }

  /// Has the tenant's data be under this key of KMS.
  void under(String kmsKeyArn) {
    tenant(", 'kmsKeyArn': '" + kmsKeyArn + "'").expect(200);
  }

  /// An activity.
  ///
  /// @param more further properties, each followed by a comma
  Answer activity(String code, String basis, String period, String categories, String more) {
    return dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük işleri', 'en': 'HR'}, 'role': 'CONTROLLER',
             'purposes': ['Personel işlerinin yürütülmesi'], 'subjectGroups': ['EMPLOYEE'], %s
             'legalBasis': '%s', 'categories': %s, 'roles': ['service', 'agent', 'dpo'],
             'recipients': [], 'retention': {'period': '%s', 'from': 'RELATIONSHIP_END'},
             'disposal': 'ERASE'}
            """
                .formatted(more, basis, categories, period))
        .expect(201);
  }

  ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  ApiCall auditor() {
    return stack.as(stack.token(tenant, "auditor-1", "auditor"));
  }

  ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(HR);
  }

  /// A person with an identity record.
  String person(String nationalId) {
    return Stack.employee(service(), nationalId);
  }

  /// An application that lacks nothing.
  static String application(String nationalId, String rights, String receivedAt) {
    return """
    {'applicant': {'name': 'Işıl Aslan', 'idKind': 'TCKN', 'idNumber': '%s',
      'address': 'Gülveren Sokağı 3, Ankara', 'email': 'isil.aslan@ornek.example'},
     'rights': [%s], 'channel': 'SECURE_ESIGN', 'receivedAt': '%s',
     'text': 'Verilerimi öğrenmek ve sildirmek istiyorum.'}
    """
        .formatted(nationalId, rights, receivedAt);
  }

  Answer apply(String application) {
    return dpo().post("/v1/requests", application).expect(201);
  }

  static String path(Answer taken) {
    return "/v1/requests/" + taken.body().path("id").asText();
  }

  /// A person's application whose identity is verified.
  String verified(String nationalId, String rights, String subject, String receivedAt) {
    var path = path(apply(application(nationalId, rights, receivedAt)));
    dpo()
        .post(
            path + "/identity",
            "{'method': 'e-imza', 'verified': true, 'subject': '%s'}".formatted(subject))
        .expect(200);
    return path;
  }
}
