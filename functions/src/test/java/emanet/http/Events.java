package emanet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.values.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Proxy events as API Gateway sends them, with what is not read here too.
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Escapes all but ASCII, so that an event can hold half of a surrogate pair.
  private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private final ObjectNode event;

  private Events(ObjectNode event) {
    this.event = event;
  }

  static Events to(String method, String resource) {
    var event = JSON.createObjectNode();
    event.put("resource", resource);
    event.put("path", resource);
    event.put("httpMethod", method);
    event.putObject("headers").put("Host", "api.example").put("X-Forwarded-For", "198.51.100.7");
    event.putObject("multiValueHeaders").putArray("Host").add("api.example");
    event.putNull("queryStringParameters");
    event.putNull("multiValueQueryStringParameters");
    event.putNull("pathParameters");
    event.putNull("stageVariables");
    var context = event.putObject("requestContext");
    context.put("requestId", "11111111-2222-3333-4444-555555555555");
    context.putObject("identity").put("sourceIp", "198.51.100.7").putNull("user");
    context.put("stage", "live");
    event.putNull("body");
    event.put("isBase64Encoded", false);
    return new Events(event);
  }

  Events requestId(String id) {
    event.withObject("/requestContext").put("requestId", id);
    return this;
  }

  Events header(String name, String... values) {
    event.withObject("/headers").put(name, values[values.length - 1]);
    var all = event.withObject("/multiValueHeaders").putArray(name);
    for (var value : values) {
      all.add(value);
    }
    return this;
  }

  Events query(String name, String... values) {
    if (!event.get("queryStringParameters").isObject()) {
      event.putObject("queryStringParameters");
      event.putObject("multiValueQueryStringParameters");
    }
    event.withObject("/queryStringParameters").put(name, values[values.length - 1]);
    var all = event.withObject("/multiValueQueryStringParameters").putArray(name);
    for (var value : values) {
      all.add(value);
    }
    return this;
  }

  Events path(String name, String value) {
    if (!event.get("pathParameters").isObject()) {
      event.putObject("pathParameters");
    }
    event.withObject("/pathParameters").put(name, value);
    return this;
  }

  Events by(Caller caller) {
    var context = event.withObject("/requestContext").putObject("authorizer");
    AuthorizerContext.of(caller).forEach(context::put);
    context.put("principalId", caller.actor().value());
    context.put("integrationLatency", 3);
    return this;
  }

  Events authorizer(String name, String value) {
    event.withObject("/requestContext").withObject("/authorizer").put(name, value);
    return this;
  }

  Events json(String body) {
    return header("Content-Type", "application/json").body(body);
  }

  Events body(String body) {
    event.put("body", body);
    return this;
  }

  Events base64(byte[] body) {
    event.put("isBase64Encoded", true);
    return body(Base64.getEncoder().encodeToString(body));
  }

  Events with(String name, String value) {
    event.put(name, value);
    return this;
  }

  Events base64(boolean is) {
    event.put("isBase64Encoded", is);
    return this;
  }

  ByteArrayInputStream stream() {
    try {
      return new ByteArrayInputStream(
          ASCII.writeValueAsString(event).getBytes(StandardCharsets.US_ASCII));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  Answer through(Endpoint endpoint) {
    var out = new ByteArrayOutputStream();
    try {
      endpoint.handle(stream(), out);
      return new Answer(JSON.readTree(out.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// What API Gateway is given.
  record Answer(JsonNode raw) {
    int status() {
      return raw.get("statusCode").intValue();
    }

    String header(String name) {
      var value = raw.get("headers").get(name);
      return value == null ? "" : value.textValue();
    }

    JsonNode body() {
      try {
        return JSON.readTree(raw.get("body").textValue());
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }

    String problem() {
      return body().path("type").asText().replace("/problems/", "");
    }
  }
}
