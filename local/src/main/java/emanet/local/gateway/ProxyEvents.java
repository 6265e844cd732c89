package emanet.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import emanet.local.template.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a REST API hands to its functions: proxy events of payload version 1.0, and the REQUEST
/// authorizer's, which are the same without a body and with the ARN of the method.
final class ProxyEvents {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String API = "local00000";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String region;
  private final String stage;
  private final boolean binary;

  ProxyEvents(String region, String stage, boolean binary) {
    this.region = region;
    this.stage = stage;
    this.binary = binary;
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  byte[] request(Inbound inbound, byte[] body, Map<String, String> authorizer) {
    return written(json -> {
      common(json, inbound, authorizer);
      if (body.length == 0) {
        json.writeNullField("body");
      } else if (binary) {
        json.writeStringField("body", Base64.getEncoder().encodeToString(body));
      } else {
        json.writeStringField("body", new String(body, StandardCharsets.UTF_8));
      }
      json.writeBooleanField("isBase64Encoded", binary && body.length > 0);
    });
  }

  byte[] authorization(Inbound inbound) {
    return written(json -> {
      json.writeStringField("type", "REQUEST");
      json.writeStringField("methodArn", methodArn(inbound));
      common(json, inbound, Map.of());
    });
  }

  String methodArn(Inbound inbound) {
    return "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
        .formatted(region, Template.ACCOUNT, API, stage, inbound.route().method(), inbound.path());
  }

  private static byte[] written(Writing content) {
    var bytes = new ByteArrayOutputStream(2048);
    try (var json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      content.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void common(JsonGenerator json, Inbound inbound, Map<String, String> authorizer)
      throws IOException {
    json.writeStringField("resource", inbound.route().path());
    json.writeStringField("path", inbound.path());
    json.writeStringField("httpMethod", inbound.route().method());
    lastValues(json, "headers", inbound.headers());
    allValues(json, "multiValueHeaders", inbound.headers());
    lastValues(json, "queryStringParameters", inbound.query());
    allValues(json, "multiValueQueryStringParameters", inbound.query());
    texts(json, "pathParameters", inbound.parameters());
    json.writeNullField("stageVariables");
    context(json, inbound, authorizer);
  }

  private void context(JsonGenerator json, Inbound inbound, Map<String, String> authorizer)
      throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", Template.ACCOUNT);
    json.writeStringField("apiId", API);
    json.writeStringField("stage", stage);
    json.writeStringField("resourceId", Integer.toHexString(inbound.route().hashCode()));
    json.writeStringField("resourcePath", inbound.route().path());
    json.writeStringField("httpMethod", inbound.route().method());
    json.writeStringField("path", "/" + stage + inbound.path());
    json.writeStringField("protocol", "HTTP/1.1");
    json.writeStringField("domainName", inbound.header("Host"));
    json.writeStringField("requestId", inbound.id());
    json.writeStringField("extendedRequestId", inbound.id());
    json.writeStringField("requestTime", TIME.format(inbound.at()));
    json.writeNumberField("requestTimeEpoch", inbound.at().toEpochMilli());
    json.writeObjectFieldStart("identity");
    json.writeStringField("sourceIp", inbound.sourceAddress());
    json.writeStringField("userAgent", inbound.header("User-Agent"));
    json.writeEndObject();
    if (!authorizer.isEmpty()) {
      texts(json, "authorizer", authorizer);
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    if (values.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    for (var value : values.entrySet()) {
      json.writeStringField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
  }

  private static void lastValues(JsonGenerator json, String name, Map<String, List<String>> values)
      throws IOException {
    if (values.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    for (var value : values.entrySet()) {
      json.writeStringField(value.getKey(), value.getValue().getLast());
    }
    json.writeEndObject();
  }

  private static void allValues(JsonGenerator json, String name, Map<String, List<String>> values)
      throws IOException {
    if (values.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    for (var value : values.entrySet()) {
      json.writeArrayFieldStart(value.getKey());
      for (var one : value.getValue()) {
        json.writeString(one);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
