package emanet.breaches;

import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A tenant of its own with people among whom a credential steals.
final class Theft {
  static final String THIEF = "agent-7";

  final Stack stack;
  final String tenant = Stack.tenantName();
  final List<String> people = new ArrayList<>();

  Theft(Stack stack, int count) {
    this.stack = stack;
    contacts("[{'role': 'DPO', 'email': 'dpo@ornek.example'}]");
    activity("hr", "CONTRACT", "[{'category': 'identity'}, {'category': 'contact'}]");
    activity("desk", "CONTRACT", "[{'category': 'contact', 'view': 'MASKED'}]");
    activity("ohs", "SC_EMPLOYMENT_OHS_SOCIAL", "[{'category': 'health'}]");
    populate(count);
  }

  /// Writes the tenant's document, with these contacts.
  void contacts(String contacts) {
    var answer =
        stack
            .as(stack.strongToken("platform", "root", "admin"))
            .put(
                "/v1/tenants/" + tenant,
                """
                {'name': 'Acme', 'title': 'Acme A.Ş.', 'address': 'İstanbul', 'sample': true,
                 'contacts': %s}
                """
                    .formatted(contacts));
    if (answer.status() / 100 != 2) {
      throw new AssertionError(answer.text());
    }
  }

  private void activity(String code, String basis, String categories) {
    put(code, basis, categories).expect(201);
  }

  Answer put(String code, String basis, String categories) {
    return dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Özlük', 'en': 'HR'}, 'role': 'CONTROLLER',
             'purposes': ['Personel işlerinin yürütülmesi'],
             'subjectGroups': ['EMPLOYEE', 'INTERN'], 'legalBasis': '%s', 'categories': %s,
             'roles': ['service', 'agent'], 'recipients': [],
             'retention': {'period': 'P10Y', 'from': 'CREATED'}, 'disposal': 'ERASE'}
            """
                .formatted(basis, categories));
  }

  private void populate(int count) {
    var newcomers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      newcomers.append(i == 0 ? "" : ",").append(i % 2 == 0 ? group("EMPLOYEE") : group("INTERN"));
    }
    service("hr")
        .post("/v1/subjects/batch", "{'items': [" + newcomers + "]}")
        .expect(200)
        .body()
        .path("items")
        .forEach(item -> people.add(item.path("id").asText()));
    var records = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      records.add(
          """
          {'subject': '%s', 'category': 'identity', 'recordId': 'main', 'fields':
           {'firstName': 'Işıl', 'lastName': 'Aslan', 'nationalId': '%s'}}
          """
              .formatted(people.get(i), nationalId(i)));
    }
    stored(service("hr"), records);
  }

  private static String group(String code) {
    return "{'groups': ['" + code + "']}";
  }

  /// A number that passes the rule, another one for each `i`.
  static String nationalId(int i) {
    var digits = "%09d".formatted(100_000_000 + i);
    int odd = 0;
    int even = 0;
    for (int at = 0; at < 9; at++) {
      int digit = digits.charAt(at) - '0';
      if (at % 2 == 0) {
        odd += digit;
      } else {
        even += digit;
      }
    }
    int tenth = Math.floorMod(odd * 7 - even, 10);
    return digits + tenth + (odd + even + tenth) % 10;
  }

  void health(int i) {
    service("ohs")
        .put(
            "/v1/subjects/" + people.get(i) + "/records/health/checkup",
            "{'fields': {'bloodType': 'A Rh+'}}")
        .expect(201);
  }

  /// Stores how a person is reached.
  ///
  /// @param fields of the category contact
  void contact(int i, String fields) {
    service("hr")
        .put(
            "/v1/subjects/" + people.get(i) + "/records/contact/main", "{'fields': " + fields + "}")
        .expect(201);
  }

  static String mail(int i) {
    return "kisi-" + i + "@kisi.example";
  }

  static String phone(int i) {
    return "+90532%07d".formatted(i);
  }

  /// Takes up many, by an actor of its own; all have an e-mail address, and one in so many a phone.
  void crowd(int count, int first, int phones) {
    var crowd = stack.as(stack.token(tenant, "crowd-1", "service")).activity("hr");
    addresses(crowd, newcomers(crowd, count), first, phones);
  }

  /// Takes up some of whom nothing is stored.
  List<String> newcomers(int count) {
    return newcomers(service("hr"), count);
  }

  private static List<String> newcomers(ApiCall by, int count) {
    var newcomers = Collections.nCopies(count, group("EMPLOYEE"));
    return by.post("/v1/subjects/batch", "{'items': " + newcomers + "}")
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  /// All of the people, numbered from `first`, get an e-mail address, and one in so many a phone.
  void addresses(ApiCall by, List<String> ids, int first, int phones) {
    var records = new ArrayList<String>();
    for (int i = 0; i < ids.size(); i++) {
      int number = first + i;
      var phone = number % phones == 0 ? ", 'phone': '%s'".formatted(phone(number)) : "";
      records.add(
          """
          {'subject': '%s', 'category': 'contact', 'recordId': 'main',
           'fields': {'email': '%s'%s}}
          """
              .formatted(ids.get(i), mail(number), phone));
    }
    stored(by, records);
  }

  private static void stored(ApiCall by, List<String> records) {
    var stored = by.post("/v1/records/batch", "{'items': " + records + "}").expect(200).body();
    if (stored.path("succeeded").asInt() != records.size()) {
      throw new AssertionError(stored.toString());
    }
  }

  ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  ApiCall auditor() {
    return stack.as(stack.token(tenant, "auditor-1", "auditor"));
  }

  ApiCall service(String activity) {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(activity);
  }

  ApiCall agent(String name, String activity) {
    return stack.as(stack.strongToken(tenant, name, "agent")).activity(activity);
  }

  /// What the overview has of a kind.
  List<String> due(String kind) {
    return auditor()
        .get("/v1/overview")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(item -> item.path("kind").asText().equals(kind))
        .map(item -> item.path("reference").asText())
        .toList();
  }

  Answer read(ApiCall caller, int i, String record) {
    return caller.get("/v1/subjects/" + people.get(i) + "/records/" + record);
  }

  List<String> search(ApiCall caller, int i) {
    return caller
        .post(
            "/v1/subjects/search",
            "{'match': {'category': 'identity', 'field': 'nationalId', 'value': '%s'}}"
                .formatted(nationalId(i)))
        .expect(200)
        .body()
        .path("items")
        .findValuesAsText("id");
  }

  /// @param suspects members of `suspects`
  String breach(String suspects, Instant from, Instant to) {
    return dpo()
        .post(
            "/v1/breaches",
            """
            {'origin': 'OWN', 'learnedAt': '%s', 'source': 'SOCIAL_ENGINEERING',
             'effects': ['CONFIDENTIALITY'], 'description': 'Oturum ele gecirildi: gizli ayrinti',
             'suspects': {%s, 'from': '%s', 'to': '%s'}}
            """
                .formatted(from, suspects, from, to))
        .expect(201)
        .body()
        .path("id")
        .asText();
  }
}
