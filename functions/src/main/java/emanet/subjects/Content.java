package emanet.subjects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import emanet.fault.Fault;
import emanet.values.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// What is sealed of a record: its fields in their one form, and its dates, which are the person's
/// too.
///
/// @param eventDate when what the record is about happened: retention may count from it
/// @param asOf the date for which the values were known to be right
record Content(ObjectNode fields, Optional<String> eventDate, Optional<String> asOf) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new Decimals())
          .build();

  /// Bytes, of an item's 409,600.
  private static final int LARGEST = 380_000;

  /// Of a character, as JSON in UTF-8.
  private static final int MOST_BYTES = 3;

  private static final String FIELDS = "f";
  private static final String EVENT_DATE = "e";
  private static final String AS_OF = "a";

  /// Reads every number as the decimal that it was sealed as: exactly, and equal to itself.
  private static final class Decimals extends JsonNodeFactory {
    private static final long serialVersionUID = 1;

    @Override
    public NumericNode numberNode(int number) {
      return DecimalNode.valueOf(BigDecimal.valueOf(number));
    }

    @Override
    public NumericNode numberNode(long number) {
      return DecimalNode.valueOf(BigDecimal.valueOf(number));
    }

    @Override
    public ValueNode numberNode(BigInteger number) {
      return DecimalNode.valueOf(new BigDecimal(number));
    }
  }

  static Content empty() {
    return new Content(JsonNodeFactory.instance.objectNode(), Optional.empty(), Optional.empty());
  }

  /// The bytes to seal; the caller zeroes them.
  byte[] toBytes() {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.set(FIELDS, fields);
    eventDate.ifPresent(date -> tree.put(EVENT_DATE, date));
    asOf.ifPresent(date -> tree.put(AS_OF, date));
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether it is more than an item holds beside what else a record has: an item has 400 KB. Its
  /// bytes are made only where its texts may come to so many.
  boolean isTooLong() {
    long characters = 0;
    for (var value : fields) {
      characters += value.asText().length();
    }
    if (characters <= LARGEST / MOST_BYTES) {
      return false;
    }
    var bytes = toBytes();
    Arrays.fill(bytes, (byte) 0);
    return bytes.length > LARGEST;
  }

  /// Reads what `toBytes` made. It was authenticated, so anything else is our own failure.
  static Content of(SecretBytes plaintext) {
    var bytes = plaintext.toArray();
    try {
      var tree = JSON.readTree(bytes);
      if (tree.get(FIELDS) instanceof ObjectNode fields) {
        return new Content(fields, text(tree, EVENT_DATE), text(tree, AS_OF));
      }
      throw new Fault.Internal().exception();
    } catch (IOException e) {
      throw new Fault.Internal().exception(e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Optional<String> text(JsonNode tree, String name) {
    return Optional.ofNullable(tree.get(name)).map(JsonNode::textValue);
  }

  @Override
  public String toString() {
    return "Content[" + fields.size() + "]";
  }
}
