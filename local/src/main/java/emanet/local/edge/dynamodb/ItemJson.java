package emanet.local.edge.dynamodb;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items as DynamoDB JSON: each value with the letters of its type.
final class ItemJson {
  private ItemJson() {}

  static void write(JsonGenerator json, Map<String, AttributeValue> item) throws IOException {
    json.writeStartObject();
    for (var attribute : item.entrySet()) {
      json.writeFieldName(attribute.getKey());
      value(json, attribute.getValue());
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, AttributeValue value) throws IOException {
    json.writeStartObject();
    json.writeFieldName(value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name());
    switch (value.type()) {
      case S -> json.writeString(value.s());
      case N -> json.writeString(value.n());
      case B -> json.writeBinary(value.b().asByteArrayUnsafe());
      case BOOL -> json.writeBoolean(value.bool());
      case NUL -> json.writeBoolean(true);
      case M -> write(json, value.m());
      case L -> list(json, value.l());
      case SS -> texts(json, value.ss());
      case NS -> texts(json, value.ns());
      case BS -> bytes(json, value.bs());
      case UNKNOWN_TO_SDK_VERSION -> throw new IOException("a value of an unknown type");
    }
    json.writeEndObject();
  }

  private static void list(JsonGenerator json, List<AttributeValue> values) throws IOException {
    json.writeStartArray();
    for (var value : values) {
      value(json, value);
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, List<String> values) throws IOException {
    json.writeStartArray();
    for (var value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void bytes(JsonGenerator json, List<SdkBytes> values) throws IOException {
    json.writeStartArray();
    for (var value : values) {
      json.writeBinary(value.asByteArrayUnsafe());
    }
    json.writeEndArray();
  }
}
