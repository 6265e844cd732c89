package emanet.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emanet.fault.Fault;
import emanet.values.SecretBytes;
import java.io.IOException;
import java.util.Arrays;

/// Between a JSON document and those bytes of it that are sealed. A document that is opened was
/// authenticated, so one that cannot be read is this system's own failure; and no failure carries
/// its cause, which would quote the document.
public final class SealedJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SealedJson() {}

  /// The bytes to seal; the caller zeroes them.
  public static byte[] bytes(JsonNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new Fault.Internal().exception();
    }
  }

  /// How many bytes there are to seal.
  public static int size(JsonNode document) {
    var bytes = bytes(document);
    Arrays.fill(bytes, (byte) 0);
    return bytes.length;
  }

  /// Reads what `bytes` made.
  public static JsonNode read(SecretBytes plain) {
    var bytes = plain.toArray();
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new Fault.Internal().exception();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Reads what `bytes` made of an object.
  public static ObjectNode object(SecretBytes plain) {
    if (read(plain) instanceof ObjectNode object) {
      return object;
    }
    throw new Fault.Internal().exception();
  }
}
