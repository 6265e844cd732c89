package emanet.disclosures;

import com.fasterxml.jackson.databind.JsonNode;
import emanet.local.Answer;
import emanet.local.ApiCall;
import emanet.local.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A tenant that passes data on.
final class House {
  static final String NUMBER = "10000000146";
  static final String PAY = "payroll";
  static final String ALL = "/v1/disclosures";

  final Stack stack;
  final String tenant = Stack.tenantName();

  private House(Stack stack) {
    this.stack = stack;
  }

  /// With a bank that has a webhook, and a payroll office that has an e-mail address.
  static House on(Stack stack) {
    var house = new House(stack);
    house.tenant("'sample': true").expect(201);
    house.recipient("bank", "'group': 'SUPPLIER', 'country': 'TR'", house.url()).expect(201);
    house
        .dpo()
        .put(
            "/v1/recipients/office",
            "{'title': 'Bordro A.Ş.', 'group': 'SUPPLIER', 'country': 'TR', 'notify': {'email':"
                + " '%s'}}".formatted(house.email()))
        .expect(201);
    house.activity(PAY, "'CONTRACT'", "'bank', 'office'").expect(201);
    return house;
  }

  Answer tenant(String more) {
    return stack
        .as(stack.strongToken("platform", "root", "admin"))
        .put(
            "/v1/tenants/" + tenant,
            """
            {'name': 'Acme', 'title': 'Acme Sigorta A.Ş.', 'address': 'İstanbul', %s,
             'contacts': [{'role': 'DPO', 'email': 'kvkk@acme.example'}]}
            """
                .formatted(more));
  }

  String url() {
    return "https://" + tenant + ".example/kvkk";
  }

  String email() {
    return tenant + "@bordro.example";
  }

  /// @param what its group, country and what a transfer rests on
  Answer recipient(String id, String what, String url) {
    return dpo()
        .put(
            "/v1/recipients/" + id,
            "{'title': 'Alıcı %s', %s, 'notify': {'url': '%s'}}".formatted(id, what, url));
  }

  Answer activity(String code, String basis, String recipients) {
    return activity(code, basis, "[{'category': 'identity'}, {'category': 'contact'}]", recipients);
  }

  Answer activity(String code, String basis, String categories, String recipients) {
    return dpo()
        .put(
            "/v1/activities/" + code,
            """
            {'title': {'tr': 'Bordro', 'en': 'Payroll'}, 'role': 'CONTROLLER',
             'purposes': ['Ücretlerin ödenmesi'], 'subjectGroups': ['EMPLOYEE'],
             'legalBasis': %s, 'categories': %s, 'roles': ['service', 'agent', 'dpo'],
             'recipients': [%s], 'retention': {'period': 'P10Y', 'from': 'RELATIONSHIP_END'},
             'disposal': 'ERASE'}
            """
                .formatted(basis, categories, recipients));
  }

  ApiCall dpo() {
    return stack.as(stack.strongToken(tenant, "dpo-1", "dpo"));
  }

  ApiCall other() {
    return stack.as(stack.strongToken(tenant, "dpo-2", "dpo"));
  }

  ApiCall service() {
    return stack.as(stack.token(tenant, "platform-1", "service")).activity(PAY);
  }

  /// A person with an identity and an address for mail.
  String person() {
    var id = Stack.employee(service(), NUMBER);
    service()
        .put(
            "/v1/subjects/" + id + "/records/contact/home",
            "{'fields': {'email': 'isil.aslan@ornek.example'}}")
        .expect(201);
    return id;
  }

  static String wish(String recipient, String subject, String categories, String more) {
    return "{'recipient': '%s', 'items': [{'subject': '%s', 'categories': [%s]%s}]}"
        .formatted(recipient, subject, categories, more);
  }

  /// Passes a person's data on.
  ///
  /// @return the disclosure's id
  String disclose(String recipient, String subject, String categories, String reference) {
    var wish = wish(recipient, subject, categories, ", 'recipientRef': '" + reference + "'");
    return service().post(ALL, wish).expect(201).body().path("id").asText();
  }

  JsonNode erase(String subject, String more) {
    return dpo()
        .post(
            "/v1/subjects/" + subject + "/erasure",
            "{'method': 'ERASE', 'reason': 'Talep'%s}".formatted(more))
        .expect(200)
        .body();
  }

  /// By the scheduled function itself.
  void deliver() {
    stack.deliver();
  }

  List<JsonNode> outbox(String to) {
    var found = new ArrayList<JsonNode>();
    for (var item : stack.control("GET", "outbox").expect(200).body().path("items")) {
      if (item.path("to").asText().equals(to)) {
        found.add(item);
      }
    }
    return found;
  }

  /// How many notices stand in the table in this state.
  long notices(String state) {
    return register("D#").stream()
        .filter(item -> item.get("sk").s().startsWith("N#"))
        .filter(item -> item.get("state").s().equals(state))
        .count();
  }

  /// How many disclosures stand in the table.
  long disclosures() {
    return register("D#").stream().filter(item -> item.get("sk").s().equals("D")).count();
  }

  /// How many entries the list of open notices has.
  long marks() {
    return register("DN").size();
  }

  private List<Map<String, AttributeValue>> register(String partition) {
    try (var dynamo = stack.dynamo()) {
      return dynamo
          .scanPaginator(request -> request.tableName("emanet-register-1"))
          .items()
          .stream()
          .filter(item -> item.get("pk").s().startsWith("T#" + tenant + "#" + partition))
          .toList();
    }
  }

  /// What recipients were told and have not confirmed.
  List<JsonNode> open() {
    var found = new ArrayList<JsonNode>();
    dpo().get("/v1/disclosure-notices").expect(200).body().path("items").forEach(found::add);
    return found;
  }

  Answer confirm(String disclosure, String body) {
    return dpo().post(ALL + "/" + disclosure + "/confirmations", body);
  }
}
