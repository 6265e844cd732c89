package emanet.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import emanet.values.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a function answers a proxy event with.
record ProxyAnswer(int status, Map<String, List<String>> headers, Bytes body) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// @throws IOException if that is no proxy answer: API Gateway answers 502 then
  static ProxyAnswer read(byte[] answer) throws IOException {
    try (var parser = FACTORY.createParser(answer)) {
      return new Reading().read(parser);
    } catch (IllegalArgumentException e) {
      throw new IOException("the body is not Base64", e);
    }
  }

  private static final class Reading {
    private int status;
    private String body = "";
    private boolean base64;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();

    ProxyAnswer read(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        property(parser.currentName(), parser);
      }
      if (status < 200 || status > 599) {
        throw new IOException("the answer has no status");
      }
      var bytes = base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
      return new ProxyAnswer(status, headers, Bytes.of(bytes));
    }

    private void property(String name, JsonParser parser) throws IOException {
      var token = parser.nextToken();
      switch (name) {
        case "statusCode" -> status = Integer.parseInt(parser.getText());
        case "body" -> body = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        case "isBase64Encoded" -> base64 = token == JsonToken.VALUE_TRUE;
        case "headers", "multiValueHeaders" -> headers(parser);
        default -> throw new IOException("an answer has no property " + name);
      }
    }

    private void headers(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        var values = new ArrayList<String>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(parser.getText());
          }
        } else {
          values.add(parser.getText());
        }
        headers.put(name, List.copyOf(values));
      }
    }
  }
}
