package emanet.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Malformation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads one JSON value (RFC 8259) of untrusted origin: UTF-8 without a byte order mark,
/// well-formed Unicode also in escapes, no property named twice, at most 32 levels, nothing after
/// the value.
///
/// Its faults carry no pointer: the names on the way are the caller's, and may be personal.
final class StrictJson {
  static final int DEPTH = 32;

  /// Characters of a number; its exponent is bounded as well, or writing it out in full could take
  /// any amount of memory.
  static final int NUMBER_LENGTH = 64;

  static final int SCALE = 128;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH + 1)
                  .maxNumberLength(NUMBER_LENGTH)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /// @throws emanet.fault.FaultException `Malformed`
  static JsonNode parse(byte[] utf8) {
    var text = decode(utf8);
    try (var parser = FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      var reader = new StrictJson(parser);
      var value = reader.value(parser.nextToken(), 0);
      if (parser.nextToken() != null) {
        throw malformed();
      }
      return value;
    } catch (IOException e) {
      // its message quotes the document, so it goes no further
      throw malformed();
    }
  }

  private static CharBuffer decode(byte[] utf8) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8));
      if (text.hasRemaining() && text.get(0) == '\uFEFF') {
        throw malformed();
      }
      return text;
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private JsonNode value(JsonToken token, int depth) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> NODES.textNode(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(fraction());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case null, default -> throw malformed();
    };
  }

  private ObjectNode object(int depth) throws IOException {
    var object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = wellFormed(parser.currentName());
      if (object.has(name)) {
        throw new Fault.Malformed(Malformation.DUPLICATE_KEY, "").exception();
      }
      object.set(name, value(parser.nextToken(), depth));
    }
    return object;
  }

  private ArrayNode array(int depth) throws IOException {
    var array = NODES.arrayNode();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      array.add(value(token, depth));
    }
    return array;
  }

  private JsonNode whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER -> NODES.numberNode(parser.getBigIntegerValue());
      case FLOAT, DOUBLE, BIG_DECIMAL -> throw malformed();
    };
  }

  private static int deeper(int depth) {
    if (depth == DEPTH) {
      throw new Fault.Malformed(Malformation.DEPTH, "").exception();
    }
    return depth + 1;
  }

  private BigDecimal fraction() throws IOException {
    if (parser.getTextLength() > NUMBER_LENGTH) {
      throw malformed();
    }
    try {
      var number = parser.getDecimalValue();
      if (Math.abs((long) number.scale()) > SCALE) {
        throw malformed();
      }
      return number;
    } catch (NumberFormatException e) {
      throw malformed(); // its exponent is beyond what a number can be
    }
  }

  /// Escapes can spell a surrogate without its other half, which no UTF-8 can carry.
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw malformed();
        }
        i++;
      }
    }
    return text;
  }

  private static FaultException malformed() {
    return new Fault.Malformed(Malformation.JSON, "").exception();
  }
}
