package emanet.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What API Gateway's REST proxy integration (payload 1.0), or its REQUEST authorizer, hands over:
/// read by streaming, and only what is used here.
final class ProxyEvent {
  private static final JsonFactory FACTORY = new JsonFactory();

  String method = "";
  String resource = "";
  String methodArn = "";
  String requestId = "";
  String sourceAddress = "";
  String body = "";
  boolean base64;
  Map<String, String> path = Map.of();
  final Map<String, List<String>> query = new HashMap<>();

  /// By names in lower case.
  final Map<String, List<String>> headers = new HashMap<>();

  Map<String, String> authorizer = Map.of();

  private ProxyEvent() {}

  /// @throws IOException if it is not what API Gateway sends
  static ProxyEvent read(InputStream in) throws IOException {
    var event = new ProxyEvent();
    try (var parser = FACTORY.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the event is no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        event.property(parser.currentName(), parser);
      }
    }
    return event;
  }

  private void property(String name, JsonParser parser) throws IOException {
    var token = parser.nextToken();
    switch (name) {
      case "httpMethod" -> method = text(parser);
      case "resource" -> resource = text(parser);
      case "methodArn" -> methodArn = text(parser);
      case "body" -> body = text(parser);
      case "isBase64Encoded" -> base64 = token == JsonToken.VALUE_TRUE;
      case "pathParameters" -> path = single(parser);
      case "headers" -> single(parser).forEach((k, v) -> headers.putIfAbsent(lower(k), List.of(v)));
      case "multiValueHeaders" -> headers.putAll(merged(several(parser)));
      case "queryStringParameters" ->
          single(parser).forEach((k, v) -> query.putIfAbsent(k, List.of(v)));
      case "multiValueQueryStringParameters" -> query.putAll(several(parser));
      case "requestContext" -> context(parser);
      default -> parser.skipChildren();
    }
  }

  private void context(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "requestId" -> requestId = text(parser);
        case "authorizer" -> authorizer = single(parser);
        case "identity" -> sourceAddress = single(parser).getOrDefault("sourceIp", "");
        default -> parser.skipChildren();
      }
    }
  }

  /// The same header in two spellings is one header with two values.
  private static Map<String, List<String>> merged(Map<String, List<String>> sent) {
    var merged = new HashMap<String, List<String>>();
    sent.forEach((name, values) ->
        merged.merge(
            lower(name), values, (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    return merged;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  private static Map<String, String> single(JsonParser parser) throws IOException {
    var values = new HashMap<String, String>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return values;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        values.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return values;
  }

  private static Map<String, List<String>> several(JsonParser parser) throws IOException {
    var values = new HashMap<String, List<String>>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return values;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var list = new ArrayList<String>();
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(text(parser));
        }
      }
      values.put(name, List.copyOf(list));
    }
    return values;
  }
}
