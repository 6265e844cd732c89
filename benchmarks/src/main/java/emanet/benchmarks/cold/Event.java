package emanet.benchmarks.cold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emanet.benchmarks.House;

/// What API Gateway hands to the records function for a read of one record.
final class Event {
  private Event() {}

  static byte[] read(String person) {
    var json = new JsonMapper().createObjectNode();
    json.put("resource", "/v1/subjects/{id}/records/{category}/{recordId}");
    json.put("path", House.recordPath(person));
    json.put("httpMethod", "GET");
    var headers = json.putObject("headers");
    headers.put("Accept", "application/json");
    headers.put("Accept-Language", "tr");
    headers.put("Authorization", "Bearer measured");
    headers.put("Emanet-Activity", House.ACTIVITY);
    headers.put("X-Forwarded-For", "192.0.2.1");
    var many = json.putObject("multiValueHeaders");
    headers.properties().forEach(header -> many.putArray(header.getKey()).add(header.getValue()));
    json.putNull("queryStringParameters");
    json.putNull("multiValueQueryStringParameters");
    var parameters = json.putObject("pathParameters");
    parameters.put("id", person);
    parameters.put("category", "file");
    parameters.put("recordId", "main");
    var context = json.putObject("requestContext");
    context.put("stage", "live");
    context.put("resourcePath", "/v1/subjects/{id}/records/{category}/{recordId}");
    context.put("httpMethod", "GET");
    context.put("requestId", "11111111-2222-4333-8444-555555555555");
    context.putObject("identity").put("sourceIp", "192.0.2.1");
    var authorizer = context.putObject("authorizer");
    authorizer.put("principalId", "platform-1");
    authorizer.put("tenant", House.TENANT);
    authorizer.put("actor", "platform-1");
    authorizer.put("roles", "service");
    authorizer.put("mfa", "true");
    authorizer.put("exp", "4102444800");
    json.putNull("body");
    json.put("isBase64Encoded", false);
    try {
      return new JsonMapper().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
