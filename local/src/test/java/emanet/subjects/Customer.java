package emanet.subjects;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;

/// A tenant of its own, with an activity for each thing that a test needs.
final class Customer {
  static final String HR = "hr-core";
  static final String DESK = "front-desk";

  final Stack stack;
  final String tenant = Stack.tenantName();

  private Customer(Stack stack) {
    this.stack = stack;
  }

  static Customer on(Stack stack) {
    var customer = new Customer(stack);
    var admin = stack.strongToken("platform", "root", "admin");
    stack
        .as(admin)
        .put(
            "/v1/tenants/" + customer.tenant,
            """
            {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul',
             'contacts': [{'role': 'DPO', 'email': 'dpo@ornek.example'}], 'sample': true}
            """)
        .expect(201);
    customer.activity(
        HR,
        """
        [{'category': 'identity'}, {'category': 'contact'}, {'category': 'personnel'},
         {'category': 'finance', 'view': 'MASKED'}]
        """);
    customer.activity(
        DESK,
        "[{'category': 'identity', 'fields': ['firstName', 'lastName', 'nationalId'], 'view': 'MASKED'}]");
    return customer;
  }

  Answer activity(String code, String categories) {
    return dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER',
             'purposes': ['Personel işlerinin yürütülmesi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': 'CONTRACT', 'categories': %s, 'roles': ['service', 'agent', 'dpo'],
             'recipients': [], 'retention': {'period': 'P10Y', 'from': 'RELATIONSHIP_END'},
             'disposal': 'ERASE'}
            """
                .formatted(categories))
        .expect(201);
  }

  ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(HR);
  }

  String person() {
    return service()
        .post("/v1/subjects", "{'groups': ['EMPLOYEE']}")
        .expect(201)
        .body()
        .path("id")
        .asText();
  }

  static String identity(String subject) {
    return "/v1/subjects/" + subject + "/records/identity/main";
  }

  static String fields(String nationalId) {
    return "{'fields': {'firstName': 'Işıl', 'lastName': 'Aslan', 'nationalId': '"
        + nationalId
        + "'}}";
  }

  static String match(String category, String field, String value) {
    return "{'match': {'category': '%s', 'field': '%s', 'value': '%s'}}"
        .formatted(category, field, value);
  }
}
